"""Every declared grouping on every scale: the levels' means, whether they differ, by how much, and which pairs do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import nan

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import holm
from analysis.statistics.foundation.intervals import mean_interval
from analysis.statistics.groups.adjusted import AdjustedDifference, LevelMean, adjusted_difference
from analysis.statistics.groups.tests import LevelPair, MeansTest, RanksTest, level_pairs, means_test, ranks_test

FEWEST = 10
"""People from which a level is shown and compared, where the study says nothing else."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SmallLevel:
    """
    A level that is neither shown nor compared: too few of its people have a score.

    In what is published `n_obs` is None where it would tell of few people, and then the name may be empty.
    """

    level: str
    n_obs: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupDifference:
    """
    One scale by one grouping.

    `levels` are those that enough people with a score have, `suppressed` the smaller ones. `test` is of
    their means, `rank_test` of their ranks, `pairs` of every two of them; `adjusted` holds the other groupings equal,
    None where there are none.
    """

    levels: list[LevelMean]
    suppressed: list[SmallLevel]
    test: MeansTest | Unavailable
    rank_test: RanksTest | Unavailable
    pairs: list[LevelPair] | Unavailable
    adjusted: AdjustedDifference | Unavailable | None


Differences = dict[str, dict[str, GroupDifference | Unavailable]]
"""By grouping, then by scale."""

TESTS = ("test", "rank_test", "adjusted")
"""The families of tests, each adjusted by Holm over all groupings and scales."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupDifferences:
    """All groupings on all scales."""

    groups: Differences

    def tidy(self) -> pd.DataFrame:
        """A row per grouping and scale."""
        rows = [
            {"group": group, "scale": scale, **vars(found.test)}
            for group, scales in self.groups.items()
            for scale, found in scales.items()
            if isinstance(found, GroupDifference)
        ]
        return pd.DataFrame(rows)


def group_differences(
    scales: Mapping[str, pd.DataFrame], groups: pd.DataFrame, *, fewest: int = FEWEST, conf_level: float = 0.95
) -> GroupDifferences:
    """
    Scale scores compared between the levels of every grouping.

    Parameters
    ----------
    scales : mapping of scale to DataFrame
        Keyed items, rows are people; who left out an item has no score.
    groups : DataFrame, shape (n, g)
        A column of levels per grouping, rows as in `scales`; NaN where unknown.
    fewest : int
        People with a score that a level needs to be shown and compared.
    conf_level : float
        Level of all intervals; those of pairs hold for all pairs of a scale together.
    """
    scores, labels = scale_scores(scales), groups.apply(as_text)
    found = {
        str(group): {
            str(scale): attempted(
                partial(group_difference, scores[scale], labels, group, fewest=fewest, conf_level=conf_level)
            )
            for scale in scores
        }
        for group in labels
    }
    return GroupDifferences(groups=adjusted_by_holm(found))


def as_text(levels: pd.Series) -> pd.Series:
    """Levels as text, in their order; those that nobody has are gone."""
    if not isinstance(levels.dtype, pd.CategoricalDtype):
        levels = levels.astype("category")
    return levels.cat.remove_unused_categories().cat.rename_categories(str)


def group_difference(
    score: pd.Series, labels: pd.DataFrame, group: str, *, fewest: int = FEWEST, conf_level: float = 0.95
) -> GroupDifference:
    """One scale score by the grouping `group` of `labels` (n, g), not yet adjusted over the others."""
    levels = labels[group]
    values = {
        str(level): score[(levels == level) & score.notna()].to_numpy(dtype=float) for level in levels.cat.categories
    }
    samples = {level: scores for level, scores in values.items() if len(scores) >= max(fewest, 2)}
    others = labels.drop(columns=group)
    adjust = partial(adjusted_difference, score, levels, others, fewest=max(fewest, 2), conf_level=conf_level)
    return GroupDifference(
        levels=[level_mean(level, scores, conf_level) for level, scores in samples.items()],
        suppressed=[SmallLevel(level=level, n_obs=len(s)) for level, s in values.items() if level not in samples],
        test=attempted(lambda: means_test(samples, conf_level=conf_level)),
        rank_test=attempted(lambda: ranks_test(samples)),
        pairs=attempted(lambda: level_pairs(samples, conf_level=conf_level)),
        adjusted=attempted(adjust) if others.shape[1] else None,
    )


def level_mean(level: str, values: np.ndarray, conf_level: float) -> LevelMean:
    """Mean at one level with Student's t interval."""
    mean = mean_interval(values, conf_level=conf_level)
    return LevelMean(
        level=level, n_obs=len(values), mean=mean.estimate, conf_low=mean.conf_low, conf_high=mean.conf_high
    )


def adjusted_by_holm(found: Differences) -> Differences:
    """The same with the p-values of each family of tests adjusted over all groupings and scales."""
    for family in TESTS:
        made = list(tests_of(found, family))
        adjusted = holm([nan if test is None else test.p_value for *_, test in made])
        for (group, scale, test), p_value in zip(made, adjusted, strict=True):
            if test is not None:
                held = replace(test, p_value_holm=float(p_value))
                found[group][scale] = replace(found[group][scale], **{family: held})
    return found


def tests_of(found: Differences, family: str) -> Iterator[tuple]:
    """Grouping, scale and the test of a family, None where there is none."""
    for group, scales in found.items():
        for scale, difference in scales.items():
            test = getattr(difference, family, None)
            yield group, scale, None if isinstance(test, Unavailable) else test
