"""The errors that Kravspor raises on purpose; their text is fit to show to a user."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


class KravsporError(Exception):
    """Base of every error raised on purpose."""

    status = 400

    def __str__(self) -> str:
        return str(self.args[0])


class NotFoundError(KravsporError):
    """The thing asked for does not exist, or not for this user."""

    status = 404


class ForbiddenError(KravsporError):
    """The user may not do this in the current phase of the procurement."""

    status = 403


class ConflictError(KravsporError):
    """Somebody else saved the same thing after the user opened it."""

    status = 409


@dataclass(frozen=True)
class Clash:
    """One field that two people changed: how it was, what each made of it, by whom and when."""

    base: object
    theirs: object
    mine: object
    by: str = ""
    at: datetime | None = None


class ClashError(ConflictError):
    """Two people changed the same fields; holds all texts, so that nothing typed is lost.

    `merged` is what would be saved if each clash were decided for the one who saved first.
    """

    def __init__(
        self, message: str, clashes: Mapping[str, Clash], merged: Mapping[str, object]
    ) -> None:
        super().__init__(message)
        self.clashes = clashes
        self.merged = merged


class FieldError(KravsporError):
    """A rule broken by one field, so that a form can show the text beside it."""

    status = 422

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class EvaluationError(KravsporError):
    """A bundle from which no ranking can be computed; names the place inside it."""

    def __init__(self, message: str, place: str = "$") -> None:
        super().__init__(message)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.args[0]}"


class CatalogueError(KravsporError):
    """A catalogue or demonstration file that breaks its schema or refers to a missing key."""


class ConfigurationError(KravsporError):
    """A setting or service that Kravspor cannot run with."""

    status = 503
