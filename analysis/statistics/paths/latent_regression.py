"""
An outcome on the dimensions as factors, so that measurement error does not blur what goes with what.

Least squares on scale scores treats the scores as free of error. A latent regression puts a measurement model in their
place; with every path from the dimensions to the outcome free it fits as well, or as badly, as that model does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from analysis.statistics.cfa import cfa, correlated_factors, structural
from analysis.statistics.cfa.results import CfaResult, Estimator, Fit, Problem
from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted, required
from analysis.statistics.foundation.distributions import holm, normal_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows, require_rows
from analysis.statistics.measurement.factor_names import told_apart, unmarked
from analysis.statistics.measurement.headline import headline_rule
from analysis.statistics.measurement.models import FEWEST_ITEMS, LeftOutScale
from analysis.statistics.measurement.validity import ValidityResult, validity
from analysis.statistics.regression.ols import ols

N_RESAMPLES = 1_000

Scales = Mapping[str, pd.DataFrame]
Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentTerm:
    """
    The path from one dimension to the outcome, both as factors.

    `estimate` and its test are in the units of the marker items, `beta` is standardised, with its interval.
    `p_value_holm` is adjusted for the dimensions in the model. `beta_observed` is the standardised slope of least
    squares on the scores of the same scales.
    """

    term: str
    estimate: float
    std_error: float | None
    statistic: float | None
    p_value: float | None
    p_value_holm: float | None
    beta: float
    beta_low: float | None
    beta_high: float | None
    beta_observed: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentRegression:
    """
    The first outcome's factor on the factors of the dimensions.

    `r_squared` is the share of the factor's variance, with its interval on the logit (None where it is no share),
    `r_squared_observed` that of the score by least squares on the `n_observed` complete rows. `left_out` are dimensions
    of a single item, which are no factor: they are not held equal here, nor in the least squares beside. `fit` is that
    of the measurement model of all these scales.
    """

    outcome: str
    estimator: Estimator
    n_obs: int
    n_observed: int
    conf_level: float
    r_squared: float | None
    r_squared_low: float | None
    r_squared_high: float | None
    r_squared_observed: float
    fit: Fit
    is_admissible: bool
    problems: list[Problem]
    left_out: list[LeftOutScale]
    terms: list[LatentTerm]

    def tidy(self) -> pd.DataFrame:
        """A row per dimension."""
        return pd.DataFrame([vars(term) for term in self.terms])

    def glance(self) -> pd.DataFrame:
        """The model as a table of one row."""
        names = ("outcome", "estimator", "n_obs", "r_squared", "r_squared_observed", "is_admissible")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])


def latent_regression(
    dimensions: Scales, *, outcomes: Scales, ranges: Ranges | None = None, conf_level: float = 0.95
) -> LatentRegression | Unavailable | None:
    """
    Regression of the first outcome on the dimensions, both measured by their items; None for an outcome of one item.

    Parameters
    ----------
    dimensions, outcomes : mapping of scale to DataFrame, each of shape (n, k)
        Keyed answers, missing ones NaN.
    ranges : mapping of item to (low, high), optional
        Declared ends of the answer scales, from which categories are counted.
    conf_level : float
        Level of all intervals.

    Notes
    -----
    The estimator is chosen by the rule of the measurement model (`headline_rule`), over all items involved.
    """
    name, answers = next(iter(outcomes.items()), ("", pd.DataFrame()))
    if answers.shape[1] < FEWEST_ITEMS:
        return None
    kept = {scale: items for scale, items in dimensions.items() if items.shape[1] >= FEWEST_ITEMS}
    return attempted(lambda: fitted_paths(dimensions, kept, name, answers, ranges or {}, conf_level))


def fitted_paths(
    dimensions: Scales, kept: Scales, name: str, answers: pd.DataFrame, ranges: Ranges, conf_level: float
) -> LatentRegression:
    """
    The latent regression of the outcome `name` on the scales `kept`.

    Raises
    ------
    EstimationError
        No dimension of two or more items, no more complete rows than items, or whatever refuses the model by every
        estimator, or least squares.
    """
    if not kept:
        raise EstimationError("too_few_dimensions", at_least=1, n_scales=0)
    measured = told_apart({**kept, name: answers}, (item for items in (*kept.values(), answers) for item in items))
    *predictors, outcome = measured
    scales = {scale: [str(item) for item in items] for scale, items in measured.items()}
    model = structural({scale: scales[scale] for scale in predictors}, {outcome: scales[outcome]})
    items = pd.concat(measured.values(), axis=1)
    require_rows(complete_rows(items), at_least=items.shape[1] + 1)
    fit = first_fitted(items, model, ranges, conf_level)
    scores = scale_scores({**kept, name: answers})
    observed = ols(scores[name], scores.drop(columns=name), conf_level=conf_level)
    return unmarked(described(fit, outcome, observed, [scale for scale in dimensions if scale not in kept], dimensions))


def first_fitted(items: pd.DataFrame, model: Any, ranges: Ranges, conf_level: float) -> CfaResult:
    """The model by the most trusted estimator that does not refuse it; see `headline_rule`."""
    complete, found = complete_rows(items), None
    for estimator in headline_rule(items, ranges).order:
        rows = items if estimator.startswith("fiml") else complete
        found = attempted(lambda e=estimator, rows=rows: cfa(rows, model, estimator=e, conf_level=conf_level))
        if not isinstance(found, Unavailable):
            return found
    return required(found)


def described(fit: CfaResult, outcome: str, observed: Any, left_out: list[str], dimensions: Scales) -> LatentRegression:
    """The fit as it is printed, least squares beside it."""
    paths = [row for row in fit.estimates if row["op"] == "~"]
    (rest,) = (row for row in fit.estimates if row["op"] == "~~" and row["lhs"] == row["rhs"] == outcome)
    adjusted = holm([row["p_value"] for row in paths])
    return LatentRegression(
        outcome=outcome,
        estimator=fit.estimator,
        n_obs=fit.n_obs,
        n_observed=observed.n_obs,
        conf_level=fit.conf_level,
        **dict(zip(("r_squared", "r_squared_low", "r_squared_high"), share(rest, fit.conf_level), strict=True)),
        r_squared_observed=observed.r_squared,
        fit=fit.fit,
        is_admissible=fit.is_admissible,
        problems=fit.problems,
        left_out=[
            LeftOutScale(scale=scale, code="single_item", items=[str(item) for item in dimensions[scale]])
            for scale in left_out
        ],
        terms=[
            LatentTerm(
                term=path["rhs"],
                **{key: path[key] for key in ("estimate", "std_error", "statistic", "p_value")},
                p_value_holm=float(p),
                beta=path["std_estimate"],
                beta_low=path["std_conf_low"],
                beta_high=path["std_conf_high"],
                beta_observed=term.beta,
            )
            for path, term, p in zip(paths, observed.terms, adjusted, strict=True)
        ],
    )


def share(rest: Mapping[str, float], conf_level: float) -> tuple[float, float, float]:
    """
    One less a standardised residual variance, and its interval by the delta method on the logit: it stays a share.

    NaN where it is none, as in a solution that is not admissible.
    """
    value, error = 1 - rest["std_estimate"], rest["std_std_error"]
    if not 0 < value < 1:
        return nan, nan, nan
    reach = normal_quantile((1 + conf_level) / 2) * error / (value * (1 - value))
    low, high = expit(logit(value) + np.array([-reach, reach])).tolist()
    return value, low, high


def outcome_validity(
    dimensions: Scales,
    *,
    outcomes: Scales,
    rng: np.random.Generator,
    ranges: Ranges | None = None,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> ValidityResult | Unavailable | None:
    """
    Reliability and validity of the outcomes in one measurement model with the dimensions, and their pairs with them.

    None where no outcome has two items. Scales of a single item are no factor and left out; see `validity`. Latent
    correlations are those of the estimator that the rule of the measurement model chooses, where it gives a solution.
    """
    if all(items.shape[1] < FEWEST_ITEMS for items in outcomes.values()):
        return None

    def whole() -> ValidityResult:
        given = {name: items for name, items in {**dimensions, **outcomes}.items() if items.shape[1] >= FEWEST_ITEMS}
        measured = told_apart(given, (item for items in given.values() for item in items))
        items, scales = pd.concat(measured.values(), axis=1), {name: list(items) for name, items in measured.items()}
        found = attempted(lambda: first_fitted(items, correlated_factors(scales), ranges or {}, conf_level))
        headline = None if isinstance(found, Unavailable) else found
        found = validity(
            items, scales=scales, rng=rng, conf_level=conf_level, n_resamples=n_resamples, headline=headline
        )
        return of_scales(unmarked(found), list(outcomes))

    return attempted(whole)


def of_scales(found: ValidityResult, names: Sequence[str]) -> ValidityResult:
    """What a result says of some scales, and of pairs that one of them is in: the rest has its own section."""
    by_scale = ("omega", "omega_ordinal", "cr", "ave", "turned", "split_half")
    pairs = ("htmt", "htmt2", "latent_correlations", "fornell_larcker")
    return replace(
        found,
        **{key: {name: value for name, value in getattr(found, key).items() if name in names} for key in by_scale},
        **{key: [row for row in getattr(found, key) if {row.a, row.b} & set(names)] for key in pairs},
        intervals={
            key: {name: bounds for name, bounds in rows.items() if name in names}
            for key, rows in found.intervals.items()
        },
        hierarchical=None,
    )
