"""Fit a confirmatory factor model: the door to the package."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.statistics.cfa.ml.estimation import moments_fit_result
from analysis.statistics.cfa.model.orientation import oriented
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.sample.samples import complete_samples, group_answers, require_moments
from analysis.statistics.cfa.search.conclusion import require_degrees_of_freedom

if TYPE_CHECKING:
    import pandas as pd

ESTIMATORS = ("ml", "mlr", "fiml", "fiml_mlr", "wlsmv")
NEEDS_ANSWERS = "The estimator {!r} needs the answers themselves, not only their moments."


def cfa(
    data: "pd.DataFrame | Moments | Sequence[Moments]",
    model: Model,
    *,
    estimator: str = "ml",
    groups: "pd.Series | None" = None,
    conf_level: float = 0.95,
) -> CfaResult:
    """
    Fit a model by maximum likelihood, or ordered answers by weighted least squares.

    Parameters
    ----------
    data : answers, one column per item (rows incomplete on the model's items are dropped, except by FIML), or moments.
    model : the specification, from one of the constructors.
    estimator : "ml"; "mlr" with robust errors and a scaled test; "fiml" on all rows with missing answers, and
        "fiml_mlr" its robust form; "wlsmv" on polychoric correlations, for one group (see `dwls`).
    groups : for a model in groups, one label per row of `data`.
    conf_level : level of the intervals.

    Returns
    -------
    Factors point the way of most of their items (see `orientation`).

    Raises
    ------
    EstimationError
        Too few rows, items that do not vary or repeat each other, no positive degrees of freedom, or a search that
        found no maximum: with the reason.
    """
    if estimator not in ESTIMATORS:
        raise ValueError(f"There is no estimator {estimator!r}; choose one of {', '.join(ESTIMATORS)}.")
    require_degrees_of_freedom(model)
    found = _fitted(data, model, estimator, groups, conf_level)
    turned = oriented(found.solution)
    return found if turned is model else _fitted(data, turned, estimator, groups, conf_level)


def _fitted(data: Any, model: Model, estimator: str, groups: Any, conf_level: float) -> CfaResult:
    """Fit a model as it is specified, by any estimator."""
    if estimator == "wlsmv":
        from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv

        return wlsmv(require_answers(data, estimator), model, conf_level=conf_level)
    if estimator.startswith("fiml"):
        from analysis.statistics.cfa.fiml.fiml import fiml

        answers, robust = require_answers(data, estimator), estimator == "fiml_mlr"
        return fiml(answers, model, groups=groups, conf_level=conf_level, robust=robust)
    samples = _samples(data, model, groups)
    if estimator == "mlr" and any(sample.centred is None for sample in samples):
        raise ValueError(NEEDS_ANSWERS.format(estimator))
    return moments_fit_result(samples, model, estimator=estimator, conf_level=conf_level)


def require_answers(data: "pd.DataFrame | Moments | Sequence[Moments]", estimator: str) -> "pd.DataFrame":
    """The data, if they are answers; refuses moments."""
    if isinstance(data, (Moments, list, tuple)):
        raise ValueError(NEEDS_ANSWERS.format(estimator))
    return data


def _samples(data: Any, model: Model, groups: Any) -> list[Moments]:
    if isinstance(data, Moments):
        return require_moments([data], model)
    if isinstance(data, (list, tuple)):
        return require_moments(data, model)
    return complete_samples(group_answers(data, model, groups), model)
