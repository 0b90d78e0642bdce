"""Sample forms: every answer form, limits, units and choices, from the sample specification."""

from procurement.exporting.form_views import AnswerChapter, AnswerForm, AnswerRow, Origin

from . import samples

FORMS = ("accept", "degree", "yes_no_text", "text", "number", "choice", "file", "price", "none")
ORIGIN = Origin("felles-erp", "1", "sha256:" + "3f9a1c07be52" * 5 + "abcd")


def answer_rows(chapter: str) -> tuple[AnswerRow, ...]:
    """Return the requirements of a chapter, their answer forms in turn."""
    rows = []
    for place, raw in enumerate(samples.raw_requirements()):
        at, code, letter, title, statement, _instruction = raw
        if at == chapter:
            rows.append(answer_row(FORMS[place % len(FORMS)], code, letter, title, statement))
    return tuple(rows)


def answer_row(
    form: str, code: str = "KR-1", letter: str = "A", title: str = "", statement: str = "Skal."
) -> AnswerRow:
    """Return a requirement with an answer form."""
    return AnswerRow(
        code=code,
        letter=letter,
        title=title,
        statement=statement,
        instruction=f"Svar på dette ({form}).\nHøyst 120 ord." if form == "text" else "Svar.",
        form=form,
        choices=("Med en gang", "Innen ett år, eller før", "Ikke") if form == "choice" else (),
        word_limit=120 if form == "text" else None,
        unit="timer" if form == "number" else "",
    )


def answer_form(chapters: tuple[AnswerChapter, ...] | None = None) -> AnswerForm:
    """Return the answer form of the sample specification."""
    if chapters is None:
        chapters = tuple(
            AnswerChapter(number, title, number.count(".") + 1, answer_rows(number))
            for number, title in samples.CHAPTERS
        )
    return AnswerForm(samples.frame("Svarskjema"), ORIGIN, samples.participants(), chapters)


def of_rows(*rows: AnswerRow) -> AnswerForm:
    """Return an answer form with one chapter."""
    return answer_form((AnswerChapter("1", "Økonomi", 1, rows),))
