"""
What the data say of relations that an author expects: supported, not supported, or undecided.

A relation that is not shown is not thereby absent. It is *not supported* only where its interval leaves no room for
more than a trivial one; where the interval holds both nothing and something, the data do not decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.bootstrap import bootstrap_moments, percentile_bounds
from analysis.statistics.foundation.distributions import holm, t_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.paths.mediation import N_RESAMPLES, products
from analysis.statistics.regression.blocks.design import met_by
from analysis.statistics.regression.blocks.hierarchy import MIN_GROUP
from analysis.statistics.regression.blocks.moderation import group_model
from analysis.statistics.regression.ols import model_rows, ols

TRIVIAL = {"slope": 0.05, "interaction": 0.05, "indirect": 0.01}
"""Standardised sizes up to which an effect is trivial: slopes and their differences (Keith 2019, Multiple regression
and beyond, 3rd ed., ch. 4), and products of two slopes (Kenny & Judd 2014, Psychological Science 25, 334-339)."""

Scales = Mapping[str, pd.DataFrame]
Verdict = Literal["supported", "not_supported", "undecided"]


class Expected(Protocol):
    """
    A relation as it was declared.

    `predictor` and `outcome` are names of scales, the predictor may be a pain point or an indicator; `sign` is "+", "-"
    or empty; `moderator` a declared group and `mediator` a scale, or empty.
    """

    name: str
    statement: str
    predictor: str
    outcome: str
    sign: Literal["+", "-", ""]
    moderator: str
    mediator: str


@dataclass(frozen=True, kw_only=True, eq=False)
class HypothesisResult:
    """
    One hypothesis, and what was found.

    `estimate` is in scale points of the outcome per unit of the predictor: its slope with all dimensions held equal
    (`slope`), the largest difference between the slopes of two `levels` of the moderator (`interaction`), or the
    product of the slopes to and from the mediator (`indirect`). `beta` is the same in standard deviations, `trivial`
    the size up to which it counts as none. The p value is of the HC3 test, of a bootstrap for `indirect`.
    """

    name: str
    statement: str
    predictor: str
    outcome: str
    sign: Literal["+", "-", ""]
    moderator: str
    mediator: str
    model: Literal["slope", "interaction", "indirect"]
    n_obs: int
    estimate: float
    conf_low: float
    conf_high: float
    beta: float
    beta_low: float
    beta_high: float
    levels: list[str]
    p_value: float
    p_value_holm: float
    trivial: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, eq=False)
class RefusedHypothesis(Unavailable):
    """Why a hypothesis could not be tested."""

    name: str
    statement: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Hypotheses:
    """All hypotheses in the order in which they are declared; p values adjusted by Holm over those tested."""

    conf_level: float
    rows: list[HypothesisResult | RefusedHypothesis]

    def tidy(self) -> pd.DataFrame:
        """A row per hypothesis that was tested."""
        return pd.DataFrame([vars(row) for row in self.rows if isinstance(row, HypothesisResult)])


@dataclass(frozen=True, kw_only=True, eq=False)
class Variables:
    """
    What hypotheses can be about.

    `dimensions` (n, k) and `others` (n, m), outcomes, pain points and indicators, are numbers, `groups` (n, g) levels.
    """

    dimensions: pd.DataFrame
    others: pd.DataFrame
    groups: pd.DataFrame

    def outcome(self, name: str) -> pd.Series:
        """The scores of a scale."""
        return self.others[name] if name in self.others else self.dimensions[name]

    def predictors(self, expected: Expected) -> pd.DataFrame:
        """What is held equal: all dimensions but the outcome, with the predictor in front where it is none of them."""
        dimensions = self.dimensions.drop(columns=[expected.outcome, expected.mediator], errors="ignore")
        if expected.predictor in dimensions:
            return dimensions
        return pd.concat([self.others[expected.predictor], dimensions], axis=1)


def hypothesis_tests(
    expected: Sequence[Expected],
    dimensions: Scales,
    *,
    outcomes: Scales,
    rng: np.random.Generator,
    pain_points: Mapping[str, pd.DataFrame] | None = None,
    indicators: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
    min_group: int = MIN_GROUP,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> Hypotheses | None:
    """
    What the data say of each hypothesis; None where none is declared.

    Parameters
    ----------
    expected : sequence
        See `Expected`; each name in it is one of the variables below.
    dimensions, outcomes : mapping of scale to DataFrame, each of shape (n, k)
        Keyed answers; the variables are the scale scores.
    rng : Generator
        Random numbers for the bootstrap of indirect effects.
    pain_points : mapping of name to DataFrame, optional
        See `met_by`.
    indicators, groups : DataFrame, shape (n, .), optional
        Measured quantities, and categorical levels.
    min_group : int
        Levels of a moderator with fewer complete rows are left out.
    conf_level : float
        Level of all intervals; one less it is the level of the tests.
    n_resamples : int

    Notes
    -----
    An interval that leaves no room for more than a trivial effect (in the declared direction, where one is) makes a
    hypothesis `not_supported`, also where its test rejects zero; else a rejection after Holm's adjustment, in the
    declared direction, makes it `supported`; else it is `undecided`. A moderated hypothesis is that slopes differ,
    whatever its sign.
    """
    require_level(conf_level)
    if not expected:
        return None
    measured = [] if indicators is None else [indicators]
    others = pd.concat([scale_scores(outcomes), pd.DataFrame(met_by(pain_points or {})), *measured], axis=1)
    variables = Variables(
        dimensions=scale_scores(dimensions),
        others=others.loc[:, ~others.columns.duplicated()],
        groups=pd.DataFrame() if groups is None else groups,
    )

    def found(entry: Expected) -> HypothesisResult:
        if entry.mediator:
            return indirect(entry, variables, rng, conf_level, n_resamples)
        if entry.moderator:
            return difference(entry, variables, min_group, conf_level)
        return slope(entry, variables, conf_level)

    rows = []
    for entry in expected:
        row = attempted(lambda entry=entry: found(entry))
        refused = isinstance(row, Unavailable)
        rows.append(RefusedHypothesis(**vars(row), name=entry.name, statement=entry.statement) if refused else row)
    return Hypotheses(conf_level=conf_level, rows=judged(rows, conf_level))


def judged(rows: list, conf_level: float) -> list[HypothesisResult | RefusedHypothesis]:
    """The rows with their adjusted p values and verdicts."""
    tested = [number for number, row in enumerate(rows) if isinstance(row, HypothesisResult)]
    judged_rows = list(rows)
    for number, p in zip(tested, holm([rows[number].p_value for number in tested]), strict=True):
        row = replace(rows[number], p_value_holm=float(p))
        judged_rows[number] = replace(row, verdict=verdict(row, 1 - conf_level))
    return judged_rows


def verdict(row: HypothesisResult, alpha: float) -> Verdict:
    """What an interval and a test say of a hypothesis; see the notes of `hypothesis_tests`."""
    sign = "" if row.moderator else row.sign
    within = {
        "+": row.beta_high < row.trivial,
        "-": row.beta_low > -row.trivial,
        "": max(abs(row.beta_low), abs(row.beta_high)) < row.trivial,
    }
    if within[sign]:
        return "not_supported"
    as_expected = {"+": row.estimate > 0, "-": row.estimate < 0, "": True}
    return "supported" if row.p_value_holm < alpha and as_expected[sign] else "undecided"


def tested(
    entry: Expected, model: str, n_obs: int, values: Sequence[float], p_value: float, unit: float, levels: Any = ()
) -> HypothesisResult:
    """
    A row before it is judged: estimate and interval, and the same times `unit` as standard deviations.

    Raises EstimationError where a respondent determines the estimate alone, so that it has no HC3 error.
    """
    if not np.isfinite([*values, p_value]).all():
        raise EstimationError("one_respondent_decides")
    estimate, low, high = map(float, values)
    names = ("name", "statement", "predictor", "outcome", "sign", "moderator", "mediator")
    return HypothesisResult(
        **{name: getattr(entry, name) for name in names},
        model=model,
        n_obs=n_obs,
        estimate=estimate,
        conf_low=low,
        conf_high=high,
        beta=estimate * unit,
        beta_low=low * unit,
        beta_high=high * unit,
        levels=list(levels),
        p_value=float(p_value),
        p_value_holm=float(p_value),
        trivial=TRIVIAL[model],
        verdict="undecided",
    )


def slope(entry: Expected, variables: Variables, conf_level: float) -> HypothesisResult:
    """The predictor's slope for the outcome, all dimensions held equal."""
    y, x = model_rows(variables.outcome(entry.outcome), variables.predictors(entry))
    model = ols(y, x, conf_level=conf_level)
    (term,) = (term for term in model.terms if term.term == entry.predictor)
    values, unit = (term.estimate, term.conf_low, term.conf_high), x[entry.predictor].std() / y.std()
    return tested(entry, "slope", model.n_obs, values, term.p_value, unit)


