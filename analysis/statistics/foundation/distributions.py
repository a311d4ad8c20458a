"""
Quantiles and tail probabilities.

All from `scipy.special`: importing `scipy.stats` for them would take longer than the statistics do.
"""

from typing import Any

import numpy as np
from scipy import special


def normal_quantile(probability: float) -> float:
    """Standard normal quantile."""
    return float(special.ndtri(probability))


def normal_p_value(statistic: Any) -> Any:
    """Two-sided p-value of a standard normal statistic (scalar or array)."""
    return 2 * special.ndtr(-np.abs(statistic))


def t_quantile(probability: float, df: float) -> float:
    """Student's t quantile."""
    return float(special.stdtrit(df, probability))


def t_p_value(statistic: Any, df: float) -> Any:
    """Two-sided p-value of a t statistic (scalar or array)."""
    return 2 * special.stdtr(df, -np.abs(statistic))


def f_quantile(probability: float, df_numerator: float, df_denominator: float) -> float:
    """Fisher's F quantile."""
    return float(special.fdtri(df_numerator, df_denominator, probability))


def f_p_value(statistic: float, df_numerator: float, df_denominator: float) -> float:
    """Upper-tail p-value of an F statistic."""
    return float(special.fdtrc(df_numerator, df_denominator, statistic))


def chi_square_p_value(statistic: float, df: float) -> float:
    """Upper-tail p-value of a chi-square statistic; NaN when df is 0."""
    return float(special.chdtrc(df, statistic)) if df > 0 else float("nan")


def noncentrality(statistic: float, df: float, probability: float) -> float:
    """Noncentrality at which a chi-square variable lies below `statistic` with `probability`; 0 where none does."""
    if special.chdtr(df, statistic) <= probability:
        return 0.0
    return float(special.chndtrinc(statistic, df, probability))


def holm(p_values: Any) -> np.ndarray:
    """
    p-values adjusted for their number by Holm's step-down method.

    Parameters
    ----------
    p_values : array_like, shape (m,)
        p-values of one family. NaN (a test that could not be made) stays NaN and is not counted.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    p_values = np.asarray(p_values, dtype=float)
    adjusted = np.full_like(p_values, np.nan)
    made = np.flatnonzero(~np.isnan(p_values))
    order = made[np.argsort(p_values[made])]
    factors = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1)
    return adjusted
