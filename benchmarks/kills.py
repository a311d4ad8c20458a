"""
What is left of a report when its remaking is killed at a random moment.

    python -m benchmarks.kills              50 kills of whole runs of the example, a whole one after each fifth: an hour
    python -m benchmarks.kills --every 1    and a whole run after each
    python -m benchmarks.kills --n 8 --quick      a small study, two chapters and no typesetting

The moments are spread over the time that a run takes, one in each part of it; every other run computes all anew. After
each kill the last good report is opened and held against its own record; the runs after them must go through and leave
nothing unfinished behind.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
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


@dataclass(kw_only=True)
class Kills:
    """
    What came of so many kills.

    Attributes
    ----------
    moments : list of float
        Seconds after the start of each run that was killed.
    n_late : int
        Runs that ended before their moment; another was killed in place of each.
    n_green : int
        Runs that had to go through, and did.
    spoilt : list of str
        What was wrong with the last good report after a kill, one text for each that spoilt it.
    failed : list of str
        Runs that had to go through and did not, and what unfinished work those left behind that did.
    """

    moments: list[float] = field(default_factory=list)
    n_late: int = 0
    n_green: int = 0
    spoilt: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Killer:
    """Makes the report of a study in `place`, again and again, and kills some of the runs."""

    study: Path
    place: Path
    how: str
    found: Kills = field(default_factory=Kills)
    seconds: dict[bool, float] = field(default_factory=dict)

    def must_go_through(self, *, forced: bool) -> None:
        """A run that nobody kills; how long it takes is the time over which the next kills are spread."""
        begun = time.monotonic()
        code = self.begun(forced=forced).wait()
        self.seconds[forced] = time.monotonic() - begun
        fault = f"exit code {code}" if code else spoilt_by(self.report)
        faults = [fault] if fault else left_in(self.place)
        self.found.failed += [f"after {len(self.found.moments)} kills: {fault}" for fault in faults]
        self.found.n_green += not faults

    def kill(self, share: float, *, forced: bool) -> None:
        """End a run after a share of its time, and look at what is there."""
        running, begun = self.begun(forced=forced), time.monotonic()
        moment = share * self.seconds.get(forced, self.seconds[True])
        try:
            code = running.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            self.found.moments.append(moment)
            if fault := spoilt_by(self.report):
                self.found.spoilt.append(f"after {moment:.2f} s: {fault}")
            return
        self.found.n_late += 1
        self.found.failed += [f"exit code {code}"] if code else []
        self.seconds[forced] = time.monotonic() - begun
        self.kill(share, forced=forced)

    def begun(self, *, forced: bool) -> subprocess.Popen:
        """A run of the study, changed by a comment."""
        return started(self.study, self.place, self.how, *(["--force"] if forced else []), touch=True)

    @property
    def report(self) -> Path:
        """The report of the study."""
        return self.place / "reports" / self.study.name


def killed(study: Path, place: Path, n: int, *, quick: bool, seed: int, every: int) -> Kills:
    """
    Make the report of a study in `place`, and again `n` times, killed each time at a random moment.

    Parameters
    ----------
    study, place : Path
    n : int
        How many runs are killed.
    quick : bool
        Two chapters and no typesetting.
    seed : int
        Draws the moments.
    every : int
        After so many kills, and in the end, a run must go through.
    """
    rng = random.Random(seed)
    killer = Killer(study=study, place=place, how="quick" if quick else "whole")
    killer.must_go_through(forced=True)
    shares = [(part + rng.random()) / n for part in range(n)]
    rng.shuffle(shares)
    for number, share in enumerate(shares, start=1):
        killer.kill(share, forced=number % 2 == 0)
        if number % every == 0 or number == n:
            killer.must_go_through(forced=number // every % 2 == 0)
            faults = [*killer.found.spoilt, *killer.found.failed]
            print(f"{number} kills", *(faults or ["no fault"]), sep="; ", file=sys.stderr, flush=True)
    return killer.found


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
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.quick:
            study = write_study(Path(folder) / "small", responses=sound_responses(60))
        else:
            study = Path(shutil.copytree(ROOT / "data" / "example", Path(folder) / "killed"))
        place = Path(folder) / "made"
        found = killed(study, place, asked.n, quick=asked.quick, seed=asked.seed, every=asked.every)
    print(f"{len(found.moments) - len(found.spoilt)} of {len(found.moments)}: the last good report opens")
    print(*found.spoilt, sep="\n")
    print(f"{found.n_green} runs went through, {found.n_late} ended before their kill")
    print(*found.failed, sep="\n")
    print("moments, s:", *(f"{moment:.1f}" for moment in found.moments))
    sys.exit(1 if found.spoilt or found.failed else 0)


if __name__ == "__main__":
    main()
