"""Whatever the text is: nothing is raised, offsets lie inside, and time grows with length only."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.linting import (
    RequirementSet,
    SetRequirement,
    lint,
    lint_set,
    load_brands,
    load_rules,
)

from .subjects import subject

RULES, BRANDS = load_rules(), load_brands()
LENGTH = 100_000
WORDS = """
systemet skal bør må kan som der når dersom at og eller , . ; : ( ) « » - / … raskt best mulig
ved behov osv. f.eks. minst 500 % oppetid ISO 27001 WCAG Excel den disse ABC e-post epost KR-001
kapittel 9.9 målt 2 sekunder eller tilsvarende 👩‍💻 ² ٣ İ
"""
PIECES = [*WORDS.split(), "\n", "a\u030a", "\u00ad", "\u0301", "\ud800", "\x00", "\u2028"]
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
CLASSES = st.sampled_from(
    ["minimum", "evaluated", "minimum_evaluated", "information", "option", "contract", ""]
)
HOSTILE = {
    "one letter": "a",
    "hyphens": "a-",
    "dots": "a.",
    "slashes": "a /",
    "slashes with numbers": "a/1 ",
    "chains": "ab/cd ",
    "open brackets": "(",
    "closed brackets": ")(",
    "combining marks": "\u0301\u0316",
    "spaces": "  ",
    "newlines": "\n",
    "stops": ". ",
    "digits": "1,",
    "capitals": "AB ",
    "vague words": "raskt ",
    "phrases cut short": "så langt det er praktisk ",
    "verbs": "skal ",
    "permissions": "kan ",
    "clauses": "som skal, ",
    "limits": "minst ",
    "services": "oppetid 9 % ",
    "about": "ca. ",
    "standards": "ISO ",
    "standard numbers": "ISO-1-",
    "norms": "NS-EN ",
    "brands": "Excel-",
    "lists": "herunder ",
    "quotes": "«",
    "codes": "KR-1 ",
    "chapters": "kapittel 9.9 ",
    "spellings": "e-post epost ",
    "pronouns": "Denne ",
}


@settings(max_examples=400, deadline=None)
@given(TEXTS, CLASSES, st.sampled_from(["nb", "nn", "en", ""]), st.booleans())
def test_any_text_has_findings_inside_it(
    text: str, requirement_class: str, language: str, has_criterion: bool
) -> None:
    item = subject(
        text,
        requirement_class=requirement_class,
        language=language,
        has_criterion=has_criterion,
    )

    found = lint(item, RULES, BRANDS)

    assert found == lint(item, RULES, BRANDS)
    for finding in found:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.excerpt == text[finding.start : finding.end]


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_any_set_has_findings_inside_its_texts(texts: list[str]) -> None:
    whole = RequirementSet(
        tuple(SetRequirement(f"KR-{number}", text, "minimum") for number, text in enumerate(texts)),
        chapters=("1.1",),
    )

    found = lint_set(whole, RULES)

    assert found == lint_set(whole, RULES)
    for finding in found:
        text = texts[int(finding.code.removeprefix("KR-"))]
        assert finding.excerpt == text[finding.start : finding.end]


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    shorter, longer = (
        min(_seconds(piece, length) for _try in range(3)) for length in (LENGTH // 4, LENGTH)
    )

    assert longer < 12 * shorter + 0.3


def _seconds(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length] + " 1!"
    whole = RequirementSet((SetRequirement("KR-2", text, "minimum"),), chapters=("1.1",))
    start = process_time()
    lint(subject(text), RULES, BRANDS)
    lint_set(whole, RULES)
    return process_time() - start
