"""Logistic regression of an outcome of two values, with odds ratios and average marginal effects, by statsmodels."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import chi_square_p_value, normal_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.regression.odds import OddsTerm, wald_columns
from analysis.statistics.regression.ols import model_rows

MOST_STEPS = 100
SEPARATED = 1e-4
"""Margin, in standard deviations of the predictors, from which a plane is said to part the two values."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LogisticTerm(OddsTerm):
    """
    One predictor of the log odds.

    The marginal effect is the average over respondents of the change of the probability per unit of the predictor, its
    standard error by the delta method: a derivative, or where the predictor's range is no more than one unit
    (`is_contrast`) the difference of the probability between the ends of the range, which a derivative could put
    beyond one.
    """

    marginal_effect: float
    marginal_effect_std_error: float
    marginal_effect_low: float
    marginal_effect_high: float
    is_contrast: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class LikelihoodRatioTest:
    """Test that no predictor is related to the outcome."""

    statistic: float
    df: int
    p_value: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LogisticRegression:
    """
    A fitted logistic model of the higher of two values; terms in the order of the predictors.

    `event` and `reference` are the higher and the lower value, `n_events` counts the higher one, and
    `pseudo_r_squared` is McFadden's (1974): one less the ratio of the log-likelihoods with and without predictors.
    """

    outcome: str
    event: float
    reference: float
    n_obs: int
    n_events: int
    conf_level: float
    log_likelihood: float
    pseudo_r_squared: float
    test: LikelihoodRatioTest
    terms: list[LogisticTerm]

    def tidy(self) -> pd.DataFrame:
        """A row per predictor."""
        return pd.DataFrame([asdict(term) for term in self.terms])

    def glance(self) -> pd.DataFrame:
        """The model as a table of one row."""
        names = ("outcome", "n_obs", "n_events", "log_likelihood", "pseudo_r_squared")
        return pd.DataFrame([{name: getattr(self, name) for name in names} | asdict(self.test)])


def has_two_values(outcome: pd.Series) -> bool:
    """Whether the answers take two values."""
    return outcome.nunique() == 2


def logistic_regression(
    outcome: pd.Series,
    predictors: pd.DataFrame,
    *,
    conf_level: float = 0.95,
    ends: Mapping[str, tuple[float, float]] | None = None,
) -> LogisticRegression:
    """
    Logistic regression of `outcome` on `predictors` by maximum likelihood.

    Parameters
    ----------
    outcome : Series, length n
        Of two values; the higher one is the event.
    predictors : DataFrame, shape (n, k)
        Rows with a missing value in either are dropped. An intercept is added.
    conf_level : float
        Level of the intervals.
    ends : mapping of predictor to (low, high), optional
        Lowest and highest value that a predictor can have.

    Raises
    ------
    EstimationError
        Fewer than k + 3 complete rows, another number of values than two, a predictor that does not vary or is a
        combination of the others, or predictors that part the two values so that no maximum exists.

    References
    ----------
    Albert & Anderson (1984), Biometrika 71, 1-10 (separation).
    """
    require_level(conf_level)
    answers, x = model_rows(outcome, predictors)
    if not has_two_values(answers):
        raise EstimationError("not_two_values", items=[str(outcome.name)], n_values=int(answers.nunique()))
    y = (answers == answers.max()).to_numpy(dtype=float)
    model, covariance = maximum(y, x)
    return LogisticRegression(
        outcome=str(outcome.name),
        event=float(answers.max()),
        reference=float(answers.min()),
        n_obs=len(y),
        n_events=int(y.sum()),
        conf_level=conf_level,
        log_likelihood=float(model.llf),
        pseudo_r_squared=float(model.prsquared),
        test=LikelihoodRatioTest(
            statistic=float(model.llr), df=x.shape[1], p_value=chi_square_p_value(model.llr, x.shape[1])
        ),
        terms=terms(model, covariance, x, conf_level, ends or {}),
    )


def maximum(y: np.ndarray, x: pd.DataFrame) -> tuple:
    """The statsmodels fit of `y` (n,) on standardised `x` (n, k), and the covariance of its estimates."""
    from statsmodels.discrete.discrete_model import Logit

    z = standardised(x.to_numpy())
    require_overlap(y, z, [str(name) for name in x.columns])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a warning would say is asked of the fit below
        model = Logit(y, np.column_stack([np.ones(len(y)), z])).fit(disp=0, maxiter=MOST_STEPS)
    covariance = model.cov_params()
    if not (model.mle_retvals["converged"] and np.isfinite(covariance).all()):
        raise EstimationError("logistic_not_converged", n_steps=MOST_STEPS)
    return model, covariance


