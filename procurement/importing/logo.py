"""Read a logo: only a PNG, opened in a child, and written anew so that nothing else comes along."""

from base64 import b64decode, b64encode
from io import BytesIO
from typing import IO

from PIL import Image, UnidentifiedImageError

from procurement.i18n import gettext as _
from procurement.importing import child
from procurement.importing.refusal import Reason, UploadError, refusal

MOST_MEGABYTES = 2
_MOST = MOST_MEGABYTES * 2**20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_DOTS = 8_000_000
_LARGEST = (1200, 600)


def logo_in(source: IO[bytes]) -> bytes:
    """Return the picture of a file as a PNG of our own making; raise UploadError for all else."""
    content = source.read(_MOST + 1)
    if len(content) > _MOST:
        raise refusal(Reason.too_big, most=MOST_MEGABYTES)
    if not content:
        raise refusal(Reason.empty)
    if not content.startswith(_SIGNATURE):
        raise refusal(Reason.wrong_kind, kinds=".png")
    drawn = b64decode(str(child.run(redrawn, content)))
    if not drawn.startswith(_SIGNATURE):
        raise refusal(Reason.damaged)
    return drawn


def redrawn(content: bytes) -> str:
    """Return a picture drawn anew, without what else its file held; runs in the child."""
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > _MOST_DOTS:
                sentence = _("The picture has too many dots. Save it smaller.")
                raise UploadError(Reason.heavy, sentence)
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise refusal(Reason.damaged) from error
    drawn.thumbnail(_LARGEST)
    drawn.info.clear()
    out = BytesIO()
    drawn.save(out, "PNG")
    return b64encode(out.getvalue()).decode()
