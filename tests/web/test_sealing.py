"""The seal on the pages: proposed by the lead, confirmed by the chair, once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from factories import Make
from pages import Client, app_on, fields_of
from sqlmodel import select
from worlds import World, whole

from procurement.db import Database
from procurement.domain import Phase, Requirement, Role, Seal
from procurement.services.sealing import propose


def browser(client: Client, make: Make, world: World, role: str) -> Client:
    found = Client(client.app)
    found.sign_in(make.user_of(world.members[role]))
    return found


def test_two_people_seal_the_documents(client: Client, make: Make):
    world = whole(make, Phase.review)
    slug = {"slug": world.slug}
    lead, chair, reader = (
        browser(client, make, world, role) for role in ("lead", "chair", "contact")
    )
    page = lead.follow(lead.submit(lead.get("sealing.propose", **slug), {}))
    assert "It waits for another person" in page.text()
    assert "Confirm the seal" not in page.text()
    alone = lead.get("sealing.confirm", **slug)
    assert "You proposed the seal yourself." in alone.text() and not alone.soup.select("main form")
    reader.get("sealing.confirm", 403, **slug)

    assert "confirm the seal" in chair.get("home.index", **slug).text(".tasks")
    page = chair.get("sealing.show", **slug)
    assert page.soup.select("code.digest") and "konkurransegrunnlag.docx" in page.text()
    done = chair.follow(chair.submit(chair.get("sealing.confirm", **slug), {}))

    assert "The documents are sealed." in done.text("body")
    assert "Confirmed" in reader.get("sealing.show", **slug).text()
    answer = reader.http.get(reader.address("sealing.bundle", number="1", **slug))
    again = reader.http.get(reader.address("sealing.bundle", number="1", **slug))
    assert answer.mimetype == "application/zip" and answer.data == again.data
    path = reader.address("documents.show", name="svarskjema.xlsx", **slug)
    digests = {hashlib.sha256(c.http.get(path).data).hexdigest() for c in (lead, chair, reader)}
    assert len(digests) == 1 and digests.pop() in done.text()


def test_a_change_makes_the_proposal_fall_for_both(client: Client, make: Make):
    world = whole(make, Phase.review)
    lead, chair = (browser(client, make, world, role) for role in ("lead", "chair"))
    lead.submit(lead.get("sealing.propose", slug=world.slug), {})
    ask = chair.get("sealing.confirm", slug=world.slug)
    row = make.session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
    row.statement = "The system shall pay everybody on time."
    make.session.commit()

    refused = chair.submit(ask, {}, 409)
    assert "the proposal has fallen" in refused.text()
    for each in (lead, chair):
        assert "The proposal has fallen" in each.get("sealing.show", slug=world.slug).text()
        assert "has fallen" in each.get("home.index", slug=world.slug).text(".tasks")
    taken = chair.follow(chair.submit(chair.get("sealing.withdraw", slug=world.slug), {}))
    assert "The proposal is withdrawn." in taken.text("body")
    chair.get("sealing.confirm", 404, slug=world.slug)


def test_of_two_who_confirm_at_once_one_is_told(database: Database, make_anywhere: Make):
    make, app = make_anywhere, app_on(database)
    world = whole(make, Phase.review)
    second = make.member(Role.lead)
    propose(make.work(world.members["lead"]))
    make.session.commit()
    browsers = [Client(app), Client(app)]
    for each, member in zip(browsers, (world.members["chair"], second), strict=True):
        each.sign_in(make.user_of(member))
    path = browsers[0].address("sealing.confirm", slug=world.slug)
    forms = [fields_of(b.get(path).soup.select_one("main form[method=post]")) for b in browsers]
    start = Barrier(2)

    def send(number: int) -> tuple[int, str]:
        start.wait()
        answer = browsers[number].http.post(path, data=forms[number])
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        (won, _page), (lost, page) = sorted(pool.map(send, range(2)))
    assert won == 302 and lost in (403, 409)
    assert "Somebody else has just confirmed the seal." in page or lost == 403
    with database.read() as session:
        assert len(session.exec(select(Seal)).all()) == 1
