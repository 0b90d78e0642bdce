"""Show the pages of a PDF as pictures, by pdftoppm where it is installed."""

import os
import shutil
import subprocess
from io import BytesIO
from tempfile import TemporaryFile
from threading import BoundedSemaphore

from procurement.errors import KravsporError, NotFoundError
from procurement.i18n import gettext as _

DOTS = 96  # per inch
_SECONDS = 20
_at_once = BoundedSemaphore(2)


def can_show_pages() -> bool:
    """Return True if there is a program here that draws pages."""
    return shutil.which("pdftoppm") is not None


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    """Return how wide and high the picture of each page is."""
    from pypdf import PdfReader  # heavy

    boxes = [page.mediabox for page in PdfReader(BytesIO(content)).pages]
    scale = DOTS / 72
    return [(round(float(b.width) * scale), round(float(b.height) * scale)) for b in boxes]


def page_picture(content: bytes, number: int) -> bytes:
    """Return a page as PNG; a page that is not there is not found."""
    command = shutil.which("pdftoppm")
    if command is None:
        raise NotFoundError(_("Pages can only be shown where pdftoppm is installed."))
    place = str(number)
    with _at_once, TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        try:
            done = subprocess.run(
                [command, "-png", "-r", str(DOTS), "-f", place, "-l", place, "-"],
                stdin=file,
                capture_output=True,
                env={"PATH": os.defpath},
                timeout=_SECONDS,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise KravsporError(_("This page took too long to draw.")) from error
    if not done.stdout.startswith(b"\x89PNG"):
        raise NotFoundError(_("There is no page %(number)s here.", number=number))
    return done.stdout
