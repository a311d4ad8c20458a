"""
Tests and indices of full-information maximum likelihood.

The scaled test is Yuan & Bentler's (2000) in Mplus's form; robust indices are in `fiml_robust`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.statistics.cfa.after import fit as index
from analysis.statistics.cfa.fiml.robust import complete_point, robust_indices
from analysis.statistics.cfa.fiml.saturated_information import SaturatedInformation, saturated_information
from analysis.statistics.cfa.fiml.scores import score_products
from analysis.statistics.cfa.ml.baseline import baseline_df
from analysis.statistics.cfa.ml.fitting import Tests, pooled_srmr
from analysis.statistics.cfa.ml.likelihood import Point
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import Fit
from analysis.statistics.cfa.sample.missing import IncompleteAnswers
from analysis.statistics.cfa.sample.saturated import Saturated


def fiml_fit(
    model: Model,
    answers: Sequence[IncompleteAnswers],
    filled: Sequence[Saturated],
    point: Point,
    *,
    robust: bool,
    singular: bool,
) -> tuple[Fit, np.ndarray]:
    """Fit of a model to incomplete answers, and the covariance matrix (q, q) of its estimates."""
    tests, indices = _plain_indices(model, answers, filled, point)
    covariance = np.full((model.n_free, model.n_free), np.nan)
    if not singular:
        inverse = np.linalg.inv(point.observed_information)
        covariance = inverse / tests.n_obs
        weights = [saturated_information(a, f) for a, f in zip(answers, filled, strict=True)]
        if robust:
            meat = _meat(model, answers, point) / tests.n_obs
            covariance = inverse @ meat @ inverse / tests.n_obs
            if model.df > 0:
                indices |= tests.scaled(*_scalings(model, answers, weights, float(np.vdot(inverse, meat))))
        if model.df > 0:
            indices |= robust_indices(model, weights, filled, point, tests, sandwich=robust)
    srmr = pooled_srmr(model, [group.moments for group in filled], complete_point(point, filled))
    return Fit(n_free=model.n_free, srmr=srmr, **indices), covariance


def _plain_indices(model: Model, answers: Any, filled: Any, point: Point) -> tuple[Tests, dict[str, float]]:
    """Normal-theory indices, log-likelihoods and information criteria."""
    n_obs = sum(group.n_obs for group in answers)
    saturated = sum(a.n_obs * f.value for a, f in zip(answers, filled, strict=True)) / n_obs
    independent = sum(_independent_value(group) for group in answers) / n_obs
    tests = Tests(
        chi_square=max(2 * n_obs * (point.value - saturated), 0.0),
        df=model.df,
        null=2 * n_obs * (independent - saturated),
        df_null=baseline_df(model.n_items, model.n_groups),
        n_obs=n_obs,
        n_groups=model.n_groups,
    )
    constant = 0.5 * np.log(2 * np.pi) * sum(group.n_values for group in answers)
    loglik = float(-n_obs * point.value - constant)
    likelihoods = {
        "log_likelihood": loglik,
        "log_likelihood_saturated": float(-n_obs * saturated - constant),
        "aic": index.aic(loglik, model.n_free),
        "bic": index.bic(loglik, model.n_free, n_obs),
    }
    return tests, tests.plain() | likelihoods


def _independent_value(data: IncompleteAnswers) -> float:
    """n times the likelihood function of uncorrelated items: each item's answers by themselves."""
    n, _, variance, _ = data.item_moments
    return float(0.5 * (n * (np.log(variance) + 1)).sum())


# ---------------------------------------------------------------------- the scaled test
def _meat(model: Model, answers: Sequence[IncompleteAnswers], point: Point) -> np.ndarray:
    """Cross-products of the model's case scores, summed."""
    total = np.zeros((model.n_free, model.n_free))
    for data, group, d in zip(answers, point.groups, model.directions, strict=True):
        s = group.state.mean_factor(d)
        total += score_products(data, group.state.mu, group.VE, group.EVE, d, s, model.n_free)
    return total


def _scalings(
    model: Model, answers: Any, weights: Sequence[SaturatedInformation], model_trace: float
) -> tuple[float, float]:
    """Scaling factors of the model's and the baseline's test (Yuan-Bentler-Mplus)."""
    trace = sum(weight.trace for weight in weights)
    of_items = sum(float((1 + 0.5 * (a.item_moments[3] - 1)).sum()) for a in answers)
    return (trace - model_trace) / model.df, (trace - of_items) / baseline_df(model.n_items, model.n_groups)
