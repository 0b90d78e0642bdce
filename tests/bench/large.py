"""A procurement of full size, laid straight into the tables of an empty database."""

from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from procurement.db import Database
from procurement.domain import (
    AnswerForm,
    Chapter,
    Deviation,
    Membership,
    Need,
    NeedKind,
    NeedPriority,
    NeedQuote,
    Organisation,
    Participation,
    ParticipationStatus,
    Phase,
    Procurement,
    Quote,
    Requirement,
    RequirementClass,
    Role,
    Source,
    SourceKind,
    User,
)
from procurement.migrations import upgrade
from procurement.services.baselines import make_baseline
from procurement.services.work import open_work
from tests.bench.links import comments, model, traces
from tests.bench.rows import Rows
from tests.bench.storing import store

SLUG, LEAD = "stor-anskaffelse", "lead@stor.example"
REQUIREMENTS, NEEDS, MUNICIPALITIES = 5_000, 1_000, 17
QUOTES, CHAPTERS, LEAVES = 2_000, 10, 5
AREAS = ("Regnskap", "Lønn", "HR", "Turnus", "Innkjøp", "Arkiv", "Rapporter", "Drift")
CHAPTER = UUID(int=36)  # the first one
_CLASSES = (RequirementClass.minimum, RequirementClass.evaluated, RequirementClass.information)
_SAMPLES = Path(__file__).parents[1] / "exporting" / "requirements.txt"


def fill(file: Path) -> None:
    """Make a SQLite database that holds one procurement of full size."""
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    here = Procurement(slug=SLUG, title="Stor anskaffelse", buyer="17 kommuner", phase=Phase.review)
    rows = Rows(here)
    _people(rows)
    chapters = _chapters(rows)
    needs = _needs(rows)
    requirements = _requirements(rows, chapters)
    traces(rows, needs, requirements)
    model(rows, requirements)
    comments(rows, requirements)
    with database.transaction() as session:
        store(session, rows.kept)
        _baselines(session)
    database.dispose()


def _baselines(session: Session) -> None:
    """Freeze what stands, change every tenth statement, and freeze it again."""
    lead = session.exec(select(User).where(User.email == LEAD)).one()
    work = open_work(session, SLUG, lead)
    make_baseline(work, "Før høringen")
    for row in session.exec(select(Requirement).where(col(Requirement.position) % 10 == 0)):
        row.statement += " Dokumentasjonen skal være på norsk."
    session.flush()
    make_baseline(work, "Etter høringen")


def _people(rows: Rows) -> None:
    lead = User(email=LEAD, name="Lead", password_hash="none")
    homes = [
        Organisation(name=f"Kommune {n:02}", population=1_000 * n * n)
        for n in range(1, MUNICIPALITIES + 1)
    ]
    rows.add(rows.here, lead, *homes)
    own = {"user_id": lead.id, "role": Role.lead, "organisation_id": homes[0].id}
    rows.add(Membership(**rows.own(**own)))
    takes_part = ParticipationStatus.participates
    rows.add(*(Participation(**rows.own(organisation_id=o.id, status=takes_part)) for o in homes))


def _chapters(rows: Rows) -> list[Chapter]:
    leaves: list[Chapter] = []
    for place in range(CHAPTERS):
        known = {"id": CHAPTER} if not place else {}
        top = Chapter(**rows.own(position=place, title=f"Område {place + 1}", **known))
        below = [
            Chapter(**rows.own(parent_id=top.id, position=n, title=f"Kapittel {place + 1}.{n}"))
            for n in range(LEAVES)
        ]
        leaves += rows.add(top, *below)[1:]
    return leaves


def _needs(rows: Rows) -> list[Need]:
    sources = rows.add(
        *(
            Source(**rows.own(code=f"SRC-{n}", title=f"Intervju {n}", kind=SourceKind.interview))
            for n in range(20)
        )
    )
    quotes = [
        Quote(
            **rows.own(
                source_id=sources[n % 20].id,
                code=f"SRC-{n % 20}-{n}",
                position=n,
                text=f"Vi bruker mye tid på avstemming i oppgave {n}, og feil blir funnet sent.",
            )
        )
        for n in range(QUOTES)
    ]
    needs = [
        Need(
            **rows.own(
                code=f"B-{n:02}",
                statement=f"Kommunen må kunne avstemme oppgave {n} uten å taste noe to ganger.",
                area=AREAS[n % len(AREAS)],
                kind=list(NeedKind)[n % 8],
                priority=list(NeedPriority)[n % 3],
            )
        )
        for n in range(1, NEEDS + 1)
    ]
    rows.add(*quotes)
    rows.add(*needs)
    used = quotes[: QUOTES - 50]
    rows.add(
        *(NeedQuote(need_id=needs[n % (NEEDS - 20)].id, quote_id=q.id) for n, q in enumerate(used))
    )
    return needs


def _requirements(rows: Rows, chapters: list[Chapter]) -> list[Requirement]:
    lines = _SAMPLES.read_text(encoding="utf-8").splitlines()
    samples = [line.split("|") for line in lines if not line.startswith("#")]
    forms = [form for form in AnswerForm if form != AnswerForm.choice]
    made = []
    for n in range(REQUIREMENTS):
        _chapter, _code, _letter, title, statement, instruction = samples[n % len(samples)]
        kind = _CLASSES[n % 3]
        may_reject = Deviation.may_reject if kind.is_minimum and n % 100 else None
        made.append(
            Requirement(
                **rows.own(
                    chapter_id=chapters[n * len(chapters) // REQUIREMENTS].id,
                    position=n,
                    code=f"KR-{n + 1:03}",
                    title=f"{title} {n}",
                    statement=f"{statement} Det gjelder minst {n + 2} bilag i måneden.",
                    requirement_class=kind,
                    answer_form=forms[n % len(forms)],
                    answer_instruction=instruction,
                    deviation=may_reject,
                )
            )
        )
    return rows.add(*made)
