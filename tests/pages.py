"""A browser for tests: every page it gets is checked, whatever the test is about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from procurement.app import create_app
from procurement.config import Settings
from procurement.db import Database
from procurement.domain import User
from procurement.i18n import LANGUAGES
from procurement.services.sign_in import start_session

HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Cache-Control",
)
_ADDRESSES = {"a": "href", "form": "action", "button": "formaction", "link": "href"}
_SENT = {"img": "src", "script": "src"}
_TYPED = "input:not([type=hidden], [type=submit]), select, textarea"


@dataclass(frozen=True)
class Page:
    """An answer, and the page in it if it is one."""

    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        """Return the status."""
        return self.response.status_code

    @property
    def soup(self) -> BeautifulSoup:
        """Return the page to look things up in."""
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def location(self) -> str:
        """Return where a redirect leads."""
        return self.response.headers["Location"]

    def text(self, selector: str = "main") -> str:
        """Return what a reader sees in the first element that fits, on one line."""
        found = self.soup.select_one(selector)
        assert found is not None, f"{self.path} has no {selector}"
        return " ".join(found.get_text(" ").split())

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        found = self.soup.select_one(f"main [name='{name}']")
        assert found is not None, f"{self.path} has no field {name}"
        if found.name == "textarea":
            return found.get_text().removeprefix("\r").removeprefix("\n")
        return str(found.get("value", ""))

    def links(self, selector: str = "main a") -> list[str]:
        """Return where the links that fit lead."""
        return [urljoin(self.path, str(tag["href"])) for tag in self.soup.select(selector)]


def app_on(database: Database) -> Flask:
    """Return the application over a database, as one machine runs it."""
    return create_app(Settings(database.url, secret_key="only-for-tests"), database)


class Client:
    """One browser, signed in or not."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.app = app
        self.http = app.test_client()
        self._token = ""
        if language:
            self.http.set_cookie("kravspor-language", language)

    @property
    def database(self) -> Database:
        """Return the database that the application uses."""
        found: Database = self.app.extensions["database"]
        return found

    def sign_in(self, user: User) -> str:
        """Start a session without a password and return its token."""
        with self.database.transaction() as session:
            token = start_session(session, user)
        self.http.set_cookie("kravspor", token)
        return token

    def address(self, endpoint: str, **values: Any) -> str:
        """Return the path of a page."""
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return str(self.app.url_for(endpoint, **values))

    def get(self, endpoint: str, status: int = 200, **values: Any) -> Page:
        """Get a page and check it."""
        path = self.address(endpoint, **values)
        return self.checked(self.http.get(path), path, status)

    def post(
        self, endpoint: str, data: dict[str, Any] | None = None, status: int = 302, **values: Any
    ) -> Page:
        """Send a form with its token and check what comes back."""
        path = self.address(endpoint, **values)
        fields = {"csrf_token": self.token()} | (data or {})
        return self.checked(self.http.post(path, data=fields), path, status)

    def submit(self, page: Page, typed: dict[str, Any], status: int = 302) -> Page:
        """Fill in the form of a page, as it stands, and send it."""
        form = page.soup.select_one("main form[method=post]")
        assert form is not None, f"{page.path} has no form"
        path = urljoin(page.path, str(form.get("action", page.path)))
        response = self.http.post(path, data=fields_of(form) | typed)
        return self.checked(response, path, status)

    def follow(self, page: Page, status: int = 200) -> Page:
        """Go where a redirect leads."""
        return self.get(page.location, status)

    def token(self) -> str:
        """Return a token that the next form is confirmed with."""
        page = BeautifulSoup(self.http.get("/tilgjengelighet").text, "html.parser")
        return str(page.select("[name=csrf_token]")[0]["value"])

    def checked(self, response: TestResponse, path: str, status: int | None = None) -> Page:
        """Return an answer once it has been checked."""
        if status is not None:
            assert response.status_code == status, f"{path}: {gist(response)}"
        check_headers(response, path)
        if response.mimetype == "text/html" and response.status_code not in (302, 308):
            check_page(response.text, path, self.app)
        return Page(response, path)


def gist(response: TestResponse) -> str:
    """Return the status of an answer and the beginning of what it says."""
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    words = (page.main or page).get_text(" ").split()
    return f"{response.status_code} {' '.join(words)[:600]}"


