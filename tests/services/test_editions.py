"""Comparing editions: all that differs and nothing else, in every stored form, at full size."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.services.editions.changes import Change, Changes, Happened, compare
from procurement.services.editions.reading import read_content
from procurement.services.frozen_content import FORMAT

ADDED, REMOVED, CHANGED, MOVED = Happened
MODEL = {
    "method": "weighted_points",
    "max_points": "10",
    "price_formula": {"name": "linear", "zero_at": "2", "floor": None},
    "normalisation": {"form": "none", "level": "criterion"},
    "rounding": {"points": None, "total": None},
}
PLAN = {
    "title": "Joint ERP",
    "buyer": "We",
    "purpose": "",
    "procedure": "open",
    "contract_type": "SSA-L",
    "environment_justification": "",
    "environment_ground": None,
    "deadlines": {},
}


def row(code: str, statement: str = "The system shall pay.", **fields: Any) -> dict[str, Any]:
    blank = {"title": "", "class": "evaluated", "word_limit": None, "unit": None, "choices": ""}
    return {"code": code, "statement": statement} | blank | fields


def content(chapters: dict[str, list[dict[str, Any]]], **parts: Any) -> dict[str, Any]:
    """Return a stored content; a chapter is written as its number and title."""
    return {
        "format": FORMAT,
        "chapters": [
            dict(zip(("number", "title"), name.split(" ", 1), strict=True), requirements=rows)
            for name, rows in chapters.items()
        ],
        "criteria": [],
        "model": MODEL,
        "scale": [["0", "nothing"]],
        "price_lines": [],
        "procurement": PLAN,
    } | parts


def changes(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    return compare(read_content(before, 1), read_content(after, 2))


def told(found: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.code, " ".join(change.happened)) for change in found]


def test_what_is_the_same_differs_in_nothing():
    one = content({"1 Pay": [row("KR-001")]})

    assert changes(one, one).is_empty


def test_added_removed_and_changed_requirements_with_their_words():
    found = changes(
        content({"1 Pay": [row("KR-001"), row("KR-002", "Away.")]}),
        content({"1 Pay": [row("KR-001", "The system shall pay twice.", unit="s"), row("KR-003")]}),
    )

    assert told(found.requirements) == [
        ("KR-001", "changed"),
        ("KR-003", "added"),
        ("KR-002", "removed"),
    ]
    text, unit = found.requirements[0].fields
    assert [(m.kind, m.text) for m in text.marks if m.kind != "same"] == [("new", " twice")]
    assert (unit.name, unit.before, unit.after) == ("Unit", "", "s")
    assert [f.after for f in found.requirements[1].fields] == [
        "The system shall pay.",
        "V Evaluated requirement",
    ]
    assert found.requirements[2].fields[0].before == "Away."
    assert [found.number(each) for each in Happened] == [1, 1, 1, 0]


def test_a_requirement_moves_to_another_chapter_and_changes_on_the_way():
    found = changes(
        content({"1 Pay": [row("KR-001"), row("KR-002")], "2 HR": [row("KR-003")]}),
        content({"1 Pay": [row("KR-002")], "2 HR": [row("KR-003"), row("KR-001", "Other.")]}),
    )

    assert told(found.requirements) == [("KR-001", "changed moved")]
    assert (found.requirements[0].chapter, found.requirements[0].came_from) == ("2 HR", "1 Pay")


def test_as_few_as_explain_the_new_order_have_moved():
    codes = ["KR-001", "KR-002", "KR-003", "KR-004"]
    found = changes(
        content({"1 Pay": [row(code) for code in codes]}),
        content({"1 Pay": [row(code) for code in ["KR-004", *codes[:3]]]}),
    )

    assert told(found.requirements) == [("KR-004", "moved")]
    assert found.requirements[0].came_from == ""


def test_a_new_chapter_in_front_moves_nothing_and_a_renamed_one_neither():
    found = changes(
        content({"1 Pay": [], "1.1 Wages": [row("KR-001"), row("KR-002")]}),
        content({"1 First": [], "2 Payroll": [], "2.1 Wages": [row("KR-001"), row("KR-002")]}),
    )

    assert told(found.requirements) == []
    assert [(c.code, c.title, " ".join(c.happened)) for c in found.chapters] == [
        ("1", "First", "added"),
        ("2", "Payroll", "changed"),
    ]


def quality(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "name": "Quality", "kind": "quality", "weight": "40"} | fields


def test_criteria_weights_demands_and_shares():
    chapter = {"1 Pay": [row("KR-001"), row("KR-002")]}
    shares = [quality("KR-001", weight="60"), quality("KR-002", weight="40")]
    found = changes(
        content(
            chapter,
            criteria=[quality("K", children=[quality("K1", children=shares)]), quality("G")],
        ),
        content(
            chapter,
            criteria=[
                quality("K", weight="42.5", documentation="The answers."),
                quality("H", children=[quality("K1", children=shares[:1])]),
            ],
        ),
    )

    assert told(found.criteria) == [
        ("K", "changed"),
        ("H", "added"),
        ("K1", "changed moved"),
        ("G", "removed"),
    ]
    assert [(f.name, f.before, f.after) for f in found.criteria[0].fields] == [
        ("Weight", "40", "42.5"),
        ("Documentation demand", "", "The answers."),
    ]
    assert [(f.name, f.before, f.after) for f in found.criteria[2].fields] == [
        ("Share of KR-002", "40 %", "")
    ]
    assert (found.criteria[2].chapter, found.criteria[2].came_from) == ("H", "K")


def test_the_model_the_scale_the_price_form_and_the_plan():
    line = {"code": "PL-1", "name": "Licence", "unit": "year", "quantity": "4", "is_option": False}
    model = MODEL | {"max_points": "100", "tie_rule": "Lots are drawn."}
    plan = PLAN | {"purpose": "One system.", "deadlines": {"tenders": "2027-05-03T10:00:00+00:00"}}
    found = changes(
        content({}),
        content({}, model=model, scale=[["0", "none"]], price_lines=[line], procurement=plan),
    )

    assert [(f.name, f.before, f.after) for f in found.settings] == [
        ("Full points", "10", "100"),
        ("If bids are equal", "", "Lots are drawn."),
        ("0 points mean", "nothing", "none"),
        ("Purpose", "", "One system."),
        ("Price line PL-1", "", "Licence; 4 year"),
        ("First bid", "", "3 May 2027 at 12:00"),
    ]


def first_form(whole_content: dict[str, Any]) -> dict[str, Any]:
    """Return a content as the first form would have stored it."""
    old = {key: whole_content[key] for key in ("chapters", "criteria", "model", "scale")}
    names = ("code", "class", "statement", "answer_form", "verification", "deviation")
    chapters = [
        chapter
        | {"requirements": [{k: r[k] for k in names if k in r} for r in chapter["requirements"]]}
        for chapter in old["chapters"]
    ]
    return old | {"chapters": chapters}


def test_what_the_first_form_did_not_hold_is_not_said_to_have_changed():
    full = content(
        {"1 Pay": [row("KR-001", unit="s", title="Pay")]},
        criteria=[quality("K", documentation="The answers.")],
    )
    old = first_form(full)
    old["criteria"] = [quality("K", weight="30")]

    found = changes(old, full)

    assert told(found.requirements) == []
    assert [f.name for f in found.criteria[0].fields] == ["Weight"]
    assert found.settings == ()


def test_values_that_nobody_knows_any_more_are_shown_as_they_are():
    found = changes(
        content({"1 Pay": [row("KR-001", **{"class": "desirable"})]}),
        content({"1 Pay": [row("KR-001")]}),
    )

    assert found.requirements[0].fields[0].before == "desirable"


CODES = st.lists(st.integers(1, 30), unique=True, max_size=20)


@settings(max_examples=300, deadline=None)
@given(CODES, CODES)
def test_whatever_moved_the_rest_stands_in_its_old_order(before: list[int], after: list[int]):
    def edition(numbers: list[int]) -> dict[str, Any]:
        return content({"1 Pay": [row(f"KR-{number}") for number in numbers]})

    found = changes(edition(before), edition(after)).requirements

    moved = {c.code for c in found if MOVED in c.happened}
    kept = [f"KR-{n}" for n in after if n in before and f"KR-{n}" not in moved]
    assert [f"KR-{n}" for n in before if n in after and f"KR-{n}" not in moved] == kept
    assert {c.code for c in found if ADDED in c.happened} == {
        f"KR-{n}" for n in {*after} - {*before}
    }
    assert {c.code for c in found if REMOVED in c.happened} == {
        f"KR-{n}" for n in {*before} - {*after}
    }
    assert len(moved) <= max(0, len({*before} & {*after}) - 1)


def test_going_back_tells_the_opposite():
    one = content({"1 Pay": [row("KR-001"), row("KR-002", "Old text.")]})
    two = content({"1 Pay": [row("KR-002", "New text."), row("KR-003")]})

    forth, back = changes(one, two), changes(two, one)

    assert (forth.number(ADDED), back.number(REMOVED)) == (1, 1)
    assert (forth.requirements[0].fields[0].before, back.requirements[1].fields[0].after) == (
        "Old text.",
        "Old text.",
    )
