"""The bids in a bundle: prices, scores, and who is excluded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import number_text, read_number
from procurement.evaluation.places import Place, fail, shown
from procurement.evaluation.reading import Table, filled, mapping, optional, rows, string, table
from procurement.i18n import gettext as _

MOST_BIDS = 1_000

_OPTIONAL = ("name", "price", "prices", "scores", "excluded")


@dataclass(frozen=True)
class Bid:
    """One bid; what is missing is absent from the mappings, never 0."""

    code: str
    name: str
    price: Fraction | None  # in the currency of the bundle, lower is better
    prices: Mapping[str, Fraction]  # by criterion, where there are several prices
    scores: Mapping[str, Fraction]  # by criterion, each on that criterion's own scale
    excluded: str | None = None  # the reason in the buyer's words


def read_bids(value: object, place: Place, criteria: Mapping[str, Criterion]) -> tuple[Bid, ...]:
    """Return the bids, with every rule checked that does not depend on who is admitted."""
    found = rows(value, place)
    if len(found) > MOST_BIDS:
        fail(_("There are more than %(most)s bids.", most=MOST_BIDS), place)
    bids: dict[str, Bid] = {}
    for number, item in enumerate(found):
        bid = _read_bid(item, (*place, number), criteria)
        if bid.code in bids:
            fail(
                _("The bid code %(code)s is used twice.", code=shown(bid.code)),
                (*place, number, "code"),
            )
        bids[bid.code] = bid
    return tuple(bids.values())


def _read_bid(value: object, place: Place, criteria: Mapping[str, Criterion]) -> Bid:
    found = table(value, place, ("code",), _OPTIONAL)
    code = filled(found["code"], (*place, "code"))
    if found.get("price") is not None and found.get("prices") is not None:
        fail(_("A bid has either one price or several, not both."), (*place, "prices"))
    return Bid(
        code=code,
        name=optional(found, "name", place, string) or code,
        price=optional(found, "price", place, read_number),
        prices=_prices(found, place, criteria),
        scores=_scores(found, place, criteria),
        excluded=optional(found, "excluded", place, filled),
    )


def _prices(found: Table, place: Place, criteria: Mapping[str, Criterion]) -> dict[str, Fraction]:
    prices = {}
    for leaf, price, here in _numbers(found.get("prices"), (*place, "prices"), criteria):
        if not leaf.is_priced:
            fail(_("%(code)s is not a price or cost criterion.", code=shown(leaf.code)), here)
        prices[leaf.code] = price
    return prices


def _scores(found: Table, place: Place, criteria: Mapping[str, Criterion]) -> dict[str, Fraction]:
    scores = {}
    for leaf, score, here in _numbers(found.get("scores"), (*place, "scores"), criteria):
        _check_scale(score, leaf, here)
        scores[leaf.code] = score
    return scores


def _numbers(
    value: object, place: Place, criteria: Mapping[str, Criterion]
) -> Iterator[tuple[Criterion, Fraction, Place]]:
    """Yield each number that is given by criterion, with its place; null is not given."""
    for code, number in mapping(value, place).items():
        here = (*place, str(code))
        leaf = _leaf(code, here, criteria)
        if number is not None:
            yield leaf, read_number(number, here), here


def _leaf(code: str, place: Place, criteria: Mapping[str, Criterion]) -> Criterion:
    criterion = criteria.get(code)
    if criterion is None:
        fail(_("There is no criterion %(code)s.", code=shown(str(code))), place)
    if not criterion.is_leaf:
        fail(_("%(code)s has sub-criteria; give the numbers of those.", code=shown(code)), place)
    return criterion


def _check_scale(score: Fraction, leaf: Criterion, place: Place) -> None:
    """Refuse a score outside its scale; published price points may lawfully be negative."""
    if score > leaf.maximum or (score.numerator < 0 and not leaf.is_priced):
        fail(
            _(
                "The score %(score)s on %(criterion)s is not from 0 to %(maximum)s.",
                score=number_text(score),
                criterion=shown(leaf.code),
                maximum=number_text(leaf.maximum),
            ),
            place,
        )
