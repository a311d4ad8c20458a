"""
Do the intervals cover, do the tests hold their level.

    python -m benchmarks.coverage                    1,000 draws of every design
    python -m benchmarks.coverage --draws 500 --designs normal ordered
    python -m benchmarks.coverage --write-only       the table from the last run's numbers

Samples are drawn from populations that meet the assumptions of what is tried; each interval of 95 % is asked whether it
holds the population's value, each test whether it rejects a true hypothesis at 5 %. The numbers are kept in
coverage.json and written into README.md.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: one thread is fastest at these sizes

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .designs import DESIGNS, Design
from .machine import description

RESULTS = Path(__file__).with_name("coverage.json")
SEED = 20_240_229
LEVEL = 0.05


def simulated(design: Design, n_draws: int) -> list[dict]:
    """A row per interval or test of one design, over `n_draws` samples; each draw has random numbers of its own."""
    found: dict[str, list[float]] = {}
    n_refused = 0
    for draw in range(n_draws):
        rng = np.random.default_rng([SEED, list(DESIGNS).index(design.name), draw])
        try:
            tried = design.trial(design.sample(design.n_obs, rng), rng)
        except design.refusals:
            n_refused += 1
            continue
        for name, outcome in tried.items():
            found.setdefault(name, []).append(outcome)
    return [row(design, name, np.array(outcomes), n_refused) for name, outcomes in found.items()]


def row(design: Design, name: str, outcomes: np.ndarray, n_refused: int) -> dict:
    """
    What became of one interval or test.

    `outcomes` are truth values of intervals (n_draws, number of them), or p values (n_draws,). The Monte Carlo error
    is that of the mean over draws.
    """
    is_test = outcomes.ndim == 1
    by_draw = (outcomes < LEVEL).astype(float) if is_test else outcomes.mean(axis=1)
    return {
        "design": design.name,
        "quantity": name,
        "kind": "test" if is_test else "interval",
        "share": float(by_draw.mean()),
        "error": float(by_draw.std(ddof=1) / np.sqrt(len(by_draw))),
        "n_draws": len(by_draw),
        "n_refused": n_refused,
    }


def run(names: Sequence[str], n_draws: int) -> dict:
    """All designs, as plain data."""
    rows = []
    for name in names:
        found = simulated(DESIGNS[name], n_draws)
        for line in found:
            print(f"{name:>14} {line['quantity']:<50} {line['share']:.3f} +- {line['error']:.3f}", file=sys.stderr)
        rows += found
    return {"machine": description(), "rows": rows}


def with_others(results: dict) -> dict:
    """`results` with the rows that earlier runs left of other designs, in the order of the designs."""
    if not RESULTS.exists():
        return results
    fresh = {found["design"] for found in results["rows"]}
    others = [found for found in json.loads(RESULTS.read_text())["rows"] if found["design"] not in fresh]
    order = list(DESIGNS)
    known = [found for found in others if found["design"] in order]
    return results | {"rows": sorted(known + results["rows"], key=lambda found: order.index(found["design"]))}


def main() -> None:
    """Read the command line, simulate, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description="Coverage and level.")
    parser.add_argument("--draws", type=int, default=1_000, help="samples of every design (default: 1000)")
    parser.add_argument("--designs", nargs="+", choices=list(DESIGNS), default=list(DESIGNS))
    parser.add_argument("--write-only", action="store_true", help="write the table again, simulate nothing")
    parser.add_argument("--dry", action="store_true", help="simulate and print, write nothing")
    chosen = parser.parse_args()
    if not chosen.write_only:
        results = run(chosen.designs, chosen.draws)
        if chosen.dry:
            return
        RESULTS.write_text(json.dumps(with_others(results), indent=1) + "\n")
    from .readme import write_coverage

    write_coverage(json.loads(RESULTS.read_text()))


if __name__ == "__main__":
    main()
