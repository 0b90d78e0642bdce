"""The hidden marks of an answer form, the same in a spreadsheet and a Word file."""

from collections.abc import Iterator

from procurement.exchange.answers import FORM, VERSION
from procurement.exporting.answer_labels import answers, supplier
from procurement.exporting.form_views import AnswerForm


def form_marks(view: AnswerForm) -> Iterator[tuple[str, ...]]:
    """Yield which form this is, the answers to choose from, and the requirements."""
    origin = view.origin
    yield from (
        ("form", FORM),
        ("version", VERSION),
        ("id", view.form_id),
        ("procurement", origin.procurement),
        ("edition", origin.edition),
        ("digest", origin.digest),
        ("language", view.frame.language),
    )
    yield from (("supplier", name, word) for name, word in supplier().items())
    for form, words in answers().items():
        yield from (("answer", form, code, word) for code, word in words.items())
    for asked in view.rows:
        limit = "" if asked.word_limit is None else str(asked.word_limit)
        yield ("row", asked.code, asked.digest, asked.form, limit, asked.unit, *asked.choices)
