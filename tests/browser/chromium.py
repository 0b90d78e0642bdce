"""Debian's Chromium, and pages in it whose errors are kept."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from tests.browser.served import Site

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# the browser logs these statuses as errors; to us they are answers
_ANSWERED = re.compile(r"Failed to load resource: .* status of (401|403|404|409|422) ")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium for the length of a block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        yield browser
        browser.close()


def new_context(
    browser: Browser, site: Site, email: str = "", language: str = "nb", **settings: Any
) -> BrowserContext:
    """Open a browser of its own, signed in if an address is given."""
    settings = {"viewport": {"width": 1280, "height": 900}} | settings
    context = browser.new_context(base_url=site.address, **settings)
    cookies = {"kravspor-language": language}
    if email:
        cookies["kravspor"] = site.sign_in(email)
    context.add_cookies(
        [{"name": name, "value": value, "url": site.address} for name, value in cookies.items()]
    )
    return context


def keep_errors(context: BrowserContext, errors: list[str]) -> None:
    """Keep what the pages of a browser log as errors; breaches of the policy are among them."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not _ANSWERED.match(message.text):
            errors.append(f"{message.page.url if message.page else ''}: {message.text}")

    context.on("console", note)
    context.on("weberror", lambda error: errors.append(str(error.error)))
