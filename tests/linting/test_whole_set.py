"""S01 to S09: what only shows when requirements, criteria and needs are seen together."""

from decimal import Decimal
from itertools import cycle, islice
from time import process_time
from typing import Any

import pytest

from procurement.linting import (
    RequirementSet,
    SetCriterion,
    SetFinding,
    SetRequirement,
    Severity,
    Share,
    lint_set,
    load_rules,
)

RULES = load_rules()
TEXTS = (
    "Systemet skal nummerere bilag i ubrutte serier per regnskapsenhet.",
    "Leverandøren skal varsle kunden innen 24 timer etter en sikkerhetshendelse.",
    "Systemet skal vise innkjøp innenfor og utenfor avtale per leverandør.",
)


def requirement(code: str, text: str = TEXTS[0], **fields: Any) -> SetRequirement:
    return SetRequirement(
        code, text, **{"requirement_class": "minimum", "needs": ("B-01",)} | fields
    )


def found(rule: str, *requirements: SetRequirement, **fields: Any) -> list[SetFinding]:
    whole = RequirementSet(requirements, **{"needs": ("B-01",)} | fields)
    return [finding for finding in lint_set(whole, RULES) if finding.rule == rule]


def texts(rule: str, *lines: str, **fields: Any) -> list[tuple[str, tuple[str, ...], str]]:
    items = [requirement(f"KR-{number}", line) for number, line in enumerate(lines, 1)]
    return [(item.code, item.others, item.excerpt) for item in found(rule, *items, **fields)]


def weights(*values: int | str | None, parent: str | None = None) -> tuple[SetCriterion, ...]:
    return tuple(
        SetCriterion(f"{parent or 'K'}{number}", parent, None if value is None else Decimal(value))
        for number, value in enumerate(values, 1)
    )


@pytest.mark.parametrize("needs", [(), ("B-99",)])
def test_a_requirement_needs_a_need_that_exists(needs: tuple[str, ...]) -> None:
    (finding,) = found("S01", requirement("KR-1"), requirement("KR-2", TEXTS[1], needs=needs))

    assert (finding.code, finding.severity) == ("KR-2", Severity.warning)


def test_information_needs_no_need() -> None:
    assert not found("S01", requirement("KR-1", needs=(), requirement_class="information"))


def test_a_need_wants_a_requirement() -> None:
    findings = found("S02", requirement("KR-1"), needs=("B-01", "B-02"))

    assert [finding.code for finding in findings] == ["B-02"]


@pytest.mark.parametrize(
    ("requirement_class", "shares", "expected"),
    [
        ("evaluated", (), 1),
        ("minimum_evaluated", (), 1),
        ("evaluated", (Share("borte"),), 1),
        ("evaluated", (Share("K1"),), 0),
        ("minimum", (), 0),
        ("option", (), 0),
    ],
)
def test_a_scored_requirement_stands_under_a_criterion(
    requirement_class: str, shares: tuple[Share, ...], expected: int
) -> None:
    item = requirement("KR-1", requirement_class=requirement_class, shares=shares)

    assert len(found("S03", item, criteria=weights(100))) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"weight": Decimal(5)}, 1),
        ({"shares": (Share("K1", Decimal(10)),)}, 1),
        ({"shares": (Share("K1"),)}, 1),
        ({"weight": Decimal(0), "shares": (Share("K1", Decimal(0)),)}, 0),
        ({"weight": Decimal(5), "requirement_class": "evaluated"}, 0),
    ],
)
def test_a_minimum_requirement_has_no_weight(fields: dict[str, Any], expected: int) -> None:
    assert len(found("S04", requirement("KR-1", **fields), criteria=weights(100))) == expected


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        (weights(60, 40), []),
        (weights(60, 30), ["K1"]),
        (weights("33.3", "33.3", "33.4"), []),
        (weights(60, None), ["K1"]),
        (weights(None, None), []),
        (weights(100) + weights(50, 40, parent="K1"), ["K11"]),
    ],
)
def test_weights_of_siblings_add_up(criteria: tuple[SetCriterion, ...], codes: list[str]) -> None:
    assert [finding.code for finding in found("S05", criteria=criteria)] == codes


def test_four_main_criteria_are_enough() -> None:
    (finding,) = found("S06", criteria=weights(20, 20, 20, 20, 20))

    assert (finding.code, finding.others) == ("K5", ("K1", "K2", "K3", "K4"))
    assert not found("S06", criteria=weights(25, 25, 25, 25) + weights(50, 50, parent="K1"))


