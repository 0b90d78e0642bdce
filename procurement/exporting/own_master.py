"""Fill a master of the buyer's own. This runs in a child, which gets plain data and no objects."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from markupsafe import Markup

from procurement.errors import KravsporError
from procurement.exporting.characters import printable
from procurement.exporting.docx import filled
from procurement.exporting.house_style import Look, styled
from procurement.exporting.placed_pictures import PlacedPicture, with_pictures
from procurement.exporting.sample_data import sample
from procurement.exporting.views import Frame
from procurement.i18n import gettext as _

_MARKUP = "finished markup"


def packed(value: Any) -> Any:
    """Return a view as what JSON holds; finished pieces of a document are marked as such."""
    if isinstance(value, Markup):
        return {_MARKUP: str(value)}
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: packed(getattr(value, each.name)) for each in fields(value)}
    return value


def packed_pictures(pictures: Sequence[PlacedPicture]) -> list[list[str]]:
    """Return pictures as what JSON holds."""
    return [[p.mark, b64encode(p.content).decode(), p.title, p.description] for p in pictures]


def packed_look(look: Look) -> list[str]:
    """Return a look as what JSON holds."""
    return [look.colour, b64encode(look.logo).decode(), look.logo_text]


def fill(content: bytes, name: str, data: Any, pictures: Any, look: Any) -> dict[str, str]:
    """Return the finished document, or one sentence about what is wrong with the master."""
    try:
        done = _filled(content, name, data)
    except KravsporError as error:
        return {"problem": str(error)}
    if pictures:
        placed = [PlacedPicture(m, b64decode(png), title, text) for m, png, title, text in pictures]
        done = with_pictures(done, placed)
    colour, logo, text = look
    if colour or logo:
        done = styled(done, Look(colour, b64decode(logo), text))
    return {"content": b64encode(done).decode()}


def try_out(content: bytes, name: str, deliverable: str) -> str:
    """Fill a master with made-up content, much and little; return what is wrong, or nothing."""
    for full in (True, False):
        try:
            done = _filled(content, name, packed(sample(deliverable, full)))
        except KravsporError as error:
            return str(error)
        if not _is_whole(done):
            return _("The Word master %(master)s does not become a whole document.", master=name)
    return ""


def _filled(content: bytes, name: str, data: Any) -> bytes:
    view = _unpacked(data)
    return filled(content, name, view, Frame(**view["frame"]))


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {_MARKUP}:
            return Markup(value[_MARKUP])
        return {name: _unpacked(each) for name, each in value.items()}
    return tuple(map(_unpacked, value)) if isinstance(value, list) else value


def _is_whole(content: bytes) -> bool:
    """Return True if every part of a document can be read again."""
    from docx.oxml import parse_xml  # heavy, and in the child it is there already

    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    parse_xml(package.read(name))
                except (ValueError, SyntaxError):
                    return False
    return True
