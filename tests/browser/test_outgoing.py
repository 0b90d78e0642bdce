"""The seal and an addendum, on pages that are accessible and fit a narrow window."""

import pytest
from playwright.sync_api import Page
from sqlmodel import select

from procurement.domain import Phase, User
from procurement.services.addenda import AddendumDraft, make_addendum
from procurement.services.addendum_changes import ChangeDraft, set_change
from procurement.services.work import open_work
from tests.browser.conftest import Opener
from tests.browser.looks import overflow, violations
from tests.browser.served import Site

pytestmark = pytest.mark.browser
SLUG, LEAD = "helgeland-erp-vurdering", "lead@demo.kravspor.example"
ADDENDUM = "tilleggsinformasjon/1"


def prepared(site: Site) -> None:
    """Put the procurement between seal and bids, with a draft of an addendum."""
    with site.database.transaction() as session:
        user = session.exec(select(User).where(User.email == LEAD)).one()
        work = open_work(session, SLUG, user)
        work.procurement.phase = Phase.sealed
        session.flush()
        addendum = make_addendum(work, AddendumDraft("Om svartid", "Spørsmål og svar.", None, ""))
        new = ChangeDraft("KR-006", "statement", "Systemet skal gjøre dette.", "Det var uklart.")
        set_change(work, addendum, new)


def checked(page: Page, site: Site, place: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site.address}/anskaffelser/{SLUG}/{place}")
    assert not violations(page), place
    assert not overflow(page, 320), place


def test_the_pages_of_an_addendum_and_of_the_seal_are_accessible(
    open_page: Opener, own_data: None, site: Site
) -> None:
    prepared(site)
    page = open_page(LEAD)
    change = f"{ADDENDUM}/endring/KR-006/statement"
    acts = ("", "/rediger", "/slett", "/publiser", "/endring")
    for place in ("forsegling/", "tilleggsinformasjon/", change, f"{change}/fjern"):
        checked(page, site, place)
    for act in acts:
        checked(page, site, ADDENDUM + act)
