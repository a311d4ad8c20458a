"""How large a difference between groups is: omega squared and Hedges' g, with variances that need not be equal."""

from collections.abc import Callable
from math import exp, sqrt

import numpy as np
from scipy import special
from scipy.optimize import brentq

from analysis.statistics.foundation.intervals import Interval, require_level
from analysis.statistics.foundation.studentized_range import FARTHEST, standard_error_nodes


def omega_squared(statistic: float, df_between: int, n_obs: int) -> float:
    """
    Share of variance between groups from a (Welch's) F of one factor; zero where the estimate would be negative.

    Hays (1963): df (F - 1) / (df (F - 1) + n); of Welch's F the share is the one weighted by each group's own
    variance (Kulinskaya & Staudte 2006, British Journal of Mathematical and Statistical Psychology 59, 97-111).

    Examples
    --------
    >>> round(omega_squared(5.0, 2, 100), 4)
    0.0741
    """
    excess = df_between * (statistic - 1)
    return max(excess / (excess + n_obs), 0.0)


def omega_squared_interval(
    statistic: float, df: tuple[int, float], n_obs: int, *, conf_level: float = 0.95
) -> Interval:
    """
    Omega squared with the interval of the noncentral F: lambda / (lambda + n).

    Parameters
    ----------
    statistic : float
        (Welch's) F.
    df : (int, float)
        Between groups and of the error.
    n_obs : int
        Respondents in all groups.

    References
    ----------
    Steiger (2004), Psychological Methods 9, 164-182; of Welch's F, Shieh (2013), Behavior Research Methods 45, 25-37.
    """
    tail = (1 - require_level(conf_level)) / 2
    low, high = (
        noncentral(lambda at: special.ncfdtr(*df, at, statistic), share, statistic * df[0])
        for share in (1 - tail, tail)
    )
    return Interval(
        estimate=omega_squared(statistic, df[0], n_obs),
        conf_low=low / (low + n_obs),
        conf_high=high / (high + n_obs),
        conf_level=conf_level,
    )


def noncentral(probability: Callable[[float], float], wanted: float, scale: float) -> float:
    """Noncentrality, from zero on, at which a falling `probability` is as `wanted`; zero where it is lower already."""
    if probability(0.0) <= wanted:
        return 0.0
    high = max(scale, 1.0)
    while probability(high) > wanted:
        high *= 2
    return float(brentq(lambda at: probability(at) - wanted, 0.0, high, xtol=1e-10, rtol=1e-12))


def small_sample_factor(df: float) -> float:
    """What turns a standardised difference into an unbiased one (Hedges 1981)."""
    return exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / sqrt(df / 2)


def hedges_g(
    difference: float, variances: tuple[float, float], sizes: tuple[int, int], *, conf_level: float = 0.95
) -> Interval:
    """
    Difference of two means by the root of the mean of their variances, unbiased, with the noncentral t's interval.

    The companion of Welch's test: no equal variances are assumed. The interval is that of the population's value; it is
    exact for equal variances and sizes, else Welch's degrees of freedom approximate it.

    Parameters
    ----------
    difference : float
        Scale points.
    variances, sizes : pairs
        Of the two groups; variances with divisor n - 1.

    References
    ----------
    Delacre, Lakens, Ley, Liu & Leys (2021), doi 10.31234/osf.io/tu6mp; Steiger & Fouladi (1997).
    """
    (first, second), (n_first, n_second) = variances, sizes
    squared_error = first / n_first + second / n_second
    deviation = sqrt((first + second) / 2)
    df = welch_df(variances, sizes)
    t = difference / sqrt(squared_error)
    tail = (1 - require_level(conf_level)) / 2
    low, high = (noncentral_t(t, df, share) * sqrt(squared_error) / deviation for share in (1 - tail, tail))
    return Interval(
        estimate=difference / deviation * small_sample_factor(df), conf_low=low, conf_high=high, conf_level=conf_level
    )


def noncentral_t(statistic: float, df: float, probability: float) -> float:
    """
    Noncentrality at which Student's t lies below `statistic` with `probability`.

    The distribution is the normal's, mixed over that of the standard error: SciPy's has gaps.
    """
    errors, weights = standard_error_nodes(np.array([df]))
    reach = FARTHEST * (1 + abs(statistic))

    def excess(at: float) -> float:
        return float((weights * special.ndtr(statistic * errors - at)).sum()) - probability

    return float(brentq(excess, statistic - reach, statistic + reach, xtol=1e-10))


def welch_df(variances: tuple[float, float], sizes: tuple[int, int]) -> float:
    """Degrees of freedom of the difference of two means (Welch 1947)."""
    first, second = (variance / n for variance, n in zip(variances, sizes, strict=True))
    return (first + second) ** 2 / (first**2 / (sizes[0] - 1) + second**2 / (sizes[1] - 1))
