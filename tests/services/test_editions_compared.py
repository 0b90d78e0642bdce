"""Baselines and the draft compared, and editions of full size."""

import random
import time
from dataclasses import replace

import pytest
from factories import Make
from worlds import whole

from procurement.domain import Baseline, Phase
from procurement.services.baselines import make_baseline
from procurement.services.editions.changes import compare
from procurement.services.editions.reading import DRAFT, Edition, edition_of
from procurement.services.work import Work

from .test_editions import MOVED, changes, content, row, told


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work before sealing."""
    world = whole(make_anywhere, Phase.review)
    return make_anywhere.work(world.members["lead"])


def test_a_baseline_is_compared_with_the_draft(work: Work, make_anywhere: Make):
    make_baseline(work, "First")
    make_anywhere.requirement(code="KR-004", statement="=1+1 <b>&\u202e 🙂")

    found = compare(edition_of(work, 1), edition_of(work, DRAFT))

    assert told(found.requirements) == [("KR-004", "added")]
    assert found.before.label == "Baseline 1 · First"
    assert found.after.label == "As it stands now"
    assert "=1+1 <b>&\u202e 🙂" in [f.after for f in found.requirements[0].fields]
    assert not found.chapters and not found.criteria and not found.settings


def test_a_stored_baseline_of_the_first_form_is_still_read(work: Work):
    made = make_baseline(work)
    old = replace(edition_of(work, 1), is_full=False)
    assert isinstance(old, Edition) and isinstance(made, Baseline)

    assert compare(old, edition_of(work, DRAFT)).is_empty


def test_five_thousand_requirements_are_compared_in_time():
    chance = random.Random(7)
    words = [f"word{n}" for n in range(500)]
    rows = [row(f"KR-{n}", " ".join(chance.choices(words, k=40))) for n in range(5_000)]
    before = content({f"{n + 1} Chapter {n}": rows[n * 100 : n * 100 + 100] for n in range(50)})
    chance.shuffle(rows)
    changed = [
        r | {"statement": r["statement"] + " more"} if n % 10 == 0 else r
        for n, r in enumerate(rows)
    ]
    after = content({f"{n + 1} Chapter {n}": changed[n * 100 : n * 100 + 100] for n in range(50)})
    began = time.process_time()

    found = changes(before, after)
    marked = [change.marks for row in found.requirements for change in row.fields]

    assert time.process_time() - began < 2  # on a slow machine; the bench measures closely
    assert len(marked) == 500 and found.number(MOVED) > 4_000
