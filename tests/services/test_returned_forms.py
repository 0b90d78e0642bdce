"""Forms that came back, held against the requirements as they stand now."""

from typing import Any

from factories import Make

from procurement.domain import AnswerForm, Requirement, RequirementClass
from procurement.i18n import language
from procurement.importing.forms import read_form
from procurement.services.baselines import make_baseline
from procurement.services.documents import write
from procurement.services.returned_forms import compared
from procurement.services.work import Work


def prepared(make: Make) -> tuple[Work, list[Requirement]]:
    """Return a procurement with three requirements and a baseline."""
    make.procurement(language="nb")
    rows = [
        make.requirement(code=f"KR-{place}", statement=f"Kravet {place}.", answer_form=form)
        for place, form in enumerate((AnswerForm.degree, AnswerForm.text, AnswerForm.choice), 1)
    ]
    rows[1].word_limit, rows[2].choices = 50, "Nå\nSenere"
    work = make.work(make.member())
    make_baseline(work, "Sent out")
    make.session.commit()
    return work, rows


def codes(work: Work, said: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (each["code"], word)
        for each in compared(work, said)["problems"]
        for word in each["message"].replace("(", "").replace(")", "").split()
        if word.startswith(("KR-", "sha256", "joint"))
    ]


def test_a_form_of_this_edition_fits(make: Make) -> None:
    work, _rows = prepared(make)
    said = read_form("xlsx", write(work, "svarskjema.xlsx"))
    assert compared(work, said)["problems"] == []
    assert said["form"]["edition"] == "1"
    assert said["form"]["digest"].startswith("sha256:")


def test_after_a_change_only_the_rows_that_changed_are_named(make: Make) -> None:
    work, rows = prepared(make)
    said = read_form("xlsx", write(work, "svarskjema.xlsx"))
    rows[1].statement = "Et nytt krav."
    make.requirement(code="KR-9")
    make.session.delete(rows[2])
    make_baseline(work, "Addendum")
    make.session.commit()

    digest = said["form"]["digest"]
    assert codes(work, said) == [
        ("wrong_baseline", digest),
        ("outdated_row", "KR-2"),
        ("no_longer_asked", "KR-3"),
        ("not_in_form", "KR-9"),
    ]


def test_in_the_same_edition_a_row_that_differs_was_tampered_with(make: Make) -> None:
    work, _rows = prepared(make)
    said = read_form("xlsx", write(work, "svarskjema.xlsx"))
    form = said["form"]
    form["rows"]["KR-1"] = "0" * 32
    del form["rows"]["KR-2"]
    assert codes(work, said) == [("changed_text", "KR-1"), ("missing_row", "KR-2")]


def test_a_form_of_another_procurement_is_named(make: Make) -> None:
    work, _rows = prepared(make)
    said = read_form("xlsx", write(work, "svarskjema.xlsx"))
    make.procurement(slug="joint-other")
    other = make.work(make.member())
    assert [code for code, _word in codes(other, said)] == ["other_procurement"] * 2


def test_information_is_not_asked_and_the_rest_says_how(make: Make) -> None:
    work, rows = prepared(make)
    rows[0].requirement_class = RequirementClass.information
    make.session.commit()
    with language("nb"):
        said = read_form("xlsx", write(work, "svarskjema.xlsx"))
    assert [each["requirement"] for each in said["answers"]] == ["KR-2", "KR-3"]
    assert said["problems"] == []
