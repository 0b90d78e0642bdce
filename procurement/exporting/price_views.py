"""What the price form shows: lines, and how much is bought by whom and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from procurement.exchange.digests import text_digest
from procurement.exporting.form_views import Origin
from procurement.exporting.views import Frame, ParticipantRow


@dataclass(frozen=True)
class Share:
    """How much of a line one municipality, or all together, buys in each year that has any."""

    buyer: str
    years: tuple[tuple[int, Decimal], ...]  # year of the contract and quantity; 0 is no year


@dataclass(frozen=True)
class FormLine:
    """One line of the price form."""

    code: str
    name: str
    unit: str
    quantity: Decimal
    is_option: bool
    shares: tuple[Share, ...]  # together its quantity

    @property
    def digest(self) -> str:
        """Return the digest of what the supplier must not change."""
        return text_digest((self.code, self.name, self.unit, format(self.quantity, "f")))


@dataclass(frozen=True)
class PriceForm:
    """The form in which a supplier gives its prices."""

    frame: Frame
    origin: Origin
    participants: tuple[ParticipantRow, ...]
    lines: tuple[FormLine, ...]

    @property
    def form_id(self) -> str:
        """Return a short name of this very form; equal forms have equal names."""
        origin = (self.origin.procurement, self.origin.digest)
        return text_digest([*origin, *(line.digest for line in self.lines)])[:12]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the contract that a quantity is given for; 0 is no year."""
        return tuple(sorted({year for _line, share in self.shares() for year, _q in share.years}))

    def shares(self, options: bool | None = None) -> Iterator[tuple[FormLine, Share]]:
        """Yield each line with each of its shares: of options, of the others, or of all."""
        for line in self.lines:
            if options is None or line.is_option == options:
                for share in line.shares:
                    yield line, share
