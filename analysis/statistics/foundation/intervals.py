"""A mean, a proportion, a correlation: each with its interval."""

from dataclasses import asdict, dataclass
from math import atanh, sqrt, tanh
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import normal_quantile, t_quantile
from analysis.statistics.foundation.errors import EstimationError

REPEATED = 1e-6
"""Distance of a correlation from one, in size, below which two variables hold the same answers."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """A confidence interval, in the unit of its estimate; None where too few resamples have the statistic."""

    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Interval:
    """An estimate and its confidence interval, in the unit of the estimate."""

    estimate: float
    conf_low: float
    conf_high: float
    conf_level: float = 0.95

    def glance(self) -> pd.DataFrame:
        """The interval as a table of one row."""
        return pd.DataFrame([asdict(self)])


def require_level(conf_level: float) -> float:
    """`conf_level`, refused where it is not strictly between 0 and 1."""
    if not 0 < conf_level < 1:
        raise ValueError(f"conf_level is a probability between 0 and 1, such as 0.95; {conf_level} was given.")
    return conf_level


def wilson_bounds(share: float, n_obs: int, z: float) -> tuple[float, float]:
    """Bounds of a proportion (Wilson 1927, Journal of the American Statistical Association 22, 209-212)."""
    centre = (share + z**2 / (2 * n_obs)) / (1 + z**2 / n_obs)
    half_width = z / (1 + z**2 / n_obs) * sqrt(share * (1 - share) / n_obs + z**2 / (4 * n_obs**2))
    return max(centre - half_width, 0.0), min(centre + half_width, 1.0)


def proportion(n_yes: int, n_obs: int, *, conf_level: float = 0.95) -> Interval:
    """
    Share of `n_yes` among `n_obs`, with Wilson's interval.

    Raises
    ------
    EstimationError
        Nobody was asked.

    Examples
    --------
    >>> share = proportion(5, 10)
    >>> round(share.conf_low, 4), round(share.conf_high, 4)
    (0.2366, 0.7634)
    """
    if n_obs < 1:
        raise EstimationError("no_answers")
    share = n_yes / n_obs
    low, high = wilson_bounds(share, n_obs, normal_quantile((1 + require_level(conf_level)) / 2))
    return Interval(estimate=share, conf_low=low, conf_high=high, conf_level=conf_level)


def mean_interval(values: Any, *, conf_level: float = 0.95) -> Interval:
    """
    Mean of `values` with Student's t interval; missing values are dropped first.

    Raises
    ------
    EstimationError
        Fewer than two values are left.

    Examples
    --------
    >>> mean = mean_interval([1, 2, 3, 4, 5])
    >>> round(mean.conf_low, 4), round(mean.conf_high, 4)
    (1.0368, 4.9632)
    """
    values = np.asarray(values, dtype=float)
    values = values[~np.isnan(values)]
    n_obs = len(values)
    if n_obs < 2:
        raise EstimationError("too_few_values", n_obs=n_obs, at_least=2)
    mean = float(values.mean())
    half_width = t_quantile((1 + require_level(conf_level)) / 2, n_obs - 1) * float(values.std(ddof=1)) / sqrt(n_obs)
    return Interval(estimate=mean, conf_low=mean - half_width, conf_high=mean + half_width, conf_level=conf_level)


def correlation_interval(x: Any, y: Any, *, conf_level: float = 0.95) -> Interval:
    """
    Pearson correlation of `x` and `y` (complete, same length) with Fisher's (1921) z interval.

    Raises
    ------
    EstimationError
        Fewer than four pairs, one of the two does not vary, or one repeats the other.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(x) < 4:
        raise EstimationError("too_few_values", n_obs=len(x), at_least=4)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise EstimationError("constant_variable")
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    if 1 - abs(r) < REPEATED:
        raise EstimationError("perfect_correlation")
    half_width = normal_quantile((1 + require_level(conf_level)) / 2) / sqrt(len(x) - 3)
    low, high = tanh(atanh(r) - half_width), tanh(atanh(r) + half_width)
    return Interval(estimate=r, conf_low=low, conf_high=high, conf_level=conf_level)
