"""The whole set at once: its files, a manifest of them, and the same in words, as one ZIP."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from procurement.errors import ForbiddenError
from procurement.i18n import format_number, language
from procurement.i18n import gettext as _
from procurement.services.baselines import baseline_label
from procurement.services.documents.offer import Document
from procurement.services.documents.tender_set import tender_set
from procurement.services.sealed_files import standing_bytes
from procurement.services.work import Work

ARCHIVE, MANIFEST, LISTING = "dokumentsett.zip", "manifest.json", "innhold.txt"
FORMAT = "kravspor-document-set/1"
_DAY = (1980, 1, 1, 0, 0, 0)  # of every member, so that the same content is the same file


@dataclass(frozen=True)
class SetFile:
    """One file of a set as it was written."""

    document: Document
    content: bytes

    @property
    def sha256(self) -> str:
        """Return its digest."""
        return hashlib.sha256(self.content).hexdigest()


def written_set(work: Work) -> dict[str, bytes]:
    """Return every file of the set with manifest and listing, by name and in order."""
    with language(work.procurement.language):
        files = list(_written(work))
        manifest = manifest_of(work, files)
        contents = {file.document.name: file.content for file in files}
        contents[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
        contents[LISTING] = _listing(manifest).encode()
    return contents


def _written(work: Work) -> Iterator[SetFile]:
    for document in tender_set(work):
        if document.closed:
            raise ForbiddenError(document.closed)
        yield SetFile(document, standing_bytes(work, document))


def manifest_of(work: Work, files: list[SetFile]) -> dict[str, Any]:
    """Return what a set holds, as plain data."""
    here = work.procurement
    return {
        "format": FORMAT,
        "procurement": here.slug,
        "title": here.title,
        "procedure": str(here.procedure),
        "contract": here.contract_type,
        "edition": baseline_label(work),
        "files": [
            {
                "name": file.document.name,
                "title": file.document.title,
                "role": file.document.role,
                "size": len(file.content),
                "sha256": file.sha256,
            }
            for file in files
        ],
    }


def _listing(manifest: Mapping[str, Any]) -> str:
    """Return the manifest in words."""
    lines = [manifest["title"], _("Edition: %(edition)s", edition=manifest["edition"]), ""]
    for file in manifest["files"]:
        size = _("%(number)s bytes", number=format_number(file["size"]))
        lines += [file["name"], f"  {file['title']}", f"  {size}", f"  sha256: {file['sha256']}"]
    end = _(
        "The digests are those of the files as they lie here. They are in %(name)s as well.",
        name=MANIFEST,
    )
    return "\n".join([*lines, "", end, ""])


def set_archive(work: Work) -> bytes:
    """Return the set as one ZIP file."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in written_set(work).items():
            archive.writestr(ZipInfo(name, _DAY), content, ZIP_DEFLATED)
    return packed.getvalue()
