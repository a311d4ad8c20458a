"""All that is said of the pain points of one study together."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.description.level_shares import FEWEST
from analysis.statistics.foundation.attempts import Unavailable, attempted, following
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import proportion
from analysis.statistics.pain_points.by_group import ByGroup, prevalence_by_group
from analysis.statistics.pain_points.cooccurrence import Cooccurrence, cooccurrences
from analysis.statistics.pain_points.costs import CostModel, PainPointCost, costs
from analysis.statistics.pain_points.dose import DoseLevel, DoseTrend, dose, dose_trend
from analysis.statistics.pain_points.expected_loss import ExpectedLoss, expected_loss
from analysis.statistics.pain_points.exposure import (
    Answers,
    SeverityRanges,
    applies_to,
    asked_who_met,
    exposures,
)
from analysis.statistics.regression.importance import N_RESAMPLES


@dataclass(frozen=True, kw_only=True, eq=False)
class Prevalence:
    """
    Share of people who met a pain point, with Wilson's interval, of the `n_obs` to whom it could happen and who said.

    To `n_inapplicable` people it could not happen; None where so few that it is not published.
    """

    term: str
    n_obs: int
    n_inapplicable: int | None
    n_met: int
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PainPoints:
    """
    Pain points of one study together.

    `joint` has the cost of each with the others held equal, `beyond_dimensions` with the dimensions as well; `models`
    say from how many people, and how well each model explains the outcome.
    """

    outcome: str | None
    conf_level: float
    prevalence: list[Prevalence | Unavailable]
    dose: list[DoseLevel] | Unavailable
    trend: DoseTrend | Unavailable
    joint: list[PainPointCost] | Unavailable
    beyond_dimensions: list[PainPointCost] | Unavailable
    models: dict[str, CostModel]
    expected_loss: ExpectedLoss | Unavailable
    cooccurrence: list[Cooccurrence]
    groups: ByGroup

    def tidy(self) -> pd.DataFrame:
        """A row per pain point of which it was asked who met it."""
        return pd.DataFrame([asdict(row) for row in self.prevalence if isinstance(row, Prevalence)])

    def glance(self) -> pd.DataFrame:
        """A row per number of pain points met."""
        return self.dose.tidy() if isinstance(self.dose, Unavailable) else pd.DataFrame(map(asdict, self.dose))


def pain_points_together(
    pain_points: Answers,
    *,
    severity_ranges: SeverityRanges,
    outcomes: Mapping[str, pd.DataFrame],
    dimensions: Mapping[str, pd.DataFrame],
    groups: pd.DataFrame,
    rng: np.random.Generator,
    fewest: int = FEWEST,
    min_cell: int = 1,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> PainPoints:
    """
    How often pain points are met, how many by whom, what goes with them, and where the most satisfaction is lost.

    Parameters
    ----------
    pain_points : mapping of name to DataFrame
        See `exposure.Answers`.
    severity_ranges : mapping of name to (low, high)
        Ends of the scale of severity of the pain points that have one.
    outcomes, dimensions : mapping of scale to DataFrame
        Keyed items. The first outcome is the one that is lost; without one only prevalences are told.
    groups : DataFrame, shape (n, g)
        Level of each person in each group.
    rng : Generator
        Random numbers for the bootstrap and for tests of sparse tables.
    fewest : int
        People from which a level of a group is shown.
    min_cell : int
        People from which any others are counted.
    conf_level : float
        Level of all intervals.
    n_resamples : int
        Resamples of the bootstrap.
    """
    name = next(iter(outcomes), None)
    score = None if name is None else scale_scores({name: outcomes[name]})[name]
    outcome = attempted(lambda: required_outcome(score))
    met, scores = exposures(pain_points, severity_ranges), scale_scores(dimensions)
    alone = following(outcome, lambda y: costs(y, met, conf_level=conf_level))
    beyond = following(outcome, lambda y: costs(y, met, scores, conf_level=conf_level))
    models = {"joint": alone, "beyond_dimensions": beyond}
    return PainPoints(
        outcome=name,
        conf_level=conf_level,
        prevalence=[
            attempted(lambda term=term, answers=answers: prevalence(term, answers, conf_level))
            for term, answers in asked_who_met(pain_points).items()
        ],
        dose=attempted(lambda: dose(pain_points, score, min_cell=min_cell, conf_level=conf_level)),
        trend=following(outcome, lambda y: dose_trend(pain_points, y, conf_level=conf_level)),
        joint=following(alone, lambda found: found[0]),
        beyond_dimensions=following(beyond, lambda found: found[0]),
        models={which: found[1] for which, found in models.items() if not isinstance(found, Unavailable)},
        expected_loss=following(
            outcome, lambda y: expected_loss(y, met, rng=rng, n_resamples=n_resamples, conf_level=conf_level)
        ),
        cooccurrence=cooccurrences(pain_points, min_cell=min_cell, conf_level=conf_level),
        groups=prevalence_by_group(
            pain_points, groups, rng=rng, fewest=fewest, min_cell=min_cell, conf_level=conf_level
        ),
    )


def required_outcome(score: pd.Series | None) -> pd.Series:
    """The outcome, refused where there is none."""
    if score is None:
        raise EstimationError("no_outcome")
    return score


def prevalence(term: str, answers: pd.DataFrame, conf_level: float) -> Prevalence:
    """Share of people who met one pain point; raises EstimationError where it could happen to nobody who answered."""
    could = applies_to(answers)
    met = answers["met"][could].dropna()
    share = proportion(int((met == 1).sum()), len(met), conf_level=conf_level)
    return Prevalence(
        term=term,
        n_obs=len(met),
        n_inapplicable=int((~could).sum()),
        n_met=int((met == 1).sum()),
        estimate=share.estimate,
        conf_low=share.conf_low,
        conf_high=share.conf_high,
    )
