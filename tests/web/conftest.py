"""What the tests of the pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from procurement.i18n import language

from .walks import Walk, walk_everywhere


@pytest.fixture(scope="session")
def walk(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Return what every role got everywhere in every phase."""
    return walk_everywhere(migrated_file, tmp_path_factory.mktemp("walk"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Compare messages in English, the language of their ids."""
    with language("en"):
        yield
