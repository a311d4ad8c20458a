"""What the rows of every model of log odds share: Wald's tests and odds ratios."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.foundation.distributions import holm, normal_p_value


@dataclass(frozen=True, kw_only=True, eq=False)
class OddsTerm:
    """
    One predictor of log odds, per unit of the predictor.

    `statistic` and `p_value` are Wald's z; `p_value_adjusted` is Holm's over the predictors.
    """

    term: str
    estimate: float
    std_error: float
    statistic: float
    p_value: float
    p_value_adjusted: float
    conf_low: float
    conf_high: float
    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float


def wald_columns(estimate: np.ndarray, error: np.ndarray, quantile: float) -> dict[str, np.ndarray]:
    """The fields of `OddsTerm` but the name, each (k,), from log odds (k,), their errors and the normal quantile."""
    p_value = normal_p_value(estimate / error)
    low, high = estimate - quantile * error, estimate + quantile * error
    return {
        "estimate": estimate,
        "std_error": error,
        "statistic": estimate / error,
        "p_value": p_value,
        "p_value_adjusted": holm(p_value),
        "conf_low": low,
        "conf_high": high,
        "odds_ratio": odds_ratios(estimate),
        "odds_ratio_low": odds_ratios(low),
        "odds_ratio_high": odds_ratios(high),
    }


def odds_ratios(log_odds: np.ndarray) -> np.ndarray:
    """Odds ratios of coefficients; infinite where they exceed every number."""
    with np.errstate(over="ignore"):
        return np.exp(log_odds)
