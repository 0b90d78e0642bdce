"""Check an Office package before anything opens it: its directory, its sizes, its parts."""

import zlib
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from procurement.importing.markup import check_markup
from procurement.importing.refusal import Reason, refusal

MOST_PARTS = 1_000
MOST_OF_A_PART = 40 * 2**20
MOST_IN_ALL = 80 * 2**20
MOST_TIMES_LARGER = 200  # asked of parts larger than a megabyte
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_LINK = 0o120000
_CHUNK = 2**16
_ACTIVE = ("vbaproject", "vbadata", "activex", "externallinks", "oleobject", "macrosheets")
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def parts_of(content: bytes) -> set[str]:
    """Return the names of the parts of a package."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return set(package.namelist())
    except _BROKEN as error:
        raise refusal(Reason.damaged) from error


def check_package(content: bytes) -> None:
    """Refuse a package that is broken, packed beyond measure, active or fetches from outside."""
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_directory(entries, content, package)
            _check_names(entries)
            left = MOST_IN_ALL
            for entry in entries:
                left -= _check_part(package, entry, left)
    except _BROKEN as error:
        raise refusal(Reason.damaged) from error


def _check_directory(entries: list[ZipInfo], content: bytes, package: ZipFile) -> None:
    if len(entries) > MOST_PARTS:
        raise refusal(Reason.packed)
    spans = sorted((e.header_offset, _least_end(e)) for e in entries)
    if spans[0][0] != 0 or any(end > begin for (_start, end), (begin, _end) in pairwise(spans)):
        raise refusal(Reason.damaged)
    comment = len(package.comment)
    if content[-22 - comment : -18 - comment or None] != b"PK\x05\x06":  # something follows the end
        raise refusal(Reason.damaged)


def _least_end(entry: ZipInfo) -> int:
    return entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size


def _check_names(entries: list[ZipInfo]) -> None:
    names = [entry.orig_filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise refusal(Reason.damaged)
    for entry, name in zip(entries, names, strict=True):
        strange = name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")
        if strange or (entry.external_attr >> 16) & 0o170000 == _LINK:
            raise refusal(Reason.damaged)
        if entry.flag_bits & _ENCRYPTED:
            raise refusal(Reason.protected)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise refusal(Reason.damaged)
        embedded = "/embeddings/" in name and name.endswith(".bin")
        if embedded or any(word in name for word in _ACTIVE):
            raise refusal(Reason.active)


def _check_part(package: ZipFile, entry: ZipInfo, left: int) -> int:
    """Unpack a part bit by bit, count what really comes out, and look at its markup."""
    markup, size, most = bytearray(), 0, min(MOST_OF_A_PART, left)
    is_markup = entry.filename.casefold().endswith((".xml", ".rels", ".vml"))
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            larger = size > 2**20 and size > MOST_TIMES_LARGER * max(entry.compress_size, 1)
            if size > most or larger:
                raise refusal(Reason.packed)
            if is_markup:
                markup += chunk
    if is_markup:
        check_markup(entry.filename, bytes(markup))
    return size
