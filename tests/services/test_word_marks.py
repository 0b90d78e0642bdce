"""Word-level comparison: exact, readable, the same every time, and never slow."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procurement.services.word_marks import Fate, word_marks

WORDS = st.sampled_from(
    [
        "skal",
        "kan",
        "99,5",
        "%",
        " ",
        "  ",
        "\n",
        "\t",
        ".",
        ",",
        "e-post",
        "å\u030a",
        "👩‍💻",
        "\u202e",
        "<b>",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map("".join))


def shown(before: str, after: str) -> str:
    """Write a comparison as people would on paper: [-gone-]{+new+}."""
    signs = {Fate.same: "{}", Fate.gone: "[-{}-]", Fate.new: "{{+{}+}}"}
    return "".join(signs[mark.kind].format(mark.text) for mark in word_marks(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Likt", "Likt", "Likt"),
        ("", "Nytt", "{+Nytt+}"),
        ("Borte", "", "[-Borte-]"),
        ("Svar innen 3 dager.", "Svar innen 5 dager.", "Svar innen [-3-]{+5+} dager."),
        ("Oppetid 99,5 %.", "Oppetid 99,9 %.", "Oppetid [-99,5-]{+99,9+} %."),
        (
            "Systemet skal vise bilag.",
            "Systemet skal vise alle bilag.",
            "Systemet skal vise {+alle +}bilag.",
        ),
        ("Send e-post.", "Send e-poster.", "Send [-e-post-]{+e-poster+}."),
        ("a b", "a  b", "a[- -]{+  +}b"),
        ("Vis bilag", "Vis bilag og vedlegg", "Vis bilag{+ og vedlegg+}"),
        ("én\nto", "én\ntre", "én\n[-to-]{+tre+}"),
    ],
)
def test_words_are_marked_as_people_would(before: str, after: str, expected: str):
    assert shown(before, after) == expected


def test_a_short_word_that_stays_between_two_changes_is_not_left_alone():
    before = "Leverandøren skal dokumentere og teste løsningen."
    after = "Leverandøren skal beskrive og vise løsningen."

    assert shown(before, after) == (
        "Leverandøren skal [-dokumentere og teste-]{+beskrive og vise+} løsningen."
    )


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS)
@example(" ", "\n")
@example("a \u0300", "a\u0300")
def test_both_texts_can_be_read_out_of_the_marks(before: str, after: str):
    found = word_marks(before, after)

    assert "".join(m.text for m in found if m.kind != Fate.new) == before
    assert "".join(m.text for m in found if m.kind != Fate.gone) == after
    assert all(mark.text for mark in found)
    assert all(a.kind != b.kind for a, b in pairwise(found))
    assert word_marks(before, after) == found


@pytest.mark.parametrize("word", ["a ", "a b ", "ord ", "<b>", "\u202e", "🙂"])
def test_the_longest_texts_are_compared_in_time(word: str):
    before = (word * 8_000)[:32_000]
    after = (f"{word}x " * 8_000)[:32_000]
    began = time.process_time()

    found = word_marks(before, after)

    assert time.process_time() - began < 2
    assert "".join(m.text for m in found if m.kind != Fate.new) == before


def test_a_long_text_that_people_wrote_is_compared_word_by_word():
    words = [f"ord{number % 700}" for number in range(1_300)]
    before, after = " ".join(words), " ".join([*words[:600], "nytt", *words[601:], "til"])

    assert [m.text for m in word_marks(before, after) if m.kind != Fate.same] == [
        "ord600",
        "nytt",
        " til",
    ]
