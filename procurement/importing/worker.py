"""What runs in the child: take limits on, do one task, say the result as JSON."""

import base64
import importlib
import json
import math
import os
import resource
import sys
from typing import Any

from procurement.i18n import set_language
from procurement.importing.refusal import UploadError

_OPEN_FILES = 32
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    *("socket.connect", "socket.bind", "socket.sendto", "subprocess.", "os.system", "os.exec"),
    *("os.posix_spawn", "os.fork", "os.kill", "pty.", "ctypes.dlopen", "shutil.", "os.remove"),
    *("os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.ch"),
)


def main() -> None:
    """Read an order from standard input and write the answer to standard output."""
    order = json.loads(sys.stdin.buffer.read())
    _limit(order)
    set_language(order["language"])
    sys.stdout.buffer.write(json.dumps(_answer(order)).encode())


def _limit(order: dict[str, Any]) -> None:
    memory, seconds = order["megabytes"] * 2**20, math.ceil(order["seconds"])
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, order["answer"]),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    """Stand in the way of the network, other programs and writing; a hook cannot be taken away."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(given[2], int) and given[2] & _WRITING:
        raise PermissionError(event)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    module, _colon, name = order["task"].partition(":")
    try:
        task = getattr(importlib.import_module(module), name)
        return {"result": task(*(_unpacked(each) for each in order["given"]))}
    except UploadError as error:
        return {"refused": str(error), "reason": error.reason.value}
    except Exception as error:
        return {"failed": type(error).__name__}


def _unpacked(each: Any) -> Any:
    if isinstance(each, dict) and set(each) == {"bytes"}:
        return base64.b64decode(each["bytes"])
    return each


if __name__ == "__main__":
    main()
