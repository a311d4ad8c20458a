"""Residuals against fitted values as a picture shows them: how many lie where, and a smooth line through them."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.regression.residual_tests import least_squares_residuals

N_CELLS = 40
"""Cells across and down: respondents are counted, none is shown by itself."""

SPAN = 2 / 3
"""Share of respondents that a point of the line rests on (Cleveland 1979, doi 10.1080/01621459.1979.10481038)."""

N_POINTS = 30

MANY, APART = 5_000, 0.01
"""
Respondents beyond which the line is fitted to points so far apart only, as a share of the range, and drawn straight
between them (Cleveland 1981, doi 10.2307/2683591, gives such a distance; R's lowess takes this one).
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class ResidualPlot:
    """
    Cells with respondents in them: middle of the `fitted` values, middle of the `residuals`, `counts` (each (m,)).

    In what is published small counts are None.
    `line_fitted` and `line_residuals` are a lowess line, from the lowest to the highest fitted value.
    """

    n_obs: int
    fitted: list[float]
    residuals: list[float]
    counts: list[int | None]
    line_fitted: list[float]
    line_residuals: list[float]


def residual_plot(y: np.ndarray, design: np.ndarray) -> ResidualPlot:
    """The picture of the least-squares fit of `y` (n,) on `design` (n, k + 1)."""
    residuals = least_squares_residuals(y, design)
    fitted = y - residuals
    across, down, counts = in_cells(fitted, residuals)
    line_at = np.linspace(fitted.min(), fitted.max(), N_POINTS)
    line = smooth(fitted, residuals, line_at)
    return ResidualPlot(
        n_obs=len(y),
        fitted=across,
        residuals=down,
        counts=counts,
        line_fitted=line_at.tolist(),
        line_residuals=line.tolist(),
    )


def smooth(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> np.ndarray:
    """A lowess line through points (n,), at the places `at`; of many points fitted here and there only, see `MANY`."""
    from statsmodels.nonparametric.smoothers_lowess import lowess

    if len(x) <= MANY:
        return lowess(y, x, frac=SPAN, xvals=at)
    fitted_at, line = lowess(y, x, frac=SPAN, delta=APART * np.ptp(x)).T
    return np.interp(at, fitted_at, line)


def in_cells(x: np.ndarray, y: np.ndarray) -> tuple[list[float], list[float], list[int | None]]:
    """Middles of the cells that hold points of `x` and `y` (each (n,)), and how many each holds."""
    counts, x_edges, y_edges = np.histogram2d(x, y, bins=N_CELLS)
    across, down = np.nonzero(counts)
    held = counts[across, down].astype(int).tolist()
    return middles(x_edges)[across].tolist(), middles(y_edges)[down].tolist(), held


def middles(edges: np.ndarray) -> np.ndarray:
    """Middles between neighbouring edges."""
    return (edges[:-1] + edges[1:]) / 2
