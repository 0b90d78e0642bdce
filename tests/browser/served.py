"""The demonstration, loaded into a database of its own and served on a free port."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlmodel import select
from werkzeug.serving import WSGIRequestHandler, make_server

from procurement.app import create_app
from procurement.config import Settings
from procurement.db import Database
from procurement.domain import User
from procurement.domain.organisation import UserSession
from procurement.migrations import upgrade
from procurement.services.demonstration import PASSWORD, load_demonstration
from procurement.services.sign_in import start_session

__all__ = ["PASSWORD", "Site", "load_into", "serve"]


def load_into(folder: Path) -> Path:
    """Make a database with the demonstration and return its file."""
    file = folder / "loaded.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    with database.transaction() as session:
        load_demonstration(session)
    database.dispose()
    return file


class _Quiet(WSGIRequestHandler):
    """Serve without a line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Site:
    """A running Kravspor whose database can be changed under it."""

    def __init__(self, app: Flask, address: str, loaded: Path) -> None:
        self._app, self._loaded = app, loaded
        self.address = address

    @property
    def database(self) -> Database:
        """Return the database that is served now."""
        database: Database = self._app.extensions["database"]
        return database

    def endpoints(self, *paths: str) -> set[str]:
        """Return the endpoints that answer at these paths, or all that can be opened."""
        if not paths:
            rules = self._app.url_map.iter_rules()
            return {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
        routes = self._app.url_map.bind("localhost")
        return {routes.match(path, method="GET")[0] for path in paths}

    @contextmanager
    def fresh_copy(self, file: Path) -> Iterator[None]:
        """Serve a fresh copy of the loaded database for the length of a block."""
        shutil.copyfile(self._loaded, file)
        before, copied = self.database, Database(f"sqlite:///{file}")
        self._app.extensions["database"] = copied
        try:
            yield
        finally:
            self._app.extensions["database"] = before
            copied.dispose()

    def sign_in(self, email: str) -> str:
        """Start a session for a user and return its token."""
        with self.database.transaction() as session:
            user = session.exec(select(User).where(User.email == email)).one()
            return start_session(session, user)

    def end_all_sessions(self) -> None:
        """Sign everybody out, as when the hour has passed."""
        with self.database.transaction() as session:
            for held in session.exec(select(UserSession)):
                session.delete(held)


@contextmanager
def serve(loaded: Path) -> Iterator[Site]:
    """Serve a copy of the loaded database on a free port."""
    file = loaded.with_name("shared.db")
    shutil.copyfile(loaded, file)
    settings = Settings(f"sqlite:///{file}", secret_key="only-for-tests")
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    site = Site(app, f"http://127.0.0.1:{server.server_port}", loaded)
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        site.database.dispose()
