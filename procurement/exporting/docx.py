"""Write the documents that are filled from Word masters."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from zipfile import is_zipfile

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from procurement.errors import KravsporError
from procurement.exchange.masters import COUNTERS, FILTERS, TESTS
from procurement.exporting.addendum_view import AddendumView
from procurement.exporting.change_log_view import ChangeLog
from procurement.exporting.characters import printable
from procurement.exporting.contents import fill_contents, number_captions
from procurement.exporting.hearing_views import DispositionMatrix
from procurement.exporting.placed_pictures import PlacedPicture, with_pictures
from procurement.exporting.views import Frame, Specification, TenderDocument
from procurement.exporting.word_xml import REWRITTEN
from procurement.i18n import gettext as _
from procurement.resources import resource_dir

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAGS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))
_LONGEST_PROPERTY = 255  # characters of a document property, by the file format
_QUOTED = re.compile(r"'([^']*)'")


class Framed(Protocol):
    """What every document has: a frame that says which it is."""

    @property
    def frame(self) -> Frame:
        """Return the frame."""


class Fill(Protocol):
    """Fills the master of a deliverable: the one that is shipped, or the buyer's own."""

    def __call__(
        self, deliverable: str, view: Framed, pictures: Sequence[PlacedPicture] = ()
    ) -> bytes:
        """Return the finished document."""


def fill_shipped(deliverable: str, view: Framed, pictures: Sequence[PlacedPicture] = ()) -> bytes:
    """Fill the master that is shipped, in the language of the document."""
    content = fill_master(master_of(deliverable, view.frame.language), view)
    return with_pictures(content, pictures) if pictures else content


def write_tender_document(view: TenderDocument, fill: Fill = fill_shipped) -> bytes:
    """Return the konkurransegrunnlag as a Word document."""
    return fill("konkurransegrunnlag", view)


def write_specification(view: Specification, fill: Fill = fill_shipped) -> bytes:
    """Return the requirement specification as a Word document."""
    return fill("kravspesifikasjon", view)


def write_disposition_matrix(view: DispositionMatrix, fill: Fill = fill_shipped) -> bytes:
    """Return the comments of a round with what became of them as a Word document."""
    return fill("hoering", view)


def write_change_log(view: ChangeLog, fill: Fill = fill_shipped) -> bytes:
    """Return the change log as a Word document; gone and new words have styles of their own."""
    return fill("endringslogg", view)


def write_addendum(view: AddendumView, fill: Fill = fill_shipped) -> bytes:
    """Return an addendum as a Word document, with the styles of the change log."""
    return fill("tilleggsinformasjon", view)


def master_of(deliverable: str, language: str) -> Path:
    """Return the master of a document: the one in its language, or the one there is."""
    folder = resource_dir("exports") / deliverable
    own = folder / f"master.{language}.docx"
    return own if own.is_file() else folder / "master.docx"


def fill_master(file: Path, view: Framed) -> bytes:
    """Fill a master; a field that the view lacks is an error that names it, not a blank."""
    name = f"{file.parent.name}/{file.name}"
    if not is_zipfile(file):
        raise KravsporError(_("There is no Word file %(master)s.", master=name))
    return filled(file.read_bytes(), name, view, view.frame)


def filled(content: bytes, name: str, view: Any, frame: Frame) -> bytes:
    """Fill the bytes of a master with a view, or with the same as plain data."""
    from procurement.exporting.spliced import Lists, SplicedTemplate  # heavy: brings docxtpl

    master = SplicedTemplate(BytesIO(content))
    for paragraph in _unclosed(master.get_docx()):
        message = _("A field is opened or closed alone in this paragraph: %(text)s", text=paragraph)
        raise KravsporError(f"{name}: {message}")
    try:
        master.render_view(Lists(view), _environment())
    except (TemplateError, TypeError, ArithmeticError) as error:
        raise KravsporError(_complaint(name, error)) from error
    fill_contents(master.docx)
    number_captions(master.docx)
    _set_properties(master.docx.core_properties, frame)
    return master.saved()


def _unclosed(document: Any) -> Iterator[str]:
    """Yield the paragraphs in which a tag does not end; everything up to the next would vanish."""
    section = document.sections[0]
    for root in (document.element.body, section.header._element, section.footer._element):
        for paragraph in root.iter(f"{{{_MAIN}}}p"):
            text = "".join(each.text or "" for each in paragraph.iter(f"{{{_MAIN}}}t"))
            if any(text.count(opening) != text.count(closing) for opening, closing in _TAGS):
                yield text


class _Environment(ImmutableSandboxedEnvironment):
    """An environment that compiles a text once, since a master is filled many times."""

    def from_string(self, source: Any, *_settings: Any) -> Template:
        """Return the compiled text."""
        return _compiled(self, source)

    def is_safe_attribute(self, obj: Any, attr: str, _value: Any) -> bool:
        """Return True for the counters of a loop; fields are found as keys, not as attributes."""
        return isinstance(obj, LoopContext) and attr in COUNTERS

    def is_safe_callable(self, _obj: Any) -> bool:
        """Return False: a master calls nothing."""
        return False


@lru_cache(maxsize=64)
def _compiled(environment: _Environment, source: str) -> Template:
    return ImmutableSandboxedEnvironment.from_string(environment, source)


@lru_cache
def _environment() -> _Environment:
    """Return an environment in which a master can show fields and do nothing else."""
    environment = _Environment(undefined=StrictUndefined, autoescape=True, finalize=_exact)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def _exact(value: object) -> object:
    """Escape a text so that the document shows exactly what was typed."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(REWRITTEN.sub("&#95;", str(escape(printable(value)))))


def _complaint(master: str, error: Exception) -> str:
    """Say in one sentence what is wrong with a master."""
    names = _QUOTED.findall(str(error))
    if isinstance(error, UndefinedError) and names:
        return _(
            "The Word master %(master)s asks for the field %(field)s, which does not exist.",
            master=master,
            field=names[-1],
        )
    return _("The Word master %(master)s cannot be filled: %(cause)s", master=master, cause=error)


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
