"""The invented answers of the municipalities, and the chapters that they have read."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import select

from procurement.domain import ChapterReading, Need, NeedBacking, Organisation, Stance
from procurement.services.chapters import chapter_tree
from procurement.services.demonstration.reading import Files, find
from procurement.services.demonstration.specification import Codes
from procurement.services.history import keep
from procurement.services.work import Work

_FILE = "backings.yaml"


def add_backings(work: Work, files: Files, codes: Codes) -> None:
    """Add what each municipality has answered; some needs have changed since."""
    data = files.backings
    homes = {home.name: home for home in work.session.exec(select(Organisation))}
    earlier = _revise(work, data["revised"], codes)
    chapters = {node.number: node for node in chapter_tree(work)}
    for entry in data["answers"]:
        home = find(homes, entry["organisation"], _FILE, "answers")
        for need, answer in _answers(entry, codes):
            as_read = earlier.get((need.code, home.name), need.fingerprint)
            values = answer | {
                "need_id": need.id,
                "organisation_id": home.id,
                "need_fingerprint": as_read,
                "saved_at": data["at"],
                "saved_by": data["signed"],
            }
            work.session.add(NeedBacking(**values))
        for number in entry["read"]:
            node = find(chapters, number, _FILE, home.name)
            work.session.add(
                ChapterReading(
                    chapter_id=node.id,
                    organisation_id=home.id,
                    read_at=data["at"],
                    read_by=data["signed"],
                )
            )
    work.session.flush()


def _revise(work: Work, revised: list[dict[str, Any]], codes: Codes) -> dict[tuple[str, str], str]:
    """Let needs read otherwise once; return how they read to those who have not confirmed them."""
    earlier: dict[tuple[str, str], str] = {}
    for data in revised:
        need = find(codes.needs, data["need"], _FILE, "revised")
        now_reads = need.statement
        need.statement = data["earlier"]
        work.session.flush()
        keep(work, need)
        earlier |= {(need.code, name): need.fingerprint for name in data["unconfirmed"]}
        need.statement = now_reads
        work.session.flush()
        keep(work, need)
    return earlier


def _answers(entry: dict[str, Any], codes: Codes) -> Iterator[tuple[Need, dict[str, Any]]]:
    place = entry["organisation"]
    for code in entry.get("has", []):
        yield find(codes.needs, code, _FILE, place), {"stance": Stance.has}
    for importance, wanted in entry["wants"].items():
        for code in wanted:
            answer = {"stance": Stance.wants, "importance": int(importance)}
            yield find(codes.needs, code, _FILE, place), answer
    for objection in entry.get("objects", []):
        answer = {"stance": Stance.objects, "importance": objection["importance"]}
        need = find(codes.needs, objection["need"], _FILE, place)
        yield need, answer | {"reason": objection["reason"]}
