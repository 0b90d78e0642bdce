"""Settings, read once from the environment; every one has a value that works on one machine."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from procurement.errors import ConfigurationError
from procurement.i18n import gettext as _


@dataclass(frozen=True)
class Settings:
    """What differs between installations."""

    database_url: str
    secret_key: str
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    office: str | None = None  # None: the LibreOffice on PATH; empty: none at all


def settings_from_environment() -> Settings:
    """Read the KRAVSPOR_ variables; keep a generated secret in the data folder."""
    folder = Path(os.environ.get("KRAVSPOR_DATA", "instance"))
    url = os.environ.get("KRAVSPOR_DATABASE_URL") or f"sqlite:///{folder / 'kravspor.db'}"
    hosts = tuple(h.strip() for h in os.environ.get("KRAVSPOR_HOSTS", "").split(",") if h.strip())
    return Settings(
        database_url=url,
        secret_key=os.environ.get("KRAVSPOR_SECRET_KEY") or _kept_secret(folder),
        https=os.environ.get("KRAVSPOR_HTTPS") == "1",
        trusted_hosts=hosts,
        office=os.environ.get("KRAVSPOR_OFFICE"),
    )


def _kept_secret(folder: Path) -> str:
    file = folder / "secret-key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.is_file():
            return file.read_text(encoding="ascii")
        return _new_secret(file)
    except OSError as error:
        raise ConfigurationError(
            _(
                "The data folder %(folder)s cannot be written to: %(cause)s.",
                folder=folder,
                cause=error.strerror,
            )
        ) from error


def _new_secret(file: Path) -> str:
    secret = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secret)
    return secret
