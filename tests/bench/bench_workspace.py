"""The workspace at full size: `make bench` prints how long pages and acts take, and the memory.

A page is asked for over HTTP from a server of its own, so its time is what a browser waits for.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlmodel import Session, select

from procurement.app import create_app
from procurement.config import Settings
from procurement.db import Database
from procurement.domain import Requirement, User
from procurement.linting import Subject, lint_all, load_brands, load_rules
from procurement.services.editions.changes import compare
from procurement.services.editions.reading import edition_of
from procurement.services.suspects import SuspectKind, count_suspects, list_suspects
from procurement.services.work import Work, open_work
from tests.bench import large, links
from tests.bench.site import Site, fields_of, serve
from tests.bench.table import print_table, verdict

TIMES = 5
PAGE_LIMIT, SAVE_LIMIT, SUSPECT_LIMIT = 300.0, 30.0, 50.0  # milliseconds
COMPARE_LIMIT, LINT_LIMIT, MEMORY_LIMIT = 500.0, 1500.0, 300.0
NOT_PAGES = {
    "documents.show",
    "masters.file",
    "sealing.bundle",
    "documents.archive",
    "baselines.log",
    "previews.file",
    "previews.page",
    "result.bundle",
    "catalogue.origin",
    "wording.accept",
}
_ARGUMENTS = {
    "slug": large.SLUG,
    "need_code": "B-05",
    "requirement_code": "KR-1423",  # answers B-05
    "bid": "A",
    "target": "drafting",
    "number": "1",
    "name": "konkurransegrunnlag.docx",
    "line": "PL-1",
    "field": "statement",
    "chapter": large.CHAPTER,
}
_CODES = {  # by the beginning of the address, the longest first
    "kilder/sitat": "SRC-1-1",
    "kilder": "SRC-1",
    "behov": "B-05",
    "kriterier": "K1",
    "sporing/brudd": "krav-uten-kriterium",
    "katalog": "BAN-01",
    "runder": "1",
    "baseliner": "1",
    "merknader": "M-001",
    "gjennomgang": "1",
    "dokumenter/maler": "konkurransegrunnlag",
    "": "KR-005",
}
_NAMES = {"tender_texts.edit": {"name": "background"}}
_QUERIES = {
    "requirements.index": ("?view=table",),
    "search.index": ("?q=faktura", "?q=finnes-ikke"),
    "quality.needs": ("?page=20",),
    "backing.area": ("?area=Arkiv",),
}


@dataclass(frozen=True)
class Line:
    """One thing that was measured, and how much it may be."""

    what: str
    value: float
    limit: float
    unit: str = "ms"
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the columns of the table."""
        most, found = f"{self.limit:.0f} {self.unit}", f"{self.value:.1f} {self.unit}"
        return (self.what, found, most, verdict(self.value <= self.limit), self.note)


def main() -> None:
    """Fill a database, serve it, and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.db"
        large.fill(file)
        lines = [*_acts(file), *_served(file)]
    print_table(
        f"workspace: {large.REQUIREMENTS} requirements, {large.NEEDS} needs, {links.LINKS} links, "
        f"{large.MUNICIPALITIES} municipalities; the shortest of {TIMES} times",
        [("", "measured", "limit", "", "page"), *(line.cells() for line in lines)],
    )


def _shortest(act: Callable[[], float]) -> float:
    """Return the time least disturbed by what else the machine does."""
    return min(act() for _ in range(TIMES))


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _acts(file: Path) -> Iterator[Line]:
    """Measure what services do, without a page around it."""
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        work = _work(session)
        for kind in SuspectKind:
            listed = _shortest(lambda kind=kind: _timed(lambda: list_suspects(work, kind, 0, 50)))  # type: ignore[misc]
            yield Line(f"suspect links: {kind}", listed, SUSPECT_LIMIT)
        counted = _shortest(lambda: _timed(lambda: count_suspects(work)))
        yield Line("suspect links: all kinds counted", counted, SUSPECT_LIMIT)
        compared = _shortest(
            lambda: _timed(lambda: compare(edition_of(work, 1), edition_of(work, 2)))
        )
        yield Line("compare two baselines", compared, COMPARE_LIMIT)
        rules, brands, subjects = load_rules(), load_brands(), _subjects(session)
        linting = _shortest(lambda: _timed(lambda: lint_all(subjects, rules, brands)))
        yield Line("lint all requirements", linting, LINT_LIMIT)
    database.dispose()


def _work(session: Session) -> Work:
    lead = session.exec(select(User).where(User.email == large.LEAD)).one()
    return open_work(session, large.SLUG, lead)


def _subjects(session: Session) -> list[Subject]:
    return [
        Subject(r.code, r.statement, str(r.requirement_class), str(r.answer_form))
        for r in session.exec(select(Requirement))
    ]


def _served(file: Path) -> Iterator[Line]:
    """Measure every page of the procurement, a save, and the server's memory."""
    app = create_app(Settings(f"sqlite:///{file}", secret_key="only-to-list-addresses"))
    with serve(file, large.LEAD) as site:
        paths = list(_paths(app))
        for path in paths:
            yield _page(site, path)
        yield _save(site, _address(app, "requirements.edit", "KR-2500"))
        with ThreadPoolExecutor(8) as eight:
            list(eight.map(site.get, paths))
        yield Line("memory of the server", site.megabytes(), MEMORY_LIMIT, "MB")


def _paths(app: Flask) -> Iterator[str]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        is_page = "slug" in rule.arguments and "GET" in (rule.methods or ())
        if is_page and rule.endpoint not in NOT_PAGES:
            path = _address(app, rule.endpoint)
            yield path
            yield from (path + query for query in _QUERIES.get(rule.endpoint, ()))


def _address(app: Flask, endpoint: str, code: str = "") -> str:
    rule = next(app.url_map.iter_rules(endpoint))
    below = rule.rule.removeprefix("/anskaffelser/<slug>/")
    code = code or next(code for place, code in _CODES.items() if below.startswith(place))
    known = _ARGUMENTS | {"code": code} | _NAMES.get(endpoint, {})
    values = {k: v for k, v in known.items() if k in rule.arguments}
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def _page(site: Site, path: str) -> Line:
    first = site.get(path)
    taken = _shortest(lambda: site.get(path).milliseconds)
    note = f"{len(first.body) / 1000:.0f} kB" if first.status == 200 else str(first.status)
    return Line(path.removeprefix(f"/anskaffelser/{large.SLUG}"), taken, PAGE_LIMIT, note=note)


def _save(site: Site, path: str) -> Line:
    """Change a statement again and again; each time the form is got anew."""

    def once() -> float:
        fields = fields_of(site.get(path).body)
        fields["statement"] += " Og det gjelder alle."
        answer = site.post(path, fields)
        assert answer.status == 302, f"not saved: {answer.status}"
        return answer.milliseconds

    return Line("save one requirement", _shortest(once), SAVE_LIMIT)


if __name__ == "__main__":
    main()
