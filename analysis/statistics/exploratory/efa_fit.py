"""How well a factor solution reproduces the correlations: indices from the residuals and from the discrepancy."""

from dataclasses import asdict, dataclass
from math import log, nan, sqrt

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import chi_square_p_value, noncentrality

RMSEA_LEVEL = 0.90


@dataclass(frozen=True, kw_only=True, eq=False)
class EfaFit:
    """
    Fit of an exploratory solution.

    `objective` is the maximum-likelihood discrepancy, whatever the extraction method; `chi_square` is Bartlett's
    (1950) correction of it. The interval of the RMSEA has level .90. Indices that need df > 0 are NaN without, and
    all of them where the solution is impossible.
    """

    chi_square: float | None
    df: int
    p_value: float | None
    rmsea: float | None
    rmsea_low: float | None
    rmsea_high: float | None
    tli: float | None
    rmsr: float
    bic: float | None
    objective: float | None

    def glance(self) -> pd.DataFrame:
        """The indices as a table of one row."""
        return pd.DataFrame([asdict(self)])


def degrees_of_freedom(p: int, m: int) -> int:
    """Correlations of p items less the free parameters of m unrotated factors: ((p - m)^2 - (p + m)) / 2."""
    return ((p - m) ** 2 - p - m) // 2


def ml_objective(R: np.ndarray, common: np.ndarray) -> float:
    """
    Maximum-likelihood discrepancy tr(R inv(Sigma)) - log|R inv(Sigma)| - p, with Sigma = `common` and a unit diagonal.

    NaN where Sigma is not positive definite.
    """
    Sigma = common.copy()
    np.fill_diagonal(Sigma, 1)
    ratio = np.linalg.solve(Sigma, R)
    sign, log_determinant = np.linalg.slogdet(ratio)
    return float(np.trace(ratio) - log_determinant - len(R)) if sign > 0 else nan


def root_mean_square_residual(R: np.ndarray, common: np.ndarray) -> float:
    """Root of the mean squared off-diagonal residual correlation."""
    below = np.tril_indices(len(R), -1)
    return float(np.sqrt(np.mean((R - common)[below] ** 2)))


def bartlett_multiplier(n_obs: int, p: int, m: int) -> float:
    """What turns the discrepancy into a chi-square (Bartlett 1950): n - 1 - (2 p + 5) / 6 - 2 m / 3."""
    return n_obs - 1 - (2 * p + 5) / 6 - 2 * m / 3


def rmsea_bounds(chi_square: float, df: int, n_obs: int, level: float = RMSEA_LEVEL) -> tuple[float, float]:
    """Interval of the RMSEA from that of the noncentrality (Browne & Cudeck 1992), divided by (n - 1) df."""
    tail = (1 - level) / 2
    scale = (n_obs - 1) * df
    low, high = noncentrality(chi_square, df, 1 - tail), noncentrality(chi_square, df, tail)
    return sqrt(low / scale), sqrt(high / scale)


def efa_fit(R: np.ndarray, loadings: np.ndarray, n_obs: int) -> EfaFit:
    """Indices of unrotated `loadings` (p, m) for correlation matrix R (p, p); the formulas are those of R's psych."""
    p, m = loadings.shape
    common = loadings @ loadings.T
    df, objective = degrees_of_freedom(p, m), ml_objective(R, common)
    null_df, null_objective = p * (p - 1) // 2, -float(np.linalg.slogdet(R)[1])
    chi_square = objective * bartlett_multiplier(n_obs, p, m)
    tested = df > 0 and not np.isnan(objective)
    null_ratio = null_objective * bartlett_multiplier(n_obs, p, m) / null_df  # psych multiplies both models alike
    low, high = rmsea_bounds(chi_square, df, n_obs) if tested else (nan, nan)
    return EfaFit(
        chi_square=chi_square,
        df=df,
        p_value=chi_square_p_value(chi_square, df) if tested else nan,
        rmsea=sqrt(max(chi_square / (df * n_obs) - 1 / (n_obs - 1), 0)) if tested else nan,
        rmsea_low=low,
        rmsea_high=high,
        tli=(null_ratio - chi_square / df) / (null_ratio - 1) if tested else nan,
        rmsr=root_mean_square_residual(R, common),
        bic=chi_square - df * log(n_obs),
        objective=objective,
    )
