"""Let LibreOffice turn documents into PDF: one call per batch, away from the net and from us.

Each call gets a folder and a profile of its own. What takes too long is killed with all that it
started; either every document of the batch comes back, or an error that says why not.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from procurement.errors import KravsporError
from procurement.i18n import format_number
from procurement.i18n import gettext as _

NAMES = ("soffice", "libreoffice")
_LOOK = 0.1  # seconds between two looks at how far it is
_SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "{locale}"),
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Office.Common/Filter/PDF/Export", "DisplayPDFDocumentTitle", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never fetch what a document links to
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),  # and if it should, there is nobody to ask
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
)
_one_at_a_time = BoundedSemaphore(1)

Tell = Callable[[int], object]  # how many are done; it may raise to stop


class OfficeError(KravsporError):
    """LibreOffice gave no PDF."""

    status = 503


@dataclass(frozen=True)
class Office:
    """Where LibreOffice is, and how long a batch may take."""

    command: str
    seconds: float = 240


def find_office(setting: str | None) -> Office | None:
    """Return the LibreOffice of a setting, or without one that on PATH; None if there is none."""
    names = NAMES if setting is None else (setting,)
    found = next(filter(None, (shutil.which(name) for name in names if name)), None)
    return Office(found) if found else None


def convert(
    office: Office, files: Mapping[str, bytes], locale: str, tell: Tell
) -> dict[str, bytes]:
    """Return each file as PDF; the names are ours and are not used as paths."""
    while not _one_at_a_time.acquire(timeout=_LOOK):
        tell(0)
    try:
        with TemporaryDirectory(prefix="kravspor-", ignore_cleanup_errors=True) as place:
            profile = _profile(Path(place), locale)
            return _converted(office, profile, files, tell)
    finally:
        _one_at_a_time.release()


def _converted(
    office: Office, profile: Path, files: Mapping[str, bytes], tell: Tell
) -> dict[str, bytes]:
    folder = profile.parent
    made = folder / "made"
    made.mkdir()
    given = []
    for number, (name, content) in enumerate(files.items(), 1):
        given.append(folder / f"{number}.{name.rpartition('.')[2]}")
        given[-1].write_bytes(content)
    _run(office, profile, given, lambda: tell(len(list(made.glob("*.pdf")))))
    found = {}
    for name, file in zip(files, given, strict=True):
        pdf = made / f"{file.stem}.pdf"
        if not pdf.is_file() or not pdf.read_bytes().startswith(b"%PDF-"):
            raise OfficeError(
                _(
                    "LibreOffice could not turn %(name)s into PDF, so nothing was stored.",
                    name=name,
                )
            )
        found[name] = pdf.read_bytes()
    return found


def _run(office: Office, profile: Path, given: list[Path], look: Callable[[], object]) -> None:
    """Run LibreOffice to its end; on an error, or out of time, kill all that it started."""
    folder = profile.parent
    command = [
        *_without_net(),
        office.command,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "made"),
        *map(str, given),
    ]
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    end = time.monotonic() + office.seconds
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            while not _ended(process):
                look()
                if time.monotonic() > end:
                    raise OfficeError(_out_of_time(office.seconds))
        finally:
            _kill(process)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started; nothing is left of one that ended by itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _out_of_time(seconds: float) -> str:
    return _(
        "LibreOffice was not done after %(seconds)s seconds and was stopped, so nothing was "
        "stored.",
        seconds=format_number(Decimal(str(seconds))),
    )


def _profile(folder: Path, locale: str) -> Path:
    """Make the profile: Norwegian numbers, tagged PDF, no macros, nothing fetched."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        _ITEM.format(path=path, name=name, value=value.format(locale=locale))
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), "utf-8")
    return user.parent


@cache
def _without_net() -> tuple[str, ...]:
    """Return what starts a program where there is no network, if this machine lets us."""
    found = shutil.which("unshare")
    if found is None:
        return ()
    start = (found, "--user", "--map-root-user", "--net", "--")
    tried = subprocess.run(
        [*start, "true"], capture_output=True, timeout=10, check=False, stdin=subprocess.DEVNULL
    )
    return start if tried.returncode == 0 else ()
