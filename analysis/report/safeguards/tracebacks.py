"""Tracebacks of what failed while the rest went on: files that the workflow collects in `private/faults/`."""

import errno
import re
import traceback
from pathlib import Path

FAULTS = "faults"  # the folder of tracebacks beside what failed
LONGEST_NAME = 60  # characters of a file's name; file systems count bytes, of which a Chinese one has three
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def leave(folder: Path, name: str, fault: BaseException | str) -> None:
    """
    Write the traceback of what is called `name` to `<folder>/<name>.txt`.

    A full disk is no fault of what met it: then the OSError is raised again, for nothing else can be written either.
    """
    if isinstance(fault, BaseException):
        if is_disk_full(fault):
            raise fault
        fault = "".join(traceback.format_exception(fault))
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]", "_", name)[:LONGEST_NAME]
    (folder / f"{name}.txt").write_text(fault, encoding="utf-8")


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or what brought it about, is that nothing more can be written."""
    if error is None:
        return False
    return getattr(error, "errno", None) in DISK_FULL or is_disk_full(error.__cause__ or error.__context__)
