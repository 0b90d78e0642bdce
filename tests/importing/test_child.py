"""A child that hangs, grows, dies or reaches out becomes one sentence, and the parent goes on."""

import operator
import os
import re
import signal
import socket
from pathlib import Path

import pytest

from importing import files
from procurement.i18n import language
from procurement.importing.child import run
from procurement.importing.refusal import Reason, UploadError
from procurement.importing.texts import read_text


def reason(*order: object, **limits: float) -> Reason:
    with pytest.raises(UploadError) as caught:
        run(*order, **limits)  # type: ignore[arg-type]
    assert str(caught.value).endswith(".")
    return caught.value.reason


def test_what_the_task_returns_comes_back():
    assert run(operator.mul, "ø<&", 2) == "ø<&ø<&"
    assert run(read_text, "txt", "blåbær".encode()) == "blåbær"


def test_a_task_that_works_for_ever_is_stopped():
    assert reason(re.match, "(a+)+$", "a" * 64 + "b", seconds=1) is Reason.slow


def test_a_task_that_waits_for_ever_is_stopped():
    assert reason(signal.pause, seconds=1) is Reason.slow


def test_a_task_that_takes_all_memory_is_stopped():
    assert reason(operator.mul, "a", 2**31, megabytes=256) is Reason.heavy


@pytest.mark.parametrize("end", [os.abort, os._exit])
def test_a_task_that_dies_is_a_damaged_file(end: object):
    assert reason(end, *([0] if end is os._exit else [])) is Reason.damaged


def test_a_task_that_says_too_much_is_not_heard():
    assert reason(operator.mul, "a", 20 * 2**20) is Reason.damaged


def test_a_task_reaches_no_network_no_program_and_no_file(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert reason(socket.create_connection, list(server.getsockname())) is Reason.damaged
    assert reason(os.system, "true") is Reason.damaged
    assert reason(os.mkdir, str(tmp_path / "a")) is Reason.damaged
    assert reason(open, str(tmp_path / "b"), "w") is Reason.damaged
    assert not list(tmp_path.iterdir())


def test_a_task_does_not_see_our_settings():
    os.environ["KRAVSPOR_SECRET_KEY"] = "hidden"
    try:
        assert run(os.getenv, "KRAVSPOR_SECRET_KEY") is None
    finally:
        del os.environ["KRAVSPOR_SECRET_KEY"]


def test_what_a_task_refuses_comes_back_in_the_language_of_the_reader():
    said = {}
    for code in ("nb", "nn", "en"):
        with language(code), pytest.raises(UploadError) as caught:
            run(read_text, "docx", files.word(files.paragraph(" ")))
        said[code] = str(caught.value)
        assert caught.value.reason is Reason.no_text

    assert said["en"] == "There is no text in the file." and len(set(said.values())) == 3
