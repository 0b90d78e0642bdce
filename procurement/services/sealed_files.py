"""The sealed set: the very bytes of each document, checked each time, and all of them as a ZIP."""

import hashlib
import io
import json
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlmodel import col, select

from procurement.domain import Seal, SealedFile
from procurement.errors import ConflictError, NotFoundError
from procurement.i18n import format_moment, language
from procurement.i18n import gettext as _
from procurement.services.documents.offer import Document
from procurement.services.members import names_of
from procurement.services.work import Work

CONTENTS, MANIFEST = "innhold.txt", "manifest.json"


@dataclass(frozen=True)
class SealRow:
    """A seal as a list shows it: what the manifest tells, and by whom."""

    seal: Seal
    proposed_by: str
    confirmed_by: str
    manifest: dict[str, Any]

    @property
    def files(self) -> list[dict[str, Any]]:
        """Return name, title, size and, once sealed, digest of each document."""
        found: list[dict[str, Any]] = self.manifest["files"]
        return found

    @property
    def bundle(self) -> str:
        """Return what the whole set is called as one file."""
        return f"forseglet-{self.seal.number}.zip"


def seal_row(work: Work, seal: Seal) -> SealRow:
    """Return a seal with the names behind it."""
    names = names_of(work)
    confirmed = names.get(seal.confirmed_by, "") if seal.confirmed_by else ""
    manifest = json.loads(seal.manifest)
    return SealRow(seal, names.get(seal.proposed_by, ""), confirmed, manifest)


def seals_of(work: Work) -> list[SealRow]:
    """Return the confirmed seals, newest first."""
    found = work.session.exec(
        select(Seal)
        .where(Seal.procurement_id == work.procurement.id, col(Seal.confirmed_at).is_not(None))
        .order_by(col(Seal.number).desc())
    )
    return [seal_row(work, seal) for seal in found]


def sealed_bytes(work: Work, name: str) -> bytes | None:
    """Return a document as it was sealed last; nothing if it is not in a sealed set."""
    found = work.session.exec(
        select(Seal, SealedFile)
        .join(SealedFile, col(SealedFile.seal_id) == Seal.id)
        .where(Seal.procurement_id == work.procurement.id, SealedFile.name == name)
        .where(col(Seal.confirmed_at).is_not(None))
        .order_by(col(Seal.number).desc())
        .limit(1)
    ).first()
    return None if found is None else _untouched(*found)


def standing_bytes(work: Work, document: Document) -> bytes:
    """Return a document as it was sealed last, or as it is written now."""
    held = sealed_bytes(work, document.name)
    return document.write() if held is None else held


def _untouched(seal: Seal, file: SealedFile) -> bytes:
    """Return the bytes of a file, unless they are not those that were sealed."""
    told = {each["name"]: each["sha256"] for each in json.loads(seal.manifest)["files"]}
    found = hashlib.sha256(file.content).hexdigest()
    if not found == file.sha256 == told.get(file.name):
        raise ConflictError(
            _(
                "%(name)s is not the file that was sealed: its digest differs. Somebody has "
                "changed the database past Kravspor. Do not use it.",
                name=file.name,
            )
        )
    return file.content


def sealed_bundle(work: Work, number: int) -> tuple[str, bytes]:
    """Return name and bytes of a sealed set as one ZIP, the same each time."""
    row = next((row for row in seals_of(work) if row.seal.number == number), None)
    if row is None:
        raise NotFoundError(_("There is no sealed set %(number)s here.", number=number))
    held = {
        file.name: _untouched(row.seal, file)
        for file in work.session.exec(select(SealedFile).where(SealedFile.seal_id == row.seal.id))
    }
    files = {each["name"]: held[each["name"]] for each in row.files if each["name"] in held}
    lost = [each["name"] for each in row.files if each["name"] not in held]
    if lost:
        raise ConflictError(_("%(name)s is missing in the sealed set.", name=", ".join(lost)))
    files[MANIFEST] = row.seal.manifest.encode()
    with language(work.procurement.language):
        files[CONTENTS] = _contents(row, files).encode()
    return row.bundle, _zipped(row, files)


def _zipped(row: SealRow, files: dict[str, bytes]) -> bytes:
    at = row.seal.confirmed_at
    assert at is not None
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, content)
    return stream.getvalue()


def _contents(row: SealRow, files: dict[str, bytes]) -> str:
    """Say what is in the set; the lines without # are those that sha256sum checks."""
    told = row.manifest
    lines = [
        told["title"],
        _("Sealed set %(number)s", number=row.seal.number),
        _("Edition: baseline %(number)s, %(digest)s", **_edition(told)),
        *(
            [_("Belongs to addendum %(number)s.", number=told["addendum"])]
            if told["addendum"]
            else []
        ),
        _("Proposed by %(name)s.", name=row.proposed_by),
        _("Confirmed by %(name)s, %(at)s.", name=row.confirmed_by, at=_moment(row)),
        "",
        *(f"{each['name']}: {each['title']}" for each in row.files),
        "",
        _("The lines below give the SHA-256 digest of each file. Check them with the command"),
        f"  sha256sum --check {CONTENTS}",
    ]
    text = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    return text + "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )


def _edition(told: dict[str, Any]) -> dict[str, Any]:
    return {"number": told["edition"]["baseline"], "digest": told["edition"]["digest"]}


def _moment(row: SealRow) -> str:
    return format_moment(row.seal.confirmed_at) if row.seal.confirmed_at else ""