def fields_of(form: Tag) -> dict[str, list[str]]:
    """Return what a browser would send of a form that nobody has touched."""
    fields: dict[str, list[str]] = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        fields.setdefault(str(tag["name"]), []).extend(_sent(tag))
    return fields


def _sent(tag: Tag) -> list[str]:
    if tag.name == "textarea":
        return [tag.get_text().removeprefix("\r").removeprefix("\n")]
    if tag.name == "select":
        chosen = tag.select("option[selected]") or tag.select("option")[: not tag.get("multiple")]
        return [str(option["value"]) for option in chosen]
    if tag.get("type") in ("radio", "checkbox") and not tag.has_attr("checked"):
        return []
    return [str(tag.get("value", ""))]


def check_headers(response: TestResponse, path: str) -> None:
    """Refuse an answer without the headers that protect it."""
    missing = [name for name in HEADERS if name not in response.headers]
    assert not missing, f"{path} lacks {missing}"
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy, path
    assert response.headers["Cache-Control"] == "no-store" or path.startswith("/static/"), path


def check_page(text: str, path: str, app: Flask) -> None:
    """Refuse a page that is not whole."""
    html5lib.HTMLParser(strict=True).parse(text)
    page = BeautifulSoup(text, "html.parser")
    assert page.html is not None and page.html.get("lang") in LANGUAGES, f"{path}: language"
    assert len(page.select("h1")) == 1, f"{path}: a page has one heading"
    assert page.title is not None and page.title.get_text().strip(), f"{path}: a page has a title"
    _check_ids(page, path)
    _check_scripts(page, path)
    for form in page.select("form[method=post]"):
        tokens = form.select("input[name=csrf_token][value]")
        assert len(tokens) == 1 and tokens[0]["value"], f"{path}: a form has one token"
    _check_addresses(page, path, app)


def check_part(text: str, path: str, app: Flask) -> None:
    """Refuse a part of a page that is not whole."""
    html5lib.HTMLParser(strict=True).parseFragment(text)
    page = BeautifulSoup(text, "html.parser")
    _check_ids(page, path)
    _check_scripts(page, path)
    _check_addresses(page, path, app)


def _check_ids(page: BeautifulSoup, path: str) -> None:
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"{path}: ids are unique"
    for name in ("aria-describedby", "aria-labelledby", "for", "list", "form"):
        for tag in page.select(f"[{name}]"):
            missing = set(str(" ".join(_listed(tag[name]))).split()) - set(ids)
            assert not missing, f"{path}: {name} names {missing}, which is not there"
    for field in page.select(_TYPED):
        named = field.has_attr("aria-label") or page.select_one(f"label[for='{field.get('id')}']")
        assert named, f"{path}: {field} has no label"


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _check_scripts(page: BeautifulSoup, path: str) -> None:
    assert not page.select("[style], style"), f"{path}: no style in the page"
    assert not page.select("script:not([src])"), f"{path}: no script in the page"
    for tag in page.find_all(True):
        acts = [name for name in tag.attrs if name.startswith("on")]
        assert not acts, f"{path}: {tag.name} has {acts}"


def _check_addresses(page: BeautifulSoup, path: str, app: Flask) -> None:
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    for tag in page.select("a, form, button, link, img, script, [hx-get], [hx-post]"):
        for name in (_ADDRESSES.get(tag.name), _SENT.get(tag.name), "hx-get", "hx-post"):
            if name and tag.has_attr(name):
                method = "POST" if _posts(tag, name) else "GET"
                _check_address(str(tag[name]), method, path, ids, app)


def _posts(tag: Tag, name: str) -> bool:
    form = tag if tag.name == "form" else tag.find_parent("form")
    if name in ("action", "formaction"):
        return form is not None and str(form.get("method", "get")).lower() == "post"
    return name == "hx-post"


def _check_address(address: str, method: str, path: str, ids: set[str], app: Flask) -> None:
    parts = urlsplit(urljoin(path, address))
    assert not parts.netloc and not parts.scheme, f"{path}: {address} leads elsewhere"
    if address.startswith("#"):
        assert parts.fragment in ids, f"{path}: nothing to jump to at {address}"
        return
    try:
        endpoint, values = app.url_map.bind("localhost").match(parts.path, method=method)
    except HTTPException as error:
        raise AssertionError(f"{path}: {method} {address} leads nowhere") from error
    if endpoint == "static":
        assert Path(str(app.static_folder), values["filename"]).is_file(), f"{path}: {address}"
