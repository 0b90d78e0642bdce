"""Long jobs under way: one thread each, with progress, and a way to stop it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from procurement.errors import KravsporError

PATIENCE = 1.0  # seconds that a request waits for an answer before it shows progress
MOST_KEPT = 20

Progress = Callable[[int, int], object]
Job = Callable[[Progress], Any]


class Stopped(Exception):
    """The job was asked to end."""


@dataclass
class Run:
    """One job: who asked, how far it is, and what came out."""

    owner: tuple[UUID, UUID]  # procurement and user
    told: dict[str, Any]  # what was asked for, to be shown with the answer
    draws: int
    identity: str = field(default_factory=lambda: uuid4().hex)
    done: int = 0
    outcome: Any = None
    fault: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def state(self) -> str:
        """Return running, done, stopped or failed."""
        if not self.finished.is_set():
            return "running"
        if self.outcome is not None:
            return "done"
        return "failed" if self.fault else "stopped"

    def work(self, job: Job) -> None:
        """Do the job; what goes wrong on purpose is a sentence."""
        try:
            self.outcome = job(self._tell)
            self.done = self.draws
        except Stopped:
            pass
        except KravsporError as error:
            self.fault = str(error.args[0])
        finally:
            self.finished.set()

    def _tell(self, done: int, _draws: int) -> None:
        self.done = done
        if self.stopping.is_set():
            raise Stopped


class Runs:
    """The newest runs of one process; nobody sees those of another person or procurement."""

    def __init__(self) -> None:
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, run: Run, job: Job) -> Run:
        """Begin a run; an earlier one of the same person in the same procurement is stopped."""
        with self._lock:
            for other in self._runs.values():
                if other.owner == run.owner:
                    other.stopping.set()
        self.keep(run)
        threading.Thread(target=run.work, args=(job,), daemon=True).start()
        return run

    def keep(self, run: Run) -> Run:
        """Keep a run to be found again; the oldest of too many is stopped and let go."""
        with self._lock:
            self._runs[run.identity] = run
            while len(self._runs) > MOST_KEPT:
                _identity, oldest = self._runs.popitem(last=False)
                oldest.stopping.set()
        return run

    def find(self, identity: str, owner: tuple[UUID, UUID]) -> Run | None:
        """Return a run of this person in this procurement, if it is still kept."""
        run = self._runs.get(identity)
        return run if run is not None and run.owner == owner else None
