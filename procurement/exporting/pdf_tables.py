"""Tables of a PDF: a repeated heading, numbers to the right, columns as wide as they need."""

from collections.abc import Sequence
from typing import Any

from procurement.exporting.pdf_pages import BLUE, LINE, TINT, marked_up, paragraph
from procurement.exporting.pdf_tags import Element, TaggedParagraph, TaggedTable
from procurement.exporting.pdf_text import REGULAR, SEMIBOLD, text_width

_STYLE = (
    ("FONT", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ("LINEABOVE", (0, 0), (-1, 0), 1, BLUE),
    ("LINEBELOW", (0, 0), (-1, 0), 1, BLUE),
    ("LINEBELOW", (0, 1), (-1, -2), 0.4, LINE),
    ("LINEBELOW", (0, -1), (-1, -1), 1, BLUE),
)
_PLAIN = tuple(each for each in _STYLE if each[0] != "BACKGROUND")


def data_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    left: Sequence[int] = (),
    strong: Sequence[int] = (),
) -> TaggedTable:
    """Return a table with a repeated heading; columns not named in `left` hold numbers."""
    whole = Element("Table")

    def line(texts: Sequence[str], is_head: bool) -> list[TaggedParagraph]:
        cells = [
            paragraph(
                text,
                ("head" if is_head else "cell")
                if place in left
                else ("head_number" if is_head else "number"),
                SEMIBOLD if is_head or place in strong else REGULAR,
            )
            for place, text in enumerate(texts)
        ]
        row = Element("TR", whole)
        for cell in cells:
            cell.element = Element("TH" if is_head else "TD", row, is_repeated=is_head)
        return cells

    table = TaggedTable(
        [line(heads, True), *(line(row, False) for row in rows)],
        colWidths=list(widths),
        repeatRows=1,
        splitInRow=1,
    )
    table.setStyle(_STYLE)
    return table


def spanned_table(
    rows: Sequence[Sequence[tuple[list[str], int]]], widths: Sequence[float], heads: int
) -> TaggedTable:
    """Return a table of markup; a cell is its paragraphs and how many columns it fills."""
    whole = Element("Table")
    grid: list[list[Any]] = []
    spans: list[Any] = []
    for number, row in enumerate(rows):
        line: list[Any] = []
        node = Element("TR", whole)
        for texts, span in row:
            if span > 1:
                spans.append(("SPAN", (len(line), number), (len(line) + span - 1, number)))
            is_head = number < heads
            cell = Element("TH" if is_head else "TD", node, span=span)
            line += [_stacked(texts, cell, is_head), *[""] * (span - 1)]
        grid.append((line + [""] * len(widths))[: len(widths)])
    table = TaggedTable(grid, colWidths=list(widths), repeatRows=heads, splitInRow=1)
    table.setStyle([*(_STYLE if heads else _PLAIN), *spans])
    return table


def _stacked(texts: list[str], cell: Element, is_head: bool) -> list[TaggedParagraph]:
    made = []
    for text in texts or [""]:
        made.append(marked_up(text, "head" if is_head else "cell"))
        made[-1].element = Element("P", cell, is_repeated=is_head)
    return made


def fitted_widths(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    space: float,
    size: float = 8.5,
    around: float = 10.0,
) -> list[float]:
    """Return widths that fill the space, so that no word is broken if that can be.

    Each column gets room for its longest word in a size of letters and what stands around it;
    what is left is shared by how much more its longest text would like.
    """
    least, wanted = [], []
    for place, head in enumerate(heads):
        texts = [head, *(row[place] for row in rows)]
        words = [word for text in texts for word in text.split()] or [""]
        least.append(max(text_width(word, SEMIBOLD, size) for word in words) + around)
        wanted.append(max(text_width(text, SEMIBOLD, size) for text in texts) + around)
    left = space - sum(least)
    if left < 0:
        return [width * space / sum(least) for width in least]
    more = [want - width for want, width in zip(wanted, least, strict=True)]
    whole = sum(more) or 1.0
    share = left if whole >= left else whole
    rest = (left - share) / len(least)
    return [width + each * share / whole + rest for width, each in zip(least, more, strict=True)]
