"""Read files in a process of its own, with limits on time and memory, and without our secrets.

The child has no database, no network and no way to write; what it says is JSON, of limited size.
A child that crashes or takes too long becomes one sentence.
"""

import base64
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any

from procurement.i18n import current_language
from procurement.importing.refusal import Reason, UploadError, refusal

MOST_ANSWERED = 16 * 2**20
_ROOT = str(Path(__file__).parents[2])
_COMMAND = [sys.executable, "-P", "-B", "-m", "procurement.importing.worker"]
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
_at_once = BoundedSemaphore(2)
_log = logging.getLogger(__name__)


def run(
    task: Callable[..., Any], *given: object, seconds: float = 12, megabytes: int = 1024
) -> Any:
    """Call a function of this package in a child and return what it returns.

    Arguments are bytes and what JSON holds; the result is what JSON holds, and should be looked
    at before it is believed. An UploadError that the task raises is raised here.
    """
    order = {
        "task": f"{task.__module__}:{task.__qualname__}",
        "given": [_packed(each) for each in given],
        "language": current_language(),
        "seconds": seconds,
        "megabytes": megabytes,
        "answer": MOST_ANSWERED,
    }
    if not _at_once.acquire(timeout=seconds):
        raise refusal(Reason.busy)
    try:
        return _believed(*_ran(json.dumps(order).encode(), seconds))
    finally:
        _at_once.release()


def _packed(each: object) -> object:
    return {"bytes": base64.b64encode(each).decode()} if isinstance(each, bytes) else each


def _ran(order: bytes, seconds: float) -> tuple[int, bytes]:
    environment = {"PYTHONPATH": _ROOT, "OPENBLAS_NUM_THREADS": "1", "PATH": os.defpath}
    with TemporaryFile() as answer:
        try:
            done = subprocess.run(
                _COMMAND,
                input=order,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=seconds,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise refusal(Reason.slow) from error
        answer.seek(0)
        return done.returncode, answer.read(MOST_ANSWERED)


def _believed(code: int, said: bytes) -> Any:
    if code in _OUT_OF_TIME:
        raise refusal(Reason.slow)
    try:
        answer = json.loads(said)
    except ValueError as error:
        _log.warning("a child that read a file ended with %s and no answer", code)
        raise refusal(Reason.damaged) from error
    if "failed" in answer:
        _log.warning("a child could not read a file: %s", answer["failed"])
        heavy = answer["failed"] == "MemoryError"
        raise refusal(Reason.heavy if heavy else Reason.damaged)
    if "refused" in answer:
        raise UploadError(Reason(answer["reason"]), str(answer["refused"]))
    return answer["result"]
