"""The findings in the Noark 5 requirements that a reader judged are right often enough.

`noark5_judged.tsv` holds the reader's verdict on every error and warning in the 384 requirements
of Noark 5, and on findings of earlier versions, by number of the requirement, rule and words. The
requirements themselves are not kept here; docs/sprakregler.md says where they are and how the
figures are made. Class of a requirement: obligatory (O) and conditional (B) are minimum
requirements, optional (V) are evaluated ones without a criterion. Where two readings of a finding
differed, the stricter verdict counts.

With the requirements at hand, KRAVSPOR_NOARK5 names their file, and the verdicts are compared with
what is found now.
"""

import os
from csv import QUOTE_NONE, DictReader
from pathlib import Path

from procurement.cli.wording import report_on_file
from procurement.linting import load_rules
from procurement.linting.requirement_file import read_judgements

JUDGED = Path(__file__).parent / "noark5_judged.tsv"
WORDS = 40  # characters; the verdicts name words and quote no sentences


def _rows() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8") as stream:
        return list(DictReader(stream, delimiter="\t", quoting=QUOTE_NONE))


ROWS = _rows()


def test_the_sample_is_large_and_covers_the_rules() -> None:
    assert len(ROWS) >= 120
    assert {row["rule"] for row in ROWS} == {
        *("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K10", "K13", "S07")
    }
    assert {row["rule"] for row in ROWS} <= set(load_rules().by_id)
    assert {row["verdict"] for row in ROWS} == {"true", "false"}
    assert all(row["reason"] for row in ROWS if row["verdict"] == "false")


def test_the_sample_holds_verdicts_and_no_sentences() -> None:
    assert set(ROWS[0]) == {"id", "type", "rule", "words", "verdict", "reason"}
    assert all(len(row["words"]) <= WORDS for row in ROWS)


def test_no_finding_is_judged_twice() -> None:
    assert len(read_judgements(JUDGED)) == len(ROWS)


if os.environ.get("KRAVSPOR_NOARK5"):  # elsewhere than here, so it is no test that is left out

    def test_85_of_100_findings_are_right_and_each_is_judged() -> None:
        classes = {"O": "minimum", "B": "minimum", "V": "evaluated"}
        file = Path(os.environ["KRAVSPOR_NOARK5"])
        made = report_on_file(file, classes, "nb", read_judgements(JUDGED))

        assert made.requirements == 384
        assert made.unjudged == 0
        assert made.precision is not None and made.precision >= 0.85
