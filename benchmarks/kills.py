"""
What is left of a report when its remaking is killed at a random moment.

    python -m benchmarks.kills              50 kills of whole runs of a small study: half an hour
    python -m benchmarks.kills --n 8 --quick      two chapters and no typesetting

After each kill the last good report is opened and held against its own record; in the end a run must go through and
leave nothing unfinished behind.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from analysis import ROOT
from analysis.workflow.keeping import provenance

RUN = """
import sys
from pathlib import Path
from analysis.workflow import commands
from analysis.workflow.keeping import cache
from analysis.workflow.running import chapter_runs, chapters, run
place, quick, *arguments = sys.argv[1:]
run.REPORTS, cache.CACHE = Path(place) / "reports", Path(place) / "cache"
if quick == "quick":
    chapter_runs.CHAPTERS = [c for c in chapters.CHAPTERS if c.name in ("01_sample", "02_reliability")]
    run.typeset = lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page" * 10_000)
sys.exit(commands.main(["report", *arguments]))
"""


@dataclass(frozen=True, kw_only=True)
class Kills:
    """
    What came of so many kills.

    Attributes
    ----------
    moments : list of float
        Seconds after the start of each run.
    spoilt : list of str
        What was wrong with the last good report after a kill, one text for each that spoilt it.
    is_green : bool
        Whether the run after the last kill went through.
    left : list of str
        What unfinished work it left behind.
    """

    moments: list[float]
    spoilt: list[str]
    is_green: bool
    left: list[str]


def killed(study: Path, place: Path, n: int, *, quick: bool, seed: int) -> Kills:
    """Make the report of a study in `place`, and make it again `n` times, killed each time at a random moment."""
    rng, how = random.Random(seed), "quick" if quick else "whole"
    begun = time.monotonic()
    if started(study, place, how).wait():
        raise RuntimeError("the report could not be made in the first place")
    longest, report = time.monotonic() - begun, place / "reports" / study.name
    moments, spoilt = [], []
    for number in range(n):
        running = started(study, place, how, *(["--force"] if number % 2 else []), touch=True)
        moments.append(rng.uniform(0, longest))
        time.sleep(moments[-1])
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if fault := spoilt_by(report):
            spoilt.append(f"after {moments[-1]:.2f} s: {fault}")
    is_green = started(study, place, how, touch=True).wait() == 0 and not spoilt_by(report)
    return Kills(moments=moments, spoilt=spoilt, is_green=is_green, left=left_in(place))


def started(study: Path, place: Path, how: str, *more: str, touch: bool = False) -> subprocess.Popen:
    """A run in a process group of its own; `touch` changes a comment of the study, so that there is something to do."""
    if touch:
        with (study / "study.toml").open("a", encoding="utf-8") as settings:
            settings.write("# again\n")
    command = [sys.executable, "-c", RUN, str(place), how, str(study), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )


def spoilt_by(report: Path) -> str:
    """What is wrong with a report, by its own record; nothing where it is whole."""
    try:
        record = provenance.read(report)
    except (OSError, ValueError) as error:
        return str(error)
    found = provenance.files(report)
    wrong = [name for name, digest in record["files"].items() if found.get(name) != digest]
    return f"other than recorded: {', '.join(wrong)}" if wrong else ""


def left_in(place: Path) -> list[str]:
    """Unfinished work that lies about."""
    parts = [*(place / "cache").rglob("*.part"), *(place / "cache").glob("*/study"), *(place / "reports").glob(".*")]
    return sorted(path.relative_to(place).as_posix() for path in parts)


def main() -> None:
    """Kill, look, and say what came of it."""
    from tests.studies import sound_responses, write_study

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        study = write_study(Path(folder) / "small", responses=sound_responses(60))
        found = killed(study, Path(folder) / "made", asked.n, quick=asked.quick, seed=asked.seed)
    print(f"{asked.n - len(found.spoilt)} of {asked.n}: the last good report opens")
    print(*found.spoilt, sep="\n")
    print("the next run is green" if found.is_green else "the next run FAILS")
    print("left behind:", ", ".join(found.left) or "nothing")
    sys.exit(0 if not found.spoilt and found.is_green and not found.left else 1)


if __name__ == "__main__":
    main()
