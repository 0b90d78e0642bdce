"""The gate for files: size, real kind by content, and nothing hidden in them.

What passes is bytes of a known kind. The name is kept to be shown; it is never used as a path.
"""

import codecs
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property
from typing import IO

from procurement.importing.archive import check_package, parts_of
from procurement.importing.refusal import Reason, refusal

MOST_MEGABYTES = 10  # five times the largest tender document measured
_MOST = MOST_MEGABYTES * 2**20
_LONGEST_NAME = 120


class Kind(StrEnum):
    """What a file is, told by its content."""

    txt = auto()
    docx = auto()
    xlsx = auto()
    pdf = auto()


_ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.txt: ("txt", "text", "md"),
    Kind.docx: ("docx",),
    Kind.xlsx: ("xlsx",),
    Kind.pdf: ("pdf",),
}
_MAIN_PARTS = {"word/document.xml": Kind.docx, "xl/workbook.xml": Kind.xlsx}
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # also a newer one with a password
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Upload:
    """A file that passed the gate."""

    kind: Kind
    name: str  # as its sender called it
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Return the digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


def admit(source: bytes | IO[bytes], name: str, kinds: Collection[Kind]) -> Upload:
    """Return the file if it is one of these kinds and harmless; raise UploadError otherwise."""
    content = source if isinstance(source, bytes) else source.read(_MOST + 1)
    if len(content) > _MOST:
        raise refusal(Reason.too_big, most=MOST_MEGABYTES)
    if not content.strip():
        raise refusal(Reason.empty)
    if content.startswith(_OLD_OFFICE):
        raise refusal(Reason.protected)
    shown = shown_name(name)
    kind = _kind_of(content)
    ending = shown.rpartition(".")[2].lower() if "." in shown else ""
    if ending and _is_false_name(ending, kind):
        raise refusal(Reason.not_as_named, name=shown)
    if kind is None or kind not in kinds:
        raise refusal(
            Reason.wrong_kind, kinds=", ".join(f".{each}" for each in Kind if each in kinds)
        )
    if kind in _MAIN_PARTS.values():
        check_package(content)
    return Upload(kind, shown, content)


def shown_name(name: str) -> str:
    r"""Return a file name as it may be shown: the last part, without what cannot be seen.

    >>> shown_name("../../etc/a\x00b.docx")
    'ab.docx'
    """
    last = re.split(r"[/\\\\]", name)[-1]
    return _NOT_SHOWN.sub("", last).strip()[-_LONGEST_NAME:]


def text_in(content: bytes) -> str | None:
    """Return the text that bytes hold, or None where they hold no text."""
    if content.startswith(_BOMS):
        return _decoded(content, "utf-16")
    if _BINARY.search(content):
        return None
    text = _decoded(content, "utf-8-sig")
    return _decoded(content, "cp1252") if text is None else text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _kind_of(content: bytes) -> Kind | None:
    if content.startswith(b"%PDF-"):
        return Kind.pdf
    if content.startswith(b"PK\x03\x04"):
        parts = parts_of(content)
        return next((kind for part, kind in _MAIN_PARTS.items() if part in parts), None)
    if content.startswith(b"{\\rtf") or text_in(content) is None:
        return None
    return Kind.txt


def _is_false_name(ending: str, kind: Kind | None) -> bool:
    """An ending that we know must fit; one that we do not know may stand on a text only."""
    claimed = next((each for each, endings in _ENDINGS.items() if ending in endings), None)
    return claimed != kind and not (claimed is None and kind in (None, Kind.txt))
