"""What a person sees of a run: each part as it ends, and on a terminal a bar with the time it has taken."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Progress:
    """
    The parts of a run that have ended.

    Lines go to standard error: plain where nobody watches, below each other above a bar where somebody does.
    """

    def __init__(self, bar: Any = None, task: Any = None) -> None:
        self.bar, self.task, self.begun = bar, task, time.perf_counter()

    def expect(self, parts: int, doing: str) -> None:
        """So many parts are to come, and what they do."""
        self.say(doing)
        if self.bar is not None:
            self.bar.update(self.task, total=(self.bar.tasks[0].total or 0) + parts, doing=doing, visible=True)
            self.bar.refresh()

    def ended(self, part: str, remark: str = "") -> None:
        """One part has ended, and what is to be said of it."""
        self.say(f"  {part:<16} {self.seconds:4.0f} s  {remark}".rstrip())
        if self.bar is not None:
            self.bar.advance(self.task)

    def tick(self) -> None:
        """Move the clock."""
        self.bar.refresh()

    def say(self, line: str) -> None:
        """Tell the person at the terminal."""
        if self.bar is None:
            print(line, file=sys.stderr, flush=True)
        else:
            self.bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.perf_counter() - self.begun


@contextmanager
def shown() -> Iterator[Progress]:
    """The progress of a run, with a bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[doing]}", markup=False))
    # It draws only when told to: a thread of its own would be caught in the middle of a line by a fork.
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        yield Progress(bar, bar.add_task("", total=None, doing="", visible=False))
