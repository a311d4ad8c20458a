"""Maximum likelihood from the moments of complete answers, with plain or robust errors."""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.ml.fitting import moment_fit
from analysis.statistics.cfa.ml.likelihood import MomentLikelihood, inverse_and_log_det
from analysis.statistics.cfa.ml.robust import mlr
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.sample.moments import Moments
from analysis.statistics.cfa.search.admissibility import identification_problems
from analysis.statistics.cfa.search.conclusion import convergence_of, require_convergence, result_of
from analysis.statistics.cfa.search.search import maximum
from analysis.statistics.cfa.solution import Solution


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
    elif estimator == "mlr":
        robust = mlr(model, point, samples)
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
