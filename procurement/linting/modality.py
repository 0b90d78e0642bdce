"""K01 and K02: does the verb fit the class, and is there one obligation."""

from collections.abc import Iterator

from procurement.linting.checks import Check, Settings
from procurement.linting.clauses import Clauses
from procurement.linting.reading import Reading
from procurement.linting.subject import Hit, Subject
from procurement.linting.vocabulary import Vocabulary


def verb(rule: str, settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check of the verb against the class."""
    clauses = Clauses(vocabulary)
    strict, mixed = frozenset(settings["strict"]), frozenset(settings["mixed"])
    judged = frozenset(settings["judged"])

    def _check(reading: Reading, subject: Subject) -> Iterator[Hit]:
        strong = next(clauses.main_verbs(reading, vocabulary.words["strong"]), None)
        if subject.requirement_class in judged:
            if strong is not None and not subject.has_criterion:
                yield _hit(rule, reading, strong, "unjudged")
        elif subject.requirement_class in strict or (
            subject.requirement_class in mixed and strong is None
        ):
            for index in _weak(reading, strong is not None, clauses):
                yield _hit(rule, reading, index)

    return _check


def obligations(rule: str, _settings: Settings, vocabulary: Vocabulary) -> Check:
    """Return the check that a requirement obliges exactly once."""
    clauses = Clauses(vocabulary)
    verbs = vocabulary.words["obligations"] | vocabulary.words["permission"]

    def _check(reading: Reading, subject: Subject) -> Iterator[Hit]:
        main = [
            index
            for index in clauses.main_verbs(reading, vocabulary.words["obligations"])
            if not vocabulary.sentence_has("restatement", reading, index)
        ]
        if len(main) > 1:
            yield _hit(rule, reading, main[1])
        has_verb = not reading.words or not verbs.isdisjoint(reading.words)
        if not has_verb and not _obliges_otherwise(reading, vocabulary):
            yield Hit(rule, 0, 0, "none")

    return _check


def _obliges_otherwise(reading: Reading, vocabulary: Vocabulary) -> bool:
    """True for «det kreves», «det er ønskelig» and «beskriv»."""
    return reading.words[0] in vocabulary.words["instruction"] or any(
        vocabulary.phrases[name].between(reading, 0, len(reading.words))
        for name in ("other_obligations", "wish")
    )


def _weak(reading: Reading, obliges: bool, clauses: Clauses) -> Iterator[int]:
    """Yield the words that make a demand voluntary."""
    vocabulary = clauses.vocabulary
    yield from clauses.main_verbs(reading, vocabulary.words["weak"])
    if obliges:
        return
    for match in vocabulary.phrases["wish"].matches(reading):
        yield match.first
    for index in clauses.main_verbs(reading, vocabulary.words["permission"]):
        if not vocabulary.sentence_has_word("restriction", reading, index):
            yield index


def _hit(rule: str, reading: Reading, index: int, variant: str = "") -> Hit:
    return Hit(rule, reading.starts[index], reading.ends[index], variant)
