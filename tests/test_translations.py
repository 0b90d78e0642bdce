"""The catalogues are complete, keep every placeholder, and are written in their own language."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from procurement import i18n
from procurement.domain import Phase
from procurement.domain.labels import label

ROOT = Path(__file__).parents[1]
WRITTEN = ("nb", "nn")
PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\))?(?P<kind>[a-z%])")
WORD = re.compile(r"[^\W\d_]+")
ENGLISH = frozenset(
    WORD.findall(
        """a an and any are because been but can could does each from had have how is it its not of
        only other shall should that the their them there these they this those was were what when
        where which who why will with would you your
        answer award bid chapter criterion evaluation file folder key missing need needs number page
        phase points price procurement quality quote reason requirement requirements save scale
        score scored source supplier table total weight weights"""
    )
)
BOKMAAL = frozenset(
    WORD.findall(
        """anskaffelse anskaffelsen bare begrunnelse behovene da de dere enhet endret fra gi gir
        hun hva hvem hver hvert hvis hvor hvordan hvorfor høyeste ikke jeg kilde kilder
        knyttet kommuner kravene lagret lav laveste leverandører løsning mangler mer mulig mye noe
        noen nå poengene priser regnes sammen se senere siden sier tilbud tilbudet tilbudene
        uten utgave vekten vurderes være åpne åpnes åpnet"""
    )
)


@cache
def source_ids() -> frozenset[tuple[str, ...]]:
    """Return the message ids of code and templates, found as `make translations` finds them."""
    command = _extract_command()
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(entry["pattern"], entry["method"]) for entry in mappings]
    options = {
        entry["pattern"]: {k: v for k, v in entry.items() if k not in ("pattern", "method")}
        for entry in mappings
    }
    keywords = DEFAULT_KEYWORDS | parse_keywords(re.findall(r"-k (\S+)", command))
    return frozenset(
        message if isinstance(message, tuple) else (message,)
        for folder in command.split(".pot ")[1].split()
        for _file, _line, message, *_rest in extract_from_dir(
            ROOT / folder, methods, options, keywords
        )
    )


def _extract_command() -> str:
    lines = (ROOT / "Makefile").read_text().splitlines()
    return next(line for line in lines if "pybabel" in line and " extract " in line)


@cache
def catalogue(code: str) -> Catalog:
    """Return a catalogue as it stands in the file."""
    with (ROOT / "procurement" / "translations" / f"{code}.po").open("rb") as stream:
        return read_po(stream, locale=code)


def messages(code: str) -> Iterator[Message]:
    """Yield the entries of a catalogue, without its header."""
    return (message for message in catalogue(code) if message.id)


def ids_of(message: Message) -> tuple[str, ...]:
    """Return the id, and the plural id if there is one."""
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def texts_of(message: Message) -> tuple[str, ...]:
    """Return the translation in all its forms."""
    return message.string if isinstance(message.string, tuple) else (str(message.string or ""),)


def placeholders(text: str) -> set[tuple[str | None, str]]:
    """Return names and kinds of what is filled in."""
    return {(found["name"], found["kind"]) for found in PLACEHOLDER.finditer(text)}


def edges(text: str) -> tuple[str, str]:
    """Return the white space before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def words(text: str) -> list[str]:
    """Return the words of a text, without what is filled in."""
    return WORD.findall(PLACEHOLDER.sub(" ", text).lower())


@pytest.mark.parametrize("code", WRITTEN)
def test_every_message_of_the_source_is_translated_and_nothing_else(code: str) -> None:
    # A message with a plural is one entry, also where only its singular is used.
    there = {form for message in messages(code) for form in ids_of(message)}
    wanted = {form for ids in source_ids() for form in ids}
    assert there == wanted
    empty = [ids_of(message)[0] for message in messages(code) if not all(texts_of(message))]
    assert empty == []
    assert [ids_of(message)[0] for message in messages(code) if message.fuzzy] == []
    assert list(catalogue(code).obsolete) == []


@pytest.mark.parametrize("code", WRITTEN)
def test_counted_messages_have_both_forms(code: str) -> None:
    plurals = {ids[0] for ids in source_ids() if len(ids) == 2}
    found = {ids_of(m)[0]: len(texts_of(m)) for m in messages(code) if len(ids_of(m)) == 2}
    assert found == dict.fromkeys(plurals, 2)


@pytest.mark.parametrize("code", WRITTEN)
def test_placeholders_are_the_same_in_id_and_translation(code: str) -> None:
    wrong = [
        (original, text)
        for message in messages(code)
        for original, text in zip(ids_of(message), texts_of(message), strict=True)
        if placeholders(original) != placeholders(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", WRITTEN)
def test_a_sentence_stays_a_sentence_and_spaces_are_kept(code: str) -> None:
    """Texts are put together, so a missing full stop, colon or space would show."""
    wrong = [
        (original, text)
        for message in messages(code)
        for original, text in zip(ids_of(message), texts_of(message), strict=True)
        if edges(original) != edges(text) or (original[-1] in ".:?" and original[-1] != text[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", WRITTEN)
def test_no_english_word_and_no_exclamation_mark_is_left(code: str) -> None:
    found = {
        (word, text)
        for message in messages(code)
        for text in texts_of(message)
        for word in words(text)
        if word in ENGLISH
    }
    assert found == set()
    assert [text for m in messages(code) for text in texts_of(m) if "!" in text] == []


def test_nynorsk_is_not_bokmaal() -> None:
    bokmaal = {ids_of(message)[0]: texts_of(message) for message in messages("nb")}
    long = [message for message in messages("nn") if len(words(" ".join(texts_of(message)))) > 3]
    differing = [message for message in long if texts_of(message) != bokmaal[ids_of(message)[0]]]
    assert len(differing) >= 0.6 * len(long)


def test_no_bokmaal_word_is_left_in_nynorsk() -> None:
    found = {(w, t) for m in messages("nn") for t in texts_of(m) for w in words(t) if w in BOKMAAL}
    assert found == set()


@pytest.mark.parametrize(
    ("code", "menu", "phase", "counted", "share"),
    [
        ("nb", "Krav", "Pris åpnet", "2 kommuner", "40 % av kriteriet"),
        ("nn", "Krav", "Pris opna", "2 kommunar", "40 % av kriteriet"),
        ("en", "Requirements", "Price open", "2 municipalities", "40 % of the criterion"),
    ],
)
def test_the_three_languages_answer(
    code: str, menu: str, phase: str, counted: str, share: str
) -> None:
    before = i18n.current_language()
    with i18n.language(code):
        assert i18n.gettext("Requirements") == menu
        assert label(Phase.price_open) == phase
        assert i18n.ngettext("%(number)s municipality", "%(number)s municipalities", 2) == counted
        assert i18n.gettext("%(share)s %% of the criterion", share=40) == share
    assert i18n.current_language() == before


@pytest.mark.parametrize(
    ("code", "one", "many"), [("nb", "Sitat", "Sitater"), ("nn", "Sitat", "Sitat")]
)
def test_the_singular_answers_without_a_number_too(code: str, one: str, many: str) -> None:
    with i18n.language(code):
        assert i18n.gettext("Quote") == i18n.ngettext("Quote", "Quotes", 1) == one
        assert i18n.ngettext("Quote", "Quotes", 3) == many


def test_an_unknown_language_means_bokmaal() -> None:
    with i18n.language("se"):
        assert i18n.gettext("Needs") == "Behov"
