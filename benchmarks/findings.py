"""
Does the report say what is wrong with a study, and nothing of the kind where nothing is.

    python -m benchmarks.findings                   200 draws of every design
    python -m benchmarks.findings --draws 20 --designs clean inseparable

Three dimensions of four items, an outcome of two, 400 respondents, five categories; one thing is wrong in each design
but the first. A finding counts as told where it is no mere note: then it stands in the summary and in the limits.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: one thread is fastest at these sizes

import argparse
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import statistics
from analysis.report import findings, results

from .readme import table, write_section

SEED, N_OBS, N_ITEMS, CORRELATION, LOADING = 20_261_126, 400, 4, 0.5, 0.75
DIMENSIONS = ("a", "b", "c")
CUTS = (-1.5, -0.6, 0.3, 1.2)


@dataclass(frozen=True, kw_only=True)
class Design:
    """What is true of a population, and the finding that it should lead to ("" for none)."""

    finding: str = ""
    closest: float = CORRELATION  # correlation of a and b
    loading_of_c: float = LOADING
    turned: tuple[str, ...] = ()  # items coded the other way and not declared
    slopes: tuple[float, float, float] = (0.4, 0.3, 0.2)
    cross: float = 0.0  # loading of two items of a on b, and of two of b on c


DESIGNS = {
    "clean": Design(),
    "inseparable": Design(finding="inseparable", closest=0.95),
    "unreliable": Design(finding="unreliable", loading_of_c=0.41),
    "against_scale": Design(finding="against_scale", turned=("a2",)),
    "against_direction": Design(finding="against_direction", slopes=(0.6, 0.4, -0.4)),
    "misfit": Design(finding="misfit", cross=0.45),
}
TOLD = tuple(design.finding for design in DESIGNS.values() if design.finding)


def sample(design: Design, rng: np.random.Generator) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Answers to the dimensions and to the outcome."""
    phi = np.full((3, 3), CORRELATION) + (1 - CORRELATION) * np.eye(3)
    phi[0, 1] = phi[1, 0] = design.closest
    latent = rng.multivariate_normal(np.zeros(3), phi, N_OBS)
    pattern = np.zeros((3 * N_ITEMS, 3))
    for place in range(3):
        loading = design.loading_of_c if place == 2 else LOADING
        pattern[place * N_ITEMS : (place + 1) * N_ITEMS, place] = loading
    pattern[[0, 1], 1] += design.cross
    pattern[[N_ITEMS, N_ITEMS + 1], 2] += design.cross
    common = latent @ pattern.T
    unique = np.sqrt(np.maximum(1 - common.var(axis=0), 0.2))
    answers = np.digitize(common + unique * rng.normal(size=common.shape), CUTS) + 1
    names = [f"{name}{k}" for name in DIMENSIONS for k in range(1, N_ITEMS + 1)]
    frame = pd.DataFrame(answers.astype(float), columns=names)
    for item in design.turned:
        frame[item] = 6 - frame[item]
    pleased = latent @ np.array(design.slopes) + 0.6 * rng.normal(size=N_OBS)
    outcome = np.digitize(pleased[:, None] + 0.5 * rng.normal(size=(N_OBS, 2)), CUTS) + 1.0
    scales = {name: frame[[f"{name}{k}" for k in range(1, N_ITEMS + 1)]] for name in DIMENSIONS}
    return scales, pd.DataFrame(outcome, columns=["y1", "y2"])


def found(design: Design, rng: np.random.Generator) -> set[str]:
    """The findings that the first page tells of one sample."""
    scales, outcome = sample(design, rng)
    everything = scales | {"y": outcome}
    ranges = {item: (1.0, 5.0) for answers in everything.values() for item in answers}
    drivers = statistics.driver_regression(scales, outcomes={"y": outcome}, ranges=ranges, pain_points={}, rng=rng)
    quality = statistics.measurement_quality(scales, groups=pd.DataFrame(index=outcome.index), ranges=ranges, rng=rng)
    entries = [
        {"name": name, "kind": "outcome" if name == "y" else "dimension", "items": list(answers)}
        for name, answers in everything.items()
    ]
    steps = [{"step": step, "n": N_OBS} for step in ("received", "analysed", "complete_items", "complete_model")]
    made = results.plain(
        {
            "study": {"scales": entries, "conf_level": 0.95, "n_analysed": N_OBS, "n_received": N_OBS},
            "sample": {"flow": steps, "flags": []},
            "reliability": statistics.scale_reliability(everything, rng=rng),
            "regression": drivers,
            **quality.sections(),
        }
    )
    return {finding.code for finding in findings.cautions(findings.build(made))}


def rates(design: Design, n_draws: int) -> dict[str, float]:
    """The share of samples in which each of the findings is told."""
    told = [
        found(design, np.random.default_rng([SEED, list(DESIGNS.values()).index(design), draw]))
        for draw in range(n_draws)
    ]
    return {code: float(np.mean([code in codes for codes in told])) for code in TOLD}


def main() -> None:
    """Read the command line, simulate, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings", description="Told and untold findings.")
    parser.add_argument("--draws", type=int, default=200, help="samples of every design (default: 200)")
    parser.add_argument("--designs", nargs="+", choices=list(DESIGNS), default=list(DESIGNS))
    parser.add_argument("--dry", action="store_true", help="simulate and print, write nothing")
    chosen = parser.parse_args()
    rows = []
    for name in chosen.designs:
        told = rates(DESIGNS[name], chosen.draws)
        rows.append([name, *(f"{100 * told[code]:.0f} %" for code in TOLD)])
        print(*rows[-1], flush=True)
    if not chosen.dry:
        heads = ["what is wrong", *TOLD]
        write_section("findings", f"{chosen.draws} draws of each design.\n\n" + table(heads, rows, 1))


if __name__ == "__main__":
    main()
