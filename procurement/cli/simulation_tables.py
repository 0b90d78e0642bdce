"""A simulation as plain text for a terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.cli.tables import NOTHING, Row, aligned
from procurement.evaluation import Bundle, Chance, Simulation
from procurement.i18n import format_number, half_up
from procurement.i18n import gettext as _


def simulation_text(found: Simulation, bundle: Bundle) -> str:
    """Return a simulation as tables, each below a sentence that says what it shows."""
    tables = _Tables(
        found,
        bids={bid.code: bid.name for bid in bundle.bids},
        criteria={each.code: each.name for each in bundle.walk()},
    )
    drawn = _(
        "Draws of weights: %(draws)s (seed %(seed)s, weights %(weights)s).",
        draws=format_number(found.draws),
        seed=found.seed,
        weights=found.weights,
    )
    parts = [
        [drawn, *tables.chances()],
        [_("How often each bid has each rank, in percent:"), *tables.ranks()],
        [
            _("%(bid)s stays first while a weight is within:", bid=tables.first),
            *tables.intervals(),
        ],
        [tables.nearest()],
    ]
    if found.score_flips:
        said = _("The change of one score that gives a tie for the first place:")
        parts.append([said, *tables.flips()])
    return "\n\n".join("\n".join(part) for part in parts)


@dataclass(frozen=True)
class _Tables:
    """The tables of a simulation, with the names of bids and criteria."""

    found: Simulation
    bids: Mapping[str, str]
    criteria: Mapping[str, str]

    @property
    def first(self) -> str:
        """Return the name of today's first bid."""
        return self.bids[self.found.bids[0]]

    def chances(self) -> list[str]:
        """Return the probability to be first, the expected rank and what is possible at all."""
        reach = {
            Chance.wins: _("can win"),
            Chance.ties: _("can only tie"),
            Chance.never: _("can never win"),
        }
        head = (
            _("Bid"),
            _("First, %"),
            "±",
            _("Exact, %"),
            _("Expected rank"),
            _("With other weights"),
        )
        rows: list[Row] = [head]
        for bid in self.found.bids:
            exact, ranks = self.found.exact, self.found.expected_ranks
            rows.append(
                (
                    self.bids[bid],
                    _percent(self.found.estimate(bid)),
                    _percent(self.found.standard_error(bid)),
                    _percent(exact[bid]) if exact else NOTHING,
                    _decimals(ranks[bid]) if ranks else NOTHING,
                    reach[self.found.can_win[bid]],
                )
            )
        return aligned(rows, "<>>>><")

    def ranks(self) -> list[str]:
        """Return the part of the draws in which each bid has each rank."""
        found = self.found
        places = range(1, len(found.bids) + 1)
        rows: list[Row] = [(_("Bid"), *map(str, places))]
        for bid in found.bids:
            parts = (Fraction(times, found.draws) for times in found.rank_counts[bid])
            rows.append((self.bids[bid], *map(_percent, parts)))
        return aligned(rows, "<" + ">" * len(places))

    def intervals(self) -> list[str]:
        """Return the weights between which the first bid stays first."""
        rows: list[Row] = [(_("Criterion"), _("Weight, %"), _("From, %"), _("To, %"))]
        for each in self.found.stability:
            ends = (each.weight, each.lowest, each.highest)
            rows.append((self.criteria[each.criterion], *map(_percent, ends)))
        return aligned(rows, "<>>>")

    def nearest(self) -> str:
        """Return the nearest weights with another first bid as a sentence."""
        flip = self.found.nearest_flip
        if flip is None:
            return _("No weights put another bid ahead of %(bid)s.", bid=self.first)
        weights = (
            f"{self.criteria[code]} {_percent(share)} %" for code, share in flip.weights.items()
        )
        return _(
            "%(rival)s catches up with %(bid)s when %(points)s percentage points of weight move: "
            "%(weights)s.",
            rival=self.bids[flip.rival],
            bid=self.first,
            points=_percent(flip.moved),
            weights=", ".join(weights),
        )

    def flips(self) -> list[str]:
        """Return the change of each score at which its bid ties for the first place."""
        rows: list[Row] = [(_("Bid"), _("Criterion"), _("Change of the score"), "")]
        for each in self.found.score_flips:
            change = NOTHING if each.change is None else _signed(each.change)
            outside = "" if each.feasible or each.change is None else _("not on the scale")
            rows.append((self.bids[each.bid], self.criteria[each.criterion], change, outside))
        return aligned(rows, "<<><")


def _percent(share: Fraction) -> str:
    return format_number(half_up(share * 100, 2), 2)


def _decimals(value: Fraction) -> str:
    return format_number(half_up(value, 2), 2)


def _signed(value: Fraction) -> str:
    return ("+" if value > 0 else "") + _decimals(value)
