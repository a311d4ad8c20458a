"""Which of two nested models the data prefer: scaled chi-square difference tests."""

from dataclasses import dataclass

from analysis.statistics.cfa.estimate import ROBUST
from analysis.statistics.cfa.fit import p_value
from analysis.statistics.cfa.likelihood import MomentLikelihood
from analysis.statistics.cfa.results import CfaResult
from analysis.statistics.cfa.solution import Solution


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
    method: str


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
    if restricted.fit.scaling is None or general.fit.scaling is None:
        return 1.0, "difference"
    explained = restricted.fit.df * restricted.fit.scaling
    scaling = (explained - general.fit.df * general.fit.scaling) / df
    if scaling > 0 or restricted.estimator not in ROBUST:
        return max(scaling, 1e-8), "satorra_bentler_2001"
    at_restricted = scaling_at(general.solution, restricted.solution, restricted.estimator)
    return (explained - general.fit.df * at_restricted) / df, "satorra_bentler_2010"


def scaling_at(general: Solution, restricted: Solution, estimator: str) -> float:
    """The general model's scaling factor at the restricted model's estimates."""
    if [p.term for p in general.model.parameters] != [p.term for p in restricted.model.parameters]:
        raise ValueError("The strictly positive difference test needs two models with the same table of parameters.")
    theta = restricted.theta[restricted.model.index[general.model.free_rows]]
    point = MomentLikelihood(general.model, general.samples).at(theta)
    return ROBUST[estimator](general.model, point, general.samples).scaling
