"""Offsets, order, brands of one's own, and many requirements at once."""

import pytest

from procurement.linting import Severity, lint, lint_all, load_brands, load_rules

from .subjects import findings, of_rule, subject

RING = "a\u030a"


def test_a_finding_points_at_the_words() -> None:
    text = "Systemet skal være brukervennlig."

    (finding,) = findings(text)

    assert (finding.rule, finding.severity) == ("K03", Severity.error)
    assert text[finding.start : finding.end] == finding.excerpt == "brukervennlig"
    assert finding.explain
    assert finding.rewrite


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("👩‍💻 skal gjøre systemet 🙂 brukervennlig 🎉.", "brukervennlig"),
        (f"N{RING}r m{RING} alt skje raskt?", "raskt"),
        (f"Systemet skal varsle s{RING} langt som mulig.", f"s{RING} langt som mulig"),
        ("Systemet skal være bruker\u00advenn\u00adlig nok.", "bruker\u00advenn\u00adlig"),
        ("\ufeffSystemet skal være raskt.", "raskt"),
        ("İstanbul skal ha et RASKT søk.", "RASKT"),
        ("Systemet\u00a0skal varsle ved\u00a0behov\u00a0nå.", "ved\u00a0behov"),
        ("Systemet skal være «raskt».", "raskt"),
    ],
    ids=["emoji", "ring", "ring inside", "soft hyphen", "mark", "dotted I", "no-break", "quotes"],
)
def test_offsets_are_exact_in_unusual_texts(text: str, excerpt: str) -> None:
    found = [item for item in findings(text) if item.rule in ("K03", "K04")]

    assert [item.excerpt for item in found] == [excerpt]
    assert text[found[0].start : found[0].end] == excerpt


def test_composed_and_decomposed_letters_give_the_same_findings() -> None:
    composed = "Løsningen må så langt som mulig være rask, og må være på norsk."
    decomposed = composed.replace("å", RING)

    assert [item.rule for item in findings(composed)] == [
        item.rule for item in findings(decomposed)
    ]


def test_findings_come_in_the_order_of_the_text() -> None:
    found = findings("Systemet bør være raskt og/eller robust osv.")

    assert [item.excerpt for item in found] == ["bør", "raskt", "og/eller", "robust", "osv"]


def test_the_longest_phrase_is_the_one_that_is_reported() -> None:
    found = findings("Systemet skal i størst mulig grad vise saldo.")

    assert [(item.rule, item.excerpt) for item in found] == [("K04", "i størst mulig grad")]


def test_a_procurement_adds_brands_and_removes_some() -> None:
    text = "Systemet skal integreres med Nordbyte og Visma."
    brands = load_brands(extra=["Nordbyte", " "], without=["Visma"])

    found = [item for item in lint(subject(text), load_rules(), brands) if item.rule == "K09"]

    assert [item.excerpt for item in found] == ["Nordbyte"]


def test_strange_names_do_no_harm() -> None:
    brands = load_brands(extra=["[a|b", "*", ".", "Huset & Co", "A/B Data"])

    found = lint(subject("Systemet skal bruke Huset & Co og A/B Data."), load_rules(), brands)

    assert [item.excerpt for item in found if item.rule == "K09"] == ["Huset & Co", "A/B Data"]


def test_a_procurement_allows_pairs_and_abbreviations() -> None:
    text = "Systemet skal vise bilag/konto for BPF."
    rules = load_rules(pairs=["bilag/konto"], known=["BPF"])

    assert {item.rule for item in findings(text)} == {"K06", "K13"}
    assert lint(subject(text), rules, load_brands()) == ()


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_integration_without_a_reason_excuses_nothing(reason: str) -> None:
    assert of_rule("K09", "Systemet skal integreres med Visma.", integration_reason=reason)


def test_a_missing_field_has_no_place_in_the_text() -> None:
    (finding,) = findings("Systemet skal vise saldo.", verification="")

    assert (finding.rule, finding.start, finding.end, finding.excerpt) == ("K16", 0, 0, "")


def test_a_text_in_another_language_has_no_findings() -> None:
    assert findings("The system shall be user-friendly etc.", language="en") == ()


def test_an_empty_text_is_no_problem_of_the_words() -> None:
    assert findings("") == ()


def test_many_requirements_give_findings_by_code() -> None:
    subjects = [
        subject("Systemet skal vise saldo.", code="KR-001"),
        subject("Systemet skal være raskt.", code="KR-002"),
    ]

    found = lint_all(subjects, load_rules(), load_brands())

    assert list(found) == ["KR-001", "KR-002"]
    assert [len(items) for items in found.values()] == [0, 1]


@pytest.mark.parametrize(
    "text",
    ["Systemet skal lese data fra SAP.", "Systemet skal lese data fra SAP eller tilsvarende."],
)
def test_of_a_name_it_is_not_said_that_it_is_an_unknown_abbreviation(text: str) -> None:
    assert not of_rule("K13", text)
