"""The looks of spreadsheet cells, each declared once and shared by all cells that have it."""

from functools import lru_cache
from typing import Any

BLUE, TINT, LINE, GREY = "17375E", "EAF0F7", "C3CCD9", "595959"
OPEN, SHUT, ALERT = "FFFDF0", "F2F2F2", "9C1C1C"
FONT = "Arial"  # on every reader's machine

_MONEY = "#,##0.00"

Look = dict[str, Any]  # attribute of a cell and its value


@lru_cache
def looks() -> dict[str, Look]:
    """Return the looks by name: headings, locked texts and numbers, and open cells."""
    from openpyxl.styles import Alignment, PatternFill  # heavy: loaded by the first spreadsheet

    left = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    centre = {"alignment": Alignment(vertical="center")}
    right = Alignment(horizontal="right", vertical="top", wrap_text=True)
    tint = {"fill": PatternFill("solid", fgColor=TINT)}
    head = _font(bold=True, color=BLUE) | tint | _border("medium", BLUE, sides=False)
    text = _font() | _border("thin", LINE, sides=True) | {"alignment": left}
    number = text | {"alignment": right, "number_format": "0.0000"}
    strong = _font(bold=True) | tint
    whole = {"number_format": "General"}
    share = {"number_format": "0.0%"}
    return {
        "title": _font(size=16, bold=True, color=BLUE)
        | {"alignment": Alignment(vertical="center")},
        "subtitle": _font(size=10, color="404040") | centre,
        "note": _font(color=GREY) | {"alignment": Alignment(vertical="top")},
        "head": head | {"alignment": left},
        "head_number": head | {"alignment": right},
        "text": text,
        "number": number,
        "weight": number | whole,
        "share": number | share,
        "money": number | {"number_format": "#,##0"},
        "closed": number | _font(italic=True, color=GREY),
        "strong": text | strong,
        "strong_number": number | strong,
        "strong_weight": number | strong | whole,
        "strong_share": number | strong | share,
        "open_text": text | _open(),
        "open_number": number | whole | _open(),
        **_form_looks(text, number | whole, tint),
    }


def _form_looks(text: Look, number: Look, tint: Look) -> dict[str, Look]:
    """Return the looks of the forms that suppliers fill in."""
    from openpyxl.styles import Alignment, PatternFill  # heavy, as above

    return {
        "section": _font(size=12, bold=True, color=BLUE) | {"alignment": Alignment()},
        "chapter": _font(size=11, bold=True, color=BLUE) | tint | {"alignment": Alignment()},
        "paragraph": _font() | {"alignment": text["alignment"]},
        "link": text | _font(color=BLUE),
        "count": number,
        "status": text | _font(color=GREY),
        "shut": text | {"fill": PatternFill("solid", fgColor=SHUT)},
        "written": text | {"number_format": "@"} | _open(),
        "written_number": number | _open(),
        "written_price": number | {"number_format": _MONEY} | _open(),
        "quantity": number | {"number_format": "#,##0.######"},
        "money_exact": number | {"number_format": _MONEY},
        "strong_money": number | _font(size=11, bold=True) | tint | {"number_format": _MONEY},
    }


def _font(size: float = 9, bold: bool = False, italic: bool = False, color: str = "000000") -> Look:
    from openpyxl.styles import Font  # heavy, as above

    return {"font": Font(name=FONT, size=size, bold=bold, italic=italic, color=color)}


def _border(style: Any, color: str, sides: bool) -> Look:
    """Return a border above and below, and on both sides or not."""
    from openpyxl.styles import Border, Side  # heavy, as above

    side = Side(style=style, color=color)
    beside = side if sides else None
    return {"border": Border(left=beside, right=beside, top=side, bottom=side)}


def _open() -> Look:
    """Return what sets apart the cells that people write in."""
    from openpyxl.styles import PatternFill, Protection  # heavy, as above

    fill = PatternFill("solid", fgColor=OPEN)
    return {"fill": fill, "protection": Protection(locked=False)}
