"""What a third bid that does not win can do to the order of two others."""

from procurement.evaluation import Decoy, decoy_prices
from procurement.i18n import format_amount
from procurement.i18n import gettext as _
from procurement.services.analysis.trial import Trial

_FAR = 3  # a price more than so many times outside the prices there are is no danger


def decoy_sentences(trial: Trial) -> tuple[str, ...]:
    """Say at which prices a third bid turns the winner and a rival, likeliest first.

    Prices far outside those of the bids are left out, and so are third bids that would win.
    """
    prices = [bid.price for bid in trial.bundle.bids if bid.price is not None]
    prices += [price for bid in trial.bundle.bids for price in bid.prices.values()]
    if not prices:
        return ()
    low, high = min(prices) / _FAR, max(prices) * _FAR
    found = [
        each
        for each in decoy_prices(trial.bundle)
        if low <= each.price <= high and not each.third_leads
    ]
    order = sorted(found, key=lambda each: (each.third is not None, not each.is_low, -each.price))
    return tuple(dict.fromkeys(_sentence(trial, each) for each in order))


def _sentence(trial: Trial, decoy: Decoy) -> str:
    words = {
        "price": format_amount(decoy.price),
        "rival": trial.names[decoy.rival],
        "winner": trial.names[decoy.first],
    }
    if decoy.third is None:
        if decoy.is_low:
            return _(
                "A new bid at %(price)s or less would put %(rival)s ahead of %(winner)s.", **words
            )
        return _("A new bid at %(price)s or more would put %(rival)s ahead of %(winner)s.", **words)
    words["third"] = trial.names[decoy.third]
    if decoy.is_low:
        return _(
            "If the price of %(third)s falls to %(price)s, %(rival)s passes %(winner)s.", **words
        )
    return _("If the price of %(third)s rises to %(price)s, %(rival)s passes %(winner)s.", **words)
