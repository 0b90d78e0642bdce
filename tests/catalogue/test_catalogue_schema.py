"""Break a catalogue file in each way that the schema forbids, and read the message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.catalogue import load_catalogue
from procurement.errors import CatalogueError

Write = Callable[[str, str], Path]
REQUIREMENT = "requirements[0]"

BROKEN = {
    "missing key": (
        "    verification: test\n",
        "",
        4,
        REQUIREMENT,
        "The key verification is missing.",
    ),
    "two missing keys": (
        "    class: AV\n    answer_form: text\n",
        "",
        4,
        REQUIREMENT,
        "The keys class, answer_form are missing.",
    ),
    "missing nynorsk": (
        "title: {nb: Bilag, nn: Bilag}",
        "title: {nb: Bilag}",
        5,
        f"{REQUIREMENT}.title",
        "The key nn is missing.",
    ),
    "unknown key": (
        "title: {nb: Bilag, nn: Bilag}",
        "title: {nb: Bilag, nn: Bilag, se: Duođaštus}",
        5,
        f"{REQUIREMENT}.title",
        "The key se is not known here; known keys are nb, nn.",
    ),
    "list where a group belongs": (
        "title: {nb: Bilag, nn: Bilag}",
        "title: [Bilag]",
        5,
        f"{REQUIREMENT}.title",
        "A group of keys with values is expected here.",
    ),
    "group where a list belongs": (
        "      - {source: bokføringsloven § 4,",
        "      {source: bokføringsloven § 4,",
        14,
        f"{REQUIREMENT}.basis",
        "A list is expected here; each item starts with a hyphen.",
    ),
    "group where a text belongs": (
        "nn: Bilag}",
        "nn: {a: b}}",
        5,
        f"{REQUIREMENT}.title.nn",
        "A text is expected here.",
    ),
    "date without quotes": (
        '"2026-11-22"',
        "2026-11-22",
        14,
        f"{REQUIREMENT}.basis[0].checked",
        "Put the value in quotes, so that it is read as text.",
    ),
    "text read as false": (
        "nn: Bilag}",
        "nn: no}",
        5,
        f"{REQUIREMENT}.title.nn",
        "Put the value in quotes, so that it is read as text.",
    ),
    "number in words": (
        "word_limit: 200",
        "word_limit: to hundre",
        12,
        f"{REQUIREMENT}.word_limit",
        "A whole number is expected here.",
    ),
    "number too small": (
        "word_limit: 200",
        "word_limit: 0",
        12,
        f"{REQUIREMENT}.word_limit",
        "The number must be at least 1.",
    ),
    "neither true nor false": (
        "certain: false",
        "certain: kanskje",
        14,
        f"{REQUIREMENT}.basis[0].certain",
        "The value must be true or false.",
    ),
    "class that is not allowed": (
        "class: AV",
        "class: B",
        8,
        f"{REQUIREMENT}.class",
        "B is not among the allowed values: A, V, AV, I, O, K.",
    ),
    "key in another form": (
        "key: REG-01",
        "key: reg-1",
        4,
        f"{REQUIREMENT}.key",
        (
            "reg-1 is not written as two to four capital letters,"
            " a hyphen and two digits, such as REG-01."
        ),
    ),
    "day that does not exist": (
        "2026-11-22",
        "2026-11-31",
        14,
        f"{REQUIREMENT}.basis[0].checked",
        "2026-11-31 is not written as year, month and day, such as 2026-11-22.",
    ),
    "empty text": (
        "nn: Bilag}",
        'nn: ""}',
        5,
        f"{REQUIREMENT}.title.nn",
        "The text is empty.",
    ),
    "empty list": (
        '\n      - {source: bokføringsloven § 4, checked: "2026-11-22", certain: false}',
        " []",
        13,
        f"{REQUIREMENT}.basis",
        "The list is empty; at least one item is expected.",
    ),
    "name of another file": (
        "module: okonomi/regnskap",
        "module: okonomi/rekneskap",
        1,
        "module",
        "The module must be named okonomi/regnskap.",
    ),
    "key written twice": (
        "    class: AV\n",
        "    class: AV\n    class: A\n",
        9,
        f"{REQUIREMENT}.class",
        "The key class is written twice.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_with_line_place_and_problem(
    write: Write, good: str, case: str
) -> None:
    right, wrong, line, place, problem = BROKEN[case]
    assert good.count(right) == 1, "the case changes one place"
    folder = write("okonomi/regnskap.yaml", good.replace(right, wrong))

    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)

    assert str(caught.value) == f"okonomi/regnskap.yaml, line {line}, {place}: {problem}"


def test_the_first_of_several_problems_is_reported(write: Write, good: str) -> None:
    text = good.replace("class: AV", "class: B").replace("certain: false", "certain: kanskje")
    folder = write("okonomi/regnskap.yaml", text)

    with pytest.raises(CatalogueError, match=r"line 8, requirements\[0\]\.class"):
        load_catalogue(folder)
