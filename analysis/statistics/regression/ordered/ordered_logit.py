"""Ordered logistic regression (proportional odds), with odds ratios and average marginal effects, by statsmodels."""

import warnings
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import chi_square_p_value, normal_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.regression.logistic import LikelihoodRatioTest, is_separated, standardised
from analysis.statistics.regression.odds import OddsTerm, wald_columns
from analysis.statistics.regression.ols import model_rows
from analysis.statistics.regression.ordered.proportional_odds import ProportionalOdds, proportional_odds, splits

FEWEST_ANSWERS, MOST_ANSWERS = 3, 11
"""Answers that must occur for an outcome to be ordered rather than of two values or continuous."""

MOST_STEPS = 500
LARGEST_ERROR = 5.0
"""Standard error of the log odds per standard deviation beyond which separation is looked for."""


@dataclass(frozen=True, kw_only=True)
class AnswerCount:
    """An answer, as a number, and how many gave it."""

    value: float
    n: int


@dataclass(frozen=True, kw_only=True)
class AnswerEffect:
    """Average marginal effect on the probability of one answer, a proportion per unit of the predictor."""

    value: float
    estimate: float
    std_error: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderedTerm(OddsTerm):
    """
    One predictor of the log odds of a higher answer.

    `score_effect` is the average over respondents of the change of the expected answer, in scale points, per unit of
    the predictor, as a slope of least squares is; `effects` are those on the probability of each answer. Errors by the
    delta method.
    """

    score_effect: float
    score_effect_std_error: float
    score_effect_low: float
    score_effect_high: float
    effects: list[AnswerEffect]


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderedRegression:
    """
    A fitted ordered logit; terms in the order of the predictors.

    `answers` are those that occur, lowest first; `thresholds` are the log odds of an answer no higher than each but the
    last, where every predictor is zero. `pseudo_r_squared` is McFadden's (1974).
    """

    outcome: str
    n_obs: int
    answers: list[AnswerCount]
    conf_level: float
    log_likelihood: float
    pseudo_r_squared: float
    test: LikelihoodRatioTest
    thresholds: list[float]
    terms: list[OrderedTerm]
    proportional_odds: ProportionalOdds | Unavailable

    def tidy(self) -> pd.DataFrame:
        """A row per predictor."""
        return pd.DataFrame([asdict(term) for term in self.terms]).drop(columns="effects")

    def glance(self) -> pd.DataFrame:
        """The model as a table of one row."""
        names = ("outcome", "n_obs", "log_likelihood", "pseudo_r_squared")
        return pd.DataFrame([{name: getattr(self, name) for name in names} | asdict(self.test)])


@dataclass(frozen=True, eq=False)
class OrderedFit:
    """
    A maximum: slopes (k,) of standardised `z` (n, k), ascending `thresholds` (m - 1,), `answer` (n,) from 0 to m - 1.

    Parameters are slopes, then thresholds.
    """

    z: np.ndarray
    answer: np.ndarray
    slopes: np.ndarray
    thresholds: np.ndarray
    log_likelihood: float

    @property
    def limits(self) -> np.ndarray:
        """Where the latent variable passes from answer to answer, (n, m + 1), the ends infinite."""
        inner = self.thresholds - (self.z @ self.slopes)[:, None]
        end = np.full((len(inner), 1), np.inf)
        return np.column_stack([-end, inner, end])

    def at(self, which: int) -> np.ndarray:
        """How the upper (1) or lower (0) limit of each row's answer follows the parameters, (n, k + m - 1)."""
        m = len(self.thresholds)
        own = (self.answer[:, None] + which - 1) == np.arange(m)
        return np.column_stack([-self.z, own])

    @property
    def information(self) -> np.ndarray:
        """Minus the second derivatives of the log-likelihood."""
        rows, limits = np.arange(len(self.z)), self.limits
        share = np.diff(expit(limits), axis=1)[rows, self.answer]
        slope, bend = density(limits), curvature(limits)
        total, first = 0.0, 0.0
        for which, sign in ((1, 1.0), (0, -1.0)):
            direction, place = self.at(which), self.answer + which
            first = first + sign * slope[rows, place][:, None] * direction
            total = total - (sign * (bend[rows, place] / share)[:, None] * direction).T @ direction
        first = first / share[:, None]
        return total + first.T @ first


def density(limits: np.ndarray) -> np.ndarray:
    """Logistic density."""
    p = expit(limits)
    return p * (1 - p)


def curvature(limits: np.ndarray) -> np.ndarray:
    """Derivative of the logistic density."""
    p = expit(limits)
    return p * (1 - p) * (1 - 2 * p)


def is_ordered(outcome: pd.Series) -> bool:
    """Whether the answers are a few ordered ones: three to eleven of them occur."""
    return FEWEST_ANSWERS <= outcome.nunique() <= MOST_ANSWERS


