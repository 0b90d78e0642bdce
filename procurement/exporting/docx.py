"""Write the documents that are filled from Word masters."""

import re
from dataclasses import asdict
from io import BytesIO

from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from procurement.errors import KravsporError
from procurement.exporting.characters import printable
from procurement.exporting.contents import fill_contents, number_captions
from procurement.exporting.views import Frame, Specification, TenderDocument
from procurement.i18n import gettext as _
from procurement.resources import resource_dir

_LONGEST_PROPERTY = 255  # characters of a document property, by the file format
_REWRITTEN = re.compile(r"(?<=[{}%])_(?=[{}%])")  # docxtpl turns {_{ into {{ after rendering
_QUOTED = re.compile(r"'([^']*)'")


def write_tender_document(view: TenderDocument) -> bytes:
    """Return the konkurransegrunnlag as a Word document."""
    return _fill("konkurransegrunnlag", view)


def write_specification(view: Specification) -> bytes:
    """Return the requirement specification as a Word document."""
    return _fill("kravspesifikasjon", view)


def _fill(deliverable: str, view: TenderDocument | Specification) -> bytes:
    """Fill the master of a deliverable; a field that the view lacks is an error, not a blank."""
    from docxtpl import DocxTemplate  # heavy: loaded by the first Word document

    master = DocxTemplate(resource_dir("exports") / deliverable / "master.docx")
    try:
        master.render(asdict(view), jinja_env=_environment())
    except TemplateError as error:
        raise KravsporError(_complaint(deliverable, error)) from error
    fill_contents(master.docx)
    number_captions(master.docx)
    _set_properties(master.docx.core_properties, view.frame)
    buffer = BytesIO()
    master.save(buffer)
    return buffer.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    """Return an environment in which a master can show fields and do nothing else."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_exact
    )
    environment.globals.clear()
    return environment


def _exact(value: object) -> object:
    """Escape a text so that the document shows exactly what was typed."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(_REWRITTEN.sub("&#95;", str(escape(printable(value)))))


def _complaint(deliverable: str, error: TemplateError) -> str:
    """Say in one sentence what is wrong with a master."""
    message = error.message or ""
    names = _QUOTED.findall(message)
    if isinstance(error, UndefinedError) and names:
        return _(
            "The Word master exports/%(deliverable)s/master.docx asks for the field %(field)s,"
            " which does not exist.",
            deliverable=deliverable,
            field=names[-1],
        )
    return _(
        "The Word master exports/%(deliverable)s/master.docx cannot be filled: %(cause)s",
        deliverable=deliverable,
        cause=message,
    )


def _set_properties(properties: object, frame: Frame) -> None:
    """Set the document properties; the buyer is the author, no person is named."""
    values = {
        "title": f"{frame.title} – {frame.procurement}",
        "subject": frame.baseline,
        "author": frame.buyer,
        "language": f"{frame.language}-NO",
        "last_modified_by": "",
        "comments": "",
    }
    for name, value in values.items():
        setattr(properties, name, printable(value)[:_LONGEST_PROPERTY])
