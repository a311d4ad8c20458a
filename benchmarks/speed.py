"""
How many times faster than R.

    python -m benchmarks.speed                       everything, 5 rounds: about half an hour
    python -m benchmarks.speed --rounds 1 --samples bfi 500 --jobs cfa_ml       what else was measured stays
    python -m benchmarks.speed --write-only          table and figure from the last run's numbers

Each job is done by R and by us in turns, in one sitting, and the medians of the rounds are compared; R's time is taken
inside R, without its start. What the run finds is kept in speed.json and written into README.md and speed.svg.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: one thread is fastest at these sizes

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from .jobs import JOBS
from .machine import description
from .memory import STATUS, peak
from .samples import COMMON, SIZES, Absent, Sample, sample, write
from .timing import CLOCKS, Comparison, Peer, comparison

NAMES = tuple(dict.fromkeys([*COMMON, *(name for job in JOBS for name in job.also_on)]))
LARGEST = str(max(SIZES))
RESULTS = Path(__file__).with_name("speed.json")


def comparisons_on(
    chosen: Sample, job_names: Sequence[str], n_rounds: int, clock: str
) -> tuple[list[Comparison], dict]:
    """All jobs on one sample, beside R where it is installed, and the versions of R's packages."""
    done, versions = [], {}
    with ExitStack() as stack:
        peer = None
        if shutil.which("Rscript"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            write(chosen, folder)
            peer = stack.enter_context(Peer(folder))
            versions = peer.versions
        for job in JOBS:
            if job.name not in job_names or not job.is_on(chosen.name):
                continue
            done.append(comparison(job, chosen, peer, n_rounds, clock))
            print(line_of(done[-1]), file=sys.stderr, flush=True)
    return done, versions


def line_of(found: Comparison) -> str:
    """Progress, for people: what was measured and the ratio to the fastest of R's ways."""
    fastest = min(found.peers.values(), default=float("nan"))
    ratio = fastest / found.seconds
    times = f"{found.seconds * 1e3:10.2f} ms   R {fastest * 1e3:10.1f} ms   {ratio:7.1f}x"
    return f"{found.sample:>7} {found.job:<22} {times}   difference {found.difference or 0:.1e}"


def run(sample_names: Sequence[str], job_names: Sequence[str], n_rounds: int, clock: str) -> dict:
    """Everything that is measured, as plain data."""
    done, skipped, versions = [], {}, {}
    for name in sample_names:
        try:
            found, more = comparisons_on(sample(name), job_names, n_rounds, clock)
        except Absent as reason:
            skipped[name] = str(reason)
            continue
        done += found
        versions = more or versions
    memory = {name: peak(name, LARGEST) for name in job_names} if LARGEST in sample_names and STATUS.exists() else {}
    return {
        "machine": description() | versions,
        "n_rounds": n_rounds,
        "clock": clock,
        "comparisons": [asdict(found) for found in done],
        "memory": memory,
        "skipped": skipped,
    }


def with_others(results: dict) -> dict:
    """`results` with what earlier runs measured of other jobs and samples; the machine is that of the last run."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"comparisons": [], "memory": {}}
    done = {(found["job"], found["sample"]): found for found in [*known["comparisons"], *results["comparisons"]]}
    order = [job.name for job in JOBS], list(NAMES)
    places = {key: (order[0].index(key[0]), order[1].index(key[1])) for key in done}
    memory = known["memory"] | results["memory"]
    return results | {"comparisons": [done[key] for key in sorted(done, key=places.get)], "memory": memory}


def main() -> None:
    """Read the command line, measure, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="How many times faster than R.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds whose medians are compared (default: 5)")
    parser.add_argument("--samples", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--jobs", nargs="+", choices=[job.name for job in JOBS], default=[job.name for job in JOBS])
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="processor: for a machine that is busy")
    parser.add_argument("--write-only", action="store_true", help="write table and figure again, measure nothing")
    parser.add_argument("--dry", action="store_true", help="measure and print, write nothing")
    chosen = parser.parse_args()
    if not chosen.write_only:
        results = run(chosen.samples, chosen.jobs, chosen.rounds, chosen.clock)
        if chosen.dry:
            return
        RESULTS.write_text(json.dumps(with_others(results), indent=1) + "\n")
    from .readme import write_speed

    write_speed(json.loads(RESULTS.read_text()))


if __name__ == "__main__":
    main()
