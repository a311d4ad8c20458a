"""What failed while the rest of a report went on: tracebacks in `private/faults/`, a line each on the terminal."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from analysis.report.safeguards.tracebacks import FAULTS
from analysis.workflow.keeping.places import portable
from analysis.workflow.running.processes import one_line


def found(place: Path) -> list[str]:
    """Names of the tracebacks beside something that was run."""
    return sorted(path.name for path in (place / FAULTS).glob("*.txt"))


def gather(places: Iterable[Path], target: Path) -> list[str]:
    """Copy the tracebacks of several places to `<target>/faults/`; gives the names of what failed."""
    for place in places:
        for name in found(place):
            (target / FAULTS).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place / FAULTS / name, target / FAULTS / name)
    return [name.removesuffix(".txt") for name in found(target)]


def told(place: Path) -> list[str]:
    """A line for each traceback beside `place`: what failed, of what, and where to read on."""
    lines = []
    for name in found(place):
        path = place / FAULTS / name
        said = path.read_text(encoding="utf-8").strip().splitlines() or ["no word"]
        lines.append(f"{name.removesuffix('.txt')} failed: {one_line(said[-1])} (traceback: {portable(path)})")
    return lines
