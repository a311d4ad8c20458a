"""Whether groups differ: Welch's tests of means, Kruskal and Wallis' of ranks, Games and Howell's of every pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Literal

import numpy as np

from analysis.statistics.foundation.distributions import f_p_value, holm, t_p_value
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.foundation.studentized_range import studentized_range_p_value, studentized_range_quantile
from analysis.statistics.groups.effect_sizes import hedges_g, omega_squared_interval, welch_df

ROUNDING = 1e-9
"""Range of values, as a share of their size, up to which they are the same but for rounding."""

Samples = Mapping[str, np.ndarray]
"""Values of each level, in the order of the levels; none missing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class MeansTest:
    """
    Whether all levels have one mean.

    `test` is Welch's t where there are two levels (the first less the second), else his analysis of variance; `df` has
    one entry for t, for F that between the levels and that of the error. `effect` names the effect size, with its
    interval: Hedges' g of two levels by the root of the mean of their variances, else omega squared. `p_value_holm` is
    adjusted over all scales and groupings of the study.
    """

    test: Literal["welch_t", "welch_anova"]
    statistic: float
    df: list[float]
    p_value: float
    p_value_holm: float
    effect: Literal["hedges_g", "omega_squared"]
    effect_size: float
    conf_low: float
    conf_high: float
    conf_level: float


@dataclass(frozen=True, kw_only=True, eq=False)
class RanksTest:
    """Whether answers at all levels come from one distribution (Kruskal & Wallis 1952, corrected for ties)."""

    statistic: float
    df: int
    p_value: float
    p_value_holm: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelPair:
    """
    Level `a` less level `b`, by Games and Howell.

    The interval and `p_value` hold for all pairs of levels at once; `p_value_holm` is adjusted by Holm over the pairs
    besides, which errs on the side of caution. `hedges_g` is the difference by the root of the mean of both variances.
    """

    a: str
    b: str
    difference: Interval
    statistic: float
    df: float
    p_value: float
    p_value_holm: float
    hedges_g: float


def require_levels(samples: Samples) -> Samples:
    """`samples`, refused where there are fewer than two, or somebody's level is all of one value."""
    if len(samples) < 2:
        raise EstimationError("one_level_only", n_levels=len(samples))
    spread = {level: np.ptp(values) / max(np.abs(values).max(), 1.0) for level, values in samples.items()}
    if constant := [level for level, width in spread.items() if width <= ROUNDING]:
        raise EstimationError("constant_levels", levels=constant)
    return samples


def welch_anova(samples: Samples) -> tuple[float, float]:
    """
    Welch's F of the levels' means and the degrees of freedom of its error; those between are the levels less one.

    References
    ----------
    Welch (1951), Biometrika 38, 330-336.
    """
    sizes = np.array([len(values) for values in samples.values()])
    means = np.array([values.mean() for values in samples.values()])
    weights = sizes / [values.var(ddof=1) for values in samples.values()]
    k, whole = len(sizes), weights.sum()
    lost = ((1 - weights / whole) ** 2 / (sizes - 1)).sum()
    between = (weights * (means - weights @ means / whole) ** 2).sum() / (k - 1)
    return float(between / (1 + 2 * (k - 2) / (k**2 - 1) * lost)), float((k**2 - 1) / (3 * lost))


def means_test(samples: Samples, *, conf_level: float = 0.95) -> MeansTest:
    """
    Welch's test of the means of two levels or more, not yet adjusted.

    Raises
    ------
    EstimationError
        Fewer than two levels, or one whose values do not vary.
    """
    require_levels(samples)
    statistic, df_error = welch_anova(samples)
    p_value = f_p_value(statistic, len(samples) - 1, df_error)
    if len(samples) == 2:
        difference, variances, sizes = compared(*samples.values())
        statistic, df = difference / standard_error(variances, sizes), [df_error]
        effect = hedges_g(difference, variances, sizes, conf_level=conf_level)
    else:
        df, n_obs = [len(samples) - 1, df_error], sum(map(len, samples.values()))
        effect = omega_squared_interval(statistic, (df[0], df_error), n_obs, conf_level=conf_level)
    return MeansTest(
        test="welch_t" if len(samples) == 2 else "welch_anova",
        statistic=statistic,
        df=[float(one) for one in df],
        p_value=p_value,
        p_value_holm=p_value,
        effect="hedges_g" if len(samples) == 2 else "omega_squared",
        effect_size=effect.estimate,
        conf_low=effect.conf_low,
        conf_high=effect.conf_high,
        conf_level=conf_level,
    )


def compared(first: np.ndarray, second: np.ndarray) -> tuple[float, tuple[float, float], tuple[int, int]]:
    """Difference of two means, their variances and their sizes."""
    variances = float(first.var(ddof=1)), float(second.var(ddof=1))
    return float(first.mean() - second.mean()), variances, (len(first), len(second))


def standard_error(variances: tuple[float, float], sizes: tuple[int, int]) -> float:
    """Of a difference of two means."""
    return sqrt(variances[0] / sizes[0] + variances[1] / sizes[1])


def ranks_test(samples: Samples) -> RanksTest:
    """Kruskal and Wallis' test, not yet adjusted; refused as `means_test` is."""
    from scipy.stats import kruskal

    found = kruskal(*require_levels(samples).values())
    p_value = float(found.pvalue)
    return RanksTest(statistic=float(found.statistic), df=len(samples) - 1, p_value=p_value, p_value_holm=p_value)


def level_pairs(samples: Samples, *, conf_level: float = 0.95) -> list[LevelPair]:
    """
    Every pair of levels, by Games and Howell; of two levels it is Welch's t.

    Raises
    ------
    EstimationError
        As `means_test`.

    References
    ----------
    Games & Howell (1976), Journal of Educational Statistics 1, 113-125.
    """
    pairs = list(combinations(require_levels(samples), 2))
    found = [compared(samples[a], samples[b]) for a, b in pairs]
    errors = np.array([standard_error(*rest) for _, *rest in found])
    df = np.array([welch_df(*rest) for _, *rest in found])
    statistics = np.array([difference for difference, *_ in found]) / errors
    if len(samples) == 2:
        p_values = t_p_value(statistics, df)
    else:
        p_values = studentized_range_p_value(np.abs(statistics) * sqrt(2), len(samples), df)
    half_widths = studentized_range_quantile(conf_level, len(samples), df) / sqrt(2) * errors
    rows = zip(pairs, found, statistics, df, p_values, holm(p_values), half_widths, strict=True)
    return [
        LevelPair(
            a=a,
            b=b,
            difference=Interval(
                estimate=difference,
                conf_low=difference - float(half),
                conf_high=difference + float(half),
                conf_level=conf_level,
            ),
            statistic=float(statistic),
            df=float(one),
            p_value=float(p_value),
            p_value_holm=float(adjusted),
            hedges_g=hedges_g(difference, *rest, conf_level=conf_level).estimate,
        )
        for (a, b), (difference, *rest), statistic, one, p_value, adjusted, half in rows
    ]
