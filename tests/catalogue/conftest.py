"""Offer a small catalogue to write to, and read its messages in English."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest

from procurement.i18n import language
from procurement.resources import resource_dir

Write = Callable[[str, str], Path]

GOOD = """\
module: okonomi/regnskap
title: {nb: Regnskap, nn: Rekneskap, en: Accounting}
requirements:
  - key: REG-01
    title: {nb: Bilag, nn: Bilag}
    statement: {nb: Systemet skal nummerere bilag., nn: Systemet skal nummerere bilaga.}
    why: {nb: Revisor finner bilaget., nn: Revisor finn bilaget.}
    class: AV
    answer_form: text
    answer_instruction: {nb: Vis ti bilag., nn: Vis fram ti bilag.}
    verification: test
    word_limit: 200
    basis:
      - {source: bokføringsloven § 4, checked: "2026-11-22", certain: false}
"""


@pytest.fixture
def good() -> str:
    """Return a file of the catalogue without mistakes."""
    return GOOD


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that adds a file to a catalogue and returns the catalogue's folder."""
    copy(resource_dir("requirements_catalog") / "schema.json", tmp_path)

    def _write(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return _write
