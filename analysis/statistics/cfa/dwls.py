"""
Factor models of ordered answers: lavaan's WLSMV.

Polychoric correlations, diagonally weighted least squares, standard errors from the full asymptotic covariance of the
correlations, a mean-and-variance adjusted ("scaled and shifted") test, and robust indices on the scale of maximum
likelihood. As in lavaan, chi-square is (n - 1) times the minimum.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.cfa import fit as indices
from analysis.statistics.cfa.cells import THETA
from analysis.statistics.cfa.implied import Implied, implied
from analysis.statistics.cfa.least_squares import CorrelationPoint, CorrelationSurface, without_residuals
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.moments import Moments
from analysis.statistics.cfa.scaled_shifted import WhitenedModel, latent_discrepancy, scaled_shifted
from analysis.statistics.cfa.scoring import minimum
from analysis.statistics.cfa.starts import starting_values
from analysis.statistics.errors import EstimationError
from analysis.statistics.ordinal.sample import OrdinalSample, ordinal_sample


@dataclass(frozen=True, kw_only=True, eq=False)
class OrdinalFit:
    """
    A factor model fitted to polychoric correlations.

    Attributes
    ----------
    model : Model
        With residual variances in its table: what the loadings leave of a variance of one.
    sample : OrdinalSample
    theta : ndarray, shape (model.n_free,)
        Estimates of the free parameters of `model`.
    covariance : ndarray, shape (model.n_free, model.n_free)
        Of the estimates (robust).
    state : Implied
        The moments implied at `theta`; `state.Sigma` has a unit diagonal.
    df : int
    n_free : int
        Parameters estimated, thresholds included.
    n_steps : int
    fit : dict
        Indices of fit by name; naive, `_scaled` and `_robust` ones. None where an index has no value.
    """

    model: Model
    sample: OrdinalSample
    theta: np.ndarray
    covariance: np.ndarray
    state: Implied
    df: int
    n_free: int
    n_steps: int
    fit: dict

    @property
    def n_obs(self) -> int:
        return self.sample.n_obs

    @property
    def residual(self) -> np.ndarray:
        """Polychoric less implied correlations, (n_items, n_items)."""
        return self.sample.R - self.state.Sigma


def wlsmv(items: pd.DataFrame, model: Model) -> OrdinalFit:
    """
    Fit a one-group factor model to ordered answers as lavaan's `estimator = "WLSMV"` does.

    Parameters
    ----------
    items : DataFrame
        Answers; the model's items are used, rows that miss one of them are dropped first.
    model : Model

    Returns
    -------
    OrdinalFit

    Raises
    ------
    EstimationError
        See `ordinal_sample`; a pair of items is perfectly associated; the model has more parameters than there are
        correlations; or the search did not end in a proved minimum.
    """
    return wlsmv_of_sample(ordinal_sample(items[list(model.items)]), model)


def wlsmv_of_sample(sample: OrdinalSample, model: Model) -> OrdinalFit:
    """The same, of polychoric correlations estimated before."""
    _require_estimable(sample, model)
    reduced = without_residuals(model)
    weights = 1 / np.diagonal(sample.covariance)
    rough = Moments(model.items, sample.n_obs, np.zeros(model.n_items), sample.R)
    found = minimum(CorrelationSurface(reduced, sample.rho, weights), starting_values(reduced, [rough]))
    point: CorrelationPoint = found.point
    if not found.is_proved or np.linalg.eigvalsh(point.observed_information)[0] <= 0:
        raise EstimationError(
            f"Weighted least squares did not reach a minimum in {found.n_steps} steps: the model {model.name!r} is "
            "not identified by these polychoric correlations. Fit fewer factors or drop items that measure nothing."
        )
    scale = np.sqrt(weights)
    whitened = WhitenedModel(sample.covariance * np.outer(scale, scale), point.jacobian, weights)
    theta, spread = _completed(model, reduced, point)
    state = implied(model.cells[0], theta)
    return OrdinalFit(
        model=model,
        sample=sample,
        theta=theta,
        covariance=spread @ whitened.covariance @ spread.T / (sample.n_obs - 1),
        state=state,
        df=len(sample.rho) - reduced.n_free,
        n_free=reduced.n_free + sum(len(values) - 1 for values in sample.answers.categories),
        n_steps=found.n_steps,
        fit=_fit_indices(sample, state.Sigma, whitened, point.value, reduced.n_free),
    )


def _require_estimable(sample: OrdinalSample, model: Model) -> None:
    if model.n_groups > 1:
        raise EstimationError("Weighted least squares on polychoric correlations is for one group.")
    if not sample.converged.all():
        pair = np.flatnonzero(~sample.converged)[0]
        a, b = sample.items[sample.tables.first[pair]], sample.items[sample.tables.second[pair]]
        raise EstimationError(
            f"{a} and {b} are perfectly associated in these answers, so their polychoric correlation has no standard "
            "error. Leave one of them out, or merge categories that few people chose."
        )
    n_free = without_residuals(model).n_free
    if n_free > len(sample.rho):
        raise EstimationError(
            f"The model {model.name!r} has {n_free} parameters for {len(sample.rho)} correlations of its items."
        )


def _completed(model: Model, reduced: Model, point: CorrelationPoint) -> tuple[np.ndarray, np.ndarray]:
    """All estimates of the model, residual variances included, and their derivatives by those that were searched."""
    is_searched = np.array([p in set(reduced.parameters) for p in model.parameters])
    place = model.index[is_searched]
    free = place >= 0
    theta, spread = np.zeros(model.n_free), np.zeros((model.n_free, reduced.n_free))
    theta[place[free]] = point.theta[reduced.index[free]]
    spread[place[free], reduced.index[free]] = 1.0
    cells, d, E = model.cells[0].free, point.surface.directions, point.state.E
    own = (cells.matrix == THETA) & (cells.row == cells.col)
    explained = np.diagonal(point.state.Sigma)
    theta[cells.parameter[own]] = 1 - explained[cells.row[own]]
    slopes = np.zeros((reduced.n_free, model.n_items))
    np.add.at(slopes, d.parameter, (2 * d.c * E[:, d.x] * E[:, d.y]).T)
    spread[cells.parameter[own]] = -slopes[:, cells.row[own]].T
    return theta, spread


def _fit_indices(sample, Sigma, whitened, value, n_free) -> dict:
    """Naive, scaled and robust indices; the interval of every RMSEA covers 90 %."""
    n, df, df_null = sample.n_obs, len(sample.rho) - n_free, len(sample.rho)
    chi, null = 2 * (n - 1) * value, (n - 1) * float(whitened.weights @ sample.rho**2)
    G = whitened.G
    scaled = scaled_shifted(chi, df, whitened.trace, whitened.trace_of_square)
    scaled_null = scaled_shifted(null, df_null, float(np.trace(G)), float(np.vdot(G, G)))
    fit = _indices(chi, df, null, df_null, n - 1)
    fit["srmr"] = indices.srmr(sample.R - Sigma)
    fit |= {f"{name}_scaled": number for name, number in _indices(scaled, df, scaled_null, df_null, n - 1).items()}
    return fit | _robust_indices(latent_discrepancy(sample.R, Sigma, whitened, n), df, df_null, n - 1)


def _indices(chi_square, df, null, df_null, n_rmsea) -> dict:
    low, high = indices.rmsea_interval(chi_square, df, n_rmsea)
    return {
        "chi_square": chi_square,
        "df": df,
        "p_value": indices.p_value(chi_square, df),
        "cfi": indices.cfi(chi_square, df, null, df_null),
        "tli": indices.tli(chi_square, df, null, df_null),
        "rmsea": indices.rmsea(chi_square, df, n_rmsea),
        "rmsea_low": low,
        "rmsea_high": high,
        "rmsea_close": indices.rmsea_close(chi_square, df, n_rmsea),
    }


def _robust_indices(latent, df, df_null, n_rmsea) -> dict:
    """CFI, TLI and RMSEA of `latent_discrepancy`; None where that has no value."""
    if latent is None or df == 0:
        return dict.fromkeys((f"{name}_robust" for name in ("cfi", "tli", "rmsea", "rmsea_low", "rmsea_high")))
    c, c_null = latent.expected / df, latent.null_expected / df_null
    low, high = indices.rmsea_interval(latent.chi_square / c, df, n_rmsea, c=c)
    return {
        "cfi_robust": indices.cfi(latent.chi_square, df, latent.null, df_null, c, c_null),
        "tli_robust": indices.tli(latent.chi_square, df, latent.null, df_null, c, c_null),
        "rmsea_robust": indices.rmsea(latent.chi_square, df, n_rmsea, c=c),
        "rmsea_low_robust": low,
        "rmsea_high_robust": high,
    }
