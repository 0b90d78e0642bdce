"""Digests by which a form that comes back is known, and a changed text in it."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence

_LENGTH = 32  # hexadecimal digits


def text_digest(texts: Iterable[str]) -> str:
    r"""Return the digest of some texts; spaces and line breaks may differ, letters may not.

    >>> text_digest(["KR-1", "a  b"]) == text_digest(["KR-1", "a\r\nb "])
    True
    >>> text_digest(["KR-1", "a b"]) == text_digest(["KR-1 a", "b"])
    False
    """
    return _digest([" ".join(unicodedata.normalize("NFC", text).split()) for text in texts])


def seal(rows: Iterable[Sequence[str]]) -> str:
    """Return the digest of all that the hidden sheet of a form says."""
    return _digest([list(row) for row in rows])


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
