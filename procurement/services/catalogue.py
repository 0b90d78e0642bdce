"""The catalogue that is shipped: browsed by area, searched, and what of it is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import col, select

from procurement.catalogue import Entry, load_catalogue
from procurement.domain import Requirement
from procurement.errors import NotFoundError
from procurement.i18n import gettext as _
from procurement.resources import resource_dir
from procurement.search import stem
from procurement.services.work import Work


@dataclass(frozen=True)
class CatalogueFilter:
    """What a user wants to see of the catalogue."""

    text: str = ""
    module: str = ""
    requirement_class: str = ""  # its letter
    is_new: bool = False  # only what is not taken in yet


@lru_cache
def shipped() -> dict[str, Entry]:
    """Return the entries of the catalogue by key."""
    return load_catalogue(resource_dir("requirements_catalog"))


def get_entry(key: str) -> Entry:
    """Return one entry."""
    entry = shipped().get(key)
    if entry is None:
        raise NotFoundError(_("The catalogue has no requirement %(key)s.", key=key))
    return entry


def modules(language: str) -> list[tuple[str, str]]:
    """Return name and title of each module, in the order of the files."""
    titles = {e.module: e.module_title.in_language(language) for e in shipped().values()}
    return list(titles.items())


def find_entries(
    wanted: CatalogueFilter, language: str, adopted: Iterable[str] = ()
) -> list[Entry]:
    """Return the entries that fit a filter, in the order of the files."""
    parts = [stem(word) for word in wanted.text.casefold().split()]
    taken = frozenset(adopted)
    return [
        entry
        for entry in shipped().values()
        if wanted.module in ("", entry.module)
        and wanted.requirement_class in ("", entry.requirement_class)
        and not (wanted.is_new and entry.key in taken)
        and all(part in _searched(entry.key, language) for part in parts)
    ]


@lru_cache(maxsize=10_000)
def _searched(key: str, language: str) -> str:
    entry = shipped()[key]
    texts = (entry.title, entry.statement, entry.why, entry.module_title)
    words = [text.in_language(language) for text in texts]
    return " ".join([key, *words, *(basis.source for basis in entry.basis)]).casefold()


def adopted_in(work: Work) -> dict[str, list[str]]:
    """Return the codes of the requirements that each key of the catalogue was taken in as."""
    found: dict[str, list[str]] = {}
    rows = work.session.exec(
        select(col(Requirement.catalogue_key), col(Requirement.code))
        .where(Requirement.procurement_id == work.procurement.id)
        .where(col(Requirement.catalogue_key).is_not(None))
        .order_by(Requirement.code)
    )
    for key, code in rows:
        found.setdefault(str(key), []).append(code)
    return found
