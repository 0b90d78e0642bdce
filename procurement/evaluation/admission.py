"""Who takes part: bids that the buyer has excluded or that miss a minimum score do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import number_text
from procurement.evaluation.places import fail
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class Shortfall:
    """A score below the minimum of its criterion, on the criterion's own scale."""

    code: str
    name: str
    score: Fraction
    minimum: Fraction


@dataclass(frozen=True)
class Exclusion:
    """Why a bid takes no part: the buyer's words, or else scores below a minimum."""

    words: str | None
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def reason(self) -> str:
        """Return the reason as sentences in the current language."""
        sentences = (
            _(
                "The score %(score)s on %(code)s %(name)s is below the minimum %(minimum)s.",
                score=number_text(each.score),
                code=each.code,
                name=each.name,
                minimum=number_text(each.minimum),
            )
            for each in self.shortfalls
        )
        return self.words or " ".join(sentences)

    @property
    def record(self) -> str:
        """Return the reason as a stored result has it: the same in every language."""
        notes = (
            f"{each.code}: {number_text(each.score)} < {number_text(each.minimum)}"
            for each in self.shortfalls
        )
        return self.words or "; ".join(notes)


def exclusions(bundle: Bundle) -> list[Exclusion | None]:
    """Return for each bid, in the order of the bundle, why it is excluded; None if admitted.

    A missing score is no shortfall: the bid stays admitted, and scoring refuses to go on.
    Raises EvaluationError if no bid is admitted.
    """
    minima = [(leaf, leaf.minimum) for leaf in bundle.leaves() if leaf.minimum is not None]
    found = [_exclusion(bid, minima) for bid in bundle.bids]
    if None not in found:
        fail(_("There is no admitted bid to rank."), ("bids",))
    return found


def _exclusion(bid: Bid, minima: Sequence[tuple[Criterion, Fraction]]) -> Exclusion | None:
    if bid.excluded is not None:
        return Exclusion(bid.excluded)
    shortfalls = tuple(
        Shortfall(leaf.code, leaf.name, bid.scores[leaf.code], minimum)
        for leaf, minimum in minima
        if leaf.code in bid.scores and bid.scores[leaf.code] < minimum
    )
    return Exclusion(None, shortfalls) if shortfalls else None
