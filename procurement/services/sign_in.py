"""Sign in and out with a local account; the session lives on the server."""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, col, func, select

from procurement.domain import Action, Event, SignInAttempt, User, UserSession
from procurement.errors import FieldError
from procurement.i18n import gettext as _
from procurement.services.work import now

IDLE_LIMIT = timedelta(hours=1)
ABSOLUTE_LIMIT = timedelta(hours=12)
ATTEMPTS_LIMIT = 10
ATTEMPTS_WINDOW = timedelta(minutes=15)

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_urlsafe())  # so that an unknown address takes as long


def hash_password(password: str) -> str:
    """Return what is stored of a password."""
    return _hasher.hash(password)


def check_password(session: Session, email: str, password: str) -> User | None:
    """Return the user if the password is right; verification is slow on purpose."""
    user = session.exec(select(User).where(User.email == email.strip().lower())).first()
    try:
        _hasher.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return user if user and user.is_active else None


def refuse_guessing(session: Session, email: str) -> None:
    """Raise when there have been too many wrong passwords for an address lately."""
    failures = session.exec(
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.email == email.strip().lower())
        .where(col(SignInAttempt.at) > now() - ATTEMPTS_WINDOW)
    ).one()
    if failures >= ATTEMPTS_LIMIT:
        raise FieldError("password", _("Too many attempts. Wait 15 minutes and try again."))


def note_failure(session: Session, email: str) -> None:
    """Remember a wrong password."""
    session.add(SignInAttempt(email=email.strip().lower()[:120], at=now()))
    session.add(Event(at=now(), actor=email[:120], action=Action.sign_in_refused))


def start_session(session: Session, user: User) -> str:
    """Start a session and return the token that goes into the cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(token_sha256=_digest(token), user_id=user.id, created=now(), last_seen=now())
    )
    session.add(Event(at=now(), actor=user.email, action=Action.signed_in))
    return token


def user_of(session: Session, token: str) -> tuple[User, UserSession] | None:
    """Return who holds a token, unless it is unknown, idle too long or too old."""
    found = session.exec(
        select(User, UserSession)
        .join(UserSession)
        .where(UserSession.token_sha256 == _digest(token), col(User.is_active))
    ).first()
    if found is None:
        return None
    user, held = found
    if now() - held.last_seen > IDLE_LIMIT or now() - held.created > ABSOLUTE_LIMIT:
        return None
    return user, held


def touch_session(session: Session, token: str) -> None:
    """Note that a session is in use."""
    held = session.get(UserSession, _digest(token))
    if held is not None:
        held.last_seen = now()


def end_session(session: Session, token: str) -> None:
    """End a session for good; its cookie is worth nothing afterwards."""
    held = session.get(UserSession, _digest(token))
    if held is not None:
        session.delete(held)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
