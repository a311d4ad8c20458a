"""How often each pain point was met at each level of the declared groups."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.statistics.description.level_shares import (
    FEWEST,
    EqualSharesTest,
    HiddenLevel,
    equal_shares_test,
    holm_adjusted,
    shown_levels,
)
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.intervals import proportion
from analysis.statistics.pain_points.exposure import Answers, applies_to, asked_who_met


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelPrevalence:
    """
    Share of those at one level, to whom the pain point could happen and who answered, that met it (Wilson).

    In what is published the counts are None where they would tell of few people at other levels.
    """

    level: str
    n_obs: int | None
    n_met: int | None
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupPrevalence:
    """One pain point by one group; `hidden` are levels with fewer people than the study allows to be shown."""

    levels: list[LevelPrevalence]
    hidden: list[HiddenLevel]
    test: EqualSharesTest | Unavailable


ByGroup = dict[str, dict[str, GroupPrevalence]]
"""By group, then by pain point."""


def prevalence_by_group(
    pain_points: Answers,
    groups: pd.DataFrame,
    *,
    rng: np.random.Generator,
    fewest: int = FEWEST,
    min_cell: int = 1,
    conf_level: float = 0.95,
) -> ByGroup:
    """
    Every pain point of which it was asked who met it, at every level of every group.

    Parameters
    ----------
    pain_points : mapping of name to DataFrame
        See `exposure.Answers`.
    groups : DataFrame, shape (n, g)
        Level of each person in each group, NaN where it is not known.
    rng : Generator
        For tests of sparse tables.
    fewest : int
        People from which a level is shown.
    min_cell : int
        People from which those at a level who met, or did not meet, a pain point are counted.
    """
    met = {name: answers["met"].where(applies_to(answers)) for name, answers in asked_who_met(pain_points).items()}
    found = {
        str(group): {name: of_levels(met[name], groups[group], fewest, min_cell, conf_level, rng) for name in met}
        for group in groups
    }
    return adjusted(found)


def of_levels(
    met: pd.Series, levels: pd.Series, fewest: int, min_cell: int, conf_level: float, rng: np.random.Generator
) -> GroupPrevalence:
    """One pain point (n,) at the levels (n,) of one group."""
    shown, hidden = shown_levels(met, levels, fewest, min_cell)
    return GroupPrevalence(
        levels=[level_prevalence(str(level), n, n_met, conf_level) for level, n, n_met in shown.itertuples()],
        hidden=hidden,
        test=attempted(lambda: equal_shares_test(shown.to_numpy(), rng)),
    )


def level_prevalence(level: str, n_not_met: int, n_met: int, conf_level: float) -> LevelPrevalence:
    """Share of `n_met` at one level."""
    share = proportion(n_met, n_met + n_not_met, conf_level=conf_level)
    return LevelPrevalence(
        level=level,
        n_obs=n_met + n_not_met,
        n_met=n_met,
        estimate=share.estimate,
        conf_low=share.conf_low,
        conf_high=share.conf_high,
    )


def adjusted(found: ByGroup) -> ByGroup:
    """The same with p-values adjusted by Holm over all tests."""
    places = [(group, name) for group, parts in found.items() for name in parts]
    tests = holm_adjusted([found[group][name].test for group, name in places])
    by_place = dict(zip(places, tests, strict=True))
    return {
        group: {name: replace(part, test=by_place[group, name]) for name, part in parts.items()}
        for group, parts in found.items()
    }
