"""The smallest change that a second survey of the same size would show, before a measure is said to have worked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.distributions import normal_quantile
from analysis.statistics.groups.differences import FEWEST, as_text
from analysis.statistics.pain_points.exposure import Answers, applies_to

POWER = 0.80
"""With which a change of that size would be shown (Cohen 1988, p. 56)."""

Measured = Literal["scale", "item", "pain_point", "indicator", "level"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Detectable:
    """
    The smallest change of what was measured that two surveys of `n_obs` people each show with power `POWER`.

    Of a "level", `term` is the grouping and `level` its level, at which the first outcome is measured; else `level` is
    empty. `change` is that of a mean, in scale points or in the unit of an indicator; that of a share is a proportion.
    """

    kind: Measured
    term: str
    level: str
    n_obs: int
    change: float


def detectable_change(std_error: float, *, conf_level: float = 0.95, power: float = POWER) -> float:
    """
    Difference of two independent estimates, each with this standard error, that a two-sided test shows with `power`.

    Examples
    --------
    >>> round(detectable_change(0.05), 3)
    0.198
    """
    return (normal_quantile((1 + conf_level) / 2) + normal_quantile(power)) * sqrt(2) * std_error


def detectable_changes(
    scales: Mapping[str, pd.DataFrame],
    pain_points: Answers,
    indicators: pd.DataFrame,
    *,
    groups: pd.DataFrame,
    outcome: pd.DataFrame | None = None,
    fewest: int = FEWEST,
    conf_level: float = 0.95,
) -> list[Detectable]:
    """
    Of every scale, item, pain point met or not, indicator, and level of a group: what a second survey would show.

    What does not vary is left out.

    Parameters
    ----------
    scales : mapping of scale to DataFrame
        Keyed items.
    pain_points : see `exposure.Answers`
    indicators : DataFrame, shape (n, q)
        Measured quantities; of a yes or no 1 and 0.
    groups : DataFrame, shape (n, g)
        Level of each person in each group.
    outcome : DataFrame, optional
        Keyed items of the outcome whose mean at each level is meant.
    fewest : int
        People from which a level is shown.
    """
    asked = {name: answers["met"][applies_to(answers)] for name, answers in pain_points.items() if "met" in answers}
    means: list[tuple[Measured, str, str, pd.Series]] = [
        *(("scale", str(name), "", score) for name, score in scale_scores(scales).items()),
        *(("item", str(name), "", answers[name]) for answers in scales.values() for name in answers),
        *(("pain_point", name, "", met) for name, met in asked.items()),
        *(("indicator", str(name), "", indicators[name]) for name in indicators),
        *(at_levels(groups, outcome, fewest) if outcome is not None else []),
    ]
    found = []
    for kind, name, level, values in means:
        given = values.dropna().astype(float)
        if given.std() > 0:
            change = detectable_change(float(given.std()) / sqrt(len(given)), conf_level=conf_level)
            found.append(Detectable(kind=kind, term=name, level=level, n_obs=len(given), change=change))
    return found


def at_levels(
    groups: pd.DataFrame, outcome: pd.DataFrame, fewest: int
) -> Iterator[tuple[Measured, str, str, pd.Series]]:
    """The outcome's scores at each level of each grouping that enough people with a score have."""
    score = scale_scores({"outcome": outcome})["outcome"].dropna()
    for group in groups:
        levels = as_text(groups.loc[score.index, group])
        for level in levels.cat.categories:
            if (levels == level).sum() >= fewest:
                yield "level", str(group), str(level), score[levels == level]
