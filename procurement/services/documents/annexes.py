"""The view of an annex skeleton: frame, participants, deadlines, and what the buyer filled in."""

from procurement.catalogue.document_set import Member
from procurement.domain.labels import label
from procurement.exporting.annex_view import AnnexDocument, AnnexPart, AnnexText
from procurement.exporting.views import Fact
from procurement.i18n import current_language, format_moment
from procurement.i18n import gettext as _
from procurement.services.documents.frame import frame_of
from procurement.services.documents.tender import participant_rows
from procurement.services.participants import bound_participants, deadlines_of
from procurement.services.tender_texts import FilledPlace, places_of
from procurement.services.work import Work


def annex_document(
    work: Work, member: Member, words: tuple[str, str], parts: tuple[AnnexPart, ...]
) -> AnnexDocument:
    """Return a document with its title, and with what has not been checked of the annex."""
    document, here = member.document, work.procurement
    title, unverified = words
    return AnnexDocument(
        frame=frame_of(work, title),
        filled_by=filled_by_words(member.filled_by),
        unverified=unverified,
        facts=(
            Fact(_("Procedure"), label(here.procedure)),
            Fact(_("Contract"), here.contract_type),
        ),
        deadlines=tuple(Fact(label(d.kind), format_moment(d.at)) for d in deadlines_of(work)),
        participants=participant_rows(bound_participants(work)),
        texts=tuple(
            _text(filled)
            for filled in places_of(work)
            if filled.place.document == document.folder
            and (filled.text or filled.place.is_required or not document.handed_out)
        ),
        parts=parts,
    )


def _text(filled: FilledPlace) -> AnnexText:
    code = current_language()
    hint = "" if filled.text else filled.place.hint.in_language(code)
    return AnnexText(filled.place.label.in_language(code), filled.text, hint)


def filled_by_words(side: str) -> str:
    """Return who fills a document in."""
    words = {
        "buyer": _("The buyer"),
        "supplier": _("The supplier"),
        "both": _("The buyer and the supplier"),
    }
    return words[side]
