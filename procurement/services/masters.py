"""The Word masters of a procurement: the shipped ones, and the buyer's own instead of them."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import defer
from sqlmodel import col, select

from procurement.access import Permission
from procurement.domain import Action, MasterFile
from procurement.errors import FieldError, ForbiddenError, KravsporError, NotFoundError
from procurement.exporting import own_master
from procurement.exporting.docx import Fill, Framed, fill_shipped, master_of
from procurement.exporting.fields import NEEDED, VIEWS, FieldLine, field_lines, shape_of
from procurement.exporting.house_style import Look, styled
from procurement.exporting.placed_pictures import PlacedPicture
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.importing import child
from procurement.importing.gate import Upload
from procurement.importing.master_gate import problems_of
from procurement.importing.refusal import Reason, UploadError
from procurement.services.house_style import look_of
from procurement.services.work import Work, now, require_version

_STOPPED = (Reason.slow, Reason.heavy, Reason.damaged)


@dataclass(frozen=True)
class MasterRow:
    """A deliverable that has a master, and the buyer's own if it is used instead."""

    deliverable: str
    title: str
    own: MasterFile | None  # its content is only read when asked for

    @property
    def version(self) -> int:
        """Return what a form sends back: 0 while ours is used."""
        return self.own.version if self.own else 0

    @property
    def lines(self) -> tuple[FieldLine, ...]:
        """Return the fields that the master can show."""
        return field_lines(self.deliverable)


class MasterRefusedError(FieldError):
    """A master that is not taken into use, with all that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        number = len(problems)
        said = ngettext(
            "The master is not taken into use: %(number)s thing must be mended.",
            "The master is not taken into use: %(number)s things must be mended.",
            number,
        )
        super().__init__("file", said)
        self.problems = tuple(problems)


def _titles() -> dict[str, str]:
    return {
        "konkurransegrunnlag": _("Procurement documents, main part"),
        "kravspesifikasjon": _("Requirement specification"),
        "svarskjema": _("Form for answers"),
        "endringslogg": _("Change log"),
        "hoering": _("Comments and answers of a round"),
        "modelltest": _("Model test report"),
        "tilleggsinformasjon": _("Addendum"),
    }


def masters_of(work: Work) -> list[MasterRow]:
    """Return the deliverables that have masters, in the order in which they are handed out."""
    held = work.session.exec(
        select(MasterFile)
        .where(MasterFile.procurement_id == work.procurement.id)
        .options(defer(MasterFile.content))  # type: ignore[arg-type]
    )
    own = {row.deliverable: row for row in held}
    titles = _titles()
    return [MasterRow(name, titles[name], own.get(name)) for name in VIEWS]


def get_master(work: Work, deliverable: str) -> MasterRow:
    """Return what is used for a deliverable."""
    for row in masters_of(work):
        if row.deliverable == deliverable:
            return row
    raise NotFoundError(_("There is no master for %(name)s.", name=deliverable))


def master_content(work: Work, deliverable: str, own: bool) -> bytes:
    """Return the file of a master: the buyer's own where there is one, or the shipped one."""
    held = _held(work, deliverable) if own else None
    if held is not None:
        return held.content
    return master_of(deliverable, work.procurement.language).read_bytes()


def _held(work: Work, deliverable: str) -> MasterFile | None:
    return work.session.exec(
        select(MasterFile)
        .where(MasterFile.procurement_id == work.procurement.id)
        .where(col(MasterFile.deliverable) == deliverable)
    ).first()


def check_master(deliverable: str, upload: Upload) -> None:
    """Look through a master in a child, and fill it with made-up content; say all that is wrong."""
    needed = list(NEEDED.get(deliverable, ()))
    found = child.run(problems_of, upload.content, shape_of(deliverable), needed)
    problems = [str(each) for each in found]
    if not problems:
        try:
            said = str(child.run(own_master.try_out, upload.content, upload.name, deliverable))
        except UploadError as error:
            said = _stopped(upload.name, error)
        problems = [said] if said else []
    if problems:
        raise MasterRefusedError(problems)


def keep_master(work: Work, deliverable: str, upload: Upload, seen: int) -> None:
    """Use a master that has been checked instead of what was used."""
    work.session.refresh(work.procurement)  # time has passed while the child looked
    if not work.may(Permission.edit_documents):
        raise ForbiddenError(_("Masters can only be changed before the documents are sealed."))
    values = {
        "file_name": upload.name or f"{deliverable}.docx",
        "content": upload.content,
        "sha256": upload.sha256,
        "uploaded_at": now(),
        "uploaded_by": work.user.name,
    }
    held = _held(work, deliverable) or MasterFile(
        procurement_id=work.procurement.id,
        deliverable=deliverable,
        version=0,
        **values,  # type: ignore[arg-type]
    )
    require_version(held, seen)
    for name, value in values.items():
        setattr(held, name, value)
    work.session.add(held)
    work.session.flush()
    work.record(Action.master_changed, f"{deliverable} {upload.sha256[:12]}")


def remove_master(work: Work, deliverable: str, seen: int) -> None:
    """Use the shipped master again."""
    held = _held(work, deliverable)
    if held is None:
        raise NotFoundError(_("There is no master of your own to remove."))
    require_version(held, seen)
    work.session.delete(held)
    work.session.flush()
    work.record(Action.master_changed, deliverable)


def fill_of(work: Work) -> Fill:
    """Return what fills the masters of a procurement; one of the buyer's own only in a child."""

    def fill(deliverable: str, view: Framed, pictures: Sequence[PlacedPicture] = ()) -> bytes:
        held, look = _held(work, deliverable), look_of(work)
        if held is None:
            content = fill_shipped(deliverable, view, pictures)
            return styled(content, look) if look else content
        return _filled(held, view, pictures, look)

    return fill


def _filled(held: MasterFile, view: Framed, pictures: Sequence[PlacedPicture], look: Look) -> bytes:
    data, placed = own_master.packed(view), own_master.packed_pictures(pictures)
    given = (held.content, held.file_name, data, placed, own_master.packed_look(look))
    try:
        said = child.run(own_master.fill, *given)
    except UploadError as error:
        raise KravsporError(_stopped(held.file_name, error)) from error
    if "content" not in said:
        raise KravsporError(str(said.get("problem")))
    return b64decode(said["content"])


def _stopped(name: str, error: UploadError) -> str:
    if error.reason not in _STOPPED:
        return str(error)
    sentences = {
        Reason.slow: _("Filling the master %(name)s takes too long. Use fewer loops.", name=name),
        Reason.heavy: _("Filling the master %(name)s takes too much memory.", name=name),
        Reason.damaged: _("The master %(name)s cannot be filled. Save it anew in Word.", name=name),
    }
    return sentences[error.reason]
