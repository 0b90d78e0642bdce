"""The fast comparison finds exactly the texts that comparing all with all finds."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.linting.similarity import Shingles, nearest, shingles

WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=0, max_size=14)
LEAST = st.sampled_from([Fraction(1, 2), Fraction(4, 5), Fraction(9, 10), Fraction(1)])


def similarity(one: Shingles, other: Shingles) -> Fraction:
    return Fraction(len(one & other), len(one | other))


@settings(max_examples=500, deadline=None)
@given(st.lists(WORDS, max_size=14), st.integers(1, 3), LEAST)
def test_nothing_is_missed_and_nothing_is_invented(
    lines: list[list[str]], size: int, least: Fraction
) -> None:
    texts = [shingles(line, size, {}) for line in lines]
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    expected = {
        number
        for place, number in enumerate(order)
        if texts[number]
        and any(
            texts[other] and similarity(texts[number], texts[other]) >= least
            for other in order[:place]
        )
    }

    pairs = list(nearest(texts, least))

    assert {number for _other, number in pairs} == expected
    assert len(pairs) == len(expected)
    assert all(similarity(texts[one], texts[other]) >= least for one, other in pairs)


def test_words_that_mean_the_same_count_as_one() -> None:
    same = {"løsningen": "systemet"}

    assert shingles(["løsningen", "skal"], 2, same) == shingles(["systemet", "skal"], 2, same)


def test_a_short_text_is_one_shingle() -> None:
    assert shingles(["systemet"], 2, {}) == {("systemet",)}
    assert shingles([], 2, {}) == frozenset()
