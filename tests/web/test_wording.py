"""The language check on the pages: marked words, lists, acceptance, words while one writes."""

import pytest
from bs4 import BeautifulSoup
from factories import Make
from pages import Client, Page, check_part
from sqlmodel import select

from procurement.domain import (
    Deviation,
    LintWaiver,
    LintWord,
    Need,
    Phase,
    RequirementClass,
    Role,
    WordKind,
)

EASY = "Systemet skal være brukervennlig, raskt og vise saldo i SAP."
HOSTILE = 'Systemet skal være <b>brukervennlig</b> & "rask" 👩‍💻 =1+1.'


@pytest.fixture
def slug(client: Client, make: Make) -> str:
    """Return a Norwegian draft with remarks, in which the lead is signed in."""
    here = make.procurement(language="nb")
    need = make.need()
    for number, text in enumerate((EASY, HOSTILE, "Systemet skal vise saldo."), start=1):
        _requirement(make, need, f"KR-{number:03}", text)
    client.sign_in(make.user_of(make.member(Role.lead)))
    return here.slug


def _requirement(make: Make, need: Need, code: str, text: str) -> None:
    make.requirement(
        need,
        code=code,
        statement=text,
        requirement_class=RequirementClass.minimum,
        deviation=Deviation.may_reject,
    )


def marked(page: Page, code: str = "") -> list[str]:
    """Return the underlined words, each of which must have its note."""
    links = page.soup.select(f"main {f'#{code} ' if code else ''}.statement a.slip")
    for link in links:
        note = page.soup.select_one(f"[id='{str(link['href']).removeprefix('#')}']")
        assert note is not None and note.get_text().strip()
    return [link.get_text() for link in links]


def test_words_are_underlined_and_the_text_is_whole(client: Client, slug: str):
    page = client.get("requirements.index", slug=slug)

    assert marked(page, "KR-001") == ["brukervennlig", "raskt", "SAP"]
    assert marked(page, "KR-003") == []
    statements = [tag.get_text() for tag in page.soup.select("main .statement")]
    assert statements[:2] == [EASY, HOSTILE]
    card = client.get("requirements.show", slug=slug, code="KR-001")
    assert marked(card) == ["brukervennlig", "raskt", "SAP"]
    assert "What do the regulations say?" in card.text("#sprak-KR-001-1")
    assert "KOFA 2015/102" in card.text("#sprak-KR-001-1")
    assert "3 remarks. Choose the underlined words" in card.text()


def test_whoever_cannot_mend_the_text_reads_it_clean(client: Client, make: Make, slug: str):
    reader = Client(client.app)
    reader.sign_in(make.user_of(make.member(Role.observer)))
    assert not reader.get("requirements.index", slug=slug).soup.select(".slip")

    make.move(Phase.sealed)

    page = client.get("requirements.show", slug=slug, code="KR-001")
    assert not page.soup.select(".slip, .slip-note") and EASY in page.text()
    client.get("wording.index", slug=slug)
    client.get("wording.accept", 403, slug=slug, rule="K03", phrase="raskt")


def test_a_wording_is_accepted_from_its_note_and_follows_into_the_documents(
    client: Client, slug: str
):
    card = client.get("requirements.show", slug=slug, code="KR-001")
    link = next(a for a in card.links("#sprak-KR-001-1 a") if "godta" in a)
    form = client.get(link)
    assert form.text("h1") == "Let «brukervennlig» stand?"

    refused = client.submit(form, {"reason": " "}, 422)
    assert refused.text("#reason-error") == "Fill in this field."
    card = client.follow(client.submit(form, {"reason": "Brukertesten <avgjør> & =1+1."}))

    assert "Accepted in 1 requirement. Saved" in card.text(".saved")
    assert marked(card) == ["raskt", "SAP"]
    assert "Reason: Brukertesten <avgjør> & =1+1." in card.text()
    listed = client.get("wording.waivers", slug=slug)
    assert "brukervennlig" in listed.text("table") and "KR-001" in listed.text("table")
    name = "kravspesifikasjon.xlsx"
    assert client.get("documents.show", slug=slug, name=name).response.data

    again = client.submit(form, {"reason": "En gang til."}, 422)
    assert "KR-001" in again.text("#codes-error")


def test_many_are_accepted_at_once_and_taken_back_one_by_one(client: Client, slug: str):
    overview = client.get("wording.index", slug=slug)
    link = next(a for a in overview.links() if "godta" in a and "brukervennlig" in a)
    form = client.get(link)
    assert len(form.soup.select("main [name=codes][checked]")) == 2

    none = client.submit(form, {"codes": [], "reason": "Avklart."}, 422)
    assert none.text("#codes-error") == "Choose at least one requirement."
    done = client.follow(client.submit(form, {"reason": "Avklart."}))
    assert "Accepted in 2 requirements." in done.text(".saved")
    assert "«brukervennlig»" not in done.text()
    client.get(link, 404)

    listed = client.get("wording.waivers", slug=slug)
    assert len(listed.soup.select("main tbody tr")) == 2
    after = client.follow(client.submit(listed, {}))
    assert "is taken back" in after.text(".saved")
    assert len(after.soup.select("main tbody tr")) == 1
    client.submit(listed, {}, 404)


