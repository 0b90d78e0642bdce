"""Set texts in a PDF in fonts that hold every character, one character at a time."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from procurement.exporting.characters import printable
from procurement.resources import resource_dir

REGULAR, SEMIBOLD, BOLD = "Inter-Regular", "Inter-SemiBold", "Inter-Bold"

_MARKS, _EMOJI = "DejaVuSans", "NotoEmoji-Regular"  # the first sets marks over letters
_CLUSTER = re.compile("(?s:.[\u0300-\u036f\u200d\ufe0e\ufe0f]*)")
_MARKED = re.compile("[\u0300-\u036f]")
_LONG_CODE = re.compile("<([0-9A-F]{5,6})>")
_SOFT_HYPHEN = "\u00ad"  # invisible by definition; some fonts draw it
_SPACES = re.compile(r" (?= )|(?<=\n) |^ ")
_NO_BREAK = "\u00a0"


class _Font(TTFont):
    """A font whose text can be copied out of the file, emoji too."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font; write characters beyond four hexadecimal digits as the format wants."""
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _LONG_CODE.sub(_as_utf16, thing.content)


def _as_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@lru_cache
def coverage() -> dict[str, frozenset[int]]:
    """Register the fonts and return the characters that each holds."""
    found = {}
    for name in (REGULAR, SEMIBOLD, BOLD, _MARKS, _EMOJI):
        font = _Font(name, str(resource_dir("exports") / "fonts" / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        pdfmetrics.registerFontFamily(name, name, name, name, name)  # markup asks for a family
        found[name] = frozenset(font.face.charToGlyph)
    return found


def font_runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield a text as runs of one font each; a character in none is shown by its number."""
    if not _MARKED.search(text) and coverage()[font].issuperset(map(ord, text)):
        yield font, text
        return
    current, run = font, ""
    for cluster in _CLUSTER.findall(unicodedata.normalize("NFC", text)):
        chosen, shown = _font_of(cluster, font)
        if chosen != current and run:
            yield current, run
            run = ""
        current, run = chosen, run + shown
    if run:
        yield current, run


def _font_of(cluster: str, font: str) -> tuple[str, str]:
    """Return the font that holds a character and the marks that belong to it."""
    order = (font, _MARKS, _EMOJI) if len(cluster) == 1 else (_MARKS, _EMOJI, font)
    for candidate in order:
        if all(ord(character) in coverage()[candidate] for character in cluster):
            return candidate, cluster
    return font, "".join(
        character if ord(character) in coverage()[font] else f"[U+{ord(character):04X}]"
        for character in cluster
    )


def markup(text: str, font: str = REGULAR) -> str:
    """Return a text as paragraph markup that shows it as typed, line breaks and spaces too."""
    plain = printable(text).replace(_SOFT_HYPHEN, "").replace("\t", 4 * _NO_BREAK)
    plain = _SPACES.sub(_NO_BREAK, plain)
    return "<br/>".join(
        "".join(f'<font name="{name}">{escape(run)}</font>' for name, run in font_runs(line, font))
        for line in plain.split("\n")
    )


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a line of text is, in points."""
    return sum(pdfmetrics.stringWidth(run, name, size) for name, run in font_runs(text, font))


def draw_text(canvas: Canvas, at: tuple[float, float], text: str, look: tuple[str, float]) -> None:
    """Draw one line of text from a point to the right."""
    (x, y), (font, size) = at, look
    for name, run in font_runs(" ".join(printable(text).split()), font):
        canvas.setFont(name, size)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, name, size)


def shortened(text: str, look: tuple[str, float], width: float) -> str:
    """Return a text cut to a width with an ellipsis, on one line."""
    line = " ".join(printable(text).split())
    if text_width(line, *look) <= width:
        return line
    while line and text_width(line + "…", *look) > width:
        line = line[:-1]
    return line + "…"
