"""
Does the report say what is wrong with a study, and nothing of the kind where nothing is.

    python -m benchmarks.findings                   200 draws of every design and number of respondents
    python -m benchmarks.findings --draws 20 --designs clean inseparable --n 400
    python -m benchmarks.findings --write-only      the table from the last run's numbers

A finding counts as said where it is a caution and the claims of the limits name it. The numbers are kept in
findings.json and written into README.md.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: one thread is fastest at these sizes

import argparse
import json
from collections.abc import Collection
from pathlib import Path

import numpy as np

from analysis.report.chapters.limits import claims as limits
from analysis.report.document.contents import Results
from analysis.report.findings.build import build
from analysis.report.findings.finding import cautions

from .faulty import DESIGNS, Design, sample, studied
from .machine import description
from .readme import findings_table, write_section

RESULTS = Path(__file__).with_name("findings.json")
SEED = 20_261_126
SIZES = (250, 400)
SOUGHT = tuple(dict.fromkeys(design.finding for design in DESIGNS.values() if design.finding))


def said(results: Results) -> set[str]:
    """Codes of the cautions that the limits name; the summary has the most serious of them, mere notes do not count."""
    named = {claim.name for claim in limits.claims(results) if claim.section == "findings"}
    return {finding.code for finding in cautions(build(results))} & named


def drawn(name: str, n_obs: int, draw: int) -> set[str]:
    """What is said of one sample; each has random numbers of its own."""
    rng = np.random.default_rng([SEED, list(DESIGNS).index(name), n_obs, draw])
    return said(studied(sample(DESIGNS[name], n_obs, rng), rng))


def simulated(name: str, n_obs: int, n_draws: int) -> dict:
    """One design at one number of respondents: how often what is wrong is said, anything else sought, anything."""
    return row(name, n_obs, [drawn(name, n_obs, draw) for draw in range(n_draws)])


def row(name: str, n_obs: int, draws: Collection[set[str]]) -> dict:
    """The counts of `draws`, the codes said of each sample."""
    design: Design = DESIGNS[name]
    kind = {design.finding} if design.finding else set(SOUGHT)
    codes = sorted(set().union(*draws))
    return {
        "design": name,
        "title": design.title,
        "finding": design.finding,
        "n_obs": n_obs,
        "n_draws": len(draws),
        "n_said": sum(bool(kind & codes) for codes in draws),
        "n_anything": sum(bool(codes) for codes in draws),
        "n_by_code": {code: sum(code in found for found in draws) for code in codes},
    }


def with_others(rows: list[dict]) -> list[dict]:
    """`rows` with those that earlier runs left of other designs and sizes, in the order of the designs."""
    known = json.loads(RESULTS.read_text())["rows"] if RESULTS.exists() else []
    by_key = {(found["design"], found["n_obs"]): found for found in [*known, *rows]}
    order = list(DESIGNS)
    kept = [found for (name, _), found in by_key.items() if name in order]
    return sorted(kept, key=lambda found: (order.index(found["design"]), found["n_obs"]))


def main() -> None:
    """Read the command line, simulate, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings", description="Said and unsaid findings.")
    parser.add_argument("--draws", type=int, default=200, help="samples of every design (default: 200)")
    parser.add_argument("--designs", nargs="+", choices=list(DESIGNS), default=list(DESIGNS))
    parser.add_argument("--n", nargs="+", type=int, default=SIZES, help="respondents (default: 250 and 400)")
    parser.add_argument("--write-only", action="store_true", help="write the table again, simulate nothing")
    parser.add_argument("--dry", action="store_true", help="simulate and print, write nothing")
    chosen = parser.parse_args()
    for name in [] if chosen.write_only else chosen.designs:
        for n_obs in chosen.n:
            found = simulated(name, n_obs, chosen.draws)
            print(found, flush=True)
            if not chosen.dry:
                kept = {"machine": description(), "rows": with_others([found])}
                RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    if not chosen.dry:
        write_section("findings", findings_table(json.loads(RESULTS.read_text())))


if __name__ == "__main__":
    main()
