"""What the tags of a master say: documented fields, and a few words to choose and repeat them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from procurement.exchange.masters import COUNTERS, FILTERS, NUMBER, TESTS, TEXT, TRUTH
from procurement.i18n import gettext as _
from procurement.importing.master_tags import Problem

DEEPEST = 3  # loops inside each other that are not over a list of the row around them
_LONGEST_TEXT = 500
_MOST_NAMED = 3
_LOOP = "loop"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Found:
    """What an expression gives: a field, its path, and its shape; None where it is wrong."""

    shape: Any
    path: str = ""

    @property
    def is_shown(self) -> bool:
        """True for what can stand in a text."""
        return self.shape is None or isinstance(self.shape, str)


Scope = dict[str, Found]


class Reading:
    """Goes through a part and notes which fields it uses and what it may not say."""

    def __init__(self, shape: dict[str, Any]) -> None:
        self.fields: Scope = {name: Found(each, name) for name, each in shape.items()}
        self.problems: list[Problem] = []
        self.used: set[str] = set()

    def read(self, template: nodes.Template) -> None:
        """Read a whole part."""
        self._block(template.body, self.fields, 0)

    def _say(self, node: nodes.Node, text: str) -> Found:
        self.problems.append(Problem(node.lineno - 2, text))
        return Found(None)

    def _block(self, body: Sequence[nodes.Node], scope: Scope, depth: int) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for each in node.nodes:
                    self._output(each, scope)
            elif isinstance(node, nodes.If):
                self._value(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    self._block(branch, scope, depth)
            elif isinstance(node, nodes.For):
                self._for(node, scope, depth)
            else:
                self._say(node, _cannot())

    def _output(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        self._shown(node, scope)

    def _shown(self, node: nodes.Node, scope: Scope) -> Found:
        found = self._value(node, scope)
        if found.is_shown:
            return found
        word = found.path or "…"
        if isinstance(found.shape, list):
            text = _("«%(field)s» in %(tag)s is a list. Go through it with for", field=word, tag=_T)
        else:
            names = _few([f"{word}.{name}" for name in found.shape])
            text = _(
                "«%(field)s» in %(tag)s is a group of fields. Use one of them: %(names)s",
                **{"field": word, "tag": _T, "names": names},
            )
        return self._say(node, text)

    def _for(self, node: nodes.For, scope: Scope, depth: int) -> None:
        found = self._value(node.iter, scope)
        target = node.target.name if isinstance(node.target, nodes.Name) else ""
        if node.recursive or not _NAME.fullmatch(target) or target in (_LOOP, *self.fields):
            self._say(node, _("%(tag)s must be a plain loop with a row name of its own"))
            return
        depth += not _is_of_a_row(node.iter, self.fields)
        if depth > DEEPEST:
            self._say(node, _("%(tag)s lies too deep: at most 3 loops can lie inside each other"))
        row = found.shape[0] if isinstance(found.shape, list) else None
        if found.shape is not None and not isinstance(found.shape, list):
            self._say(node, _("%(tag)s goes through something that is no list"))
        inner = scope | {
            target: Found(row, f"{found.path}[]"),
            _LOOP: Found({name: NUMBER for name in COUNTERS}, _LOOP),
        }
        if node.test is not None:
            self._value(node.test, inner)
        self._block(node.body, inner, depth)
        self._block(node.else_, scope, depth)

    def _value(self, node: nodes.Node, scope: Scope) -> Found:
        """Return what an expression gives, with everything inside it read."""
        read = getattr(self, f"_read_{type(node).__name__.lower()}", None)
        if read is None:
            return self._say(node, _cannot(node))
        found: Found = read(node, scope)
        return found

    def _read_name(self, node: nodes.Name, scope: Scope) -> Found:
        found = scope.get(node.name)
        if found is None:
            return self._say(node, _unknown(node.name, _names(scope)))
        self.used.add(found.path)
        return found

    def _read_getattr(self, node: nodes.Getattr, scope: Scope) -> Found:
        found = self._value(node.node, scope)
        if found.shape is None:
            return found
        inside = found.shape if isinstance(found.shape, dict) else {}
        if node.attr in inside:
            path = f"{found.path}.{node.attr}"
            self.used.add(path)
            return Found(inside[node.attr], path)
        written = _written(node)
        near = [f"{_written(node.node)}.{name}" for name in inside] or _names(scope)
        return self._say(node, _unknown(written, near))

    def _read_const(self, node: nodes.Const, _scope: Scope) -> Found:
        if isinstance(node.value, str) and len(node.value) > _LONGEST_TEXT:
            return self._say(node, _("%(tag)s holds a text that is too long"))
        return Found(TEXT if isinstance(node.value, str) else NUMBER)

    def _read_not(self, node: nodes.Not, scope: Scope) -> Found:
        self._value(node.node, scope)
        return Found(TRUTH)

    def _read_and(self, node: nodes.And | nodes.Or, scope: Scope) -> Found:
        left, right = self._value(node.left, scope), self._value(node.right, scope)
        return left if not left.is_shown else right

    _read_or = _read_and

    def _read_condexpr(self, node: nodes.CondExpr, scope: Scope) -> Found:
        self._value(node.test, scope)
        if node.expr2 is None:
            return self._say(node, _("%(tag)s says what to show if, and not what to show else"))
        left, right = self._value(node.expr1, scope), self._value(node.expr2, scope)
        return left if not left.is_shown else right

    def _read_compare(self, node: nodes.Compare, scope: Scope) -> Found:
        self._value(node.expr, scope)
        for operand in node.ops:
            if isinstance(operand.expr, nodes.List | nodes.Tuple):
                for each in operand.expr.items:
                    self._constant(each, scope)
            else:
                self._value(operand.expr, scope)
        return Found(TRUTH)

    def _constant(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Const):
            self._read_const(node, scope)
        else:
            self._say(node, _cannot(node))

    def _read_concat(self, node: nodes.Concat, scope: Scope) -> Found:
        for each in node.nodes:
            self._shown(each, scope)
        return Found(TEXT)

    def _read_mul(self, node: nodes.Mul, scope: Scope) -> Found:
        """Allow what docxtpl itself writes to merge the cells of a loop: 2 * loop.length."""
        right, left = node.right, node.left
        if not (isinstance(left, nodes.Const) and type(left.value) is int and left.value < 100):
            return self._say(node, _cannot(node))
        if _written(right) != "loop.length":
            return self._say(node, _cannot(node))
        return self._value(right, scope)

    def _read_filter(self, node: nodes.Filter, scope: Scope) -> Found:
        if node.name not in FILTERS or node.node is None:
            names = ", ".join(sorted(FILTERS))
            text = _("%(tag)s uses «%(name)s», which a master cannot. It can use: %(names)s")
            return self._say(node, text % {"tag": _T, "name": f"|{node.name}", "names": names})
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._say(node, _cannot(node))
        for each in node.args:
            self._constant(each, scope)
        if node.name in ("length", "count"):
            self._value(node.node, scope)
            return Found(NUMBER)
        if node.name != "join":
            return self._shown(node.node, scope)
        found = self._value(node.node, scope)
        if found.shape is not None and found.shape != [TEXT]:
            return self._say(node, _("%(tag)s can only join a list of texts"))
        return Found(TEXT)

    def _read_test(self, node: nodes.Test, scope: Scope) -> Found:
        if node.name not in TESTS or node.args or node.kwargs:
            names = ", ".join(sorted(TESTS))
            text = _("%(tag)s uses «%(name)s», which a master cannot. It can use: %(names)s")
            return self._say(node, text % {"tag": _T, "name": f"is {node.name}", "names": names})
        self._value(node.node, scope)
        return Found(TRUTH)


_T = "%(tag)s"  # filled in where the tag is known


def _is_of_a_row(node: nodes.Node, fields: Scope) -> bool:
    """Return True for a list of a row, which goes through the data once."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name) and node.name not in fields


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _names(scope: Scope) -> list[str]:
    return [name for at, found in scope.items() for name in _inside(found.shape, at)]


