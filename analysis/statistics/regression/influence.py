"""How much single respondents move a linear model."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.regression.residual_plot import in_cells
from analysis.statistics.regression.residual_tests import least_squares_residuals

ROUNDING = 1e-9
"""How near to one a leverage is one but for rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Influence:
    """
    Largest Cook's distance, the number of distances above `cutoff` (4 / n), and the largest leverage.

    In what is published a small number is None. Where `max_leverage` is one, `max_cooks_distance` is None.
    """

    max_cooks_distance: float | None
    n_large: int | None
    cutoff: float
    max_leverage: float


@dataclass(frozen=True, kw_only=True, eq=False)
class InfluencePlot:
    """
    Cells of leverage and studentised residual with respondents in them: their middles and `counts` (each (m,)).

    In what is published small counts are None. Cook's distance of a respondent is the squared studentised residual over
    `n_coefficients`, times leverage over one less leverage; those with a leverage of one have none, and are left out.
    """

    n_obs: int
    n_coefficients: int
    leverage: list[float]
    residuals: list[float]
    counts: list[int | None]


def leverages(design: np.ndarray) -> np.ndarray:
    """Diagonal (n,) of the projection on the columns of `design` (n, k)."""
    return (np.linalg.qr(design)[0] ** 2).sum(axis=1)


def cooks_distances(y: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Cook's (1977, Technometrics 19, 15-18) distance of each row of the fit of `y` (n,) on `design` (n, k)."""
    n_obs, k = design.shape
    residuals = least_squares_residuals(y, design)
    leverage = leverages(design)
    return residuals**2 / (k * (residuals @ residuals) / (n_obs - k)) * leverage / (1 - leverage) ** 2


def influence(y: np.ndarray, design: np.ndarray) -> Influence:
    """Influence of the rows on the fit of `y` (n,) on `design` (n, k)."""
    distances, cutoff = cooks_distances(y, design), 4 / len(y)
    return Influence(
        max_cooks_distance=float(distances.max()),
        n_large=int((distances > cutoff).sum()),
        cutoff=cutoff,
        max_leverage=float(leverages(design).max()),
    )


def influence_plot(y: np.ndarray, design: np.ndarray) -> InfluencePlot:
    """The picture of the influence of the rows on the fit of `y` (n,) on `design` (n, k)."""
    n_obs, k = design.shape
    residuals = least_squares_residuals(y, design)
    leverage = leverages(design)
    has_distance = leverage < 1 - ROUNDING
    variance = (residuals @ residuals) / (n_obs - k) * (1 - leverage[has_distance])
    across, down, counts = in_cells(leverage[has_distance], residuals[has_distance] / np.sqrt(variance))
    return InfluencePlot(n_obs=n_obs, n_coefficients=k, leverage=across, residuals=down, counts=counts)