def ordered_logit(outcome: pd.Series, predictors: pd.DataFrame, *, conf_level: float = 0.95) -> OrderedRegression:
    """
    Ordered logistic regression of `outcome` on `predictors` by maximum likelihood.

    Parameters
    ----------
    outcome : Series, length n
        Three to eleven ordered answers.
    predictors : DataFrame, shape (n, k)
        Rows with a missing value in either are dropped.
    conf_level : float
        Level of the intervals.

    Raises
    ------
    EstimationError
        Fewer than k + 3 complete rows, another number of answers, a predictor that does not vary or is a combination
        of the others, or predictors that order the answers so that no maximum exists.

    References
    ----------
    McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142.
    """
    require_level(conf_level)
    answers, x = model_rows(outcome, predictors)
    if not is_ordered(answers):
        raise EstimationError("not_ordered_answers", n_values=int(answers.nunique()), most=MOST_ANSWERS)
    values, answer, counts = np.unique(answers.to_numpy(), return_inverse=True, return_counts=True)
    fit, covariance = maximum(answer, x)
    unexplained = float(counts @ np.log(counts / len(answer)))
    statistic = 2 * (fit.log_likelihood - unexplained)
    names, scale, centre = [str(name) for name in x], x.to_numpy().std(axis=0), x.to_numpy().mean(axis=0)
    return OrderedRegression(
        outcome=str(outcome.name),
        n_obs=len(answer),
        answers=[AnswerCount(value=v, n=n) for v, n in zip(values.tolist(), counts.tolist(), strict=True)],
        conf_level=conf_level,
        log_likelihood=fit.log_likelihood,
        pseudo_r_squared=1 - fit.log_likelihood / unexplained,
        test=LikelihoodRatioTest(statistic=statistic, df=len(names), p_value=chi_square_p_value(statistic, len(names))),
        thresholds=(fit.thresholds + fit.slopes @ (centre / scale)).tolist(),
        terms=terms(fit, covariance, names, scale, values, conf_level),
        proportional_odds=attempted(lambda: proportional_odds(answer, fit.z, names, scale)),
    )


def maximum(answer: np.ndarray, x: pd.DataFrame) -> tuple[OrderedFit, np.ndarray]:
    """The statsmodels fit of `answer` (n,) on standardised `x` (n, k), and the covariance of its parameters."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    z = standardised(x.to_numpy())
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # what a warning would say is asked of the fit below
        model = OrderedModel(answer, z, distr="logit")
        found = model.fit(method="bfgs", maxiter=MOST_STEPS, gtol=1e-7, disp=0)
        thresholds = model.transform_threshold_params(found.params)[1:-1]
        fit = OrderedFit(z, answer, found.params[: z.shape[1]], thresholds, float(found.llf))
        covariance = np.linalg.pinv(fit.information)
        errors = np.sqrt(np.diag(covariance)[: z.shape[1]])
    if not (found.mle_retvals["converged"] and errors.max() < LARGEST_ERROR):
        require_disorder(answer, z, [str(name) for name in x.columns])
        raise EstimationError("ordered_not_converged", n_steps=MOST_STEPS)
    return fit, covariance


def require_disorder(answer: np.ndarray, z: np.ndarray, names: list[str]) -> None:
    """Refuse predictors `z` (n, k) that order the answers without error; those that do so alone are named, else all."""
    if not is_separated(*splits(answer, z)):
        return
    alone = [name for name, x in zip(names, z.T, strict=True) if is_separated(*splits(answer, x[:, None]))]
    raise EstimationError("separated_answers", scales=alone or names, n_alone=len(alone))


def terms(
    fit: OrderedFit, covariance: np.ndarray, names: list[str], scale: np.ndarray, values: np.ndarray, conf_level: float
) -> list[OrderedTerm]:
    """Rows of a fit on standardised predictors, in units of the predictors."""
    k, quantile = len(names), normal_quantile((1 + conf_level) / 2)
    estimate, error = fit.slopes / scale, np.sqrt(np.diag(covariance)[:k]) / scale
    effects, effect_errors = marginal_effects(fit, covariance, np.vstack([np.eye(len(values)), values]))
    effects, effect_errors = effects / scale, effect_errors / scale
    columns = wald_columns(estimate, error, quantile) | {
        "score_effect": effects[-1],
        "score_effect_std_error": effect_errors[-1],
        "score_effect_low": effects[-1] - quantile * effect_errors[-1],
        "score_effect_high": effects[-1] + quantile * effect_errors[-1],
    }
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    by_answer = [
        answer_effects(values, effects[:-1, j], effect_errors[:-1, j], quantile * effect_errors[:-1, j])
        for j in range(k)
    ]
    return [
        OrderedTerm(term=name, **dict(zip(columns, row, strict=True)), effects=own)
        for name, row, own in zip(names, rows, by_answer, strict=True)
    ]


def answer_effects(
    values: np.ndarray, estimate: np.ndarray, error: np.ndarray, reach: np.ndarray
) -> list[AnswerEffect]:
    """Effects (m,) on the probability of each answer as rows; `reach` is half the interval."""
    columns = {"value": values, "estimate": estimate, "std_error": error}
    columns |= {"conf_low": estimate - reach, "conf_high": estimate + reach}
    rows = zip(*(column.astype(float).tolist() for column in columns.values()), strict=True)
    return [AnswerEffect(**dict(zip(columns, row, strict=True))) for row in rows]


def marginal_effects(fit: OrderedFit, covariance: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Mean derivatives by each predictor of sums of the answers' probabilities, `weights` (q, m), and their errors.

    Returns two arrays (q, k); errors by the delta method.
    """
    slope, bend = density(fit.limits), curvature(fit.limits)
    k, m = len(fit.slopes), len(fit.thresholds)
    mean_slope = weights @ np.diff(slope, axis=1).mean(axis=0)  # of P(answer) along the latent variable's limits
    by_limit = np.zeros((m + 1, m))
    inner = bend[:, 1:-1].mean(axis=0)
    by_limit[np.arange(m), np.arange(m)], by_limit[np.arange(m) + 1, np.arange(m)] = inner, -inner
    by_slope = -np.einsum("nj,nk->jk", np.diff(bend, axis=1), fit.z) / len(fit.z)
    moved = weights @ np.column_stack([by_slope, by_limit])
    gradient = -fit.slopes[None, :, None] * moved[:, None, :]
    gradient[:, np.arange(k), np.arange(k)] -= mean_slope[:, None]
    errors = np.sqrt(np.einsum("qki,ij,qkj->qk", gradient, covariance, gradient))
    return -mean_slope[:, None] * fit.slopes, errors
