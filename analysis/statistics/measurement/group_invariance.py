"""Measurement invariance across each declared grouping, with the levels that are large enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.statistics.cfa import correlated_factors, invariance
from analysis.statistics.cfa.groups.invariance import InvarianceResult
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.foundation.attempts import Unavailable, attempted

LEAST_ADVISED = 200
PER_PARAMETER = 5


@dataclass(frozen=True, kw_only=True)
class WeakLevel:
    """A level of a grouping that was fitted with fewer respondents than advised; None where it tells of few people."""

    level: str
    n_obs: int | None


@dataclass(frozen=True, kw_only=True)
class DroppedLevel(WeakLevel):
    """A level of a grouping that was left aside, and a code why."""

    code: Literal["fewer_rows_than_parameters"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Levels:
    """
    What became of a grouping's levels.

    `dropped` were left aside: they have fewer complete rows than the `fewest_rows` that a level needs to be fitted.
    `weak` were fitted, but with fewer than the `advised_rows` from which a difference is likely to be found.
    """

    dropped: list[DroppedLevel]
    fewest_rows: int
    weak: list[WeakLevel]
    advised_rows: int


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupInvariance(Levels, InvarianceResult):
    """The steps for one grouping, and what became of its levels."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RefusedInvariance(Levels, Unavailable):
    """Why a grouping could not be looked at, and what became of its levels."""


def invariance_by_group(
    items: pd.DataFrame, scales: Mapping[str, Sequence[str]], groups: pd.DataFrame, *, conf_level: float = 0.95
) -> dict[str, GroupInvariance | RefusedInvariance]:
    """
    Invariance of the correlated dimensions across every grouping.

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers; rows with a missing one are dropped.
    scales : mapping of dimension to its items
    groups : DataFrame, shape (n, g)
        A column of labels per grouping, rows as in `items`.

    """
    model = correlated_factors(scales)
    complete = items.dropna()
    return {
        str(name): _grouping(complete, model, labels.loc[complete.index], conf_level) for name, labels in groups.items()
    }


def _grouping(
    complete: pd.DataFrame, model: Model, labels: pd.Series, conf_level: float
) -> GroupInvariance | RefusedInvariance:
    """One grouping of complete rows."""
    fewest = rows_needed(model)
    sizes = level_sizes(labels)
    large = [level for level, n in sizes.items() if n >= fewest]
    dropped = [
        DroppedLevel(level=level, n_obs=n, code="fewer_rows_than_parameters")
        for level, n in sizes.items()
        if level not in large
    ]
    advised = rows_advised(model)
    weak = [WeakLevel(level=level, n_obs=sizes[level]) for level in large if sizes[level] < advised]
    aside = {"dropped": dropped, "fewest_rows": fewest, "weak": weak, "advised_rows": advised}
    if len(large) < 2:
        values = {"fewest": fewest, "n_large": len(large), "n_levels": len(sizes)}
        return RefusedInvariance(code="fewer_than_two_groups", values=values, **aside)
    kept = labels.astype("object").where(labels.astype(str).isin(large))
    ordered = pd.Series(pd.Categorical(kept.map(str, na_action="ignore"), categories=large), index=labels.index)
    result = attempted(lambda: invariance(complete, model, ordered, conf_level=conf_level))
    kind = RefusedInvariance if isinstance(result, Unavailable) else GroupInvariance
    return kind(**vars(result), **aside)


def rows_needed(model: Model) -> int:
    """Complete rows that a group needs: as many as it has parameters of its own, and more than items."""
    return max(model.with_means().n_free, model.n_items + 1)


def rows_advised(model: Model) -> int:
    """
    Rows of a group from which invariance is worth testing: 200, or five for each of its parameters where that is more.

    Below, a step holds too easily: the test has little power (Meade & Bauer 2007, doi 10.1080/10705510701575461; five
    cases for a parameter: Bentler & Chou 1987, doi 10.1177/0049124187016001004).
    """
    return max(LEAST_ADVISED, PER_PARAMETER * model.with_means().n_free)


def level_sizes(labels: pd.Series) -> dict[str, int]:
    """Rows at each level, in the order of the categories, else sorted; levels that nobody has are left out."""
    counts = labels.value_counts(sort=False)
    if not hasattr(labels, "cat"):
        counts = counts.sort_index()
    return {str(level): int(n) for level, n in counts.items() if n}