def _inside(shape: Any, path: str) -> Iterator[str]:
    yield path
    if isinstance(shape, dict):
        for name, each in shape.items():
            yield from _inside(each, f"{path}.{name}")


def _unknown(name: str, names: list[str]) -> str:
    lasts = [each.rpartition(".")[2] for each in names]
    alike = get_close_matches(name.rpartition(".")[2], set(lasts), _MOST_NAMED, 0.55)
    near = [names[place] for word in alike for place, last in enumerate(lasts) if last == word]
    said = _("The field «%(field)s» does not exist", field=name[:80])
    if near:
        return f"{said}. " + _("Did you mean %(names)s?", names=_few(near[:_MOST_NAMED], " / "))
    return f"{said}. " + _("Fields that can be used here: %(names)s", names=_few(names))


def _few(names: list[str], joint: str = ", ") -> str:
    shown = joint.join(f"«{name}»" for name in names[:10])
    return shown + (" …" if len(names) > 10 else "")


def _cannot(node: nodes.Node | None = None) -> str:
    if isinstance(node, nodes.Call):
        return _("%(tag)s calls something, which a master cannot. It can only show fields")
    if isinstance(node, nodes.Getitem):
        return _("%(tag)s uses square brackets, which a master cannot. It can only show fields")
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return _("%(tag)s calculates, which a master cannot. It can only show fields")
    return _("%(tag)s holds something that a master cannot use. It can only show fields")
