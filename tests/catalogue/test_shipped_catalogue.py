"""Check the catalogue that is shipped: its size, its wording and its documentation."""

import re
from pathlib import Path
from shutil import copy

import pytest

from procurement.catalogue import Entry, Text, load_catalogue
from procurement.resources import resource_dir

FOLDER = resource_dir("requirements_catalog")
CATALOGUE = load_catalogue(FOLDER)
ENTRIES = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)

EVALUATED = {"V", "AV"}
WRITTEN = {"text", "yes_no_text", "degree"}
SENTENCE_END = re.compile(r"[.!?] (?=[A-ZÆØÅ«])")
VAGUE = re.compile(
    r"\b(brukervennlig\w*|brukarvennleg\w*|enkelt?|enkle|fleksib\w+|effektiv\w*|raskt?|moderne"
    r"|tilstrekkelig\w*|tilstrekkeleg\w*|hensiktsmessig\w*|høveleg\w*|tilfredsstillende"
    r"|så langt|ved behov|om mulig|om mogleg|eventuelt|etc|osv|f\.eks|bl\.a|herunder"
    r"|fortløpende|umiddelbart|jevnlig|snarest)\b"
)
BOKMAAL_ONLY = re.compile(
    r"\b(ikke|fra|hva|hvem|hvordan|hvilken?|hver|enhet|noen|være|gjøre|kommuner|løsning(en)?"
    r"|regnskap(et)?|sikkerhet|flere|leverandører|velger|egen|mottaker|årsaken)\b"
)


def _texts(entry: Entry) -> list[Text]:
    return [entry.title, entry.statement, entry.why, entry.answer_instruction]


def test_the_catalogue_is_large_enough_to_start_from() -> None:
    assert len(CATALOGUE) >= 80
    assert len({entry.module for entry in CATALOGUE.values()}) >= 12


@ENTRIES
def test_a_statement_is_one_sentence_with_one_obligation(entry: Entry) -> None:
    for statement in (entry.statement.nb, entry.statement.nn):
        assert re.findall(r"\b(?:skal|må|bør)\b", statement) == ["skal"], statement
        assert statement.endswith("."), statement
        assert not SENTENCE_END.search(statement), statement


@ENTRIES
def test_a_statement_can_be_tested(entry: Entry) -> None:
    for statement in (entry.statement.nb, entry.statement.nn):
        assert not VAGUE.search(statement), statement
        assert len(statement.split()) <= 35, statement


@ENTRIES
def test_the_reason_is_one_sentence(entry: Entry) -> None:
    for reason in (entry.why.nb, entry.why.nn):
        assert reason.endswith("."), reason
        assert not SENTENCE_END.search(reason), reason


@ENTRIES
def test_nynorsk_is_another_text_than_bokmaal(entry: Entry) -> None:
    for text in _texts(entry)[1:]:
        assert text.nn != text.nb
    for text in _texts(entry):
        assert not BOKMAAL_ONLY.search(text.nn), text.nn


@ENTRIES
def test_texts_are_plain(entry: Entry) -> None:
    for text in _texts(entry):
        for words in (text.nb, text.nn):
            assert words == words.strip()
            assert "!" not in words
            assert "  " not in words


@ENTRIES
def test_what_is_evaluated_can_be_scored(entry: Entry) -> None:
    if entry.requirement_class in EVALUATED:
        assert entry.answer_form in {*WRITTEN, "number"}
        assert entry.answer_form not in WRITTEN or entry.word_limit
    if entry.answer_form == "price":
        assert entry.verification == "price"


def test_an_example_in_the_documentation_is_a_valid_module(tmp_path: Path) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 1
    copy(FOLDER / "schema.json", tmp_path)
    module = re.search(r"^module: (.+)$", blocks[0], re.MULTILINE)
    assert module
    file = tmp_path / f"{module[1]}.yaml"
    file.parent.mkdir()
    file.write_text(blocks[0], encoding="utf-8")

    assert load_catalogue(tmp_path)


def test_every_code_is_explained_in_the_documentation() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    codes = {
        code
        for entry in CATALOGUE.values()
        for code in (entry.requirement_class, entry.answer_form, entry.verification)
    }

    assert not {code for code in codes if f"| `{code}` |" not in text}
