"""One run at a time works on the studies of one name: a second one waits, and finds the first one's report."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

POLL = 0.2  # seconds between two tries


@contextmanager
def only_run(name: str, folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """
    The block has the studies called `name` for itself.

    The lock is the operating system's on a file in `folder`: it ends with the process that holds it, however that ends.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"Another run is making a report of '{name}'; this one waits until it has ended.")
        lock.acquire(poll_interval=POLL)
    try:
        yield
    finally:
        lock.release()
