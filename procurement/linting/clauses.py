"""Find the verbs of obligation that stand in a main clause.

«Systemet skal varsle brukere som skal godkjenne» obliges once: the second verb belongs to the
users. The walk over a sentence keeps the subordinate clauses that are open, and closes them at a
comma, when their own verb has passed, or where the word order shows that they have ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from procurement.linting.reading import Reading
from procurement.linting.vocabulary import Vocabulary

_ENDS = frozenset(";:\n")
_VERB_ENDINGS = ("r", "es", "ast")


@dataclass(slots=True)
class _State:
    """Remember where in a sentence the walk is.

    `clauses` holds, for each open subordinate clause, whether its own verb has passed.
    """

    clauses: list[bool] = field(default_factory=list)
    is_fronted: bool = False
    parentheses: int = 0
    is_quoted: bool = False

    @property
    def is_aside(self) -> bool:
        return self.is_quoted or self.parentheses > 0

    def pass_verb(self) -> bool:
        """Give a verb to the innermost clause without one; False if no clause lacks it."""
        while self.clauses and self.clauses[-1]:
            self.clauses.pop()
        if self.clauses:
            self.clauses[-1] = True
            return True
        return False


@dataclass(frozen=True, slots=True)
class Clauses:
    """Find main-clause verbs with the words of one language."""

    vocabulary: Vocabulary

    def main_verbs(self, reading: Reading, verbs: frozenset[str]) -> Iterator[int]:
        """Yield the number of each word that is one of some verbs and stands in a main clause."""
        if verbs.isdisjoint(reading.words):
            return
        for first, after in pairwise([*reading.sentence_starts, len(reading.words)]):
            if not verbs.isdisjoint(reading.words[first:after]):
                yield from self._in_sentence(reading, first, after, verbs)

    def _in_sentence(
        self, reading: Reading, first: int, after: int, verbs: frozenset[str]
    ) -> Iterator[int]:
        words = self.vocabulary.words
        state = _State()
        for index in range(first, after):
            word = reading.words[index]
            self._pass_gap(state, reading.gap(index), word)
            if state.is_aside:
                continue
            if word in words["subjunctions"]:
                state.clauses.append(False)
                state.is_fronted = state.is_fronted or index == first
            elif word in verbs:
                if self._is_main(state, reading, index):
                    yield index
            elif state.clauses and self._is_verb(reading, index):
                state.pass_verb()

    def _pass_gap(self, state: _State, gap: str, word: str) -> None:
        if gap == " ":
            return
        state.parentheses = max(0, state.parentheses + gap.count("(") - gap.count(")"))
        state.is_quoted = (state.is_quoted or "«" in gap) and "»" not in gap
        joins = "," in gap and word in self.vocabulary.words["coordinators"]
        if joins or not _ENDS.isdisjoint(gap):
            state.clauses.clear()

    def _is_main(self, state: _State, reading: Reading, index: int) -> bool:
        """True if a verb does not belong to a subordinate clause that is open."""
        if self._ends_clauses(state, reading, index):
            state.clauses.clear()
        elif state.clauses and "," in reading.gap(index):
            state.clauses.pop()
        elif state.clauses and reading.words[index - 1] in self.vocabulary.words["coordinators"]:
            return False
        return not state.pass_verb()

    def _ends_clauses(self, state: _State, reading: Reading, index: int) -> bool:
        """True where a clause before the main clause ends: «Når …, skal» and «Når … skal det»."""
        if not state.is_fronted:
            return False
        following = reading.words[index + 1] if index + 1 < len(reading.words) else ""
        return "," in reading.gap(index) or following in self.vocabulary.words["pronouns"]

    def _is_verb(self, reading: Reading, index: int) -> bool:
        """True for a finite verb: a known one, or the word after «som» with a verb's ending."""
        word = reading.words[index]
        if word in self.vocabulary.words["finite_verbs"]:
            return True
        return reading.words[index - 1] == "som" and word.endswith(_VERB_ENDINGS)