def difference(entry: Expected, variables: Variables, min_group: int, conf_level: float) -> HypothesisResult:
    """The largest difference between the predictor's slopes at two levels of the moderator."""
    outcome, predictors = variables.outcome(entry.outcome), variables.predictors(entry)
    found = group_model(outcome, predictors, variables.groups[entry.moderator], entry.predictor, min_group)
    pairs = list(combinations(range(len(found.levels)), 2))
    gaps = [abs(found.slopes[b] - found.slopes[a]) for a, b in pairs]
    a, b = pairs[int(np.argmax(gaps))]
    a, b = (a, b) if found.slopes[b] >= found.slopes[a] else (b, a)
    estimate = found.slopes[b] - found.slopes[a]
    error = np.sqrt(found.covariance[a, a] + found.covariance[b, b] - 2 * found.covariance[a, b])
    reach = t_quantile((1 + conf_level) / 2, found.df_resid) * error
    values, levels = (estimate, estimate - reach, estimate + reach), [found.levels[b], found.levels[a]]
    p_value = found.test.p_value if found.test else np.nan
    return tested(entry, "interaction", found.n_obs, values, p_value, found.unit, levels)


def indirect(
    entry: Expected, variables: Variables, rng: np.random.Generator, conf_level: float, n_resamples: int
) -> HypothesisResult:
    """The product of the slopes to and from the mediator; its p value the share of resamples beyond zero, twice."""
    predictors = variables.predictors(entry)
    mediator = variables.outcome(entry.mediator)
    y, x = model_rows(variables.outcome(entry.outcome), pd.concat([mediator, predictors], axis=1))
    data, place = np.column_stack([y, x]), list(predictors.columns).index(entry.predictor)
    resamples = bootstrap_moments(data, n_resamples=n_resamples, rng=rng).covariances
    estimate = products(np.cov(data, rowvar=False)[None])[2][0, 0, place]
    resampled = products(resamples)[2][:, 0, place]
    low, high = percentile_bounds(resampled, conf_level)
    beyond = min(np.mean(resampled <= 0), np.mean(resampled >= 0))
    p_value = min(2 * max(beyond, 1 / n_resamples), 1.0)
    unit = data[:, place + 2].std() / data[:, 0].std()
    return tested(entry, "indirect", len(y), (estimate, low, high), p_value, unit)
