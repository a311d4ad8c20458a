"""Work side by side: each task in a child of its own, forked from this warm process where the platform can."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import wait

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""macOS can fork, but its system libraries may crash in the child; Windows cannot."""


def side_by_side(tasks: list[tuple[Callable, tuple]], *, workers: int | None = None) -> list[int]:
    """
    Exit codes of the tasks, in order; where forking is not safe they run one after the other in this process.

    A task is a function and its arguments. It hands over what it made through files; a task that raises, or that is
    killed, ends with another code than 0 and harms no other.
    """
    if not CAN_FORK:
        return [_here(task, arguments) for task, arguments in tasks]
    context = multiprocessing.get_context("fork")
    waiting = [(i, context.Process(target=task, args=arguments)) for i, (task, arguments) in enumerate(tasks)]
    codes, running = [1] * len(tasks), {}
    while waiting or running:
        while waiting and len(running) < (workers or os.cpu_count() or 1):
            number, process = waiting.pop(0)
            process.start()
            running[process.sentinel] = (number, process)
        for sentinel in wait(list(running)):
            number, process = running.pop(sentinel)
            process.join()
            codes[number] = process.exitcode
    return codes


def _here(task: Callable, arguments: tuple) -> int:
    task(*arguments)
    return 0
