"""Three editors of one requirement, in every order: whatever is lost, somebody chose to lose."""

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from factories import Make

from procurement.domain import Requirement
from procurement.errors import ClashError
from procurement.services.history import content_of, revisions_of
from procurement.services.requirements import change_requirement
from procurement.services.work import Work

INTERLEAVINGS = 1_000
FIELDS = ("title", "statement", "why", "legal_basis")


@dataclass
class Editor:
    """Somebody with the form open: what it holds, what of it was typed, what was chosen."""

    name: str
    work: Work
    chance: random.Random
    seen: int = 0
    form: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    saved: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)  # what each made

    def act(self, row: Requirement, step: str) -> None:
        if step == "open" and not self.typed:
            self._open(row)
        elif step == "save" and self.typed:
            self._save(row)

    def _open(self, row: Requirement) -> None:
        self.seen, self.form = row.version, content_of(row)
        chosen = self.chance.sample(FIELDS, self.chance.randint(1, 2))
        self.typed = {name: f"{self.name} {self.chance.random()}" for name in chosen}

    def _save(self, row: Requirement) -> None:
        whole_form = self.chance.random() < 0.5
        held = FIELDS if whole_form else self.typed
        changes = {name: self.typed.get(name, self.form[name]) for name in held}
        before = content_of(row)
        try:
            change_requirement(self.work, row, changes, self.seen)
        except ClashError as error:
            assert content_of(row) == before, "a refused save changes nothing"
            self._settle(row, error)
        else:
            self.saved[row.version] = (self.seen, self.typed)
            self.typed = {}

    def _settle(self, row: Requirement, error: ClashError) -> None:
        """Look at both texts and choose, as on the page that shows them."""
        assert error.clashes.keys() <= self.typed.keys()
        for name, clash in error.clashes.items():
            assert clash.mine == self.typed[name] and clash.theirs == getattr(row, name)
            assert clash.base == self.form[name]
            if self.chance.random() < 0.5:
                self.given_up.add(self.typed.pop(name))
        self.seen, self.form = row.version, content_of(row)


def play(make: Make, editors: list[Editor], chance: random.Random, number: int) -> Requirement:
    row = make.requirement(code=f"KR-{number}")
    steps = [(editor, step) for editor in editors for step in ("open", "save", "save")]
    chance.shuffle(steps)
    for editor, step in steps:
        editor.act(row, step)
    while left := [editor for editor in editors if editor.typed]:
        chance.choice(left).act(row, "save")
    return row


def check(work: Work, row: Requirement, editors: list[Editor]) -> int:
    """Return how many saves there were, once each is known to have changed what it should."""
    revisions = {revision.number: revision for revision in revisions_of(work, row)}
    saves = {number: save for editor in editors for number, save in editor.saved.items()}
    assert saves.keys() == revisions.keys() - {1}
    written = dict.fromkeys(FIELDS, 1)
    for number in sorted(saves):
        seen, typed = saves[number]
        before, after = revisions[number - 1].content, revisions[number].content
        assert after == before | typed, "a save changes what was typed and nothing else"
        assert all(written[name] <= seen for name in typed), "a text was replaced unseen"
        written |= dict.fromkeys(typed, number)
    assert content_of(row) == revisions[max(revisions)].content
    assert not any(editor.typed for editor in editors)
    return len(saves)


def test_nothing_is_lost_that_nobody_chose_to_lose(make_anywhere: Make):
    make, members = make_anywhere, [make_anywhere.member() for _each in range(3)]
    chance, saves, given_up = random.Random(20261122), 0, 0
    with make.at_once():
        for number in range(1, INTERLEAVINGS + 1):
            editors = [Editor(f"E{n}", make.work(m), chance) for n, m in enumerate(members)]
            row = play(make, editors, chance, number)
            saves += check(editors[0].work, row, editors)
            given_up += sum(len(editor.given_up) for editor in editors)
            make.session.flush()
            make.session.expunge_all()
    assert saves > 2.5 * INTERLEAVINGS and given_up > INTERLEAVINGS / 10


@pytest.mark.parametrize("seed", range(3))
def test_the_check_itself_sees_a_lost_text(make: Make, seed: int):
    chance = random.Random(seed)
    editors = [Editor(f"E{n}", make.work(make.member()), chance) for n in range(3)]
    row = play(make, editors, chance, 1)
    number, (seen, typed) = next(iter(editors[0].saved.items()))

    editors[0].saved[number] = (0, typed)
    with pytest.raises(AssertionError, match="unseen"):
        check(editors[0].work, row, editors)
    editors[0].saved[number] = (seen, typed | {"unit": "changed behind the back"})
    with pytest.raises(AssertionError, match="nothing else"):
        check(editors[0].work, row, editors)