@pytest.mark.parametrize(
    "other",
    [
        TEXTS[1],
        TEXTS[1].replace("Leverandøren", "Tilbyder"),
        TEXTS[1].replace("en sikkerhetshendelse.", "en sikkerhetshendelse i systemet."),
    ],
    ids=["copy", "other word for the supplier", "longer"],
)
def test_near_duplicates_are_found(other: str) -> None:
    long_text = "Varselet gjelder alle kommunene som er med i avtalen og deres databehandlere."

    findings = texts("S07", TEXTS[0], f"{TEXTS[1]} {long_text}", TEXTS[2], f"{other} {long_text}")

    assert [(code, others) for code, others, _excerpt in findings] == [("KR-4", ("KR-2",))]


def test_the_same_words_with_another_number_are_no_duplicates() -> None:
    assert not texts("S07", TEXTS[1], TEXTS[1].replace("24", "48"))


def test_two_numbers_for_one_text_contradict_each_other() -> None:
    assert texts("S08", TEXTS[0], TEXTS[1], TEXTS[1].replace("24", "48")) == [
        ("KR-3", ("KR-2",), "48")
    ]


@pytest.mark.parametrize(
    ("one", "other", "excerpt"),
    [
        (
            "Oppetiden skal være minst 99,5 prosent per måned.",
            "Leverandøren garanterer en oppetid på 99 % per måned.",
            "99",
        ),
        (
            "Svartiden skal være høyst 2 sekunder i søk.",
            "Søk skal ha en svartid på høyst 5 sekunder.",
            "5",
        ),
    ],
)
def test_two_numbers_for_one_quantity_contradict_each_other(
    one: str, other: str, excerpt: str
) -> None:
    assert texts("S08", one, TEXTS[0], other) == [("KR-3", ("KR-1",), excerpt)]


def test_notice_from_either_party_may_differ() -> None:
    assert not texts(
        "S08",
        "Avtalen skal ha en oppsigelsestid på 3 måneder for kunden.",
        "Avtalen skal ha en oppsigelsestid på 12 måneder for leverandøren.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oppetiden skal være minst 99,5 prosent.", "Oppetiden skal være minst 99.5 %."),
        (
            "Oppetiden skal være minst 99,5 prosent i produksjon.",
            "Oppetiden skal være minst 95 prosent i testmiljø.",
        ),
        ("Oppetiden skal være minst 99 prosent.", "Oppetiden skal måles hvert 5 minutter."),
        ("Systemet skal lagre data i 5 år.", "Avtalen skal vare i 4 år."),
    ],
    ids=["same number", "other place", "other unit", "other thing"],
)
def test_different_things_may_have_different_numbers(one: str, other: str) -> None:
    assert not texts("S08", one, other)


@pytest.mark.parametrize(
    ("line", "excerpt"),
    [
        ("Systemet skal oppfylle KR-999.", "KR-999"),
        ("Systemet skal dekke B-77 og B-01.", "B-77"),
        ("Systemet skal følge kapittel 9.9.", "kapittel 9.9"),
        ("Systemet skal følge kap. 9.9 i dokumentet.", "kap. 9.9"),
        ("Systemet m\u00e5 følge kapittel 4.".replace("\u00e5", "a\u030a"), "kapittel 4"),
    ],
)
def test_a_reference_to_nothing_is_found(line: str, excerpt: str) -> None:
    assert texts("S09", line, chapters=("3.1", "3.2.1")) == [("KR-1", (), excerpt)]


@pytest.mark.parametrize(
    "line",
    [
        "Systemet skal oppfylle KR-1 og dekke B-01.",
        "Systemet skal lese UTF-8 og følge NS-4102.",
        "Systemet skal følge kapittel 3.2 og kapittel 3.",
        "Arkivuttrekket skal følge riksarkivarens forskrift kapittel 5.",
        "Systemet skal følge kapittel 7 i arkivforskriften.",
    ],
)
def test_a_reference_to_something_is_left_alone(line: str) -> None:
    assert not texts("S09", line, chapters=("3.1", "3.2.1"))


def test_five_thousand_requirements_are_compared_at_once() -> None:
    words = TEXTS[1].split()
    families = {
        "copies": [TEXTS[1]] * 5000,
        "numbers": [f"{TEXTS[1]} Frist {number}." for number in range(5000)],
        "names": [f"{TEXTS[2]} {TEXTS[0]} Navn x{number}." for number in range(5000)],
        "mixed": [" ".join(islice(cycle(words), n % 7, n % 7 + 8 + n % 11)) for n in range(5000)],
    }
    for lines in families.values():
        items = tuple(requirement(f"KR-{number}", line) for number, line in enumerate(lines))
        start = process_time()

        found("S07", *items)

        assert process_time() - start < 5
