"""
How far two computations of one number may lie apart: by what kind of number it is.

Counts are equal. Closed forms and iterative estimates agree but for rounding. What rests on random draws is the same
under the same versions; under others it is another draw, and agrees within the error of so many draws.
"""

import re
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from analysis.statistics.description import level_shares
from analysis.statistics.paths import mediation
from analysis.statistics.sensitivity import curve
from analysis.verifying.leaves import Path, Value, is_number

CLOSED, ITERATIVE = 1e-9, 1e-6
"""Relative: what summation in another order leaves, and what the criteria at which iterations end leave."""
FLOOR = 1e-3  # numbers smaller than this are compared as if they were of this size: rounding does not shrink with them
SPREAD = 4.0  # standard errors by which two runs of draws may differ: one number in 16,000 does by chance
NORMAL = NormalDist()

ENDS = r"_(low|high)$"
SHARES = r"(^|\.)(prob(_first|_a_greater|\.\w+)?|p_(first|worst|greater))$|^importance\.pairs\."
"""Numbers that are shares of resamples."""
RANDOM = re.compile(
    rf"^reliability\..*\.bootstrap\.conf{ENDS}|\.simulated_(mean|quantile)$|^dynamic_cutoffs\.|{SHARES}"
    rf"|^(regression|priorities)\..*\.(importance|performance){ENDS}"
    rf"|^(importance|mediation|pain_points\.expected_loss)\..*conf{ENDS}"
    rf"|^(outcome_)?validity\.(intervals|htmt2?|latent_correlations|hierarchical)\..*conf{ENDS}"
    rf"|^sensitivity\..*\.\[loss\b[^.]*\.found\.conf{ENDS}"
    r"|^(sample\.completeness|pain_points\.groups|hypotheses)\..*\.p_value_holm$"
)
SHARE = re.compile(SHARES)
ESTIMATES = {"conf": "estimate"}  # what stands between two ends, where it is not called as they are
COUNT = re.compile(r"^((outcome_)?validity|dynamic_cutoffs)\.n_settled$")  # resamples that did something
OF_RANDOM_TABLES = ("p_value",)
OF_INDIRECT_EFFECTS = ("conf_low", "conf_high", "beta_low", "beta_high", "p_value")
ITERATED = re.compile(
    r"^(efa|cfa|validity|invariance|alternatives|method_bias|sensitivity|findings)\.|\.logistic\.|polychoric"
)
DRAWS = ("n_resamples", "n_draws")
DRAWN = {"hypotheses": mediation.N_RESAMPLES, "sensitivity": curve.FEWEST_RESAMPLES}
"""How many draws numbers of a chapter rest on, at least, where its results do not say it."""


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
    kind = kind_of(path, reported, recomputed)
    if kind == "count":
        return Tolerance(kind, 0.0)
    if kind == "simulated" and not same_draws:
        return Tolerance(kind, max(monte_carlo(path, reported), monte_carlo(path, recomputed)))
    relative = CLOSED if kind == "closed" else ITERATIVE
    return Tolerance(kind, relative * max(abs(a), abs(b), FLOOR))


def kind_of(path: Path, *sides: dict[Path, Value]) -> str:
    """The kind of number that stands at a path of some results."""
    name = ".".join(path)
    if COUNT.search(name):
        return "simulated"
    if all(isinstance(leaves[path], int) for leaves in sides):
        return "count"
    if RANDOM.search(name) or any(is_drawn(path, leaves) for leaves in sides):
        return "simulated"
    return "iterative" if ITERATED.search(name) else "closed"


def is_drawn(path: Path, leaves: dict[Path, Value]) -> bool:
    """Whether a number rests on draws by what stands beside it: a test by random tables, an indirect effect."""
    if path[-1] in OF_RANDOM_TABLES and leaves.get((*path[:-1], "is_simulated")):
        return True
    return path[-1] in OF_INDIRECT_EFFECTS and leaves.get((*path[:-1], "model")) == "indirect"


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
        reach = max(half_width(low, high), from_centre(value, leaves.get((*path[:-1], ESTIMATES.get(stem, stem)))))
        variance = quantile_variance(tail, reach / NORMAL.inv_cdf(1 - tail))
    elif key.startswith("simulated_"):
        mean, quantile = (leaves.get((*path[:-1], f"simulated_{part}")) for part in ("mean", "quantile"))
        place = leaves.get((*path[:2], "quantile")) or leaves.get((*path[:3], "quantile")) or 0.95
        spread = 2 * half_width(mean, quantile) / NORMAL.inv_cdf(place)
        variance = spread**2 if key.endswith("mean") else quantile_variance(place, spread)
    elif key.startswith("p_value"):
        variance = p_variance(value, leaves.get((*path[:-1], "p_value")), n, sides=1 + (path[0] == "hypotheses"))
    elif COUNT.search(".".join(path)):
        variance = n**2 * share_variance(value / n, n)
    elif SHARE.search(".".join(path)):
        variance = share_variance(value, n)
    else:
        return 0.0
    return SPREAD * sqrt(2 * variance / n)


def share_variance(share: float, n: int) -> float:
    """Of one draw; a share of none or all could have been one draw's."""
    return share * (1 - share) or 1 / n


def p_variance(value: float, unadjusted: Value, n: int, sides: int) -> float:
    """Of a p-value that is the share of draws on one side or both, or Holm's multiple of such a one."""
    own = unadjusted if is_number(unadjusted) and unadjusted else value
    return (sides * value / own) ** 2 * share_variance(own / sides, n) if own else 1 / n


def half_width(low: Value, high: Value) -> float:
    return abs(high - low) / 2 if is_number(low) and is_number(high) else 0.0


def from_centre(end: float, estimate: Value) -> float:
    """How far an end lies from its estimate: farther than half of the interval where the draws are skewed to it."""
    return abs(end - estimate) if is_number(estimate) else 0.0


def quantile_variance(q: float, spread: float) -> float:
    """Of one draw, for the quantile q of a normal distribution."""
    return q * (1 - q) * (spread / NORMAL.pdf(NORMAL.inv_cdf(q))) ** 2


def draws(path: Path, leaves: dict[Path, Value]) -> int:
    """How many draws a number rests on: what stands nearest above it; else what its chapter draws by itself."""
    above = [path[:depth] for depth in range(len(path) - 1, 0, -1)]
    named = [leaves.get((*place, key)) for place in above for key in DRAWS]
    shared = [leaves.get(("regression", "importance", key)) for key in DRAWS]
    own = level_shares.N_TABLES if path[-1].startswith("p_value") else None
    return next((n for n in [*named, DRAWN.get(path[0]), own, *shared] if n), 0)


def confidence(leaves: dict[Path, Value]) -> float:
    return leaves.get(("study", "conf_level")) or 0.95


def agree(a: float, b: float, allowed: Tolerance) -> bool:
    """Whether two values of a number are the same within its tolerance."""
    return abs(a - b) <= allowed.most
