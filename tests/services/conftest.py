"""Messages are compared in English, the language of their ids."""

from collections.abc import Iterator

import pytest

from procurement.i18n import language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language("en"):
        yield