def test_the_list_is_filtered_by_rule_severity_and_chapter(client: Client, make: Make, slug: str):
    page = client.get("wording.index", slug=slug)
    assert "5 errors · 0 warnings · 0 tips · 0 let stand" in page.text(".hits")
    assert "Payroll" in page.text("table")

    def shown(**wanted: str) -> list[str]:
        found = client.get("wording.index", slug=slug, **wanted)
        return [tag.get_text() for tag in found.soup.select(".phrase-title strong")]

    assert shown() == ["«brukervennlig»", "«rask»", "«raskt»", "«SAP»"]
    assert shown(rule="K09") == ["«SAP»"]
    assert shown(severity="warning") == []
    other = make.chapter("Budget")
    assert shown(chapter=str(other.id)) == []
    assert shown(rule="<b>", chapter="x", page="-1") == []


def test_what_is_typed_is_checked_and_nothing_is_stored(client: Client, slug: str):
    page = client.get("requirements.edit", slug=slug, code="KR-003")
    assert "has nothing to remark" in page.text(".live-check")

    def asked(statement: str, requirement: str = "KR-003") -> BeautifulSoup:
        path = client.address("wording.attempt", slug=slug)
        fields = {"csrf_token": client.token(), "statement": statement}
        fields |= {"requirement": requirement, "requirement_class": "minimum"}
        response = client.http.post(path, data=fields | {"answer_form": "accept"})
        assert response.status_code == 200, response.text
        check_part(response.text, path, client.app)
        return BeautifulSoup(response.text, "html.parser")

    assert "«brukervennlig»" in asked(EASY).get_text()
    assert "«SAP»" in asked(EASY, requirement="").get_text()
    for text in ("", " ", "x" * 32_000, HOSTILE, "=1+1", "\u202e\u0007"):
        asked(text)
    after = client.get("requirements.show", slug=slug, code="KR-003")
    assert after.text(".statement") == "Systemet skal vise saldo."


def test_a_text_that_is_refused_is_checked_as_it_was_typed(client: Client, slug: str):
    form = client.get("requirements.new", slug=slug)

    typed = {"statement": EASY, "requirement_class": "minimum", "deviation": ""}
    page = client.submit(form, typed, 422)

    assert "«brukervennlig»" in page.text(".live-check")


def test_the_lead_keeps_the_word_lists(client: Client, make: Make, slug: str):
    page = client.get("word_lists.index", slug=slug)
    assert "Visma" in page.text()

    refused = client.submit(page, {"kind": "slash", "word": "lønn"}, 422)
    assert "with a slash between them" in refused.text("#word-error")
    assert refused.value("word") == "lønn"
    done = client.follow(client.submit(page, {"kind": "not_brand", "word": "SAP"}))
    assert "SAP" in done.text(".words")
    card = client.get("requirements.show", slug=slug, code="KR-001")
    assert "SAP" not in marked(card)

    with client.database.read() as session:
        (row,) = session.exec(select(LintWord)).all()
    assert row.kind is WordKind.not_brand
    client.post("word_lists.remove", slug=slug, word_id=row.id)
    assert "SAP" in marked(client.get("requirements.show", slug=slug, code="KR-001"))
    client.post("word_lists.remove", status=404, slug=slug, word_id=row.id)

    group = Client(client.app)
    group.sign_in(make.user_of(make.member(Role.working_group)))
    assert not group.get("word_lists.index", slug=slug).soup.select("main form")
    group.post("word_lists.add", {"kind": "brand", "word": "X"}, 403, slug=slug)


def test_an_acceptance_in_another_procurement_cannot_be_taken_back(
    client: Client, make: Make, slug: str
):
    form = client.get("wording.accept", slug=slug, rule="K09", phrase="SAP")
    client.submit(form, {"reason": "Avklart."})
    with client.database.read() as session:
        (waiver,) = session.exec(select(LintWaiver)).all()
    other = make.procurement()
    intruder = Client(client.app)
    intruder.sign_in(make.user_of(make.member(Role.lead)))

    intruder.post("wording.take_back", status=404, slug=other.slug, waiver_id=waiver.id)
    intruder.post("wording.take_back", status=404, slug=slug, waiver_id=waiver.id)

    with client.database.read() as session:
        assert len(session.exec(select(LintWaiver)).all()) == 1


def test_errors_are_a_task_at_home_and_stand_in_the_way_of_a_baseline(
    client: Client, make: Make, slug: str
):
    home = client.get("home.index", slug=slug)
    assert "The language check has found 5 errors." in home.text(".tasks")

    draft = client.get("baselines.new", slug=slug)
    make.move(Phase.review)
    ask = client.get("sealing.show", slug=slug)

    for page in (draft, ask):
        assert "KR-001: Name of a product or supplier: «SAP»" in page.text()
        assert not page.soup.select("main form")
    refused = client.post("baselines.new", {"name": "First"}, 403, slug=slug)
    assert "Errors of wording stand in the way of a baseline." in refused.text()
