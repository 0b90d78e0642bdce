"""The tags of a part of a master: found, paired, and each shown with the paragraph it stands in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, TemplateSyntaxError

from procurement.i18n import gettext as _
from procurement.importing.master_parts import Part

MOST_TAGS = 2_000
_LONGEST = 90  # characters of a paragraph in a message
_TAG = re.compile(r"{#.*?#}|{{.*?}}|{%.*?%}", re.DOTALL)
_WORD = re.compile(r"{%[-+]?\s*(\w+)")
_PLACE = re.compile(r"^(?:tr|tc|p|r) ")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_CLOSES = {"endfor": "for", "endif": "if"}
_WORDS = {"for", "if", "elif", "else", *_CLOSES}
_AROUND = {  # what makes a statement whole, so that it can be read alone
    "for": "{}{{% endfor %}}",
    "if": "{}{{% endif %}}",
    "elif": "{{% if x %}}{}{{% endif %}}",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong, said of one tag."""

    tag: int
    text: str


class Tags:
    """All tags of a part, in order."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.flat = re.sub(r"[\r\n]", " ", part.source)
        self.texts: list[str] = _TAG.findall(self.flat)
        self.broken: set[int] = set()
        self.closers: list[str] = []

    @property
    def too_many(self) -> bool:
        """True if there are more tags than a document of ours can need."""
        return len(self.texts) > MOST_TAGS

    def readable(self) -> str:
        """Return the source with each tag on a line of its own number, without the broken ones."""
        number = iter(range(len(self.texts)))

        def line(found: re.Match[str]) -> str:
            return "\n" + ("" if next(number) in self.broken else found[0])

        return _TAG.sub(line, self.flat) + "".join(reversed(self.closers))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with tags one by one, and with their pairs."""
        opened: list[tuple[int, str]] = []
        for number, tag in enumerate(self.texts):
            if tag.startswith("{#"):
                continue
            said = self._wrong(tag)
            if said:
                self.broken.add(number)
                yield Problem(number, said)
            yield from self._paired(number, tag, opened)
        for number, word in opened:
            if number not in self.broken:
                yield Problem(number, _("%(tag)s is opened and never closed"))
                self.closers.append(f"{{% end{word} %}}")

    def _wrong(self, tag: str) -> str:
        word = _WORD.match(tag)
        if tag.startswith("{%") and (word is None or word[1] not in _WORDS):
            return _misplaced(word[1] if word else "")
        whole = _AROUND.get(word[1] if word else "", "{}").format(tag)
        if word and word[1] in ("else", *_CLOSES):
            return ""
        try:
            Environment().parse(whole)
        except TemplateSyntaxError:
            return _("%(tag)s cannot be read")
        return ""

    def _paired(self, number: int, tag: str, opened: list[tuple[int, str]]) -> Iterator[Problem]:
        found = _WORD.match(tag)
        word = found[1] if found else ""
        if word in ("for", "if"):
            opened.append((number, word))
        elif word in _CLOSES and opened and opened[-1][1] == _CLOSES[word]:
            if opened.pop()[0] in self.broken:
                self.broken.add(number)
        elif word in ("else", "elif") and opened:
            if opened[-1][0] in self.broken:
                self.broken.add(number)
        elif word in ("else", "elif", *_CLOSES) and number not in self.broken:
            self.broken.add(number)
            yield Problem(number, _("%(tag)s closes something that is not open"))

    def said(self, problem: Problem) -> str:
        """Return a problem as a sentence that shows the tag and the paragraph it stands in."""
        tag = self.texts[problem.tag] if problem.tag < len(self.texts) else ""
        paragraph = self.paragraph(problem.tag)
        is_said = "%(tag)s" in problem.text and paragraph.strip() == shortened(tag)
        where = "" if is_said or not paragraph else _("(paragraph: «%(text)s»)", text=paragraph)
        first, dot, rest = problem.text.partition(". ")
        end = "" if rest.endswith("?") else "."
        sentences = f"{f'{first} {where}'.strip()}.{dot[1:]}{rest}{end if dot else ''}"
        return sentences.replace("%(tag)s", f"«{shortened(tag)}»")

    def paragraph(self, number: int) -> str:
        """Return the paragraph of a tag, shortened around it; nothing where Word made the tag."""
        if number >= len(self.texts):
            return ""
        inner = _inner(self.texts[number])
        place = Counter(_inner(tag) for tag in self.texts[:number])[inner]
        found = self._paragraphs[inner]
        return found[min(place, len(found) - 1)] if found else ""

    @cached_property
    def _paragraphs(self) -> dict[str, list[str]]:
        by_inner: dict[str, list[str]] = defaultdict(list)
        for text in self.part.paragraphs:
            for tag in _TAG.finditer(text):
                by_inner[_inner(tag[0])].append(shortened(text, tag.start()))
        return by_inner


def _inner(tag: str) -> str:
    text = " ".join(tag[2:-2].strip("-+ ").translate(_QUOTES).split())
    return _PLACE.sub("", text)


def _misplaced(word: str) -> str:
    places = {
        "tr": _("%(tag)s must stand in a table row of its own"),
        "tc": _("%(tag)s must stand in a table cell of its own"),
        "p": _("%(tag)s must stand in a paragraph of its own"),
        "r": _("%(tag)s must stand in a piece of text of its own"),
    }
    return places.get(word) or _(
        "%(tag)s cannot be used in a master. Only for, if, elif and else can, with endfor and endif"
    )


def shortened(text: str, place: int = 0) -> str:
    """Return a text that is not too long for a message, from a little before a place.

    >>> shortened("a" * 200) == "a" * 89 + "…"
    True
    """
    begin = max(0, place - _LONGEST // 3) if len(text) > _LONGEST else 0
    head, cut = ("…" if begin else ""), text[begin:]
    return head + (cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 1]}…")
