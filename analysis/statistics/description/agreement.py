"""Who agrees with each item and who disagrees, and which items of a scale are answered highest and lowest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.description.descriptives import Ranges, Steps, rescaled, step_of
from analysis.statistics.description.paired import PairedDifference, paired_pair
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, proportion

TOP_OPTIONS, OPTIONS = 2, 5
"""Highest answers, of so many, that count as agreement, where the study says nothing else."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemAgreement:
    """
    Shares of those who agree with an item as it is worded, and who disagree, with Wilson's intervals.

    Answers of `agree_from` scale points and more are agreement, those up to `disagree_to` disagreement. In what is
    published a share is None that would tell of few people.
    """

    n_obs: int
    agree_from: float
    disagree_to: float
    agree: Interval | None
    disagree: Interval | None


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
            {"term": name, "n_obs": item.n_obs}
            | {
                end: part.estimate if part else None
                for end, part in (("agree", item.agree), ("disagree", item.disagree))
            }
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
        How many of five options count as agreement at the upper end, and as disagreement at the lower. Of more or
        fewer options, or of a range without any, it is the same part; never more than leaves the middle to neither.
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
    width = width_of_an_end(low, high, step, top)
    slack = (step or 0.0) / 2  # answers are not told from each other to the last bit
    return ItemAgreement(
        n_obs=len(values),
        agree_from=float(high - width),
        disagree_to=float(low + width),
        agree=proportion(int((values >= high - width - slack).sum()), len(values), conf_level=conf_level),
        disagree=proportion(int((values <= low + width + slack).sum()), len(values), conf_level=conf_level),
    )


def width_of_an_end(low: float, high: float, step: float | None, top: int) -> float:
    """Distance from an end of the scale to the last answer that counts with it."""
    if step is None:
        return min(top, TOP_OPTIONS) / OPTIONS * (high - low)
    n_options = round((high - low) / step) + 1
    n_top = int(top * n_options / OPTIONS + 0.5)
    return (min(max(n_top, 1), n_options // 2) - 1) * step


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
