"""The errors that Kravspor raises on purpose; their text is fit to show to a user."""


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
