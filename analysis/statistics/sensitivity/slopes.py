"""Slopes of one outcome on several scores, by several methods, each with its test."""

import gc

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import holm, t_p_value, t_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.regression.logistic import logistic_regression
from analysis.statistics.regression.ols import decided_by_many, least_squares
from analysis.statistics.regression.ordered.ordered_logit import ordered_logit
from analysis.statistics.sensitivity.estimates import SensitiveSlope

Slopes = dict[str, SensitiveSlope]


SMALLEST_SCALE = 1e-6
"""Of the residuals, as a share of the outcome's standard deviation: below it most of them are rounding errors."""


def least_squares_slopes(outcome: pd.Series, scores: pd.DataFrame, conf_level: float) -> Slopes:
    """Slopes with HC3 errors, as the report has them."""
    y, x, names = outcome.to_numpy(), scores.to_numpy(), list(scores)
    _, *terms = decided_by_many(least_squares(y, x, names), y, x, names, conf_level)
    unit = scores.std(ddof=0) / outcome.std(ddof=0)
    return {
        term.term: SensitiveSlope(
            estimate=term.estimate,
            beta=term.estimate * unit[term.term],
            beta_low=None if term.conf_low is None else term.conf_low * unit[term.term],
            beta_high=None if term.conf_high is None else term.conf_high * unit[term.term],
            p_value=term.p_value,
            p_value_holm=term.p_value_holm,
        )
        for term in terms
    }


def robust_slopes(outcome: pd.Series, scores: pd.DataFrame, conf_level: float) -> tuple[Slopes, np.ndarray]:
    """
    Huber's M-estimates with a scale by the median absolute deviation, and the weights (n,) that they give the rows.

    Huber (1981), Robust Statistics, ch. 7; errors by his equation 7.6.5 (H1).

    Raises
    ------
    EstimationError
        Most residuals are zero, so that there is no scale to hold outliers against.
    """
    from statsmodels.robust.norms import HuberT
    from statsmodels.robust.robust_linear_model import RLM

    y, design = outcome.to_numpy(), np.column_stack([np.ones(len(scores)), scores])
    with np.errstate(all="ignore"):
        model = RLM(y, design, M=HuberT()).fit()
    if not (
        model.scale > SMALLEST_SCALE * y.std() and np.isfinite(model.bse).all() and np.isfinite(model.weights).all()
    ):
        raise EstimationError("no_robust_scale")
    spread = np.sqrt(np.diag(np.cov(np.column_stack([y, scores]), rowvar=False, aweights=model.weights)))
    found = tested(list(scores), model.params[1:], model.bse[1:], spread[1:] / spread[0], len(y), conf_level)
    weights = model.weights
    del model
    gc.collect(1)  # each of its steps leaves a model behind that refers to itself, as large as the answers
    return found, weights


def incomplete_slopes(covariance: np.ndarray, influence: np.ndarray, names: list[str], conf_level: float) -> Slopes:
    """
    Slopes from the covariance (k + 1, k + 1) of incomplete answers, with errors from the cases' influence on it.

    The influence of a case on the slopes is that on its part of the normal equations; their cross-products are a
    sandwich, robust to unequal variances and to answers that are not normal.
    """
    inverse = np.linalg.inv(covariance[1:, 1:])
    estimate = inverse @ covariance[1:, 0]
    moved = (influence[:, 1:, 0] - influence[:, 1:, 1:] @ estimate) @ inverse
    n_obs, k = moved.shape
    error = np.sqrt((moved**2).sum(axis=0) / (n_obs * (n_obs - k - 1)))
    spread = np.sqrt(np.diag(covariance))
    return tested(names, estimate, error, spread[1:] / spread[0], n_obs, conf_level)


def tested(
    names: list[str], estimate: np.ndarray, error: np.ndarray, unit: np.ndarray, n_obs: int, conf_level: float
) -> Slopes:
    """Estimates (k,) with t tests; `unit` makes standardised ones of them."""
    df = n_obs - len(names) - 1
    reach, p_value = t_quantile((1 + conf_level) / 2, df) * error, t_p_value(estimate / error, df)
    columns = {
        "estimate": estimate,
        "beta": estimate * unit,
        "beta_low": (estimate - reach) * unit,
        "beta_high": (estimate + reach) * unit,
        "p_value": p_value,
        "p_value_holm": holm(p_value),
    }
    rows = zip(*(np.asarray(values).tolist() for values in columns.values()), strict=True)
    return {name: SensitiveSlope(**dict(zip(columns, row, strict=True))) for name, row in zip(names, rows, strict=True)}


def effects(answers: pd.Series, scores: pd.DataFrame, is_ordinal: bool, conf_level: float) -> Slopes:
    """Average marginal effects on the answer, or on the probability of the higher of two; see `ordered_logit`."""
    if is_ordinal:
        ordered = ordered_logit(answers, scores, conf_level=conf_level)
        of_terms = [(t, t.score_effect, t.score_effect_low, t.score_effect_high) for t in ordered.terms]
        spread = float(answers.std(ddof=0))
    else:
        logit = logistic_regression(answers, scores, conf_level=conf_level)
        of_terms = [(t, t.marginal_effect, t.marginal_effect_low, t.marginal_effect_high) for t in logit.terms]
        spread = float((answers == answers.max()).std(ddof=0))
    units = scores.std(ddof=0) / spread
    return {
        term.term: SensitiveSlope(
            estimate=effect,
            beta=effect * units[term.term],
            beta_low=low * units[term.term],
            beta_high=high * units[term.term],
            p_value=term.p_value,
            p_value_holm=term.p_value_adjusted,
        )
        for term, effect, low, high in of_terms
    }
