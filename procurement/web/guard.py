"""Who is here, and may they: sessions per request, and one decorator for each kind of page."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from procurement.access import Permission, phases_of
from procurement.config import Settings
from procurement.db import Database
from procurement.domain import Action, User
from procurement.domain.labels import label
from procurement.errors import ForbiddenError, KravsporError
from procurement.i18n import DEFAULT_LANGUAGE, LANGUAGES, set_language
from procurement.i18n import gettext as _
from procurement.services.sign_in import touch_session, user_of
from procurement.services.work import Work, now, open_work

View = Callable[..., ResponseReturnValue]
_TOUCH_EVERY = timedelta(minutes=5)
LANGUAGE_COOKIE = "kravspor-language"


class SignInNeeded(KravsporError):
    """Nobody is signed in, or the session has ended."""

    status = 401


def init_app(app: Flask, database: Database, settings: Settings) -> None:
    """Open and close the database for each request and choose the language."""
    app.extensions["database"] = database
    app.extensions["settings"] = settings
    app.before_request(_begin)
    app.teardown_request(_end)


def database() -> Database:
    """Return the database of this installation."""
    return cast(Database, current_app.extensions["database"])


def session() -> Session:
    """Return the session of this request: it writes only when the request may change something."""
    if "session" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        reading = request.method in ("GET", "HEAD") or hasattr(view, "only_reads")
        g.session = database().read() if reading else database().write()
    return cast(Session, g.session)


def session_cookie() -> str:
    """Return the name of the cookie that holds the session token."""
    settings: Settings = current_app.extensions["settings"]
    return "__Host-kravspor" if settings.https else "kravspor"


def signed_in_user() -> User | None:
    """Return who is signed in, if anybody is."""
    if "user" not in g:
        g.user = _user_of_cookie()
    return cast("User | None", g.user)


def _user_of_cookie() -> User | None:
    token = request.cookies.get(session_cookie(), "")
    found = user_of(session(), token) if token else None
    if found is None:
        return None
    user, held = found
    if now() - held.last_seen > _TOUCH_EVERY and request.method in ("GET", "HEAD"):
        with database().transaction() as writer:
            touch_session(writer, token)
    return user


def _begin() -> None:
    set_language(request.cookies.get(LANGUAGE_COOKIE, DEFAULT_LANGUAGE))
    if request.endpoint in (None, "static"):
        return
    _refuse_nul()
    user = signed_in_user()
    if user is not None and request.cookies.get(LANGUAGE_COOKIE) not in LANGUAGES:
        set_language(user.language)


def _refuse_nul() -> None:
    """No key types it, no page can show it, and PostgreSQL cannot store it."""
    sent = [request.path, *(text for _name, texts in request.values.lists() for text in texts)]
    if any("\0" in text for text in sent):
        raise KravsporError(_("The request could not be understood."))


def _end(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()


def only_reads(view: View) -> View:
    """Declare that a page stores nothing of what it is sent, so that it need not wait its turn."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare that a page is for everybody."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Declare that a page is for whoever is signed in; the view gets the user."""

    @wraps(view)
    def guarded(**values: Any) -> ResponseReturnValue:
        return view(_require_user(), **values)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


def requires(permission: Permission) -> Callable[[View], View]:
    """Open the procurement named in the address, check the permission, hand over the work."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(slug: str, **values: Any) -> ResponseReturnValue:
            g.work = open_work(session(), slug, _require_user())
            if not g.work.may(permission):
                _note_denial(g.work, permission)
                raise ForbiddenError(_why_not(g.work, permission))
            return view(g.work, **values)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _require_user() -> User:
    user = signed_in_user()
    if user is None:
        raise SignInNeeded(_("Sign in to go on. What you typed is kept."))
    return user


def _why_not(work: Work, permission: Permission) -> str:
    phases = phases_of(permission, work.member.role)
    if not phases:
        return _("The role %(role)s does not give access to this.", role=label(work.member.role))
    return _(
        "You cannot do this while the procurement is in the phase %(phase)s.",
        phase=label(work.procurement.phase),
    )


def _note_denial(work: Work, permission: Permission) -> None:
    session().expunge_all()  # else reading them again would take the lock that the writer needs
    session().rollback()
    with database().transaction() as writer:
        Work(writer, work.procurement, work.member, work.user).record(
            Action.access_denied, f"{permission} {request.path}"
        )


def may(permission: Permission) -> bool:
    """Return True if the current user may do this; templates hide with it what is not theirs."""
    return "work" in g and g.work.may(permission)


def wants_part() -> bool:
    """Return True if htmx asks for a part of the page and not for the whole."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") == "partial"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )
