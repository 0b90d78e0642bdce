"""Find the loops of a Word master whose rows can be written without asking Jinja for each row.

Such a loop shows fields of its row, and tests whether they are there or compares them with
constants. All rows that pass the same tests look the same but for their texts. Any other loop
is left to Jinja.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateError, nodes

_TAG = re.compile(r"{%[-+]?\s*(\w+)\s*(.*?)\s*[-+]?%}", re.DOTALL)
_EACH = re.compile(r"(\w+)\s+in\s+(\w+(?:\.\w+)*)")
_IN_ONE_PIECE = re.compile(
    r"<w:(?:drawing|pict|fldSimple|fldChar|bookmarkStart|hyperlink)\b"  # numbered or linked
    r'|<w:pStyle w:val="Heading'  # belongs in the table of contents
    r"|<[^>]*{[{%]"  # a field inside a tag
    r"|{[%{]-|-[%}]}"
)
_MARK = "<!--loop {number}-->"


@dataclass(frozen=True)
class Loop:
    """One loop: the text that repeats, and which fields of a row it shows, tests and compares."""

    row: str
    body: str
    shown: frozenset[str]
    tested: tuple[str, ...]
    compared: tuple[str, ...]


@dataclass(frozen=True)
class _Tags:
    """The place of a loop in the source: its tags, and the variables of the loops around it."""

    row: str
    listed: str
    start: int
    body: slice
    stop: int
    around: frozenset[str]


@lru_cache(maxsize=32)
def cut_loops(source: str) -> tuple[str, tuple[Loop, ...]]:
    """Return the source with marks in place of the loops that can be written without Jinja."""
    pieces: list[str] = []
    loops: list[Loop] = []
    at = 0
    if "{#" not in source and "{% raw" not in source:
        for tags in _innermost(source):
            loop = _loop(tags, source[tags.body])
            if loop is not None:
                mark = _MARK.format(number=len(loops)) + "{{ " + tags.listed + " }}"
                pieces += [source[at : tags.start], mark]
                loops.append(loop)
                at = tags.stop
    return "".join([*pieces, source[at:]]), tuple(loops)


def _innermost(source: str) -> Iterator[_Tags]:
    """Yield the loops that hold no other loop, in order."""
    opened: list[tuple[re.Match[str], re.Match[str] | None]] = []
    latest = None
    for tag in _TAG.finditer(source):
        if tag[1] == "for":
            latest = (tag, _EACH.fullmatch(tag[2]))
            opened.append(latest)
        elif tag[1] == "endfor" and opened:
            start, each = opened.pop()
            if latest == (start, each) and each is not None:
                around = frozenset(e[1] for _tag, e in opened if e is not None)
                body = slice(start.end(), tag.start())
                yield _Tags(each[1], each[2], start.start(), body, tag.end(), around)


def _loop(tags: _Tags, body: str) -> Loop | None:
    """Return the loop with what it does with its row; None if Jinja must see each row."""
    if _IN_ONE_PIECE.search(body):
        return None
    uses = _Uses(tags.row, tags.around | {"loop"})
    try:
        parsed = Environment().parse(body)
    except TemplateError:
        return None  # the message comes when the whole is rendered
    if not all(uses.allows(node) for node in parsed.body):
        return None
    compared = tuple(sorted(uses.compared))
    tested = tuple(sorted(uses.tested - uses.compared))
    return Loop(tags.row, body, frozenset(uses.shown), tested, compared)


class _Uses:
    """What the body of a loop does with the fields of its row."""

    def __init__(self, row: str, changing: frozenset[str]) -> None:
        self.row, self.changing = row, changing
        self.shown: set[str] = set()
        self.tested: set[str] = set()
        self.compared: set[str] = set()

    def allows(self, node: nodes.Node) -> bool:
        """Return True for a statement that depends on nothing but fields of the row."""
        if isinstance(node, nodes.Output):
            return all(map(self._shows, node.nodes))
        if isinstance(node, nodes.If):
            branches = [*node.body, *node.elif_, *node.else_]
            return self._tests(node.test) and all(map(self.allows, branches))
        return False

    def _shows(self, node: nodes.Node) -> bool:
        return isinstance(node, nodes.TemplateData) or self._is_field(node, self.shown)

    def _tests(self, node: nodes.Node) -> bool:
        if isinstance(node, nodes.Not):
            return self._tests(node.node)
        if isinstance(node, nodes.And | nodes.Or):
            return self._tests(node.left) and self._tests(node.right)
        if isinstance(node, nodes.Compare):
            against = [operand.expr for operand in node.ops]
            return self._is_field(node.expr, self.compared) and all(map(_is_constant, against))
        return self._is_field(node, self.tested)

    def _is_field(self, node: nodes.Node, used: set[str]) -> bool:
        """Return True for a field of the row, which is noted, or one that no row changes."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            if node.node.name == self.row:
                used.add(node.attr)
                return True
            return node.node.name not in self.changing
        return isinstance(node, nodes.Name) and node.name not in self.changing | {self.row}


def _is_constant(node: nodes.Node) -> bool:
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(map(_is_constant, node.items))
    return isinstance(node, nodes.Const)
