"""A run is built in a new folder and switched in at the end: a failed run never harms the last good report."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """
    A new folder beside `target`, which takes its place if the block ends well and is removed if it does not.

    The last good folder is moved aside by one rename, and back by another should the switch itself fail. What killed
    runs left beside the target is removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    drop_leftovers(target)
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-{os.getpid()}-", dir=target.parent))
    new.chmod(0o755)
    try:
        yield new
        switch(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def drop_leftovers(target: Path) -> None:
    """Remove the unfinished folders of runs that are dead; those of living runs are theirs."""
    from psutil import pid_exists

    for left in target.parent.glob(".*.new-*"):
        process = re.search(r"\.new-(\d+)-\w+$", left.name)
        is_dead = process and not pid_exists(int(process[1]))
        if is_dead or left.name.startswith(f".{target.name}.new-"):  # of this target there is no other living run
            shutil.rmtree(left, ignore_errors=True)


def require_writable(*folders: Path) -> None:
    """Raise OSError for a folder that cannot be made or written into: before a run, not at its end."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass


def switch(new: Path, target: Path) -> None:
    """Put `new` where `target` is."""
    old = _aside(target)
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        recover(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the last good folder back if an earlier switch was cut off half-way; forget it if the switch was done."""
    old = _aside(target)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old)
    else:
        old.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
