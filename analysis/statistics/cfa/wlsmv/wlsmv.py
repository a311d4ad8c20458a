"""
Factor models of ordered answers: lavaan's WLSMV.

Polychoric correlations, diagonally weighted least squares, standard errors from the full asymptotic covariance of the
correlations, a mean-and-variance adjusted ("scaled and shifted") test, and robust indices on the scale of maximum
likelihood. As in lavaan, chi-square is (n - 1) times the minimum.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.cfa.after import fit as index
from analysis.statistics.cfa.ml.fitting import Tests
from analysis.statistics.cfa.model.cells import LAMBDA, PSI, THETA
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult, Fit, Problem
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.sample.samples import require_columns
from analysis.statistics.cfa.search.admissibility import identification_problems
from analysis.statistics.cfa.search.conclusion import convergence_of, require_degrees_of_freedom, result_of
from analysis.statistics.cfa.search.scoring import Optimum, minimum
from analysis.statistics.cfa.search.search import maximum, remarked, rescaled
from analysis.statistics.cfa.search.starts import starting_values
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.cfa.wlsmv.least_squares import (
    CorrelationPoint,
    CorrelationSurface,
    is_residual_variance,
    summed,
    without_residuals,
)
from analysis.statistics.cfa.wlsmv.scaled_shifted import ScaledShifted, WhitenedModel, latent_discrepancy
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import require_room
from analysis.statistics.ordinal.sample import OrdinalSample, ordinal_sample

SCALED = ("chi_square", "p_value", "cfi", "tli", "rmsea", "rmsea_low", "rmsea_high", "rmsea_close")


@dataclass(frozen=True, eq=False)
class OrdinalSolution(Solution):
    """
    A solution for polychoric correlations; `ordinal` has the thresholds and correlations.

    `theta` and `covariance` include the residual variances, which are what the loadings leave of a variance of one.
    `response` (q, n_pairs) is how the estimates follow the polychoric correlations, dtheta / drho.
    """

    ordinal: OrdinalSample
    response: np.ndarray


def wlsmv(items: pd.DataFrame, model: Model, *, conf_level: float = 0.95) -> CfaResult:
    """
    Fit a one-group factor model to ordered answers as lavaan's `estimator = "WLSMV"` does.

    Parameters
    ----------
    items : DataFrame
        Answers; the model's items are used, rows that miss one of them are dropped first.
    model : Model
    conf_level : level of the intervals.

    Returns
    -------
    CfaResult
        `fit.n_free` counts the thresholds. The plain indices of fit take the least squares chi-square at face value
        and flatter the model; read the robust ones. `solution` is an `OrdinalSolution`.

    Raises
    ------
    EstimationError
        See `ordinal_sample`; a pair of items is perfectly associated; the model has more parameters than there are
        correlations; or the search did not end in a proved minimum.
    ValueError
        An item of the model has no column.
    """
    require_columns(items, model)
    require_room(model.n_items * (model.n_items - 1) // 2, model.n_items)  # covariances of that many correlations
    return wlsmv_of_sample(ordinal_sample(items[list(model.items)]), model, conf_level=conf_level)


def wlsmv_of_sample(sample: OrdinalSample, model: Model, *, conf_level: float = 0.95) -> CfaResult:
    """The same, of polychoric correlations estimated before."""
    _require_estimable(sample, model)
    reduced = without_residuals(model)
    weights = 1 / np.diagonal(sample.covariance)
    moments = Moments(model.items, sample.n_obs, np.zeros(model.n_items), sample.R)
    optimum, limits = _least_squares(model, reduced, sample.rho, weights, moments)
    point: CorrelationPoint = optimum.point
    singular, smallest = identification_problems(reduced, point.observed_information)
    _require_minimum(optimum, smallest, reduced)
    scale = np.sqrt(weights)
    whitened = WhitenedModel(sample.covariance * np.outer(scale, scale), point.jacobian, weights)
    theta, spread = _completed(model, reduced, point)
    covariance = np.full_like(spread @ spread.T, np.nan)
    if not singular:
        covariance = spread @ whitened.covariance @ spread.T / (sample.n_obs - 1)
    information = np.zeros_like(covariance)
    response = spread @ whitened.response
    solution = OrdinalSolution(model, (moments,), theta, covariance, information, sample.n_obs, sample, response)
    return result_of(
        solution,
        estimator="wlsmv",
        conf_level=conf_level,
        fit=_fit(sample, solution.implied[0].Sigma, whitened, point.value, reduced.n_free),
        problems=[*singular, *limits],
        convergence=convergence_of(optimum, smallest),
    )


def _least_squares(
    model: Model, reduced: Model, rho: Any, weights: Any, moments: Moments
) -> tuple[Optimum, list[Problem]]:
    """The minimum, sought as that of a likelihood is; then from elsewhere, before a model is given up."""

    def surface_of(searched: Model) -> CorrelationSurface:
        return CorrelationSurface(searched, rho, weights)

    optimum, problems = maximum(surface_of, reduced, [moments])
    if optimum.is_proved:
        return optimum, problems
    starts = [_unrelated_factors(reduced)]
    if marked := remarked(model, starting_values(model, [moments])):
        marked = without_residuals(marked)
        found = minimum(surface_of(marked), starting_values(marked, [moments]))
        starts.append(rescaled(marked, reduced, found.point.theta) if found.is_proved else None)
    tries = [minimum(surface_of(reduced), start) for start in starts if start is not None]
    proved = [found for found in tries if found.is_proved]
    return min(proved, key=lambda found: found.point.value, default=optimum), problems


def _unrelated_factors(reduced: Model) -> np.ndarray:
    """A start with loadings of one on uncorrelated factors with a variance of .3."""
    cells, start = reduced.cells[0].free, np.zeros(reduced.n_free)
    start[cells.parameter[cells.matrix == LAMBDA]] = 1.0
    start[cells.parameter[(cells.matrix == PSI) & (cells.row == cells.col)]] = 0.3
    return start


def _require_estimable(sample: OrdinalSample, model: Model) -> None:
    require_degrees_of_freedom(model)
    if model.n_groups > 1:
        raise EstimationError("one_group_only")
    if not sample.converged.all():
        pair = np.flatnonzero(~sample.converged)[0]
        a, b = sample.items[sample.tables.first[pair]], sample.items[sample.tables.second[pair]]
        raise EstimationError("perfect_polychoric", pair=[a, b])


def _require_minimum(optimum: Optimum, smallest_curvature: float, model: Model) -> None:
    if optimum.is_proved and smallest_curvature > -1e-9:
        return
    slopes = np.abs(optimum.point.gradient)
    raise EstimationError(
        "no_minimum",
        n_steps=optimum.n_steps,
        slope=float(slopes.max()),
        parameter=model.parameter_names()[int(slopes.argmax())],
    )


def _completed(model: Model, reduced: Model, point: CorrelationPoint) -> tuple[np.ndarray, np.ndarray]:
    """All estimates of the model, residual variances included, and their derivatives by those that were searched."""
    place = model.index[[not is_residual_variance(p, model) for p in model.parameters]]
    free = place >= 0
    theta, spread = np.zeros(model.n_free), np.zeros((model.n_free, reduced.n_free))
    theta[place[free]] = point.theta[reduced.index[free]]
    spread[place[free], reduced.index[free]] = 1.0
    cells, d, E = model.cells[0].free, point.surface.directions, point.state.E
    own = (cells.matrix == THETA) & (cells.row == cells.col)
    explained = np.diagonal(point.state.Sigma)
    theta[cells.parameter[own]] = 1 - explained[cells.row[own]]
    slopes = summed((2 * d.c * E[:, d.x] * E[:, d.y]).T, d.parameter, reduced.n_free)
    spread[cells.parameter[own]] = -slopes[:, cells.row[own]].T
    return theta, spread


def _fit(sample: OrdinalSample, Sigma: np.ndarray, whitened: WhitenedModel, value: float, n_searched: int) -> Fit:
    """Naive, scaled and robust indices."""
    n_obs, G = sample.n_obs, whitened.G
    df, df_null = len(sample.rho) - n_searched, len(sample.rho)
    chi_square, null = 2 * (n_obs - 1) * value, (n_obs - 1) * float(whitened.weights @ sample.rho**2)
    size = {"df": df, "df_null": df_null, "n_obs": n_obs - 1, "n_groups": 1}
    plain = Tests(chi_square=chi_square, null=null, **size)
    indices = plain.plain()
    if df > 0:
        test = ScaledShifted(df, whitened.trace, whitened.trace_of_square)
        test_null = ScaledShifted(df_null, float(np.trace(G)), float(np.vdot(G, G)))
        scaled = Tests(chi_square=test.statistic(chi_square), null=test_null.statistic(null), **size).plain()
        indices |= {f"{name}_scaled": scaled[name] for name in SCALED}
        indices |= {"scaling": 1 / test.slope, "baseline_scaling": 1 / test_null.slope}
        if latent := latent_discrepancy(sample.R, Sigma, whitened, n_obs):
            indices |= plain.robust(latent.chi_square, latent.null, latent.scaling(df), latent.null_scaling(df_null))
    n_cuts = sum(len(values) - 1 for values in sample.answers.categories)
    return Fit(n_free=n_searched + n_cuts, srmr=index.srmr(sample.R - Sigma), **indices)
