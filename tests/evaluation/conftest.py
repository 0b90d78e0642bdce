"""Messages are compared in English, the language of their ids; no test has a deadline."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from procurement.i18n import language

settings.register_profile("evaluation", deadline=None)  # a busy machine proves nothing wrong
settings.load_profile("evaluation")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Produce texts in English for the length of a test."""
    with language("en"):
        yield
