"""From the end of a search to a result: what proves it, and what is impossible in it."""

from typing import Any

import numpy as np

from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult, Convergence
from analysis.statistics.cfa.search.admissibility import problems_of
from analysis.statistics.cfa.search.scoring import Optimum
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.foundation.errors import EstimationError


def result_of(
    solution: Solution, *, estimator: str, conf_level: float, fit: Any, problems: Any, convergence: Any
) -> CfaResult:
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
