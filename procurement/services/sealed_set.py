"""Write a sealed set: what the documents are made of, their bytes, and the manifest."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import select

from procurement.domain import Action, HouseStyle, MasterFile, Seal, SealedFile
from procurement.evaluation import digest
from procurement.i18n import language
from procurement.services.baselines import standing_edition
from procurement.services.documents import Document
from procurement.services.documents.tender_set import tender_set
from procurement.services.members import names_of
from procurement.services.wording_check import waivers_of
from procurement.services.work import Work, now

FORMAT = "kravspor-seal/1"


def standing_digest(work: Work, edition: str = "") -> str:
    """Return the digest of everything that the documents are made of.

    The digest of the content itself is taken anew unless the caller has it already.
    """
    own = work.procurement.id
    masters = work.session.exec(select(MasterFile).where(MasterFile.procurement_id == own))
    styles = work.session.exec(select(HouseStyle).where(HouseStyle.procurement_id == own))
    return digest(
        {
            "content": edition or standing_edition(work)[1],
            "masters": sorted([row.deliverable, row.sha256] for row in masters),
            "styles": [[_sha256(row.logo or b""), row.logo_text, row.colour] for row in styles],
            "waivers": sorted([w.rule, w.phrase, w.reason] for w in waivers_of(work).values()),
        }
    )


def written(work: Work, extra: Sequence[Document] = ()) -> Iterator[tuple[Document, bytes]]:
    """Write each document of the set, and some more, in the language of the procurement."""
    with language(work.procurement.language):
        for document in (*tender_set(work), *extra):
            yield document, document.write()


def keep_set(
    work: Work, seal: Seal, addendum: int | None = None, extra: Sequence[Document] = ()
) -> None:
    """Write every document of the set, keep its bytes, and tell of them in the manifest."""
    seal.confirmed_by, seal.confirmed_at = work.member.id, now()
    seal.baseline = standing_edition(work)[0]
    files = []
    for document, content in written(work, extra):
        entry = _entry(document, content)
        work.session.add(
            SealedFile(seal_id=seal.id, name=document.name, sha256=entry["sha256"], content=content)
        )
        files.append(entry)
    told = _manifest(work, seal, files) | {"addendum": addendum}
    seal.manifest = json.dumps(told, ensure_ascii=False, indent=1)
    work.session.flush()
    work.record(Action.documents_sealed, str(seal.number))


def _entry(document: Document, content: bytes) -> dict[str, Any]:
    return {
        "name": document.name,
        "title": document.title,
        "size": len(content),
        "sha256": _sha256(content),
    }


def _manifest(work: Work, seal: Seal, files: list[dict[str, Any]]) -> dict[str, Any]:
    names, (number, held) = names_of(work), standing_edition(work)
    return {
        "format": FORMAT,
        "procurement": work.procurement.slug,
        "title": work.procurement.title,
        "number": seal.number,
        "edition": {"baseline": number, "digest": held},
        "proposed": {"by": names[seal.proposed_by], "at": seal.proposed_at.isoformat()},
        "confirmed": {"by": names[work.member.id], "at": now().isoformat()},
        "files": files,
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
