"""Visit every page as every role in every phase, once, and keep what came back."""

import logging
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID

from factories import Make
from flask import Flask
from outgoing import outgoing
from pages import Client, app_on
from reading import plain, readable
from reportlab.pdfgen.canvas import Canvas
from sqlmodel import SQLModel
from worlds import AGREED, PRICES, chapter_of, whole

from procurement.access import Permission, allows
from procurement.db import Database
from procurement.domain import Phase, Role
from procurement.services.baselines import make_baseline
from procurement.services.previews import Made, keep_previews

FORMS = (
    "konkurransegrunnlag.docx",
    "kravspesifikasjon.docx",
    "kravspesifikasjon.xlsx",
    "svarskjema.xlsx",
    "svarskjema.docx",
    "sporingsmatrise.xlsx",
    "endringslogg.docx",
    "prisskjema.xlsx",
    "modelltest.pdf",
    "modelltest.docx",
    "bilag-plan.docx",
    "databehandleravtale.docx",
)
ARCHIVE = "dokumentsett.zip"
SHEETS = ("poengark-evaluator.xlsx", "poengark-second.xlsx", "poengark-chair.xlsx")
PROTOCOL = "protokoll-del-1.docx"
RESULTS = ("poengark-samlet.xlsx", "evalueringsrapport.pdf")
NOWHERE = UUID(int=0)
_IDENTITY = re.compile(r"[0-9a-f]{32}")  # random digits, which may be those of a price
_CODES = {
    "sources.show": "SRC-1",
    "sources.edit": "SRC-1",
    "sources.quote": "SRC-1-1",
    "source_texts.show": "SRC-1",
    "source_texts.quote": "SRC-1",
    "source_texts.give": "SRC-1",
    "source_texts.unquote": "SRC-1-2",
    "needs.show": "B-01",
    "needs.edit": "B-01",
    "backing.confirm_one": "B-01",
    "merging.merge": "B-01",
    "merging.part": "B-01",
    "need_traces.link": "B-01",
    "need_traces.edit": "B-01",
    "need_traces.unlink": "B-01",
    "criteria.show": "K1",
    "criterion_edits.edit": "K1",
    "criterion_edits.move": "K1",
    "criterion_edits.remove": "K1",
    "baselines.show": "1",
    "catalogue.show": "BAN-02",
    "catalogue.origin": "KR-003",
    "catalogue.decide": "KR-003",
    "quality.gap": "behov-uten-krav",
    "rounds.show": "1",
    "rounds.edit": "1",
    "rounds.close": "1",
    "inputs.look": "1",
    "inputs.take_in": "1",
    "masters.show": "konkurransegrunnlag",
    "masters.give": "konkurransegrunnlag",
    "masters.file": "konkurransegrunnlag",
    "masters.remove": "konkurransegrunnlag",
    "triage.show": "M-001",
    "triage.settle": "M-001",
    "comments.need": "B-01",
    "comments.on_need": "B-01",
    "comments.chapter": "1",
    "comments.on_chapter": "1",
    "approvals.chapter": "1",
    "approvals.send": "1",
    "approvals.approve_chapter": "1",
}
_NAMES = {"tender_texts.edit": ("background",)}
_QUERIES = {
    "requirements.index": "?view=table",
    "model_test.index": "?bids=opened",
    "search.index": "?q=payroll",
    "wording.accept": "?rule=S07&phrase=(KR-001)",
}


@dataclass(frozen=True)
class Visit:
    """What a role got at an address in a phase."""

    endpoint: str
    path: str
    permission: Permission
    role: Role
    phase: Phase
    status: int
    mimetype: str
    body: bytes

    def may(self, permission: Permission) -> bool:
        """Return True if the visitor may do something in the phase of the visit."""
        return allows(permission, self.role, self.phase)

    @property
    def text(self) -> str:
        """Return everything readable in the answer, without what separates digits."""
        return plain(readable(self.body, self.mimetype))

    def __str__(self) -> str:
        return f"{self.path} as {self.role} in {self.phase}: {self.status}"


@dataclass(frozen=True)
class Refusals:
    """What became of the forms that a role may not send in a phase, and all that was stored."""

    role: Role
    phase: Phase
    statuses: dict[str, int]  # by path
    stored: list[str]
    logged: list[str]


@dataclass
class Walk:
    """All visits and refusals, and what was logged on the way."""

    visits: list[Visit] = field(default_factory=list)
    refusals: list[Refusals] = field(default_factory=list)
    log: list[str] = field(default_factory=list)


