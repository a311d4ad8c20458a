"""The net promoter score: promoters less detractors, of one question answered from 0 to 10."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, proportion, require_level

LEAST_PROMOTER = 9
"""From here on an answer is a promoter's (Reichheld 2003, Harvard Business Review 81(12), 46-54)."""

MOST_DETRACTOR = 6
"""Up to here an answer is a detractor's (Reichheld 2003)."""

PSEUDO_OBSERVATIONS = (0.75, 1.5, 0.75)
"""Detractors, passives and promoters that are added before an interval is made (Rocks 2016)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class NetPromoterScore:
    """
    Shares of promoters, passives and detractors, and the first less the last.

    All are proportions; `score` runs from -1, all detractors, to 1, all promoters.
    """

    n_obs: int
    promoters: Interval
    passives: Interval
    detractors: Interval
    score: Interval


@dataclass(frozen=True, kw_only=True, eq=False)
class NetPromoterScores:
    """The net promoter score of each question that asks for one, by scale."""

    scales: dict[str, NetPromoterScore | Unavailable]

    def tidy(self) -> pd.DataFrame:
        """A row per question that has a score."""
        found = {name: score for name, score in self.scales.items() if isinstance(score, NetPromoterScore)}
        return pd.DataFrame([{"scale": name, "n_obs": row.n_obs, **vars(row.score)} for name, row in found.items()])


def net_promoter_scores(scales: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95) -> NetPromoterScores:
    """
    The net promoter score of every scale, each of one question; see `net_promoter_score`.

    Parameters
    ----------
    scales : mapping of scale to DataFrame, shape (n, 1)
    conf_level : float
    """
    return NetPromoterScores(
        scales={
            name: attempted(lambda answers=answers: net_promoter_score(answers.iloc[:, 0], conf_level=conf_level))
            for name, answers in scales.items()
        }
    )


def net_promoter_score(answers: Any, *, conf_level: float = 0.95) -> NetPromoterScore:
    """
    Net promoter score with the adjusted Wald interval of Rocks (2016, The American Statistician 70, 365-372).

    Parameters
    ----------
    answers : array-like, shape (n,)
        Whole numbers from 0 to 10; missing ones are dropped first.
    conf_level : float

    Raises
    ------
    EstimationError
        Nobody answered, or an answer is no whole number from 0 to 10: the score is defined for no other scale.

    Examples
    --------
    >>> found = net_promoter_score([10, 9, 9, 8, 7, 6, 0, 10])
    >>> found.score.estimate, found.promoters.estimate
    (0.25, 0.5)
    """
    given = np.asarray(answers, dtype=float)
    given = given[~np.isnan(given)]
    if not len(given):
        raise EstimationError("no_answers")
    if not np.isin(given, np.arange(11)).all():
        raise EstimationError("no_promoter_scale", low=float(given.min()), high=float(given.max()))
    promoters, detractors = int((given >= LEAST_PROMOTER).sum()), int((given <= MOST_DETRACTOR).sum())
    counts = (detractors, len(given) - detractors - promoters, promoters)
    shares = [proportion(count, len(given), conf_level=conf_level) for count in counts]
    low, high = net_bounds(counts, conf_level)
    score = (promoters - detractors) / len(given)
    return NetPromoterScore(
        n_obs=len(given),
        promoters=shares[2],
        passives=shares[1],
        detractors=shares[0],
        score=Interval(estimate=score, conf_low=low, conf_high=high, conf_level=conf_level),
    )


def net_bounds(counts: tuple[int, int, int], conf_level: float) -> tuple[float, float]:
    """Bounds of promoters less detractors, from the numbers of detractors, passives and promoters (Rocks 2016)."""
    detractors, passives, promoters = (n + added for n, added in zip(counts, PSEUDO_OBSERVATIONS, strict=True))
    n_all = detractors + passives + promoters
    centre = (promoters - detractors) / n_all
    variance = (promoters + detractors) / n_all - centre**2
    half_width = normal_quantile((1 + require_level(conf_level)) / 2) * sqrt(variance / n_all)
    return max(centre - half_width, -1.0), min(centre + half_width, 1.0)
