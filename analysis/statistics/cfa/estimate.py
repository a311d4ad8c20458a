"""Fit a confirmatory factor model: the door to the package."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.cfa.admissibility import identification_problems, problems_of
from analysis.statistics.cfa.fitting import moment_fit
from analysis.statistics.cfa.likelihood import MomentLikelihood, inverse_and_log_det
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.moments import Moments
from analysis.statistics.cfa.orientation import oriented
from analysis.statistics.cfa.results import CfaResult, Convergence
from analysis.statistics.cfa.robust import RobustTest, mlm, mlr
from analysis.statistics.cfa.samples import complete_samples, group_answers, require_moments
from analysis.statistics.cfa.scoring import Optimum
from analysis.statistics.cfa.search import maximum
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.errors import EstimationError

if TYPE_CHECKING:
    import pandas as pd

ROBUST: dict[str, Callable[..., RobustTest]] = {"mlr": mlr, "mlm": mlm}
ESTIMATORS = ("ml", *ROBUST, "fiml", "fiml_mlr", "wlsmv")
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
    estimator : "ml"; "mlr" and "mlm" with robust errors and scaled tests; "fiml" on all rows with missing answers, and
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


def _fitted(data, model: Model, estimator: str, groups, conf_level: float) -> CfaResult:
    """Fit a model as it is specified, by any estimator."""
    if estimator == "wlsmv":
        from analysis.statistics.cfa.dwls import wlsmv

        return wlsmv(require_answers(data, estimator), model, conf_level=conf_level)
    if estimator.startswith("fiml"):
        from analysis.statistics.cfa.fiml import fiml

        answers, robust = require_answers(data, estimator), estimator == "fiml_mlr"
        return fiml(answers, model, groups=groups, conf_level=conf_level, robust=robust)
    samples = _samples(data, model, groups)
    if estimator in ROBUST and any(sample.centred is None for sample in samples):
        raise ValueError(NEEDS_ANSWERS.format(estimator))
    return moments_fit_result(samples, model, estimator=estimator, conf_level=conf_level)


def require_answers(data: "pd.DataFrame | Moments | Sequence[Moments]", estimator: str) -> "pd.DataFrame":
    """The data, if they are answers; refuses moments."""
    if isinstance(data, (Moments, list, tuple)):
        raise ValueError(NEEDS_ANSWERS.format(estimator))
    return data


def _samples(data, model: Model, groups) -> list[Moments]:
    if isinstance(data, Moments):
        return require_moments([data], model)
    if isinstance(data, (list, tuple)):
        return require_moments(data, model)
    return complete_samples(group_answers(data, model, groups), model)


def moments_fit_result(samples: Sequence[Moments], model: Model, *, estimator: str, conf_level: float) -> CfaResult:
    """Fit by the moments of complete rows."""
    optimum, endless = maximum(lambda variant: MomentLikelihood(variant, samples), model, samples)
    require_convergence(optimum, model)
    point, n_obs = optimum.point, sum(sample.n_obs for sample in samples)
    information = point.observed_information if estimator == "mlr" else point.expected_information
    singular, smallest = identification_problems(model, information)
    singular = endless + singular
    robust = None
    if singular:
        covariance = np.full_like(information, np.nan)
    elif estimator in ROBUST:
        robust = ROBUST[estimator](model, point, samples)
        covariance = robust.covariance
    else:
        covariance = inverse_and_log_det(information)[0] / n_obs
    solution = Solution(model, tuple(samples), point.theta, covariance, information, n_obs)
    return result_of(
        solution,
        estimator=estimator,
        conf_level=conf_level,
        fit=moment_fit(model, samples, point, robust),
        problems=singular,
        convergence=convergence_of(optimum, smallest),
    )


def result_of(solution: Solution, *, estimator: str, conf_level: float, fit, problems, convergence) -> CfaResult:
    """The result of a solution, with what is impossible in it."""
    problems = [*problems, *problems_of(solution.model, solution.implied)]
    return CfaResult(
        model=solution.model.name,
        estimator=estimator,
        n_obs=solution.n_obs,
        n_groups=solution.model.n_groups,
        conf_level=conf_level,
        fit=fit,
        is_admissible=not problems,
        problems=problems,
        convergence=convergence,
        solution=solution,
    )


def convergence_of(optimum: Optimum, smallest_pivot: float) -> Convergence:
    """The proof of a maximum as a record."""
    return Convergence(
        n_steps=optimum.n_steps,
        decrement=float(optimum.decrement),
        gradient=float(np.abs(optimum.point.gradient).max()),
        smallest_pivot=smallest_pivot,
        n_starts=optimum.n_starts,
        n_agreeing=optimum.n_agreeing,
    )


def require_degrees_of_freedom(model: Model) -> None:
    """Refuse a model with more parameters than moments."""
    if model.df < 0:
        raise EstimationError("not_identified", n_free=model.n_free, n_moments=model.n_moments)


def require_convergence(optimum: Optimum, model: Model) -> None:
    """Refuse a search that ended elsewhere than at a maximum, with the parameter that still moves."""
    if optimum.is_proved:
        return
    slopes = np.abs(optimum.point.gradient)
    worst = model.parameter_names()[int(slopes.argmax())]
    raise EstimationError("no_maximum", n_steps=optimum.n_steps, slope=float(slopes.max()), parameter=worst)
