"""
Study folders spoilt at random, by the thousand: is anything raised but problems, is anybody lost?

    python -m benchmarks.fuzz                    50,000 folders: half an hour of a processor
    python -m benchmarks.fuzz --n 2000 --seed 7 --reports 20      and of the sound ones so many analysed to their end

What fails is printed with the changes that made it fail, the smallest that were found; exit code 1.
"""

import argparse
import collections
import os
import sys
import tempfile
import traceback
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import HealthCheck, given, seed, settings

from analysis import survey
from tests import fuzzing
from tests.random_studies import analysed, unexpected

STEP = 1_000  # folders from one line of progress to the next


def fuzzed(n: int, start: int, n_reports: int) -> tuple[int, int, dict[tuple, list]]:
    """How many folders were tried and were sound; by place of each fault the smallest changes that led there."""
    faults: dict[tuple, list] = {}
    counts: collections.Counter = collections.Counter()

    @seed(start)
    @settings(max_examples=n, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(fuzzing.STUDIES)
    def judge(changes: list) -> None:
        counts["tried"] += 1
        if not counts["tried"] % STEP:
            print(f"{counts['tried']:,} folders, {len(faults)} kinds of faults", file=sys.stderr, flush=True)
        try:
            found = fuzzing.judged(fuzzing.changed(changes), folder)
            if found.is_sound:
                counts["sound"] += 1
                if counts["sound"] <= n_reports and (wrong := unexpected(analysed(survey.load(folder)))):
                    raise AssertionError("; ".join(wrong))
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = (type(error).__name__, last.filename, last.lineno, str(error)[:200])
            if place not in faults:
                print(*place, changes, file=sys.stderr, flush=True)
            if place not in faults or len(str(changes)) < len(str(faults[place])):
                faults[place] = changes

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "small"
        judge()
    return counts["tried"], counts["sound"], faults


def main() -> None:
    """Try, and print what fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=0)
    asked = parser.parse_args()
    tried, sound, faults = fuzzed(asked.n, asked.seed, asked.reports)
    print(f"{tried:,} folders, {sound:,} of them sound, {len(faults)} kinds of faults")
    for place, changes in faults.items():
        print(*place, changes, sep="\n  ")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
