"""What the buyer fills in: the places of the documents, which are blank, and filling them."""

from dataclasses import dataclass

from sqlmodel import select

from procurement.access import Permission
from procurement.catalogue.places import Place, load_places
from procurement.domain import Action, TenderText
from procurement.domain.storage import LONG
from procurement.errors import ConflictError, FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.order import hold_still
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class FilledPlace:
    """A place with what stands there; a blank one has no text and version 0."""

    place: Place
    text: str = ""
    version: int = 0

    @property
    def is_blank(self) -> bool:
        """True if something that is needed is not there."""
        return self.place.is_required and not self.text


def places_of(work: Work) -> list[FilledPlace]:
    """Return the places that this kind of procurement has, in reading order."""
    rows = {row.name: row for row in _rows(work)}
    here = work.procurement
    return [
        FilledPlace(place, rows[place.name].text, rows[place.name].version)
        if place.name in rows
        else FilledPlace(place)
        for place in load_places()
        if place.belongs_to(str(here.procedure), here.contract_type)
    ]


def blanks_of(work: Work) -> list[FilledPlace]:
    """Return the places that must be filled and are not."""
    return [filled for filled in places_of(work) if filled.is_blank]


def texts_of(work: Work) -> dict[str, str]:
    """Return what is filled in, by the name of the place."""
    return {filled.place.name: filled.text for filled in places_of(work)}


def get_place(work: Work, name: str) -> FilledPlace:
    """Return one place."""
    for filled in places_of(work):
        if filled.place.name == name:
            return filled
    raise NotFoundError(_("There is no such page, or it is not for you."))


def fill_place(work: Work, name: str, text: str, seen: int) -> None:
    """Write, change or empty what stands at a place."""
    hold_still(work, Permission.edit_documents)
    filled, text = get_place(work, name), text.strip()
    if len(text) > LONG:
        raise FieldError("text", _("At most %(number)s characters.", number=LONG))
    row = next((row for row in _rows(work) if row.name == name), None)
    if row is None and seen:
        raise ConflictError(_("Somebody else saved this while you were working on it."))
    if row is not None:
        require_version(row, seen)
    if text == filled.text:
        return
    if row is not None and text:
        row.text = text
    elif row is not None:
        work.session.delete(row)
    else:
        work.session.add(TenderText(procurement_id=work.procurement.id, name=name, text=text))
    work.session.flush()
    work.record(Action.tender_text_changed, name)


def _rows(work: Work) -> list[TenderText]:
    mine = TenderText.procurement_id == work.procurement.id
    return list(work.session.exec(select(TenderText).where(mine)))
