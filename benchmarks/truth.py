"""
Does the report order what is equal, or recommend what does nothing, and do its intervals hold the truth.

    python -m benchmarks.truth                   200 draws of every population: about six minutes on one core
    python -m benchmarks.truth --draws 20 --designs zero
    python -m benchmarks.truth --write-only      the table from the last run's numbers

What the report says is counted where it is made, in its claims. The numbers are kept in truth.json and written into
README.md.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: one thread is fastest at these sizes

import argparse
import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.drivers.importance_claims import separable_pairs
from analysis.report.chapters.pain_points import together_claims as together
from analysis.report.chapters.priorities import evidence, whom
from analysis.report.chapters.priorities.places import placed
from analysis.report.document import thresholds
from analysis.report.document.contents import Results, only
from analysis.report.document.loose import built, nothing
from analysis.report.document.results import plain
from analysis.statistics import group_differences
from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.groups.differences import Differences
from analysis.statistics.pain_points.pain_points import PainPoints
from analysis.statistics.regression.importance import johnson_weights, shapley_shares

from . import faulty, group_designs, painful
from .machine import description
from .readme import truth_table, write_section

RESULTS = Path(__file__).with_name("truth.json")
SEED, N_OBS, N_RESAMPLES, N_TRUTH = 20_261_127, 400, 2_000, 400_000
IMPORTANT = ("concentrate", "keep_up")

Outcomes = dict[str, list[bool]]
"""By what is counted, truth values: of something that should not be said, or of intervals that hold the truth."""

DRIVERS = {
    "zero": faulty.Design(title="one driver of zero", slopes=(0.4, 0.3, 0.2, 0.0)),
    "equal": faulty.Design(title="two equal drivers", slopes=(0.35, 0.35, 0.15, 0.05)),
    "close": faulty.Design(title="two dimensions correlate .95", closest=0.95, slopes=(0.4, 0.1, 0.2, 0.1)),
}

ALIKE = faulty.Design(title="nobody differs")


def said_of_drivers(name: str, results: Results) -> Outcomes:
    """What the report says of one sample that it should not."""
    if name == "zero":
        (reading,) = (row.reading for row in placed(results) if row.term == "d")
        first = drivers.first_driver(results)
        named = first.verdict == "clear" and first.values["scale"] == "d"
        return {"recommends the null one": [reading in IMPORTANT or named]}
    pair = [found for found in separable_pairs(results) if {found.a, found.b} == {"a", "b"}]
    first = drivers.first_driver(results)
    named = first.verdict == "clear" and first.values["scale"] in ("a", "b")
    apart = bool(pair) and max(found.lmg for found in pair) >= thresholds.CLEAR_PROBABILITY
    return {"orders the two": [apart or named]}


def of_drivers(name: str, rng: np.random.Generator) -> Outcomes:
    """One sample of a population of dimensions."""
    design = DRIVERS[name]
    results = faulty.studied(faulty.sample(design, N_OBS, rng), rng, N_RESAMPLES)
    found = needed(had(results.importance))
    held = {
        f"intervals of {what}": [
            weight.conf_low <= value <= weight.conf_high
            for weight, value in zip(weights, true_weights(name)[what], strict=True)
        ]
        for what, weights in (("LMG", found.lmg), ("Johnson", found.johnson), ("slopes", found.standardised))
    }
    return said_of_drivers(name, results) | held


@cache
def true_weights(name: str) -> dict[str, np.ndarray]:
    """Weights of the scores in the population, from many people."""
    answers = faulty.sample(DRIVERS[name], N_TRUTH, np.random.default_rng(SEED))
    scores = scale_scores(answers).to_numpy()
    R = np.corrcoef(np.column_stack([scores[:, -1], scores[:, :-1]]), rowvar=False)
    slopes = np.linalg.solve(R[1:, 1:], R[1:, 0])
    return {"LMG": shapley_shares(R), "Johnson": johnson_weights(R), "slopes": slopes}


def of_pain_points(rng: np.random.Generator) -> Outcomes:
    """One sample of the population of pain points."""
    found = painful.studied(painful.sample(N_OBS, rng), rng, N_RESAMPLES)
    true, loss = painful.truth(), needed(had(found.expected_loss))
    trend, beyond = needed(had(found.trend)), needed(had(found.beyond_dimensions))
    held = {
        "intervals of costs": [holds(row, true["cost"][row.term]) for row in needed(had(found.joint))],
        "intervals of costs beyond": [holds(row, true["cost"][row.term]) for row in beyond],
        "intervals of losses": [holds(row, true["loss"][row.term]) for row in loss.terms],
        "interval of their sum": [holds(loss.total, sum(true["loss"].values()))],
        "intervals of phi": [holds(row, true["phi"][row.a, row.b]) for row in found.cooccurrence],
        "intervals by number met": [holds(row, true["mean"][row.n_met]) for row in needed(had(found.dose))[:4]],
        "interval of the trend": [holds(trend, true["slope"][""])],
    }
    return said_of_pain_points(found) | held


def said_of_pain_points(found: PainPoints) -> Outcomes:
    """What the chapter says of one sample that it should not."""
    loss = needed(had(found.expected_loss))
    first, told = together.first_loss(loss), together.told_losses(loss)
    costly = [name for claim in together.cost_overviews(found, 0.95) for name in claim.values["costly"]]
    ordered = [{pair.a, pair.b} for pair in loss.pairs if pair.is_ordered]
    named = first.verdict == "clear" and first.values["name"] == painful.FREE
    advised = {claim.subject for claim, _ in evidence.reliefs(only(pain_points=found))}
    return {
        "recommends the free one": [painful.FREE in advised],
        "tells a loss to the free one": [named or painful.FREE in told.values["told"]],
        "tells a cost of the free one": [painful.FREE in costly],
        "orders the two": [set(painful.EQUAL) in ordered],
    }


def of_groups(rng: np.random.Generator) -> Outcomes:
    """One sample of a population in which people of different shops and of two kinds differ in nothing."""
    answers = faulty.sample(ALIKE, N_OBS, rng)
    levels = {"shop": rng.permutation(group_designs.shops(N_OBS)), "kind": rng.choice(["u", "v"], N_OBS)}
    found, results = compared_groups(answers, pd.DataFrame(levels))
    compared = [one for scales in found.values() for one in scales.values()]
    gaps = [[pair.difference for pair in needed(had(one.pairs))] for one in compared]
    means = true_means()
    held = {
        "intervals of the levels' means": [
            holds(level, means[scale])
            for scales in found.values()
            for scale, one in scales.items()
            for level in one.levels
        ],
        "intervals of all pairs at once": [all(holds(gap, 0.0) for gap in pairs) for pairs in gaps],
    }
    return said_of_groups(results) | held


def compared_groups(answers: dict[str, pd.DataFrame], levels: pd.DataFrame) -> tuple[Differences, Results]:
    """What is found of groups, and the same as the report reads it."""
    found = group_differences(answers, levels).groups
    study = faulty.study(answers) | {"margin": 2.0}
    entries = [entry | {"low": 1.0, "high": 5.0} for entry in study["items"]]
    return found, built(Results, {"study": study | {"items": entries}, "groups": plain(found)}, nothing)


def said_of_groups(results: Results) -> Outcomes:
    """What the report says of one sample that it should not."""
    told = [whom.for_whom(results, scale.name) for scale in results.study.scales]
    return {"recommends a group": [bool(evidence.reaches(results))], "tells a level to be lower": [any(told)]}


@cache
def true_means() -> dict[str, float]:
    """Means of the scores in the population, from many people."""
    return scale_scores(faulty.sample(ALIKE, N_TRUTH, np.random.default_rng(SEED))).mean().to_dict()


def holds(interval, value: float) -> bool:
    """Whether an interval holds a value."""
    return interval.conf_low <= value <= interval.conf_high


DESIGNS: dict[str, Callable[[np.random.Generator], Outcomes]] = {
    **{name: partial(of_drivers, name) for name in DRIVERS},
    "pain_points": of_pain_points,
    "groups": of_groups,
}
TITLES = {name: design.title for name, design in DRIVERS.items()}
TITLES |= {"pain_points": "a pain point without cost", "groups": "a group difference of zero"}


def simulated(name: str, n_draws: int) -> list[dict]:
    """A row for everything that is counted in `n_draws` samples of a population; each has random numbers of its own."""
    draws = [DESIGNS[name](np.random.default_rng([SEED, list(DESIGNS).index(name), draw])) for draw in range(n_draws)]
    return [row(name, what, [draw[what] for draw in draws]) for what in draws[0]]


def row(name: str, what: str, outcomes: list[list[bool]]) -> dict:
    """What became of one thing; the Monte Carlo error is that of the mean over draws."""
    by_draw = np.mean(np.array(outcomes, dtype=float), axis=1)
    return {
        "design": name,
        "title": TITLES[name],
        "what": what,
        "is_interval": what.startswith("interval"),
        "n_obs": N_OBS,
        "n_draws": len(outcomes),
        "share": float(by_draw.mean()),
        "error": float(by_draw.std() / np.sqrt(len(by_draw))),
    }


def with_others(rows: list[dict]) -> list[dict]:
    """`rows` with those that earlier runs left of other populations."""
    known = json.loads(RESULTS.read_text())["rows"] if RESULTS.exists() else []
    new = {found["design"] for found in rows}
    kept = [*(found for found in known if found["design"] not in new and found["design"] in DESIGNS), *rows]
    return sorted(kept, key=lambda found: list(DESIGNS).index(found["design"]))


def main() -> None:
    """Read the command line, simulate, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.truth", description="What is said of known truths.")
    parser.add_argument("--draws", type=int, default=200, help="samples of every population (default: 200)")
    parser.add_argument("--designs", nargs="+", choices=list(DESIGNS), default=list(DESIGNS))
    parser.add_argument("--write-only", action="store_true", help="write the table again, simulate nothing")
    parser.add_argument("--dry", action="store_true", help="simulate and print, write nothing")
    chosen = parser.parse_args()
    for name in [] if chosen.write_only else chosen.designs:
        rows = simulated(name, chosen.draws)
        for found in rows:
            print(f"{found['title']:<32} {found['what']:<32} {found['share']:.3f} +- {found['error']:.3f}", flush=True)
        if not chosen.dry:
            RESULTS.write_text(json.dumps({"machine": description(), "rows": with_others(rows)}, indent=1) + "\n")
    if not chosen.dry:
        write_section("truth", truth_table(json.loads(RESULTS.read_text())))


if __name__ == "__main__":
    main()
