"""Who agrees with each item and who disagrees, and which items of a scale are answered highest and lowest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import MOST_CATEGORIES, Ranges, Steps, rescaled, step_of
from analysis.statistics.description.paired import PairedDifference, paired_pair
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, proportion

TOP_OPTIONS = 2
"""Highest answers that count as agreement, where the study says nothing else."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemAgreement:
    """
    Shares of those who agree with an item as it is worded, and who disagree, with Wilson's intervals.

    Answers of `agree_from` scale points and more are agreement, those up to `disagree_to` disagreement. `n_top` is the
    number of options that count on either side; None where answers are too finely graded for options to be counted:
    then it is every answer beyond the middle of the scale.
    """

    n_obs: int
    n_top: int | None
    agree_from: float
    disagree_to: float
    agree: Interval
    disagree: Interval


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemOrder:
    """
    The items of one scale by their means, keyed and as 0 (lowest possible answer) to 100 (highest), highest first.

    `lowest` is the lowest item less the one above it, `highest` the highest less the one below it, each among the same
    people; None where there is a single item.
    """

    items: list[str]
    lowest: PairedDifference | None
    highest: PairedDifference | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Agreement:
    """Each item's agreement, by item; each scale's items in order, by scale."""

    items: dict[str, ItemAgreement | Unavailable]
    scales: dict[str, ItemOrder | Unavailable]

    def tidy(self) -> pd.DataFrame:
        """A row per item."""
        found = {name: item for name, item in self.items.items() if isinstance(item, ItemAgreement)}
        rows = [
            {"term": name, "n_obs": item.n_obs, "agree": item.agree.estimate, "disagree": item.disagree.estimate}
            for name, item in found.items()
        ]
        return pd.DataFrame(rows)


def agreement(
    scales: Mapping[str, pd.DataFrame],
    *,
    ranges: Ranges,
    steps: Steps | None = None,
    reverse: Collection[str] = (),
    top: int = TOP_OPTIONS,
    conf_level: float = 0.95,
) -> Agreement:
    """
    Agreement with every item, each over its own answers, and the order of the items of every scale.

    Parameters
    ----------
    scales : mapping of scale to DataFrame
        Keyed items of every scale.
    ranges, steps : mappings of item
        See `item_descriptives`.
    reverse : collection of items
        Those that were turned round: who gave a low keyed answer agreed with the wording.
    top : int
        Options that count as agreement at the upper end, and as disagreement at the lower; fewer where the two would
        meet, so that an answer in the middle is neither.
    conf_level : float
        Level of all intervals.

    Examples
    --------
    >>> found = agreement({"speed": pd.DataFrame({"S1": [1, 2, 3, 4, 5]})}, ranges={"S1": (1, 5)})
    >>> found.items["S1"].agree.estimate, found.items["S1"].agree_from
    (0.4, 4.0)
    """
    return Agreement(
        items={
            str(name): attempted(
                lambda given=items[name], name=name: item_agreement(
                    turned(given, ranges[name]) if name in reverse else given,
                    *ranges[name],
                    step=step_of(name, steps),
                    top=top,
                    conf_level=conf_level,
                )
            )
            for items in scales.values()
            for name in items
        },
        scales={
            scale: attempted(lambda items=items: item_order(rescaled(items, ranges), conf_level=conf_level))
            for scale, items in scales.items()
        },
    )


def turned(answers: pd.Series, limits: tuple[float, float]) -> pd.Series:
    """A keyed item as it was answered."""
    return sum(limits) - answers


def item_agreement(
    answers: pd.Series,
    low: float,
    high: float,
    *,
    step: float | None = 1.0,
    top: int = TOP_OPTIONS,
    conf_level: float = 0.95,
) -> ItemAgreement:
    """One item's agreement from answers as they were given, from `low` to `high`; raises where there are none."""
    values = answers.dropna().to_numpy(dtype=float)
    n_top = options_at_an_end(low, high, step, top)
    if n_top is None:
        agrees, disagrees = values > (low + high) / 2, values < (low + high) / 2
        agree_from = disagree_to = (low + high) / 2
    else:
        agree_from, disagree_to = high - (n_top - 1) * step, low + (n_top - 1) * step
        agrees, disagrees = values > agree_from - step / 2, values < disagree_to + step / 2
    return ItemAgreement(
        n_obs=len(values),
        n_top=n_top,
        agree_from=float(agree_from),
        disagree_to=float(disagree_to),
        agree=proportion(int(agrees.sum()), len(values), conf_level=conf_level),
        disagree=proportion(int(disagrees.sum()), len(values), conf_level=conf_level),
    )


def options_at_an_end(low: float, high: float, step: float | None, top: int) -> int | None:
    """Options that count at either end: `top`, or as many as leave the middle to neither; None where none are told."""
    n_options = None if step is None else round((high - low) / step) + 1
    return None if n_options is None or n_options > MOST_CATEGORIES else min(top, n_options // 2)


def item_order(items: pd.DataFrame, *, conf_level: float = 0.95) -> ItemOrder:
    """The items of one scale, from 0 to 100, in the order of their means, and the gaps at both ends."""
    means = items.mean().dropna().sort_values(ascending=False, kind="stable")
    if means.empty:
        raise EstimationError("unanswered_items", items=[str(name) for name in items])
    names = [str(name) for name in means.index]
    given = {str(name): np.asarray(items[name], dtype=float) for name in means.index}
    several = len(names) > 1
    return ItemOrder(
        items=names,
        lowest=paired_pair(given, names[-1], names[-2], conf_level=conf_level) if several else None,
        highest=paired_pair(given, names[0], names[1], conf_level=conf_level) if several else None,
    )
