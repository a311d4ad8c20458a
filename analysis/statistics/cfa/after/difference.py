"""Which of two nested models the data prefer: scaled chi-square difference tests."""

from dataclasses import dataclass
from typing import Literal

from analysis.statistics.cfa.after.fit import p_value
from analysis.statistics.cfa.ml.likelihood import MomentLikelihood
from analysis.statistics.cfa.ml.robust import mlr
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.solution import Solution
from analysis.statistics.foundation.errors import EstimationError


@dataclass(frozen=True, kw_only=True, eq=False)
class Difference:
    """
    A chi-square difference test; its null: the restrictions of the smaller model hold.

    `method` is "difference" (normal theory), "satorra_bentler_2001" or "satorra_bentler_2010".
    """

    statistic: float
    df: int
    p_value: float
    scaling: float
    method: Literal["difference", "satorra_bentler_2001", "satorra_bentler_2010"]


def scaled_difference(restricted: CfaResult, general: CfaResult) -> Difference:
    """
    Test a model against one that it is nested in, both fitted to the same data by the same estimator.

    Unscaled estimators: the difference of the chi-squares. Else Satorra & Bentler (2001, doi 10.1007/BF02296192); where
    that gives a negative scaling and both models have the same table of parameters, Satorra & Bentler (2010, doi
    10.1007/s11336-009-9135-y).

    Raises
    ------
    ValueError
        The models are not of the same data and estimator, or `restricted` does not have more degrees of freedom.
    EstimationError
        The scaling factor is negative and the later form cannot be had: the test is not defined for these models.
    """
    if (restricted.n_obs, restricted.estimator) != (general.n_obs, general.estimator):
        raise ValueError("A difference test needs two models of the same data, fitted by the same estimator.")
    df = restricted.fit.df - general.fit.df
    if df <= 0:
        raise ValueError("The first model of a difference test must be the more restricted one.")
    gap = max(restricted.fit.chi_square - general.fit.chi_square, 0.0)
    scaling, method = _scaling(restricted, general, df)
    statistic = gap / scaling
    return Difference(statistic=statistic, df=df, p_value=p_value(statistic, df), scaling=scaling, method=method)


def _scaling(restricted: CfaResult, general: CfaResult, df: int) -> tuple[float, str]:
    scalings = (restricted.fit.scaling, general.fit.scaling)
    if scalings == (None, None):
        return 1.0, "difference"
    if None in scalings:
        raise EstimationError("difference_not_identified")
    explained = restricted.fit.df * restricted.fit.scaling
    scaling = (explained - general.fit.df * general.fit.scaling) / df
    if scaling > 0:
        return scaling, "satorra_bentler_2001"
    if restricted.estimator == "mlr" and _have_same_table(restricted.solution, general.solution):
        at_restricted = scaling_at(general.solution, restricted.solution)
        scaling = (explained - general.fit.df * at_restricted) / df
    if scaling <= 0:
        raise EstimationError("difference_not_defined", scaling=float(scaling))
    return scaling, "satorra_bentler_2010"


def _have_same_table(a: Solution, b: Solution) -> bool:
    return [p.term for p in a.model.parameters] == [p.term for p in b.model.parameters]


def scaling_at(general: Solution, restricted: Solution) -> float:
    """The general model's scaling factor at the restricted model's estimates; both have the same parameter table."""
    theta = restricted.theta[restricted.model.index[general.model.free_rows]]
    point = MomentLikelihood(general.model, general.samples).at(theta)
    return mlr(general.model, point, general.samples).scaling
