"""The measurement model of a questionnaire, fitted in every way that applies, with one of the fits as the headline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.statistics.cfa import bifactor, cfa, correlated_factors, second_order, single_factor
from analysis.statistics.cfa.after.modification import ModificationIndex, modification_indices
from analysis.statistics.cfa.after.residuals import ResidualRow, correlation_residuals
from analysis.statistics.cfa.results import CfaResult, Estimator
from analysis.statistics.foundation.attempts import Unavailable, attempted, required
from analysis.statistics.foundation.distributions import holm
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.measurement.fitted_model import FittedModel, fitted_model, succeeded
from analysis.statistics.measurement.general_factors import general_model
from analysis.statistics.measurement.headline import HeadlineRule

FEWEST_ITEMS = 2
"""Items of a scale from which it can be a factor of a model in which factors correlate."""

N_SHOWN = 10
"""Largest modification indices and residual correlations that are kept."""

LIKELIHOOD_FITS = ("fiml_mlr", "mlr")
"""Fits of the correlated dimensions that other models can be compared with, the best first."""

Scales = dict[str, list[str]]

ModelName = Literal["ml", "mlr", "mlm", "fiml", "fiml_mlr", "wlsmv", "second_order", "bifactor", "single_factor"]


@dataclass(frozen=True, kw_only=True)
class LeftOutScale:
    """A scale that cannot be a factor, with its items and a code why."""

    scale: str
    code: Literal["single_item"]
    items: list[str]


@dataclass(frozen=True, kw_only=True)
class ModificationRow(ModificationIndex):
    """A modification index with its p value adjusted by Holm for the number of candidates."""

    p_value_adjusted: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasuredScales:
    """The scales that can be factors, the answers to their items, and the scales left out, with a code why."""

    scales: Scales
    items: pd.DataFrame
    left_out: list[LeftOutScale]


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasurementModels:
    """
    Every fit of the measurement model, and what the headline's choice rests on.

    `n_rows` answered at least one item, `n_obs` all of them. `left_out` names scales that cannot be a factor
    (`single_item`). `models` has the correlated dimensions by each estimator (`ml`, `mlr`, `fiml`, `fiml_mlr`, `wlsmv`)
    and, by maximum likelihood, `second_order`, `bifactor` and `single_factor`; a refused one says why. Estimators that
    the rule excludes are absent. `modification_indices` and `residuals` are the largest of the `ml` fit;
    `n_candidates` counts the parameters among which the indices are the largest (p values are Holm-adjusted for it).
    """

    n_obs: int
    n_rows: int
    n_items: int
    headline: Estimator | None
    rule: HeadlineRule
    left_out: list[LeftOutScale]
    models: dict[ModelName, FittedModel | Unavailable]
    modification_indices: list[ModificationRow]
    n_candidates: int
    residuals: list[ResidualRow]

    def glance(self) -> pd.DataFrame:
        """Indices of fit, a row per model that was not refused."""
        fitted = {name: model for name, model in self.models.items() if isinstance(model, FittedModel)}
        rows = [model.glance().assign(model=name, is_headline=name == self.headline) for name, model in fitted.items()]
        return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()

    def tidy(self) -> pd.DataFrame:
        """The headline's loadings."""
        model = self.models.get(self.headline)
        return model.tidy() if isinstance(model, FittedModel) else pd.DataFrame()


def measured_scales(scales: Mapping[str, pd.DataFrame]) -> MeasuredScales:
    """
    The scales with at least two items.

    Raises
    ------
    EstimationError
        Fewer than two of them: then there is no model of several dimensions.
    """
    kept = {name: answers for name, answers in scales.items() if answers.shape[1] >= FEWEST_ITEMS}
    left_out = [
        LeftOutScale(scale=name, code="single_item", items=[str(item) for item in answers])
        for name, answers in scales.items()
        if name not in kept
    ]
    if len(kept) < 2:
        raise EstimationError("too_few_scales", scales=list(kept), n_scales=len(scales))
    return MeasuredScales(
        scales={name: [str(item) for item in answers] for name, answers in kept.items()},
        items=pd.concat(kept.values(), axis=1),
        left_out=left_out,
    )


def fitted_models(
    measured: MeasuredScales, rule: HeadlineRule, conf_level: float
) -> dict[str, CfaResult | Unavailable]:
    """Every fit that the rule does not exclude, by name; refused ones with the reason."""
    items, scales = measured.items, measured.scales
    complete, dimensions = complete_rows(items), correlated_factors(scales)

    def by(estimator: str, answers: pd.DataFrame) -> Callable[[], CfaResult]:
        return lambda: cfa(answers, dimensions, estimator=estimator, conf_level=conf_level)

    def general(name: str, build: Any) -> Callable[[], CfaResult]:
        return lambda: cfa(complete, general_model(build, scales), estimator="ml", conf_level=conf_level)

    fits = {
        "ml": by("ml", complete),
        "mlr": by("mlr", complete),
        "fiml": by("fiml", items),
        "fiml_mlr": by("fiml_mlr", items),
        "wlsmv": by("wlsmv", complete),
        "second_order": general("second_order", second_order),
        "bifactor": general("bifactor", bifactor),
        "single_factor": general("single_factor", single_factor),
    }
    barred = {row.estimator for row in rule.not_applicable}
    return {name: attempted(fit) for name, fit in fits.items() if name not in barred}


def described_models(
    measured: MeasuredScales, rule: HeadlineRule, results: dict[str, CfaResult | Unavailable]
) -> MeasurementModels:
    """The fits as they are printed, with what the `ml` one leaves unexplained."""
    fits = succeeded(results)
    changes, residuals = [], []
    if "ml" in fits:
        found = attempted(lambda: modification_indices(fits["ml"].solution))
        changes = [] if isinstance(found, Unavailable) else found
        residuals = correlation_residuals(fits["ml"].solution)[:N_SHOWN]
    adjusted = holm([row.p_value for row in changes])
    shown = [ModificationRow(**vars(row), p_value_adjusted=float(p)) for row, p in zip(changes, adjusted, strict=True)]
    return MeasurementModels(
        n_obs=rule.facts.n_obs,
        n_rows=rule.facts.n_rows,
        n_items=measured.items.shape[1],
        headline=rule.headline(fits),
        rule=rule,
        left_out=measured.left_out,
        models={name: fitted_model(result) for name, result in results.items()},
        modification_indices=shown[:N_SHOWN],
        n_candidates=len(changes),
        residuals=residuals,
    )


def comparable_fit(results: Mapping[str, CfaResult | Unavailable]) -> CfaResult:
    """
    The fit of the correlated dimensions that other models are compared with.

    Raises
    ------
    EstimationError
        Neither full information nor MLR could be had.
    """
    for name in LIKELIHOOD_FITS:
        result = results.get(name)
        if result is not None and not isinstance(result, Unavailable):
            return result
    return required(results["mlr"])
