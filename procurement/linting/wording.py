"""Read the short notation of the word lists: «god[|t|e], best mulig» and the like."""

import re
from collections.abc import Mapping
from itertools import product

from procurement.errors import CatalogueError
from procurement.i18n import gettext as _

ANY_WORD = "*"

_LANGUAGE_KEYS = {"nb": ("both", "nb"), "nn": ("both", "nn")}
_PART = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_MOST_FORMS = 200

Words = Mapping[str, str]


def split_list(text: str) -> tuple[str, ...]:
    """Return the entries of a list with commas between."""
    return tuple(item for item in (" ".join(part.split()) for part in text.split(",")) if item)


def entries(words: Words, language: str) -> tuple[str, ...]:
    """Return the entries for a language: those for both written languages, and its own."""
    return tuple(
        entry for key in _LANGUAGE_KEYS[language] for entry in split_list(words.get(key, ""))
    )


def forms(word: str) -> tuple[str, ...]:
    """Return every form that a word with endings in brackets stands for, in small letters.

    >>> forms("god[|t|e]")
    ('god', 'godt', 'gode')
    """
    parts = list(_PART.finditer(word))
    if "".join(part.group() for part in parts) != word:
        raise CatalogueError(_("%(word)s: the brackets do not match.", word=word))
    choices = [part[1].split("|") if part[2] is None else [part[2]] for part in parts]
    found = tuple(dict.fromkeys("".join(choice).lower() for choice in product(*choices)))
    if "" in found or len(found) > _MOST_FORMS:
        raise CatalogueError(_("%(word)s: the brackets give no word, or too many.", word=word))
    return found


def word_set(words: Words, language: str) -> frozenset[str]:
    """Return every form of the single words in a list."""
    return frozenset(form for entry in entries(words, language) for form in forms(entry))
