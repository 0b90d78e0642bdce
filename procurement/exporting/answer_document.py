"""Write the answer form as a Word document: the same questions, with a field for each answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from procurement.exchange.answers import CODES, OPEN
from procurement.exchange.hidden import sealed
from procurement.exporting.answer_labels import answers, heads, supplier
from procurement.exporting.answer_marks import form_marks
from procurement.exporting.docx import Fill, fill_shipped
from procurement.exporting.form_views import AnswerForm, AnswerRow
from procurement.exporting.spreadsheet_looks import OPEN as YELLOW
from procurement.exporting.spreadsheet_looks import TINT
from procurement.exporting.views import Frame, ParticipantRow
from procurement.exporting.word_xml import (
    cell,
    choice_field,
    line_field,
    locked,
    paragraph,
    row,
    run,
    text_field,
)
from procurement.i18n import gettext as _
from procurement.i18n import language

MARKS = "kravspor"  # tag of the hidden text that says which form it is


@dataclass(frozen=True)
class AnswerEntry:
    """One requirement: its table rows, with the fields to fill in."""

    rows: str


@dataclass(frozen=True)
class AnswerSection:
    """A chapter of the document; depth 1 or more."""

    number: str
    title: str
    depth: int
    requirements: tuple[AnswerEntry, ...]


@dataclass(frozen=True)
class AnswerDocument:
    """What the Word master of the answer form shows."""

    frame: Frame
    form_id: str
    supplier: str  # table rows with the fields for who answers
    participants: tuple[ParticipantRow, ...]
    chapters: tuple[AnswerSection, ...]
    marks: str  # hidden text by which the file is known when it comes back


def write_answer_document(view: AnswerForm, fill: Fill = fill_shipped) -> bytes:
    """Return a docx file that a supplier fills in and that is read back by a machine."""
    with language(view.frame.language):
        document = answer_document(view)
    return fill("svarskjema", document)


def answer_document(view: AnswerForm) -> AnswerDocument:
    """Return the document with fields for all answers."""
    writer = _Fields()
    return AnswerDocument(
        frame=view.frame,
        form_id=view.form_id,
        supplier=Markup("".join(writer.supplier())),
        participants=view.participants,
        chapters=tuple(
            AnswerSection(
                chapter.number,
                chapter.title,
                chapter.depth,
                tuple(AnswerEntry(Markup(writer.requirement(row))) for row in chapter.rows),
            )
            for chapter in view.chapters
        ),
        marks=Markup(locked(MARKS, json.dumps(sealed(_marks(view))), "Skjult")),
    )


class _Fields:
    """Writes the fields, with the words of the current language."""

    def __init__(self) -> None:
        self.heads, self.answers = heads(), answers()
        self.choose, self.write = _("Choose an answer"), _("Write here")

    def supplier(self) -> Iterator[str]:
        """Yield a table row for each thing a supplier says of itself."""
        for name, word in supplier().items():
            field = line_field(f"supplier|{name}", self.write)
            yield row(_label(word, 1) + cell(paragraph("Tabelltekst", field), fill=YELLOW))

    def requirement(self, asked: AnswerRow) -> str:
        """Return the rows of a requirement: what is asked, and the fields for the answer."""
        tag = asked.code
        texts = [("Kravtekst", f"{tag}|statement", asked.statement)]
        if asked.title:
            texts.insert(0, ("Kravtittel", f"{tag}|title", asked.title))
        if asked.instruction:
            texts.append(("Kravdetalj", f"{tag}|instruction", asked.instruction))
        question = "".join(paragraph(style, locked(at, text)) for style, at, text in texts)
        code = paragraph("Tabelltekst", locked(f"{tag}|code", asked.code, "Ledetekst"))
        letter = paragraph("Tabelltekst", locked(f"{tag}|letter", asked.letter, "Ledetekst"))
        rows = [row(cell(code, fill=TINT) + cell(letter, fill=TINT) + cell(question, fill=TINT))]
        for name in asked.asked.opened:
            field = cell(self._field(name, asked), fill=YELLOW)
            rows.append(row(_label(self._word(name, asked), 2) + field))
        return "".join(rows)

    def _word(self, name: str, asked: AnswerRow) -> str:
        word = self.heads[name]
        if name == "text" and asked.word_limit is not None:
            limit = _("At most %(most)s words.", most=asked.word_limit)
            return f"{word}. {limit}"
        if name == "value" and asked.unit:
            return f"{word} ({asked.unit})"
        return word

    def _field(self, name: str, asked: AnswerRow) -> str:
        tag = f"{asked.code}|{name}"
        if name in ("text", "reason", "consequence"):
            return text_field(tag, self.write, "Tabelltekst")
        if name == "value" and asked.form in CODES:
            words = self.answers[asked.form]
            field = choice_field(tag, self.choose, [(code, words[code]) for code in words])
        elif name == "value" and asked.choices:
            field = choice_field(tag, self.choose, [(each, each) for each in asked.choices])
        else:
            field = line_field(tag, self.write)
        return paragraph("Tabelltekst", field)


def _label(word: str, columns: int) -> str:
    return cell(paragraph("Tabelltekst", run(word)), columns)


def _marks(view: AnswerForm) -> Iterator[tuple[str, ...]]:
    """Yield what the reader needs; the same words as on the hidden sheet of a spreadsheet."""
    yield from form_marks(view)
    choose, write = _("Choose an answer"), _("Write here")
    yield from (("prompt", choose), ("prompt", write))
    yield from (("label", name, word) for name, word in heads().items() if name in OPEN)
