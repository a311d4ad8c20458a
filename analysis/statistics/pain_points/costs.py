"""What each pain point costs when the others, and the dimensions, are held equal."""

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.foundation.distributions import holm
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.regression.ols import Coefficient, ols


@dataclass(frozen=True, kw_only=True, eq=False)
class PainPointCost:
    """
    Slope of the outcome on one pain point: those who met it less those who did not, the other predictors being equal.

    Of a pain point of which only the severity was asked: its highest severity less its lowest. Errors are HC3;
    `p_value_holm` is adjusted for the pain points of the same model. What rests on HC3 is None where a person
    determines a coefficient alone.
    """

    term: str
    estimate: float
    std_error_hc3: float | None
    conf_low: float | None
    conf_high: float | None
    p_value: float | None
    p_value_holm: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class CostModel:
    """The model that costs are read from; `left_out` are pain points that everyone, or nobody, met."""

    n_obs: int
    r_squared: float
    left_out: list[str]


def costs(
    outcome: pd.Series, met: pd.DataFrame, dimensions: pd.DataFrame | None = None, *, conf_level: float = 0.95
) -> tuple[list[PainPointCost], CostModel]:
    """
    Least squares of the outcome on all pain points, and on the dimensions where they are given.

    Parameters
    ----------
    outcome : Series, length n
    met : DataFrame, shape (n, p)
        See `exposures`.
    dimensions : DataFrame, shape (n, k), optional
        Scale scores.

    Raises
    ------
    EstimationError
        No pain point varies, or see `ols`.
    """
    varying, left_out = those_that_vary(outcome, met)
    predictors = varying if dimensions is None else pd.concat([varying, dimensions], axis=1)
    model = ols(outcome, predictors, conf_level=conf_level)
    terms = model.terms[: varying.shape[1]]
    adjusted = holm([float("nan") if term.p_value is None else term.p_value for term in terms])
    found = [cost(term, float(p)) for term, p in zip(terms, adjusted, strict=True)]
    return found, CostModel(n_obs=model.n_obs, r_squared=model.r_squared, left_out=left_out)


def those_that_vary(outcome: pd.Series, met: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The pain points (n, p') that vary among people with outcome and all answers, and the names of the others."""
    complete = met[outcome.notna() & met.notna().all(axis=1)]
    constant = [name for name in met if complete[name].nunique() < 2]
    if len(constant) == met.shape[1]:
        raise EstimationError("constant_pain_points", pain_points=[str(name) for name in constant])
    return met.drop(columns=constant), [str(name) for name in constant]


def cost(term: Coefficient, p_value_holm: float) -> PainPointCost:
    """A pain point's row."""
    return PainPointCost(
        term=term.term,
        estimate=term.estimate,
        std_error_hc3=term.std_error_hc3,
        conf_low=term.conf_low,
        conf_high=term.conf_high,
        p_value=term.p_value,
        p_value_holm=None if term.p_value is None else p_value_holm,
    )
