"""
Work side by side: each task in a process of its own, forked from this warm one where the platform can.

A task hands over what it made through files. How it ended comes back as an `Outcome`: a task that raises, leaves early
or is killed harms no other, and says nothing on the terminal by itself.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from analysis.report.safeguards.tracebacks import is_disk_full

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""macOS can fork, but its system libraries may crash in the child; Windows cannot. There every task starts afresh."""

Task = tuple[Callable, tuple]
LONGEST = 15_000  # characters of a traceback: a pipe must take them at once, nobody reads before the end
LONGEST_LINE = 400
TICK = 0.2  # seconds between two looks at the clock of whoever watches


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """
    How a task ended.

    Attributes
    ----------
    code : int
        The exit code; 0 means that all went well.
    error : str
        What it died of in one line, empty if it did not.
    traceback : str
        The whole of it, where there is one.
    disk_is_full : bool
        Whether it died of that: then nothing else can be written either.
    """

    code: int = 0
    error: str = ""
    traceback: str = ""
    disk_is_full: bool = False


@dataclass
class Child:
    """A task that is being done."""

    number: int
    process: multiprocessing.process.BaseProcess
    reader: Connection

    def outcome(self) -> Outcome:
        """How it ended; to be asked when it has."""
        self.process.join()
        try:
            return self.reader.recv()
        except EOFError:
            return Outcome(code=self.process.exitcode or 1, error=died(self.process.exitcode or 1))
        finally:
            self.reader.close()

    def end(self) -> None:
        """End it, and whatever it started, at once."""
        if hasattr(os, "killpg") and self.process.is_alive():
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self.process.kill()  # it has not made its own group yet
        else:
            self.process.kill()
        self.process.join()


def side_by_side(
    tasks: Sequence[Task],
    *,
    workers: int | None = None,
    ended: Callable[[int, Outcome], None] = lambda number, outcome: None,
    tick: Callable[[], None] | None = None,
) -> list[Outcome]:
    """
    How each task ended, in their order.

    Parameters
    ----------
    tasks : sequence of (function, arguments)
        Where the platform cannot fork, both must be picklable.
    workers : int, optional
        How many at a time; by default as many as there are cores.
    ended : callable
        Called with a task's number and outcome as soon as it has ended. If it raises, no task goes on.
    tick : callable, optional
        Called several times a second while tasks go on.
    """
    waiting, running, outcomes = list(enumerate(tasks)), {}, [Outcome()] * len(tasks)
    try:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                with uninterrupted():  # else a process might be started that nobody knows of, and ends
                    child = started(*waiting.pop(0))
                    running[child.process.sentinel] = child
            for sentinel in wait(list(running), TICK if tick else None):
                child = running.pop(sentinel)
                outcomes[child.number] = child.outcome()
                ended(child.number, outcomes[child.number])
            if tick:
                tick()
    finally:
        for child in running.values():
            child.end()
    return outcomes


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Within it Ctrl-C waits until the end; in threads other than the main one it is not heard anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def started(number: int, task: Task) -> Child:
    """A process that does a task."""
    context: Any = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=perform, args=(*task, writer))
    process.start()
    writer.close()
    return Child(number=number, process=process, reader=reader)


def perform(function: Callable, arguments: tuple, writer: Connection) -> None:
    """Do a task in this process and send how it ended."""
    stand_alone()
    try:
        function(*arguments)
        outcome = Outcome()
    except BaseException as error:  # whatever it is, the parent says it
        outcome = failed(error)
    writer.send(outcome)
    writer.close()
    sys.exit(outcome.code)


def stand_alone() -> None:
    """Be the head of an own group, deaf to the terminal's Ctrl-C, which the parent answers; end when it ends."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process().sentinel
    threading.Thread(target=lambda: (wait([parent]), os._exit(1)), daemon=True).start()


def failed(error: BaseException) -> Outcome:
    """The outcome of a task that raised."""
    if isinstance(error, SystemExit) and error.code in (None, 0):
        return Outcome()
    code = error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 1
    said = str(error) if isinstance(error, SystemExit) else f"{type(error).__name__}: {error}"
    text = "".join(traceback.format_exception(error))
    return Outcome(code=code, error=one_line(said), traceback=text[-LONGEST:], disk_is_full=is_disk_full(error))


def one_line(text: str) -> str:
    """A message as a terminal takes it."""
    return " ".join(text.split())[:LONGEST_LINE]


def died(code: int) -> str:
    """What is known of a task that could not say itself how it ended."""
    if code >= 0:
        return f"it ended without a word (exit code {code})"
    why = ", perhaps for want of memory" if -code == getattr(signal, "SIGKILL", 9) else ""
    return f"it was ended by {signal.Signals(-code).name}{why}"
