"""Run the command in this process, with a database of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from procurement.cli import main
from procurement.i18n import language

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `kravspor` with these words and checks the exit status."""
    monkeypatch.setenv("KRAVSPOR_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KRAVSPOR_DATABASE_URL", raising=False)

    def _run(*words: str | Path, status: int = 0) -> Result:
        with language("nb"):
            result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return _run
