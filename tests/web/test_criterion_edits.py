"""Criteria and the scale are made, changed, moved and removed over HTTP, and nothing is lost."""

from typing import Any

import pytest
from factories import Make
from pages import Client
from sqlmodel import col, select
from worlds import World, whole

from procurement.domain import Criterion, Phase, ScaleStep


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def criteria(client: Client) -> dict[str, Criterion]:
    with client.database.read() as session:
        asked = select(Criterion).order_by(col(Criterion.position), col(Criterion.code))
        return {criterion.code: criterion for criterion in session.exec(asked)}


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "Service", "kind": "quality", "documentation": "A plan.", **changes}


def test_a_main_criterion_is_added_with_the_next_free_code(client: Client, world: World):
    page = client.get("criterion_edits.new", slug=world.slug)
    code = page.value("code")

    client.post(
        "criterion_edits.new", typed(code=code, is_published="y"), status=302, slug=world.slug
    )

    made = criteria(client)[code]
    assert (made.name, made.weight, made.documentation, made.is_published) == (
        "Service",
        0,
        "A plan.",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "k 1"}, "code", "Write the code like K2 or K2.1."),
        ({"code": "taken"}, "code", "This code is already used in the procurement."),
        ({"weight_least": "30"}, "weight_most", "A range of weights has two ends."),
        (
            {"weight_least": "40", "weight_most": "30"},
            "weight_most",
            "The end of the range must not be below its beginning.",
        ),
        ({"weight_least": "120", "weight_most": "130"}, "weight_least", "from 0 to 100"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, world: World, changes: dict[str, str], field: str, sentence: str
):
    if changes.get("code") == "taken":
        changes = {"code": next(iter(criteria(client)))}

    page = client.post(
        "criterion_edits.new", typed(code="K99") | changes, status=422, slug=world.slug
    )

    assert sentence in page.text(f"#{field}-error")
    assert page.value("name") == "Service"
    assert "K99" not in criteria(client)


def test_a_criterion_goes_under_another_unless_requirements_are_judged_there(
    client: Client, world: World
):
    client.post("criterion_edits.new", typed(code="K90"), status=302, slug=world.slug)
    client.post(
        "criterion_edits.new", typed(code="K90.1", parent="K90"), status=302, slug=world.slug
    )
    made = criteria(client)
    assert made["K90.1"].parent_id == made["K90"].id

    judged = next(code for code, c in made.items() if _is_judged(client, c))
    client.post(
        "criterion_edits.new", typed(code="K91", parent=judged), status=422, slug=world.slug
    )
    assert "K91" not in criteria(client)


def _is_judged(client: Client, criterion: Criterion) -> bool:
    with client.database.read() as session:
        return bool(session.get(Criterion, criterion.id).shares)


def test_a_stale_change_is_refused_and_what_was_typed_is_kept(client: Client, world: World):
    client.post("criterion_edits.new", typed(code="K90"), status=302, slug=world.slug)
    client.post(
        "criterion_edits.edit",
        typed(name="First", version="1"),
        status=302,
        slug=world.slug,
        code="K90",
    )

    page = client.post(
        "criterion_edits.edit",
        typed(name="Second", version="1"),
        status=409,
        slug=world.slug,
        code="K90",
    )

    assert page.value("name") == "Second"
    assert criteria(client)["K90"].name == "First"


def test_a_criterion_with_something_under_it_cannot_become_price_or_be_removed(
    client: Client, world: World
):
    judged = next(code for code, c in criteria(client).items() if _is_judged(client, c))
    version = str(criteria(client)[judged].version)

    client.post(
        "criterion_edits.edit",
        typed(kind="price", version=version),
        status=422,
        slug=world.slug,
        code=judged,
    )
    page = client.post(
        "criterion_edits.remove", {"version": version}, status=409, slug=world.slug, code=judged
    )

    assert "Move them first" in page.text()
    assert criteria(client)[judged].kind == "quality"


def test_an_empty_criterion_is_removed_after_one_question(client: Client, world: World):
    client.post("criterion_edits.new", typed(code="K90"), status=302, slug=world.slug)

    client.get("criterion_edits.remove", slug=world.slug, code="K90")
    client.post("criterion_edits.remove", {"version": "1"}, status=302, slug=world.slug, code="K90")

    assert "K90" not in criteria(client)


def test_a_criterion_moves_among_its_siblings(client: Client, world: World):
    for code in ("K90", "K91"):
        client.post("criterion_edits.new", typed(code=code), status=302, slug=world.slug)

    client.post("criterion_edits.move", {"way": "up"}, status=302, slug=world.slug, code="K91")

    order = list(criteria(client))
    assert order.index("K91") < order.index("K90")
    client.post(
        "criterion_edits.move", {"way": "sideways"}, status=404, slug=world.slug, code="K91"
    )


def scale(client: Client) -> list[tuple[str, str]]:
    with client.database.read() as session:
        steps = session.exec(select(ScaleStep))
        return [(str(s.points), s.text) for s in sorted(steps, key=lambda step: step.points)]


def test_the_scale_is_written_as_lines(client: Client, world: World):
    page = client.get("criterion_edits.scale", slug=world.slug)
    seen = page.value("seen")
    sent = {"text": "0: Nothing\n\n5,5: Half: with a colon\n10: All", "seen": seen}

    client.post("criterion_edits.scale", sent, status=302, slug=world.slug)

    assert scale(client) == [("0", "Nothing"), ("5.5", "Half: with a colon"), ("10", "All")]
    client.post("criterion_edits.scale", sent, status=409, slug=world.slug)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0: Nothing", "A scale has at least two steps."),
        ("0: Nothing\nten: All", "Line 2: write points, a colon and what they mean."),
        ("0: Nothing\n10", "Line 2: write points, a colon and what they mean."),
        ("0: Nothing\n11: Too much", "Line 2: the points must be from 0 to 10."),
        ("0: Nothing\n0,0: Again", "Line 2: these points have a line already."),
        ("0: Nothing\n10: " + "x" * 301, "Line 2 has more than 300 characters."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    client: Client, world: World, text: str, sentence: str
):
    before = scale(client)
    seen = client.get("criterion_edits.scale", slug=world.slug).value("seen")

    page = client.post(
        "criterion_edits.scale", {"text": text, "seen": seen}, status=422, slug=world.slug
    )

    assert page.text("#text-error") == sentence
    assert scale(client) == before
