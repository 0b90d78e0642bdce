"""Keep texts exactly as typed, without the few characters that no document can hold."""

import re
from xml.sax.saxutils import escape

_NEWLINE = re.compile(r"\r\n?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]"
)


def printable(text: str) -> str:
    r"""Return a text without control characters; tabs and line breaks stay.

    >>> printable("a\x00b\r\n\tc\ud800")
    'ab\n\tc'
    """
    if text.isprintable():  # most are, and this is fast
        return text
    return _UNPRINTABLE.sub("", _NEWLINE.sub("\n", text))


def escaped(text: str) -> str:
    """Return a text in which markup stands for itself."""
    return escape(text) if "&" in text or "<" in text or ">" in text else text
