"""Keep texts exactly as typed, without the few characters that no document can hold."""

import re

_NEWLINE = re.compile(r"\r\n?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]"
)


def printable(text: str) -> str:
    r"""Return a text without control characters; tabs and line breaks stay.

    >>> printable("a\x00b\r\n\tc\ud800")
    'ab\n\tc'
    """
    return _UNPRINTABLE.sub("", _NEWLINE.sub("\n", text))
