"""K16: can the requirement be answered and checked as it stands."""

from collections.abc import Iterator

from procurement.linting.checks import Check, Settings
from procurement.linting.clauses import Clauses
from procurement.linting.phrases import phrase_index
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary


def answers(rule: str, settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check of answer form, verification and questions in the text."""
    questions = phrase_index(settings["questions"], vocabulary.language)
    clauses = Clauses(vocabulary)
    obligations = vocabulary.words["obligations"]

    def _check(reading: Reading, subject: Subject) -> Iterator[Hit]:
        for variant in _missing(subject, settings):
            yield Hit(rule, 0, 0, variant)
        for match in questions.matches(reading):
            around = range(match.first, match.after)
            if any(index not in around for index in clauses.main_verbs(reading, obligations)):
                yield Hit(rule, reading.starts[match.first], match.end, "mixed")
                return

    return _check


def _missing(subject: Subject, settings: Settings) -> Iterator[str]:
    form, is_scored = subject.answer_form, subject.requirement_class in settings["scored"]
    if not form or not subject.verification:
        yield ""
    if form in settings["text_forms"] and not subject.answer_instruction.strip():
        yield "instruction"
    if form in settings["limited_forms"] and is_scored and subject.word_limit is None:
        yield "limit"
    if form in settings["yes_no_forms"] and subject.requirement_class in settings["only_scored"]:
        yield "unscored"
