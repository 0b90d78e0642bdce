"""The findings in the Noark 5 requirements that one reader judged are right often enough.

`noark5_judged.tsv` holds every finding of severity warning or error that an early version made in
the 384 requirements of Noark 5 (arkivverket/noark5-standard, not copyrighted), and those that
later triggers added, each with the fragment that makes it and the verdict of one reader. Class of
a requirement: obligatory (O) and conditional (B) are minimum requirements, optional (V) are
evaluated ones without a criterion. Fragments that no longer make a finding stay in the file.
K09, K16 and L01 have no findings there: Noark 5 names no products, has no answer forms and no
buyer. K07 and K08 have none left.
"""

from collections import defaultdict
from collections.abc import Iterator
from csv import QUOTE_NONE, DictReader
from fractions import Fraction
from pathlib import Path

from procurement.linting import Severity

from .subjects import of_rule

CLASSES = {"O": "minimum", "B": "minimum", "V": "evaluated"}
Row = dict[str, str]


def _rows() -> list[Row]:
    with (Path(__file__).parent / "noark5_judged.tsv").open(encoding="utf-8") as stream:
        return list(DictReader(stream, delimiter="\t", quoting=QUOTE_NONE))


ROWS = _rows()


def _fires(row: Row) -> bool:
    text = row["fragment"].replace(" ¶ ", "\n")
    found = of_rule(row["rule"], text, requirement_class=CLASSES[row["type"]])
    return any(
        finding.severity is not Severity.info and finding.excerpt == row["words"]
        for finding in found
    )


def _precision(rows: Iterator[Row]) -> Fraction:
    verdicts = [row["verdict"] == "true" for row in rows if _fires(row)]
    return Fraction(sum(verdicts), len(verdicts))


def test_the_sample_is_large_and_covers_the_rules() -> None:
    assert len(ROWS) >= 120
    assert {row["rule"] for row in ROWS} == {
        *("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K10", "K13")
    }
    assert {row["verdict"] for row in ROWS} == {"true", "false"}
    assert all(row["reason"] for row in ROWS if row["verdict"] == "false")


def test_at_least_85_of_100_findings_are_right() -> None:
    assert _precision(iter(ROWS)) >= Fraction(85, 100)


def test_each_rule_is_more_often_right_than_wrong() -> None:
    by_rule: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        if _fires(row):
            by_rule[row["rule"]].append(row)

    assert {"K01", "K02", "K03", "K04", "K05", "K06"} <= set(by_rule)
    for rows in by_rule.values():
        assert _precision(iter(rows)) >= Fraction(2, 3)


def test_what_was_right_is_still_found() -> None:
    right = [row for row in ROWS if row["verdict"] == "true"]

    assert sum(map(_fires, right)) >= Fraction(95, 100) * len(right)
