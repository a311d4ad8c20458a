"""
Indices of fit, one function each, with its source beside it.

`c` and `c_null` are the scaling factors of a robust test (1: normal theory). With them CFI and TLI are those of
Brosseau-Liard & Savalei (2014, doi 10.1080/00273171.2014.933697) and RMSEA that of Brosseau-Liard, Savalei & Li (2012,
doi 10.1080/00273171.2012.715252): the *unscaled* chi-square against its expectation under the null, c * df.
"""

from math import log, pi, sqrt

import numpy as np
from scipy.special import chdtrc, chndtr, chndtrinc


def p_value(chi_square: float, df: float) -> float:
    """Probability of a larger chi-square under the model; 1 when df is 0."""
    return float(chdtrc(df, max(chi_square, 0.0))) if df > 0 else 1.0


def cfi(chi_square: float, df: int, chi_square_null: float, df_null: int, c: float = 1.0, c_null: float = 1.0) -> float:
    """Comparative fit index (Bentler 1990, doi 10.1037/0033-2909.107.2.238)."""
    excess = max(chi_square - c * df, 0.0)
    excess_null = max(chi_square_null - c_null * df_null, excess)
    return 1.0 if excess_null == 0 else 1.0 - excess / excess_null


def tli(chi_square: float, df: int, chi_square_null: float, df_null: int, c: float = 1.0, c_null: float = 1.0) -> float:
    """Tucker-Lewis index, or non-normed fit index (Tucker & Lewis 1973; Bentler & Bonett 1980, eq. 11)."""
    excess_null = chi_square_null - c_null * df_null
    if df == 0 or excess_null == 0:
        return 1.0
    return 1.0 - (chi_square - c * df) / excess_null * df_null / df


def rmsea(chi_square: float, df: float, n_obs: int, n_groups: int = 1, c: float = 1.0) -> float:
    """
    Root mean square error of approximation (Steiger & Lind 1980; several groups: Steiger 1998, sqrt(G) times).

    `chi_square` is n_obs * F. Zero when df is 0.
    """
    return sqrt(n_groups * max(chi_square - c * df, 0.0) / (n_obs * df)) if df > 0 else 0.0


def rmsea_interval(
    chi_square: float, df: float, n_obs: int, n_groups: int = 1, c: float = 1.0, conf_level: float = 0.90
) -> tuple[float, float]:
    """
    Interval of the RMSEA from the noncentral chi-square (Browne & Cudeck 1993).

    For the robust RMSEA `chi_square` is the *scaled* one and `c` its scaling factor (Li & Bentler 2006).
    """
    if df <= 0:
        return 0.0, 0.0
    tail = (1 - conf_level) / 2
    low, high = (noncentrality(chi_square, df, 1 - tail), noncentrality(chi_square, df, tail))
    return sqrt(n_groups * c * low / (n_obs * df)), sqrt(n_groups * c * high / (n_obs * df))


def noncentrality(chi_square: float, df: float, probability: float) -> float:
    """The noncentrality at which a smaller chi-square has this probability; 0 where even none is too much."""
    if chi_square <= 0 or 1 - chdtrc(df, chi_square) <= probability:
        return 0.0
    return float(chndtrinc(chi_square, df, probability))


def rmsea_close(
    chi_square: float, df: float, n_obs: int, n_groups: int = 1, c: float = 1.0, limit: float = 0.05
) -> float:
    """p value of the test of close fit, null: RMSEA <= 0.05 (Browne & Cudeck 1993, eq. 15)."""
    if df <= 0:
        return 1.0
    return float(1 - chndtr(max(chi_square, 0.0), df, n_obs * df * limit**2 / (n_groups * c)))


def srmr(residual: np.ndarray, mean_residual: np.ndarray | None = None) -> float:
    """
    Standardised root mean square residual (Bentler 1995, *EQS manual*), one group.

    `residual` is (S - Sigma) divided by the items' standard deviations, (p, p), `mean_residual` (m - mu) likewise; the
    mean is over the p (p + 1) / 2 elements on and below the diagonal, and the p means if there are any.
    """
    p = len(residual)
    total, count = (np.tril(residual) ** 2).sum(), p * (p + 1) / 2
    if mean_residual is not None:
        total, count = total + (mean_residual**2).sum(), count + p
    return sqrt(total / count)


def log_likelihood(value: float, n_obs: int, n_items: int) -> float:
    """The normal log-likelihood from the likelihood function f per case (see `likelihood`)."""
    return -n_obs * (value + 0.5 * n_items * log(2 * pi))


def aic(loglik: float, n_free: int) -> float:
    """Akaike's information criterion (Akaike 1974): -2 ln L + 2 q."""
    return -2 * loglik + 2 * n_free


def bic(loglik: float, n_free: int, n_obs: int) -> float:
    """Bayesian information criterion (Schwarz 1978): -2 ln L + q ln n."""
    return -2 * loglik + n_free * log(n_obs)
