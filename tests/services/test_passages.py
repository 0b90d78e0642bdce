"""Passages in a text: found whatever the space between the words, cut up without losing any."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from procurement.services.passages import (
    between,
    occurrences,
    paragraphs,
    part_with,
    parts_of,
    place_of,
)

TEXT = "Lønn er sårbart.\n\nÉn person har\nansvaret alene.\nLønn er  sårbart."
texts = st.text(alphabet="abø 🎉\n\f", max_size=80)


@dataclass(frozen=True)
class Mark:
    code: str
    begins: int | None
    ends: int | None


def test_words_are_found_over_line_breaks_and_double_spaces():
    assert occurrences(TEXT, "Lønn er sårbart.") == [(0, 16), (48, 65)]
    [(begins, ends)] = occurrences(TEXT, " har ansvaret ")
    assert TEXT[begins:ends] == "har\nansvaret"
    assert occurrences(TEXT, "lønn ER") == [(0, 7), (48, 55)]
    assert occurrences(TEXT, "lønna") == occurrences(TEXT, " ") == []


def test_signs_of_a_pattern_are_words_like_others():
    assert occurrences("a (b) [c] .* \\d", "(b) [c] .* \\d") == [(2, 15)]


def test_a_passage_is_told_by_its_first_and_last_words():
    [(begins, ends)] = between(TEXT, "Én person", "alene.")
    assert TEXT[begins:ends] == "Én person har\nansvaret alene."
    assert between(TEXT, "alene.", "Én person") == between(TEXT, "", "alene.") == []
    assert len(between("a b " * 3, "a", "b")) == 3
    assert between("a" + "x" * 9000 + "b", "a", "b") == []


def test_a_place_is_a_page_or_a_paragraph():
    assert place_of(TEXT, 0) == "paragraph 1"
    assert place_of(TEXT, TEXT.index("ansvaret")) == "paragraph 3"
    assert place_of("one\n\f\ntwo\f\nthree", 9) == "page 2"


@given(texts, st.integers(0, 90))
def test_a_text_is_cut_into_parts_without_losing_a_character(text: str, at: int):
    long = text * 600
    parts = parts_of(long)

    assert "".join(long[begins:ends] for begins, ends in parts) == long
    assert all(ends - begins <= 15_000 for begins, ends in parts)
    place = min(at, max(len(long) - 1, 0))
    begins, ends = parts[part_with(long, place) - 1]
    assert begins <= place < ends or not long


marks = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=5)


@given(texts, marks)
def test_every_character_is_shown_once_and_marked_by_what_quotes_it(
    text: str, spans: list[tuple[int, int]]
):
    quotes = [Mark(f"Q-{n}", begins, begins + size) for n, (begins, size) in enumerate(spans)]
    quotes.append(Mark("no place", None, None))
    shown: dict[int, tuple[str, ...]] = {}
    for paragraph in paragraphs(text, (0, len(text)), quotes):
        for piece in paragraph.pieces:
            for number, letter in enumerate(piece.text, piece.begins):
                assert number not in shown and text[number] == letter
                shown[number] = piece.codes
    for number, letter in enumerate(text):
        if letter.strip():
            holds = [q.code for q in quotes[:-1] if (q.begins or 0) <= number < (q.ends or 0)]
            assert list(shown[number]) == holds


@given(texts, marks)
def test_each_mark_ends_once(text: str, spans: list[tuple[int, int]]):
    quotes = [Mark(f"Q-{n}", b, min(b + s, len(text))) for n, (b, s) in enumerate(spans)]
    whole = [q for q in quotes if (q.begins or 0) < len(text) and text[(q.ends or 1) - 1].strip()]

    lines = paragraphs(text, (0, len(text)), whole)

    ending = [code for line in lines for piece in line.pieces for code in piece.ending]
    assert sorted(ending) == sorted(q.code for q in whole)


def test_paragraphs_keep_their_numbers_in_each_part():
    text = "\n".join(f"{n} {'x' * 100}" for n in range(1, 400))
    numbers = [
        (line.number, line.pieces[0].text.split()[0])
        for part in parts_of(text)
        for line in paragraphs(text, part, [])
    ]

    assert numbers == [(n, str(n)) for n in range(1, 400)]
