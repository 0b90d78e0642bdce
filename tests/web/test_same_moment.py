"""Several browsers send the same form in the same moment, on each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from bs4 import Tag
from factories import Make
from pages import Client, Page, app_on, fields_of
from sqlmodel import select
from worlds import whole

from procurement.db import Database
from procurement.domain import Phase, Requirement

SAVERS = 6


def test_a_code_taken_a_second_ago_is_said_beside_the_field(
    database: Database, make_anywhere: Make
):
    app = app_on(database)
    world = whole(make_anywhere, Phase.drafting)
    browsers = [Client(app) for _each in range(SAVERS)]
    for browser in browsers:
        browser.sign_in(make_anywhere.user_of(world.members["working_group"]))
    path = browsers[0].address("requirements.new", slug=world.slug)
    forms = [fields_of(form_in(browser.get(path))) for browser in browsers]
    start = Barrier(SAVERS)

    def add(number: int) -> int:
        start.wait()
        typed = {"statement": f"By {number}.", "requirement_class": "information"}
        answer = browsers[number].http.post(path, data=forms[number] | typed)
        if answer.status_code == 422:
            page = browsers[number].checked(answer, path)
            assert "The code KR-004 is already in use." in page.text("#code-error")
            assert page.value("statement") == f"By {number}."
        return answer.status_code

    with ThreadPoolExecutor(SAVERS) as pool:
        assert sorted(pool.map(add, range(SAVERS))) == [302] + [422] * (SAVERS - 1)


def form_in(page: Page) -> Tag:
    form = page.soup.select_one("main form[method=post]")
    assert form is not None
    return form


@pytest.mark.parametrize("same", [True, False])
def test_all_who_save_in_the_same_moment_get_an_answer(
    database: Database, make_anywhere: Make, same: bool
):
    app = app_on(database)
    world = whole(make_anywhere, Phase.drafting)
    browsers = [Client(app) for _each in range(SAVERS)]
    for browser in browsers:
        browser.sign_in(make_anywhere.user_of(world.members["working_group"]))
    fields = ("title", "statement", "why", "answer_instruction", "legal_basis", "integration_point")
    path = browsers[0].address("requirements.edit", slug=world.slug, code="KR-001")
    tokens, start = [browser.token() for browser in browsers], Barrier(SAVERS)

    def save(number: int) -> int:
        name = "statement" if same else fields[number]
        sent = {"csrf_token": tokens[number], "version": "1", name: f"by {number}"}
        start.wait()
        return browsers[number].http.post(path, data=sent).status_code

    with ThreadPoolExecutor(SAVERS) as pool:
        statuses = sorted(pool.map(save, range(SAVERS)))

    assert statuses == ([302] + [409] * (SAVERS - 1) if same else [302] * SAVERS)
    with database.read() as session:
        kept = session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
    texts = [getattr(kept, name) for name in fields]
    assert kept.statement.startswith("by ") if same else texts == [f"by {n}" for n in range(6)]
