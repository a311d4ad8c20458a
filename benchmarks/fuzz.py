"""
Study folders spoilt at random, by the thousand: is anything raised but problems, is anybody lost, does any hang?

    python -m benchmarks.fuzz                    50,000 folders: ten minutes of a processor
    python -m benchmarks.fuzz --n 2000 --seed 7 --reports 20      and of the sound ones so many analysed to their end
    python -m benchmarks.fuzz --messages said.txt                 and each message that was given, once

What fails is printed with the changes that made it fail, the smallest that were found; exit code 1.
"""

import argparse
import collections
import os
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import HealthCheck, given, seed, settings

from analysis import survey
from analysis.workflow.checking.check import Checked
from tests import fuzzing
from tests.random_studies import analysed, unexpected

ROUND = 2_000  # folders of one seed; the next are of the next seed
LONGEST = 20  # seconds of processor that a folder may take to be checked


class Hang(BaseException):
    """A folder that takes too long; nothing on the way may swallow it."""


@dataclass
class Tried:
    """What came of so many folders: how many were sound, the smallest changes by place of each fault, what was said."""

    n: int = 0
    n_sound: int = 0
    folders: set[int] = field(default_factory=set)
    faults: dict[tuple, list] = field(default_factory=dict)
    codes: collections.Counter = field(default_factory=collections.Counter)
    said: dict[str, str] = field(default_factory=dict)

    def note(self, error: BaseException, changes: list) -> None:
        """A fault, with its traceback where it is met for the first time."""
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = (type(error).__name__, last.filename, last.lineno, str(error)[:200])
        if place not in self.faults:
            traceback.print_exception(error)
            print(*place, changes, file=sys.stderr, flush=True)
        if place not in self.faults or len(str(changes)) < len(str(self.faults[place])):
            self.faults[place] = changes

    def hear(self, found: Checked) -> None:
        """What was said, the shortest of each code."""
        for problem in (*found.problems, *found.warnings, *found.lacks):
            text = problem.text("en") + "\n" + problem.text("zh")
            self.codes[problem.code] += 1
            self.said[problem.code] = min(self.said.get(problem.code, text), text, key=len)


def fuzzed(n: int, start: int, n_reports: int) -> Tried:
    """What came of n folders, of one seed after another."""
    tried = Tried()
    with tempfile.TemporaryDirectory() as made:
        while tried.n < n:
            try_round(tried, min(ROUND, n - tried.n), start, n_reports, Path(made) / "small")
            start += 1
            print(f"{tried.n:,} folders, {len(tried.faults)} kinds of faults", file=sys.stderr, flush=True)
    return tried


def try_round(tried: Tried, n: int, start: int, n_reports: int, folder: Path) -> None:
    """So many folders of one seed."""

    @seed(start)
    @settings(max_examples=n, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(fuzzing.STUDIES)
    def judge(changes: list) -> None:
        tried.n += 1
        tried.folders.add(hash(str(changes)))
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            found = fuzzing.judged(fuzzing.changed(changes), folder)
            signal.setitimer(signal.ITIMER_PROF, 0)
            tried.hear(found)
            tried.n_sound += found.is_sound
            if found.is_sound and tried.n_sound <= n_reports and (wrong := unexpected(analysed(survey.load(folder)))):
                raise AssertionError("; ".join(wrong))
        except (Exception, Hang) as error:
            tried.note(error, changes)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    judge()


def give_up(*_: object) -> None:
    """End the folder that is being checked."""
    raise Hang(f"not checked within {LONGEST} s")


def main() -> None:
    """Try, and print what fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=0)
    parser.add_argument("--messages", type=Path)
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, give_up)
    tried = fuzzed(asked.n, asked.seed, asked.reports)
    counts = f"{tried.n:,} folders, {len(tried.folders):,} of them distinct, {tried.n_sound:,} sound"
    print(f"{counts}; {len(tried.codes)} kinds of messages, {len(tried.faults)} kinds of faults")
    if asked.messages:
        said = [f"{code} ({tried.codes[code]:,})\n{tried.said[code]}" for code in sorted(tried.said)]
        asked.messages.write_text("\n\n".join(said) + "\n", encoding="utf-8")
    for place, changes in tried.faults.items():
        print(*place, changes, sep="\n  ")
    sys.exit(1 if tried.faults else 0)


if __name__ == "__main__":
    main()
