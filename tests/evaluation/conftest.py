"""Messages are compared in English, the language of their ids."""

from collections.abc import Iterator

import pytest

from procurement.i18n import language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Produce texts in English for the length of a test."""
    with language("en"):
        yield
