"""The canonical form of a bundle and its digest, which do not depend on the file's layout."""

import hashlib
import json

from procurement.errors import EvaluationError
from procurement.i18n import gettext as _


def canonical_json(data: object) -> bytes:
    """Return data as JSON with sorted keys (by code point), no spaces, in UTF-8.

    >>> canonical_json({"b": ["å", 1], "a": None}).decode()
    '{"a":null,"b":["å",1]}'
    """
    try:
        text = json.dumps(
            data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise EvaluationError(_("This cannot be written as JSON.")) from error


def digest(data: object) -> str:
    """Return "sha256:..." over the canonical JSON of a bundle, leaving out its `result`.

    Only layout is neutral: "10" and "10.0" are different texts and give different digests.

    >>> digest({"a": 1, "result": 2}) == digest({"a": 1})
    True
    """
    bare = data
    if isinstance(data, dict):
        bare = {key: value for key, value in data.items() if key != "result"}
    return "sha256:" + hashlib.sha256(canonical_json(bare)).hexdigest()
