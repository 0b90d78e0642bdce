"""Texts lose what no document can hold, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from procurement.exporting.characters import printable

from .samples import HARD


def test_hard_texts_stay_as_they_are() -> None:
    assert [printable(text) for text in HARD] == list(HARD)


def test_control_characters_go() -> None:
    assert printable("a\x00\x08b\x0b\x0c\x1f\x7f\x85\x9fc\ud800\ufffe") == "abc"


def test_line_breaks_become_one_kind() -> None:
    assert printable("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


@given(st.text())
def test_nothing_is_added_or_moved(text: str) -> None:
    kept = iter(text.replace("\r\n", "\n").replace("\r", "\n"))
    assert all(character in kept for character in printable(text))
