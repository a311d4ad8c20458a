"""
How far two computations of one number may lie apart: by what kind of number it is.

Counts are equal. Closed forms and iterative estimates agree but for rounding. What rests on random draws is the same
under the same versions; under others it is another draw, and agrees within the error of so many draws.
"""

import re
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from analysis.verifying.leaves import Path, Value, is_number

CLOSED, ITERATIVE = 1e-9, 1e-6
"""Relative: what summation in another order leaves, and what the criteria at which iterations end leave."""
FLOOR = 1e-3  # numbers smaller than this are compared as if they were of this size: rounding does not shrink with them
SPREAD = 4.0  # standard errors by which two runs of draws may differ: one number in 16,000 does by chance
NORMAL = NormalDist()

RANDOM = re.compile(
    r"^reliability\..*\.bootstrap\.conf_(low|high)$|\.simulated_(mean|quantile)$|\.dynamic_cutoffs\."
    r"|^regression\..*\.(importance|performance)_(low|high)$|^regression\..*\.prob(_first|_a_greater)?(\.\w+)?$"
    r"|^validity\.intervals\..*\.conf_(low|high)$|^validity\.(htmt2?|latent_correlations)\..*\.conf_(low|high)$"
)
ITERATED = re.compile(
    r"^(efa|cfa|validity|invariance|alternatives|method_bias|sensitivity|findings)\.|\.logistic\.|polychoric"
)
DRAWS = ("n_resamples", "n_draws")


@dataclass(frozen=True)
class Tolerance:
    """
    What a number is allowed to differ by.

    Attributes
    ----------
    kind : str
        "count", "closed", "iterative" or "simulated".
    most : float
        The largest difference that is none, in the number's own unit.
    """

    kind: str
    most: float


def tolerance(path: Path, reported: dict[Path, Value], recomputed: dict[Path, Value], same_draws: bool) -> Tolerance:
    """
    The tolerance of the number at a path of two results.

    Parameters
    ----------
    path : tuple of str
    reported, recomputed : dict
        All leaves of both.
    same_draws : bool
        Whether both were computed under the same versions, so that their random draws are the same.
    """
    a, b = reported[path], recomputed[path]
    kind = kind_of(path, a, b)
    if kind == "count":
        return Tolerance(kind, 0.0)
    if kind == "simulated" and not same_draws:
        return Tolerance(kind, max(monte_carlo(path, reported), monte_carlo(path, recomputed)))
    relative = CLOSED if kind == "closed" else ITERATIVE
    return Tolerance(kind, relative * max(abs(a), abs(b), FLOOR))


def kind_of(path: Path, *values: float) -> str:
    """The kind of number that stands at a path."""
    if all(isinstance(value, int) for value in values):
        return "count"
    name = ".".join(path)
    if RANDOM.search(name):
        return "simulated"
    return "iterative" if ITERATED.search(name) else "closed"


def monte_carlo(path: Path, leaves: dict[Path, Value]) -> float:
    """
    The largest difference of two runs of draws that is still chance; zero where the results do not tell the spread.

    A share of n draws has the variance p(1 - p)/n, a quantile q(1 - q)/(n f²) (Serfling 1980, 2.3.3), f being the
    density there of a normal distribution with the spread that the interval shows.
    """
    n = draws(path, leaves)
    if not n:
        return 0.0
    value, key = leaves[path], path[-1]
    if key.endswith(("_low", "_high")):
        stem = key.rpartition("_")[0]
        low, high = (leaves.get((*path[:-1], f"{stem}_{end}")) for end in ("low", "high"))
        tail = (1 - confidence(leaves)) / 2
        variance = quantile_variance(tail, half_width(low, high) / NORMAL.inv_cdf(1 - tail))
    elif key.startswith("simulated_"):
        mean, quantile = (leaves.get((*path[:-1], f"simulated_{part}")) for part in ("mean", "quantile"))
        place = leaves.get((*path[:2], "quantile")) or leaves.get((*path[:3], "quantile")) or 0.95
        spread = 2 * half_width(mean, quantile) / NORMAL.inv_cdf(place)
        variance = spread**2 if key.endswith("mean") else quantile_variance(place, spread)
    elif key.startswith("prob") or path[-2].startswith("prob"):
        variance = value * (1 - value) or 1 / n  # a share of none or all could have been one draw's
    else:
        return 0.0
    return SPREAD * sqrt(2 * variance / n)


def half_width(low: Value, high: Value) -> float:
    return abs(high - low) / 2 if is_number(low) and is_number(high) else 0.0


def quantile_variance(q: float, spread: float) -> float:
    """Of one draw, for the quantile q of a normal distribution."""
    return q * (1 - q) * (spread / NORMAL.pdf(NORMAL.inv_cdf(q))) ** 2


def draws(path: Path, leaves: dict[Path, Value]) -> int:
    """How many draws a number rests on: what stands nearest above it; in the regression, those of the importance."""
    above = [path[:depth] for depth in range(len(path) - 1, 0, -1)]
    named = [leaves.get((*place, key)) for place in [*above, ("regression", "importance")] for key in DRAWS]
    return next((n for n in named if n), 0)


def confidence(leaves: dict[Path, Value]) -> float:
    return leaves.get(("study", "conf_level")) or 0.95


def agree(a: float, b: float, allowed: Tolerance) -> bool:
    """Whether two values of a number are the same within its tolerance."""
    return abs(a - b) <= allowed.most
