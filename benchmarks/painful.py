"""A population in which five pain points cost what is known, one of them nothing and two the same."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from analysis import statistics
from analysis.statistics.pain_points.exposure import exposures
from analysis.statistics.pain_points.pain_points import PainPoints

COSTS = {"dear": 0.6, "one": 0.4, "other": 0.4, "cheap": 0.2, "free": 0.0}
SHARES = {"dear": 0.3, "one": 0.25, "other": 0.25, "cheap": 0.4, "free": 0.35}
EQUAL, FREE = ("one", "other"), "free"
TOGETHER = 0.3  # correlation of the normal variables behind any two pain points
CARE, NOISE = 0.5, 0.8  # slope of the outcome on the dimension, standard deviation of the rest
N_TRUTH = 1_000_000

Sample = tuple[dict[str, pd.DataFrame], pd.Series, pd.Series]
"""Answers about the pain points, the score of a dimension, and the outcome."""


def sample(n_obs: int, rng: np.random.Generator) -> Sample:
    """People who meet pain points together more often than by chance, whatever they think of the dimension."""
    shared, own = rng.standard_normal((n_obs, 1)), rng.standard_normal((n_obs, len(SHARES)))
    met = np.sqrt(TOGETHER) * shared + np.sqrt(1 - TOGETHER) * own < normal_quantiles()
    care = rng.standard_normal(n_obs)
    outcome = 4 + CARE * care - met @ list(COSTS.values()) + NOISE * rng.standard_normal(n_obs)
    answers = {name: pd.DataFrame({"met": met[:, j].astype(float)}) for j, name in enumerate(SHARES)}
    return answers, pd.Series(care), pd.Series(outcome)


def normal_quantiles() -> np.ndarray:
    """Below which a standard normal variable lies as often as each pain point is met."""
    from scipy.special import ndtri

    return ndtri(list(SHARES.values()))


def studied(drawn: Sample, rng: np.random.Generator, n_resamples: int) -> PainPoints:
    """What is found of a sample, as the chapter on pain points finds it."""
    answers, care, outcome = drawn
    return statistics.pain_points_together(
        answers,
        severity_ranges={},
        outcomes={"y": outcome.to_frame()},
        dimensions={"care": care.to_frame()},
        groups=pd.DataFrame(index=care.index),
        rng=rng,
        n_resamples=n_resamples,
    )


@cache
def truth() -> dict[str, Mapping]:
    """What is true of the population: costs and losses by its making, pairs and means from a million people."""
    answers, _, outcome = sample(N_TRUTH, np.random.default_rng(20_261_126))
    met = exposures(answers, {})
    n_met = met.sum(axis=1)
    return {
        "cost": {name: -cost for name, cost in COSTS.items()},
        "loss": {name: SHARES[name] * cost for name, cost in COSTS.items()},
        "phi": met.corr().stack().to_dict(),
        "mean": outcome.groupby(n_met).mean().to_dict(),
        "slope": {"": float(np.polyfit(n_met, outcome, 1)[0])},
    }
