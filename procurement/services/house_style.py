"""The buyer's colour and logo for the documents."""

import re
from dataclasses import dataclass

from sqlmodel import select

from procurement.access import Permission
from procurement.domain import Action, HouseStyle
from procurement.errors import FieldError, ForbiddenError
from procurement.exporting.house_style import Look, contrast_on_white
from procurement.i18n import gettext as _
from procurement.services.work import Work, require_version

LEAST_CONTRAST = 4.5  # what small text needs by WCAG 2.1 AA
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class StyleDraft:
    """What a user gives; no logo means that the one there is stays."""

    colour: str
    logo_text: str
    logo: bytes | None = None
    drop_logo: bool = False


def style_of(work: Work) -> HouseStyle | None:
    """Return the look of a procurement's documents, if it has one of its own."""
    return work.session.exec(
        select(HouseStyle).where(HouseStyle.procurement_id == work.procurement.id)
    ).first()


def look_of(work: Work) -> Look:
    """Return what documents are given; nothing where the buyer has chosen nothing."""
    held = style_of(work)
    return Look(held.colour, held.logo or b"", held.logo_text) if held else Look()


def save_style(work: Work, draft: StyleDraft, seen: int) -> None:
    """Save the look, unless the colour is too pale to be read or a logo says nothing."""
    work.session.refresh(work.procurement)  # time has passed while a child read the logo
    if not work.may(Permission.edit_documents):
        raise ForbiddenError(_("Masters can only be changed before the documents are sealed."))
    colour = draft.colour.strip().lower()
    _check_colour(colour)
    held = style_of(work) or HouseStyle(procurement_id=work.procurement.id, version=0)
    require_version(held, seen)
    logo = None if draft.drop_logo else draft.logo or held.logo
    if logo and not draft.logo_text.strip():
        raise FieldError("logo_text", _("Write what the logo says, for those who cannot see it."))
    held.colour, held.logo, held.logo_text = colour, logo, draft.logo_text.strip() if logo else ""
    work.session.add(held)
    work.session.flush()
    work.record(Action.master_changed, "husstil")


def _check_colour(colour: str) -> None:
    if not colour:
        return
    if not _COLOUR.fullmatch(colour):
        raise FieldError("colour", _("Write the colour as # and six digits, such as #17375e."))
    if contrast_on_white(colour) < LEAST_CONTRAST:
        raise FieldError(
            "colour", _("The colour is too pale to be read on white. Choose a darker one.")
        )
