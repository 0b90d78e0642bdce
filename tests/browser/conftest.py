"""A browser, the demonstration it looks at, and pages that may not log an error."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import chromium, keep_errors, new_context
from tests.browser.served import Site, load_into, serve

Opener = Callable[..., Page]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration to all tests that change nothing in it."""
    with serve(load_into(tmp_path_factory.mktemp("demonstration"))) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def site(shared_site: Site) -> Site:
    """Return the site that a test looks at."""
    return shared_site


@pytest.fixture
def own_data(shared_site: Site, tmp_path: Path) -> Iterator[None]:
    """Give a test that changes data a fresh copy of them."""
    with shared_site.fresh_copy(tmp_path / "own.db"):
        yield


@pytest.fixture
def errors() -> list[str]:
    """Return what the pages of this test have logged as errors."""
    return []


@pytest.fixture
def open_page(browser: Browser, site: Site, errors: list[str]) -> Iterator[Opener]:
    """Open a page in a browser of its own; what it logs as an error fails the test."""
    contexts: list[BrowserContext] = []

    def open_one(email: str = "", **settings: Any) -> Page:
        context = new_context(browser, site, email, **settings)
        contexts.append(context)
        keep_errors(context, errors)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def signed_in(open_page: Opener) -> Opener:
    """Open a page in which a user of the demonstration is signed in, by the name before the @."""

    def open_as(name: str, **settings: Any) -> Page:
        return open_page(f"{name}@demo.kravspor.example", **settings)

    return open_as
