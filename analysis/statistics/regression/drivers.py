"""What drives an outcome: its regression on the dimensions, their importance and priority, and what goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.description.comparison import PainPointComparison, pain_point_comparisons
from analysis.statistics.description.descriptives import Ranges, performance_scores, scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.bootstrap import bootstrap_moments
from analysis.statistics.foundation.intervals import correlation_interval
from analysis.statistics.regression.blocks.hierarchy import (
    MIN_GROUP,
    BlockRows,
    RegressionBlock,
    hierarchical_regression,
)
from analysis.statistics.regression.blocks.moderation import Moderation, moderation
from analysis.statistics.regression.further_outcomes import FurtherOutcome, further_outcomes
from analysis.statistics.regression.importance import (
    N_RESAMPLES,
    Importance,
    defined_shares,
    importance_from,
    require_few,
)
from analysis.statistics.regression.influence import Influence, InfluencePlot
from analysis.statistics.regression.logistic import LogisticRegression
from analysis.statistics.regression.ols import Coefficient, ModelTest, OlsRegression, ols
from analysis.statistics.regression.ordered.ordered_logit import OrderedRegression
from analysis.statistics.regression.priorities import Priority, priorities
from analysis.statistics.regression.residual_plot import ResidualPlot
from analysis.statistics.regression.residual_tests import ResidualTests
from analysis.statistics.regression.single_item import logistic_beside, ordered_beside, score_ends

OF_MODEL = ("outcome", "n_obs", "conf_level", "r_squared", "adj_r_squared")
OF_MODEL += ("f_statistic", "intercept", "residual_tests", "influence", "residual_plot", "influence_plot")


@dataclass(frozen=True, kw_only=True, eq=False)
class RefusedRegression(Unavailable):
    """Why the outcome could not be explained, and the comparisons that need no regression."""

    outcome: str
    pain_points: list[PainPointComparison]

    @property
    def importance(self) -> pd.DataFrame:
        """The reason as a table of one row."""
        return self.tidy()


@dataclass(frozen=True, kw_only=True)
class DriverTerm(Coefficient):
    """
    A dimension's coefficient (see `Coefficient`).

    `correlation` is that of its score with the outcome in the same rows, `correlation_low` and `correlation_high` the
    ends of its interval (Fisher's z); None where undefined.
    """

    beta: float
    vif: float
    correlation: float | None
    correlation_low: float | None
    correlation_high: float | None


@dataclass(frozen=True, kw_only=True)
class WeighedTerm(DriverTerm):
    """A dimension's coefficient with its importance; see `ImportanceTerm`."""

    importance: float
    importance_low: float
    importance_high: float
    importance_share: float
    prob_first: float


@dataclass(frozen=True, kw_only=True, eq=False)
class DriverRegression:
    """
    Regression of the first outcome scale on the dimensions, from the rows complete on all of their items.

    `terms` has a row per dimension. Where importance could not be had, `terms` are without it and there are no
    `priorities`. `logistic` is there where the outcome is one item of which two answers occur: then it is the model to
    read, and least squares stands beside. `ordered` is there where it is one item of which three to eleven answers
    occur. `blocks` are the models with controls and pain points too, on the rows of `block_rows`; `moderation` has the
    slopes by the groups that the study names.
    """

    outcome: str
    n_obs: int
    conf_level: float
    r_squared: float
    adj_r_squared: float
    f_statistic: ModelTest
    terms: list[WeighedTerm] | list[DriverTerm]
    intercept: Coefficient
    residual_tests: ResidualTests | Unavailable
    influence: Influence | Unavailable
    residual_plot: ResidualPlot | Unavailable
    influence_plot: InfluencePlot | Unavailable
    logistic: LogisticRegression | Unavailable | None
    ordered: OrderedRegression | Unavailable | None
    blocks: list[RegressionBlock]
    block_rows: BlockRows | Unavailable
    moderation: Moderation | None
    importance: Importance | Unavailable
    priorities: list[Priority]
    further_outcomes: list[FurtherOutcome | Unavailable]
    pain_points: list[PainPointComparison]

    @property
    def weighed(self) -> list[WeighedTerm]:
        """The terms with their importance; none where that could not be had, or there is one only."""
        terms = [term for term in self.terms if isinstance(term, WeighedTerm)]
        return terms if len(terms) > 1 else []

    def tidy(self) -> pd.DataFrame:
        """A row per dimension."""
        return pd.DataFrame(self.terms)

    def glance(self) -> pd.DataFrame:
        """The model as a table of one row."""
        row = {"outcome": self.outcome, "n_obs": self.n_obs, "r_squared": self.r_squared}
        return pd.DataFrame([row | {"adj_r_squared": self.adj_r_squared} | asdict(self.f_statistic)])


def driver_regression(
    dimensions: Mapping[str, pd.DataFrame],
    *,
    outcomes: Mapping[str, pd.DataFrame],
    ranges: Ranges,
    rng: np.random.Generator,
    pain_points: Mapping[str, pd.DataFrame] | None = None,
    groups: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
    moderators: Sequence[str] = (),
    min_group: int = MIN_GROUP,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> DriverRegression | RefusedRegression:
    """
    Regression of satisfaction on the dimensions of service, with all that is read from it.

    Parameters
    ----------
    dimensions : mapping of scale to DataFrame
        Keyed items of each dimension; the predictors are the scale scores.
    outcomes : mapping of scale to DataFrame
        Keyed items of each outcome scale. The first is explained; the others are further outcomes.
    ranges : mapping of item to (low, high)
        Declared ends of the items' answer scales, for the performance of the dimensions.
    rng : Generator
        Random numbers for the bootstrap of importance and priorities.
    pain_points : mapping of name to DataFrame, optional
        See `pain_point_comparisons`, and `met_by` for the blocks.
    groups, indicators : DataFrame, shape (n, .), optional
        Categorical levels of the declared groups, and measured quantities: the controls.
    moderators : sequence of str
        Groups whose interactions with the dimensions are estimated.
    min_group : int
        Levels with fewer respondents are left out of blocks and interactions.
    conf_level : float
        Level of all intervals.
    n_resamples : int
        Resamples of the bootstrap.
    """
    if not outcomes:
        return RefusedRegression(code="no_outcome", outcome="", pain_points=[])
    name = next(iter(outcomes))
    scores, satisfaction = scale_scores(dimensions), scale_scores(outcomes)
    complete = scores.notna().all(axis=1) & satisfaction[name].notna()
    ends = score_ends(dimensions, ranges)
    pains = pain_point_comparisons(satisfaction[name], pain_points or {}, conf_level=conf_level)
    model = attempted(lambda: ols(satisfaction[name][complete], scores[complete], conf_level=conf_level))
    if isinstance(model, Unavailable):
        return RefusedRegression(**vars(model), outcome=name, pain_points=pains)
    performance = performance_scores(dimensions, ranges)[complete]
    explained = satisfaction[name][complete]
    found, advice = weighed(explained, scores[complete], performance, rng, n_resamples, conf_level)
    by_people = {"groups": groups, "indicators": indicators, "pain_points": pain_points, "min_group": min_group}
    return DriverRegression(
        **{field: getattr(model, field) for field in OF_MODEL},
        terms=driver_terms(model, found, correlations_with(explained, scores[complete], conf_level)),
        ordered=ordered_beside(outcomes[name].loc[complete], scores[complete], conf_level, name),
        **in_blocks(satisfaction[name], scores, conf_level, **by_people),
        moderation=moderated(satisfaction[name], scores, groups, moderators, min_group, conf_level),
        logistic=logistic_beside(outcomes[name].loc[complete], scores[complete], conf_level, name, ends),
        importance=found,
        priorities=advice,
        further_outcomes=further_outcomes(satisfaction, scores, conf_level),
        pain_points=pains,
    )


def in_blocks(outcome: pd.Series, scores: pd.DataFrame, conf_level: float, **by_people: Any) -> dict[str, Any]:
    """The models that grow block by block and their rows, or none and the reason."""
    found = attempted(lambda: hierarchical_regression(outcome, scores, conf_level=conf_level, **by_people))
    if isinstance(found, Unavailable):
        return {"blocks": [], "block_rows": found}
    return {"blocks": found.blocks, "block_rows": found.rows}


def moderated(
    outcome: pd.Series,
    scores: pd.DataFrame,
    groups: pd.DataFrame | None,
    moderators: Sequence[str],
    min_group: int,
    conf_level: float,
) -> Moderation | None:
    """Slopes by the groups that are named; None where none is."""
    if groups is None or not moderators:
        return None
    return moderation(outcome, scores, groups[list(moderators)], min_group=min_group, conf_level=conf_level)


def weighed(*of_scores: Any) -> tuple[Importance | Unavailable, list[Priority]]:
    """See `importance_and_priorities`; where it is refused, the reason and no priorities."""
    found = attempted(lambda: importance_and_priorities(*of_scores))
    return (found, []) if isinstance(found, Unavailable) else found


def importance_and_priorities(
    outcome: pd.Series,
    scores: pd.DataFrame,
    performance: pd.DataFrame,
    rng: np.random.Generator,
    n_resamples: int,
    conf_level: float,
) -> tuple[Importance, list[Priority]]:
    """Importance and priority of each score, from the same resamples of complete rows."""
    names = require_few([str(name) for name in scores.columns])
    data = np.column_stack([outcome, scores]).astype(float)
    moments = bootstrap_moments(data, n_resamples=n_resamples, rng=rng, beside=performance.to_numpy(dtype=float))
    shares = defined_shares(moments.covariances)
    found = importance_from(np.corrcoef(data, rowvar=False), shares, names, conf_level)
    advice = priorities(
        pd.Series([term.importance_share for term in found.terms], names),
        performance.mean(),
        shares / shares.sum(axis=1, keepdims=True),
        moments.means_beside,
        conf_level,
    )
    return found, advice


def driver_terms(
    model: OlsRegression, found: Importance | Unavailable, correlations: Mapping[str, dict[str, float | None]]
) -> list[WeighedTerm] | list[DriverTerm]:
    """A row per term: its coefficient, its correlation, and its importance where there is one, side by side."""
    if isinstance(found, Unavailable):
        return [DriverTerm(**asdict(term), **correlations[term.term]) for term in model.terms]
    return [
        WeighedTerm(**asdict(term) | asdict(weight), **correlations[term.term])
        for term, weight in zip(model.terms, found.terms, strict=True)
    ]


def correlations_with(outcome: pd.Series, scores: pd.DataFrame, conf_level: float) -> dict[str, dict]:
    """Correlation of each score (n, k) with the outcome (n,), and the ends of its interval; None where undefined."""
    found = {
        str(name): attempted(lambda x=scores[name]: correlation_interval(x, outcome, conf_level=conf_level))
        for name in scores
    }
    ends = {"correlation": "estimate", "correlation_low": "conf_low", "correlation_high": "conf_high"}
    return {
        name: {column: getattr(interval, end, None) for column, end in ends.items()} for name, interval in found.items()
    }
