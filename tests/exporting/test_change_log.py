"""The change log in Word: every text as it was; gone and new words in styles of their own."""

import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from procurement.exporting import docx
from procurement.exporting.change_log_view import (
    ChangeLog,
    LogChapter,
    LogEntry,
    LogField,
    LogText,
)
from procurement.exporting.views import Fact

from . import samples
from .reading import word, word_texts


def field(*texts: tuple[str, str], name: str = "Tekst") -> LogField:
    return LogField(name, tuple(LogText(kind, text) for kind, text in texts))


def entry(code: str, *fields: LogField, origin: str = "") -> LogEntry:
    return LogEntry(code, f"Tittel {code}", "Endret", origin, fields)


def log(*entries: LogEntry, **parts: object) -> ChangeLog:
    chapters = (LogChapter("1.1 Regnskap", entries),) if entries else ()
    return ChangeLog(
        **{
            "frame": samples.frame("Endringslogg"),
            "editions": (Fact("Fra", "Baseline 1\nsha256:1a2b"), Fact("Til", "Baseline 2")),
            "counts": (Fact("Endret", "1 krav"),),
            "chapters": (),
            "criteria": (),
            "settings": (),
            "requirements": chapters,
        }
        | parts
    )


def runs(content: bytes, style: str) -> list[str]:
    """Return the texts in a character style, but for those of the explanation."""
    texts = [
        run.text
        for paragraph in word(content).paragraphs
        for run in paragraph.runs
        if run.style is not None and run.style.name == style
    ]
    return texts[1:]


def test_gone_and_new_words_have_their_own_styles() -> None:
    changed = field(("same", "Svar innen "), ("gone", "3"), ("new", "5"), ("same", " dager."))
    content = docx.write_change_log(log(entry("KR-001", changed)))

    assert "Tekst: Svar innen 35 dager." in word_texts(content)
    assert runs(content, "Fjernet tekst") == ["3"]
    assert runs(content, "Ny tekst") == ["5"]
    gone, new = (word(content).styles[name].font for name in ("Fjernet tekst", "Ny tekst"))
    assert gone.strike and new.underline


@pytest.mark.parametrize("kind", ["same", "gone", "new"])
def test_every_text_survives(kind: str) -> None:
    rows = [entry(f"KR-{place}", field((kind, text))) for place, text in enumerate(samples.HARD)]
    texts = word_texts(docx.write_change_log(log(*rows)))

    for text in samples.HARD:
        assert f"Tekst: {text}" in texts


def test_texts_of_headings_survive() -> None:
    hard = "".join(text for text in samples.HARD if "\n" not in text and "\t" not in text)
    moved = LogEntry("KR-001", hard, "Flyttet", hard, ())
    content = docx.write_change_log(log(requirements=(LogChapter(hard, (moved,)),)))

    assert hard in [p.text for p in word(content).paragraphs if p.style.name == "Heading 2"]
    assert f"KR-001 {hard} Flyttet" in word_texts(content)
    assert f"Sto før under: {hard}" in word_texts(content)


def test_only_what_differs_has_a_heading() -> None:
    changed = field(("gone", "30"), ("new", "35"), name="Vekt")
    settings = docx.write_change_log(log(settings=(changed,)))
    whole = docx.write_change_log(
        log(entry("KR-001"), chapters=(entry("2"),), criteria=(entry("K"),), settings=(changed,))
    )

    assert headings(settings) == ["Modell, prisskjema og rammer"]
    assert headings(whole) == [
        "Kapitler",
        "Kriterier og vekter",
        "Modell, prisskjema og rammer",
        "Krav",
    ]
    assert headings(docx.write_change_log(log())) == []


def headings(content: bytes) -> list[str]:
    return [p.text for p in word(content).paragraphs if p.style.name == "Heading 1"]


def test_it_says_which_editions_and_how_much() -> None:
    texts = word_texts(docx.write_change_log(log()))

    assert "Baseline 1\nsha256:1a2b" in texts and "Baseline 2" in texts
    assert texts[texts.index("Endret") + 1] == "1 krav"


def test_very_many_changes_are_written_in_time() -> None:
    changed = field(*(("same", "ord "), ("gone", "før"), ("new", "NYTT"), ("same", " slutt")) * 3)
    rows = [entry(f"KR-{number}", changed, changed) for number in range(1_000)]
    began = time.process_time()

    content = docx.write_change_log(log(*rows))

    assert time.process_time() - began < 10
    with ZipFile(BytesIO(content)) as file:
        assert file.read("word/document.xml").count(b"NYTT") == 6_000