def standardised(x: np.ndarray) -> np.ndarray:
    """Columns of `x` (n, k) with mean 0 and standard deviation 1, so that their units do not matter to the search."""
    return (x - x.mean(axis=0)) / x.std(axis=0)


def require_overlap(y: np.ndarray, z: np.ndarray, names: Sequence[str]) -> None:
    """Refuse predictors `z` (n, k) that part the two values of `y`; those that do so alone are named, else all."""
    if not is_separated(y, z):
        return
    alone = [name for name, column in zip(names, z.T, strict=True) if is_separated(y, column[:, None])]
    raise EstimationError("separated_outcome", scales=alone or list(names), n_alone=len(alone))


def is_separated(y: np.ndarray, z: np.ndarray) -> bool:
    """
    Whether a plane has the ones of `y` (n,) on one side and the zeros on the other, points on it allowed.

    The likelihood then has no maximum. Found by linear programming (Konis, 2007, DPhil thesis, Oxford): no direction
    in which every point lies on its side or on the plane, and one off it.
    """
    from scipy.optimize import linprog

    sided = (2 * y - 1)[:, None] * np.column_stack([np.ones(len(y)), z])
    found = linprog(-sided.sum(axis=0), A_ub=-sided, b_ub=np.zeros(len(y)), bounds=(-1, 1), method="highs")
    return bool((sided @ found.x).max() > SEPARATED)


def terms(model: Any, covariance: np.ndarray, x: pd.DataFrame, conf_level: float, ends: Mapping) -> list[LogisticTerm]:
    """Rows of a fit on standardised predictors, in units of the predictors `x` (n, k)."""
    narrow = {k: ends[name] for k, name in enumerate(x.columns) if name in ends and np.ptp(ends[name]) <= 1}
    scale, quantile = x.to_numpy().std(axis=0), normal_quantile((1 + conf_level) / 2)
    estimate = model.params[1:] / scale
    error = np.sqrt(np.diag(covariance)[1:]) / scale
    effect, effect_error = (values / scale for values in marginal_effects(model, covariance))
    centre = x.to_numpy().mean(axis=0)
    for k, bounds in narrow.items():
        effect[k], effect_error[k] = contrast(model, covariance, k, (np.array(bounds) - centre[k]) / scale[k])
    low, high = effect - quantile * effect_error, effect + quantile * effect_error
    is_contrast = np.isin(np.arange(x.shape[1]), list(narrow))
    columns = wald_columns(estimate, error, quantile) | {
        "marginal_effect": effect,
        "marginal_effect_std_error": effect_error,
        "marginal_effect_low": np.where(is_contrast, np.maximum(low, -1.0), low),
        "marginal_effect_high": np.where(is_contrast, np.minimum(high, 1.0), high),
        "is_contrast": is_contrast,
    }
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    return [
        LogisticTerm(term=str(name), **dict(zip(columns, row, strict=True)))
        for name, row in zip(x.columns, rows, strict=True)
    ]


def marginal_effects(model: Any, covariance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean derivatives (k,) of the probability by each predictor of a fit, and their errors by the delta method."""
    design, slopes = model.model.exog, model.params[1:]
    p = model.predict()
    density = p * (1 - p)
    curvature = (density * (1 - 2 * p)) @ design / len(p)
    gradient = np.outer(slopes, curvature)
    gradient[:, 1:] += density.mean() * np.eye(len(slopes))
    return slopes * density.mean(), np.sqrt(np.einsum("ij,jk,ik->i", gradient, covariance, gradient))


def contrast(model: Any, covariance: np.ndarray, k: int, ends: np.ndarray) -> tuple[float, float]:
    """Mean difference of the probability between two values, `ends`, of predictor `k`; error by the delta method."""
    design, values, slopes = model.model.exog.copy(), [], []
    for end in ends:
        design[:, k + 1] = end
        p = model.predict(design)
        values.append(p.mean())
        slopes.append((p * (1 - p)) @ design / len(p))
    gradient = slopes[1] - slopes[0]
    return values[1] - values[0], float(np.sqrt(gradient @ covariance @ gradient))
