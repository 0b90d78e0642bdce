"""The view of the price form: lines, quantities by municipality and year."""

from decimal import Decimal
from uuid import UUID

from procurement.domain import Organisation, PriceLine
from procurement.errors import KravsporError
from procurement.exporting.price_views import FormLine, PriceForm, Share
from procurement.i18n import gettext as _
from procurement.services.bids import price_lines
from procurement.services.documents.answers import origin_of
from procurement.services.documents.frame import frame_of
from procurement.services.documents.tender import participant_rows
from procurement.services.participants import bound_participants
from procurement.services.quantities import Share as Key
from procurement.services.quantities import quantities_of
from procurement.services.work import Work


def price_form(work: Work) -> PriceForm:
    """Return the price form as it goes out."""
    divided = quantities_of(work)
    names = {
        organisation_id: work.session.get_one(Organisation, organisation_id).name
        for shares in divided.values()
        for organisation_id, _year in shares
        if organisation_id is not None
    }
    return PriceForm(
        frame=frame_of(work, _("Price form")),
        origin=origin_of(work),
        participants=participant_rows(bound_participants(work)),
        lines=tuple(
            _line(line, _shares(line, divided.get(line.id, {}), names))
            for line in price_lines(work)
        ),
    )


def _line(line: PriceLine, shares: tuple[Share, ...]) -> FormLine:
    total = sum((quantity for share in shares for _y, quantity in share.years), Decimal(0))
    if total != line.quantity:
        raise KravsporError(
            _(
                "The quantities of %(code)s add up to %(found)s, but the line says %(wanted)s.",
                code=line.code,
                found=total,
                wanted=line.quantity,
            )
        )
    return FormLine(line.code, line.name, line.unit, line.quantity, line.is_option, shares)


def _shares(
    line: PriceLine, divided: dict[Key, Decimal], names: dict[UUID, str]
) -> tuple[Share, ...]:
    """Return who buys how much of a line, by name; a line that is not divided is for all."""
    if not divided:
        return (Share(_("All together"), ((0, line.quantity),)),)
    buyers: dict[str, list[tuple[int, Decimal]]] = {}
    for (organisation_id, year), quantity in divided.items():
        buyer = _("All together") if organisation_id is None else names[organisation_id]
        buyers.setdefault(buyer, []).append((year, quantity))
    return tuple(Share(buyer, tuple(sorted(buyers[buyer]))) for buyer in sorted(buyers))