class _Keeper(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line with its values and its traceback."""
        self.kept.append(logging.Formatter().format(record))


def walk_everywhere(migrated: Path, folder: Path) -> Walk:
    """Let two processes visit everything, each as half of the roles."""
    roles = list(Role)
    parts = [(migrated, folder / f"{n}.db", roles[n::2]) for n in range(2)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        first, second = pool.map(_walk_as, parts)
    return Walk(
        first.visits + second.visits, first.refusals + second.refusals, first.log + second.log
    )


def _walk_as(part: tuple[Path, Path, list[Role]]) -> Walk:
    migrated, file, roles = part
    shutil.copyfile(migrated, file)
    database, walk = Database(f"sqlite:///{file}"), Walk()
    logging.getLogger().addHandler(_Keeper(walk.log))
    with Make(database) as make:
        world, app = whole(make), app_on(database)
        make_baseline(make.work(world.members["lead"]), "First")
        for name in (*RESULTS, *SHEETS):
            keep_previews(make.work(world.members["lead"]), previewed(name))
        make.session.commit()
        outgoing(make, world)
        pages, forms = pages_of(Client(app), world.slug), forms_of(Client(app), world.slug)
        for role in roles:
            client = Client(app)
            client.sign_in(make.user_of(world.members[role]))
            seen: set[str] = set()
            for phase in Phase:
                make.move(phase)
                walk.visits += _visits(client, pages, (role, phase), seen)
                walk.refusals.append(_refusals(client, forms, role, phase))
    database.dispose()
    return walk


def previewed(name: str) -> Made:
    """Return a preview of a closed document; a score sheet had no prices when it was made."""
    shown = PRICES if name in RESULTS else ()
    held = BytesIO()
    canvas = Canvas(held)
    canvas.drawString(72, 700, f"{AGREED} {' '.join(shown)}")
    canvas.save()
    return Made("Draft", {name: ("LibreOffice", held.getvalue())})


def _visits(
    client: Client, pages: list[tuple[str, str]], who: tuple[Role, Phase], seen: set[str]
) -> Iterator[Visit]:
    for endpoint, path in pages:
        name = named(path)
        if path.endswith(ARCHIVE) and who[0] != Role.contact:
            continue  # writing is slow, and these are the same for everybody
        if name in FORMS and (who[0] != Role.contact or endpoint != "documents.show"):
            continue  # writing is slow, and these are the same for everybody
        response = client.http.get(path)
        page = path if response.status_code == 200 else "refused"
        if page not in seen:
            client.checked(response, path)
            seen.add(page)
        permission = permission_of(client.app, endpoint)
        body, kind = response.data, response.mimetype or ""
        yield Visit(endpoint, path, permission, *who, response.status_code, kind, body)


def _refusals(client: Client, forms: list[tuple[str, str]], role: Role, phase: Phase) -> Refusals:
    token, before, statuses = client.token(), rows(client.database), {}
    for endpoint, path in forms:
        if not allows(permission_of(client.app, endpoint), role, phase):
            statuses[path] = client.http.post(path, data={"csrf_token": token}).status_code
    new = rows(client.database) - before
    stored = [line for line in new if not line.startswith("event ")]
    logged = [_IDENTITY.sub("", line) for line in new.elements() if line.startswith("event ")]
    return Refusals(role, phase, statuses, stored, logged)


def rows(database: Database) -> Counter[str]:
    """Return what is stored, each row as a line that begins with the name of its table."""
    found: Counter[str] = Counter()
    with database.reader.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            lines = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            found.update(f"{table.name} {tuple(line)}" for line in lines)
    return found


def named(path: str) -> str:
    """Return the document that an address is about, if it is about one."""
    found = re.search(r"/dokumenter/([\w-]+\.\w+)", path)
    return found[1] if found else ""


def permission_of(app: Flask, endpoint: str) -> Any:
    """Return what a page declares."""
    return app.view_functions[endpoint].permission  # type: ignore[attr-defined]


def pages_of(client: Client, slug: str) -> list[tuple[str, str]]:
    """Return endpoint and path of every page inside a procurement."""
    found = [
        (endpoint, client.address(endpoint, **values))
        for endpoint, values in _addresses(client.app, slug, "GET")
    ]
    return found + [(e, client.address(e, slug=slug) + query) for e, query in _QUERIES.items()]


def forms_of(client: Client, slug: str) -> list[tuple[str, str]]:
    """Return endpoint and path of everything inside a procurement that takes a form."""
    return [
        (endpoint, client.address(endpoint, **values))
        for endpoint, values in _addresses(client.app, slug, "POST")
    ]


def _addresses(app: Flask, slug: str, method: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in app.url_map.iter_rules():
        if "slug" not in rule.arguments or method not in (rule.methods or ()):
            continue
        names = _NAMES.get(rule.endpoint, (*FORMS, PROTOCOL, *SHEETS, *RESULTS))
        for name in names if "name" in rule.arguments else ("",):
            values = {
                "slug": slug,
                "code": _CODES.get(rule.endpoint, "KR-001"),
                "bid": "A",
                "need_code": "B-01",
                "requirement_code": "KR-001",
                "number": "1",
                "target": "review",
                "field": "statement",
                "name": name,
                "waiver_id": NOWHERE,
                "word_id": NOWHERE,
                "choice": "behold",
                "chapter": chapter_of(slug),
                "line": "PL-01",
                "saved": chapter_of(slug),  # nobody's, so it is not found
            }
            unknown = set(rule.arguments) - set(values)
            assert not unknown, f"{rule.endpoint} has {unknown}, which the walk cannot fill in"
            yield rule.endpoint, {k: v for k, v in values.items() if k in rule.arguments}
