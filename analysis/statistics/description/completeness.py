"""Who left something out: the share of complete answers at each level of the declared groups."""

from collections.abc import Mapping
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


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelCompleteness:
    """
    Share of the `n_obs` people at one level who gave a value for every item of every scale (Wilson).

    In what is published the counts are None where they would tell of few people at other levels.
    """

    level: str
    n_obs: int | None
    n_complete: int | None
    estimate: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupCompleteness:
    """Complete answers by one group; `hidden` are levels with fewer people than the study allows to be shown."""

    levels: list[LevelCompleteness]
    hidden: list[HiddenLevel]
    test: EqualSharesTest | Unavailable


@dataclass(frozen=True, kw_only=True, eq=False)
class Completeness:
    """Complete answers by every group."""

    groups: dict[str, GroupCompleteness]


def complete_answers(
    scales: Mapping[str, pd.DataFrame],
    groups: pd.DataFrame,
    *,
    rng: np.random.Generator,
    fewest: int = FEWEST,
    min_cell: int = 1,
    conf_level: float = 0.95,
) -> Completeness:
    """
    Respondents with and without complete answers, compared by every group; p-values adjusted by Holm over the groups.

    Parameters
    ----------
    scales : mapping of scale to DataFrame, each of shape (n, k)
        Keyed answers, missing ones NaN; rows are the same people in all.
    groups : DataFrame, shape (n, g)
        Level of each person in each group, NaN where it is not known.
    rng : Generator
        For tests of sparse tables.
    fewest : int
        People from which a level is shown.
    min_cell : int
        People from which those at a level who left something out, or nothing, are counted.
    """
    items = pd.concat([pd.DataFrame(index=groups.index), *scales.values()], axis=1)
    is_complete = items.notna().all(axis=1).astype(float)
    found = {str(group): by_levels(is_complete, groups[group], fewest, min_cell, conf_level, rng) for group in groups}
    tests = holm_adjusted([part.test for part in found.values()])
    return Completeness(
        groups={group: replace(part, test=test) for (group, part), test in zip(found.items(), tests, strict=True)}
    )


def by_levels(
    is_complete: pd.Series, levels: pd.Series, fewest: int, min_cell: int, conf_level: float, rng: np.random.Generator
) -> GroupCompleteness:
    """Complete answers (n,) at the levels (n,) of one group."""
    shown, hidden = shown_levels(is_complete, levels, fewest, min_cell)
    return GroupCompleteness(
        levels=[of_level(str(level), n, n_complete, conf_level) for level, n, n_complete in shown.itertuples()],
        hidden=hidden,
        test=attempted(lambda: equal_shares_test(shown.to_numpy(), rng)),
    )


def of_level(level: str, n_incomplete: int, n_complete: int, conf_level: float) -> LevelCompleteness:
    """Share of `n_complete` at one level."""
    n_obs = n_complete + n_incomplete
    share = proportion(n_complete, n_obs, conf_level=conf_level)
    return LevelCompleteness(
        level=level,
        n_obs=n_obs,
        n_complete=n_complete,
        estimate=share.estimate,
        conf_low=share.conf_low,
        conf_high=share.conf_high,
    )
