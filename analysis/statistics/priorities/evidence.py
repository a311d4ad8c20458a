"""All that advice rests on beside the dimensions' own map: items within them, and what a second survey could show."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from analysis.statistics.description.descriptives import Ranges
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.randomness import random_stream
from analysis.statistics.groups.differences import FEWEST
from analysis.statistics.pain_points.exposure import Answers
from analysis.statistics.priorities.detectable import POWER, Detectable, detectable_changes
from analysis.statistics.priorities.items import ItemMap, Scales, item_maps
from analysis.statistics.regression.importance import N_RESAMPLES
from analysis.statistics.regression.priorities import Quadrant


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemMaps:
    """A map of items for each dimension of two or more, on the rows and resamples of the regression."""

    outcome: str
    n_obs: int
    n_resamples: int
    maps: list[ItemMap]


@dataclass(frozen=True, kw_only=True, eq=False)
class PriorityEvidence:
    """Maps of items, and the smallest changes that a second survey of the same size shows with `power`."""

    conf_level: float
    items: ItemMaps | Unavailable
    power: float
    detectable: list[Detectable]

    def tidy(self) -> pd.DataFrame:
        """A row per item of a map."""
        if isinstance(self.items, Unavailable):
            return self.items.tidy()
        return pd.json_normalize([{"scale": of.scale, **asdict(row)} for of in self.items.maps for row in of.items])

    def glance(self) -> pd.DataFrame:
        """A row per detectable change."""
        return pd.DataFrame([asdict(row) for row in self.detectable])


def priority_evidence(
    kept: tuple[Scales, Scales],
    everyone: tuple[Scales, Scales],
    *,
    ranges: Ranges,
    seed: int,
    pain_points: Answers,
    indicators: pd.DataFrame,
    groups: pd.DataFrame,
    fewest: int = FEWEST,
    conf_level: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> PriorityEvidence:
    """
    Items within their dimensions, and what a second survey could show.

    Parameters
    ----------
    kept, everyone : (dimensions, outcomes)
        Keyed answers to the items of each scale, (n, k), of those analysed and of everybody received.
    ranges : mapping of item to (low, high)
        Declared ends of the answer scales.
    seed : int
        Of the study: the resamples are those of its stream "regression".
    pain_points, indicators, groups, fewest
        See `detectable_changes`.
    conf_level : float
        Level of all intervals.
    n_resamples : int
        Resamples of the bootstrap.
    """

    def maps(sample: tuple[Scales, Scales], of_everyone: Mapping[str, Quadrant | None] | None = None) -> ItemMaps:
        dimensions, outcomes = sample
        if not outcomes:
            raise EstimationError("no_outcome")
        name, answers = next(iter(outcomes.items()))
        resampling = {"rng": random_stream(seed, "regression"), "n_resamples": n_resamples, "conf_level": conf_level}
        n_obs, made = item_maps(dimensions, answers, ranges=ranges, of_everyone=of_everyone, **resampling)
        return ItemMaps(outcome=name, n_obs=n_obs, n_resamples=n_resamples, maps=made)

    return PriorityEvidence(
        conf_level=conf_level,
        items=attempted(lambda: maps(kept, quadrants_of_everyone(kept, everyone, maps))),
        power=POWER,
        detectable=detectable_changes(
            {**kept[0], **kept[1]},
            pain_points,
            indicators,
            groups=groups,
            outcome=next(iter(kept[1].values()), None),
            fewest=fewest,
            conf_level=conf_level,
        ),
    )


def quadrants_of_everyone(
    kept: tuple[Scales, Scales],
    everyone: tuple[Scales, Scales],
    maps: Callable[[tuple[Scales, Scales]], ItemMaps],
) -> dict[str, Quadrant | None] | None:
    """Each item's quadrant with nobody excluded; None where nobody was, nothing where it could not be had."""
    n_kept, n_everyone = (len(next(iter(dimensions.values()), ())) for dimensions, _ in (kept, everyone))
    if n_kept == n_everyone:
        return None
    found = attempted(lambda: maps(everyone))
    return {} if isinstance(found, Unavailable) else {row.term: row.quadrant for of in found.maps for row in of.items}
