"""Groups that are known: how far their means lie apart, how much they vary, and how two scores go together."""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.statistics import group_differences, score_correlations

SIZES = {"A": 0.4, "B": 0.3, "C": 0.2, "D": 0.1}
MEANS = {"A": 0.0, "B": 0.3, "C": -0.2, "D": 0.5}
SPREADS = {"A": 1.0, "B": 1.4, "C": 0.8, "D": 1.2}
CORRELATION = 0.5
N_SCORES, N_GROUPINGS = 5, 3
AT_MOST = "(any, at most 5 %)"
"""Ends the name of a test of many true hypotheses at once: that it rejects one is to be rare, no matter how rare."""


def shops(n_obs: int) -> np.ndarray:
    """The shop of each respondent, in fixed numbers."""
    return np.repeat(list(SIZES), [round(share * n_obs) for share in SIZES.values()])


def apart(n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
    """A score whose mean and spread differ between four shops; and between the first two as `pair`."""
    shop = shops(n_obs)
    score = np.array([rng.normal(MEANS[one], SPREADS[one]) for one in shop])
    pair = pd.Series(shop).where(np.isin(shop, ["A", "B"]))
    return pd.DataFrame({"score": score, "shop": shop, "pair": pair})


def differences(answers: pd.DataFrame, _: np.random.Generator) -> dict:
    """Omega squared, Hedges' g, differences of two levels alone and of all pairs at once."""
    found = group_differences({"score": answers[["score"]]}, answers[["shop", "pair"]]).groups
    four, two = found["shop"]["score"], found["pair"]["score"]
    g = (MEANS["A"] - MEANS["B"]) / np.sqrt((SPREADS["A"] ** 2 + SPREADS["B"] ** 2) / 2)
    pairs = [row.difference for row in four.pairs]
    truths = [MEANS[a] - MEANS[b] for a, b in combinations(MEANS, 2)]
    held = [row.conf_low <= truth <= row.conf_high for row, truth in zip(pairs, truths, strict=True)]
    return {
        "omega squared of Welch's F": holds(four.test, share_between(len(answers))),
        "Hedges' g, variances apart": holds(two.test, g),
        "difference of two levels, Welch": holds(two.pairs[0].difference, MEANS["A"] - MEANS["B"]),
        "all six pairs at once, Games and Howell": np.array([all(held)]),
    }


def share_between(n_obs: int) -> float:
    """Omega squared of the population, each level weighted by its own variance."""
    sizes = np.array([round(share * n_obs) for share in SIZES.values()])
    means = np.array(list(MEANS.values()))
    weights = sizes / np.square(list(SPREADS.values()))
    noncentrality = weights @ (means - weights @ means / weights.sum()) ** 2
    return noncentrality / (noncentrality + sizes.sum())


def holds(found, truth: float) -> np.ndarray:
    """Whether one interval holds its truth."""
    return np.array([found.conf_low <= truth <= found.conf_high])


def together(n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
    """Two scores that correlate, normal."""
    first, other = rng.standard_normal((2, n_obs))
    return pd.DataFrame({"a": first, "b": CORRELATION * first + np.sqrt(1 - CORRELATION**2) * other})


def correlation(answers: pd.DataFrame, _: np.random.Generator) -> dict:
    """The correlation of two scores."""
    found = score_correlations({name: answers[[name]] for name in answers})
    low, high = found.conf_low[0][1], found.conf_high[0][1]
    return {"correlation of two scores, Fisher": np.array([low <= CORRELATION <= high])}


def alike(n_obs: int, rng: np.random.Generator) -> pd.DataFrame:
    """Five scores on five points that go together, of people who differ in nothing but in how much they vary."""
    shop = shops(n_obs)
    spread = np.array([SPREADS[one] for one in shop])[:, None]
    scores = 3 + spread * (rng.standard_normal((n_obs, 1)) + rng.standard_normal((n_obs, N_SCORES))) / np.sqrt(2)
    frame = pd.DataFrame(np.clip(np.round(2 * scores) / 2, 1, 5), columns=[f"s{k}" for k in range(N_SCORES)])
    others = {f"g{k}": rng.choice(list("xyz"), n_obs) for k in range(1, N_GROUPINGS)}
    return frame.assign(shop=shop, **others)


def tests(answers: pd.DataFrame, _: np.random.Generator) -> dict:
    """Each test by itself, and whether any of fifteen rejects after Holm's correction."""
    scores = [name for name in answers if name.startswith("s") and name != "shop"]
    found = group_differences({name: answers[[name]] for name in scores}, answers.drop(columns=scores)).groups
    one = found["shop"][scores[0]]
    every = [scale for scales in found.values() for scale in scales.values()]
    return {
        "Welch's F, four levels": one.test.p_value,
        "Games and Howell, smallest of six pairs": min(pair.p_value for pair in one.pairs),
        "adjusted for two groupings, HC3": one.adjusted.p_value,
        f"15 comparisons after Holm {AT_MOST}": min(scale.test.p_value_holm for scale in every),
        f"15 adjusted comparisons after Holm {AT_MOST}": min(scale.adjusted.p_value_holm for scale in every),
    }
