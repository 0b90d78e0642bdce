"""The formulas of the answer form: words in a description, and how far an answer has come."""

from collections.abc import Mapping

from procurement.exchange.answers import ASKED, CODES
from procurement.exporting.scoresheet_formulas import quoted


def words(cell: str) -> str:
    """Return the formula of the number of words; line breaks and tabs part words as spaces do.

    LibreOffice shows formulas a tab as character 1 in a text of several lines.
    """
    text = cell
    for character in (10, 9, 1):
        text = f'SUBSTITUTE({text},CHAR({character})," ")'
    text = f"TRIM({text})"
    return f'IF(LEN({text})=0,0,LEN({text})-LEN(SUBSTITUTE({text}," ",""))+1)'


def blank(cell: str) -> str:
    """Return the condition that a cell holds nothing but spaces."""
    return f"LEN(TRIM({cell}))=0"


def status(
    form: str, cells: Mapping[str, str], limit: int | None, said: Mapping[str, str], yes: str
) -> str:
    """Return the formula of the status of an answer, the same that `lacking` gives."""
    missing = ",".join(blank(cells[name]) for name in ASKED[form].required)
    found = [(f"OR({missing})", "missing")]
    if form == "number":
        found.append((f"NOT(ISNUMBER({cells['value']}))", "not_number"))
    if limit is not None:
        found.append((f"{cells['words']}>{limit}", "too_long"))
    given = f"(LEN(TRIM({cells['reason']}))>0)+(LEN(TRIM({cells['consequence']}))>0)"
    unexplained = f"{given}=1"
    if form in CODES:
        unexplained = f"OR({unexplained},AND({cells['value']}<>{quoted(yes)},{given}=0))"
    found.append((unexplained, "deviation"))
    formula = quoted(said["answered"])
    for condition, word in reversed(found):
        formula = f"IF({condition},{quoted(said[word])},{formula})"
    return formula
