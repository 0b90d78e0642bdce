"""A server of its own over one database, and the times and the memory that it takes."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from lxml.html import fromstring
from sqlmodel import select

from procurement.db import Database
from procurement.domain import User
from procurement.services.sign_in import start_session


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many milliseconds."""

    status: int
    body: bytes
    milliseconds: float


class Site:
    """One server, asked as one signed-in user."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]", token: str) -> None:
        self.port = port
        self.process = process
        self._cookies = {"kravspor": token, "kravspor-language": "nb"}

    def get(self, path: str) -> Answer:
        """Get a page."""
        return self._ask("GET", path, "")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form that was got before."""
        return self._ask("POST", path, urlencode(fields))

    def megabytes(self) -> float:
        """Return the most memory that the server has had since it started."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def _ask(self, method: str, path: str, body: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        content = response.read()
        taken = (time.perf_counter() - began) * 1000
        connection.close()
        self._keep(response)
        return Answer(response.status, content, taken)

    def _keep(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = line.partition("=")
            self._cookies[name] = rest.partition(";")[0]


def fields_of(page: bytes) -> dict[str, str]:
    """Return what a browser would send of the form of a page that nobody has touched."""
    form = fromstring(page).xpath("//main//form[@method='post']")[0]
    return {name: value or "" for name, value in form.form_values()}


@contextmanager
def serve(file: Path, email: str) -> Iterator[Site]:
    """Serve a database for the length of a block."""
    address = f"sqlite:///{file}"
    database = Database(address)
    with database.transaction() as session:
        user = session.exec(select(User).where(User.email == email)).one()
        token = start_session(session, user)
    database.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    settings = {"KRAVSPOR_DATABASE_URL": address, "KRAVSPOR_DATA": str(file.parent / "data")}
    command = [sys.executable, "-m", "procurement", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()  # said once the application is made
        site = Site(port, process, token)
        _wait_for(site)
        yield site
    finally:
        process.terminate()
        process.wait()


def _wait_for(site: Site) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            site.get("/tilgjengelighet")
            return
        except ConnectionError:
            assert time.monotonic() < deadline, "the server does not answer"
