"""Items within their dimension: which are important and rated low, as far as the resamples put them in an order."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.report.chapters.priorities.places import Placed, forbidding, has_slope, placed, slope_withdrawn
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.document.rules import QUADRANTS, near_a_line
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had
from analysis.statistics.priorities.evidence import ItemMaps
from analysis.statistics.priorities.items import ItemMap, ItemPriority

WAITING = ("low_priority", "possible_overkill")
"""Places of a dimension of which no item needs to be taken up."""


@dataclass(frozen=True)
class PlacedItem:
    """An item with its place within its dimension, and what may be read of it; see `places.Placed`."""

    scale: str
    place: ItemPriority
    reading: str
    reasons: list[str]

    @property
    def term(self) -> str:
        return self.place.term

    @property
    def prob(self) -> float:
        """The share of resamples that agree on the quadrant."""
        return max(vars(self.place.prob).values())


def claims(results: Results) -> list[Claim]:
    """The important items that are rated low, dimension by dimension."""
    found = maps(results)
    return [claim for one in found.maps for claim in of_dimension(results, one)] if found else []


def maps(results: Results) -> ItemMaps | None:
    """The maps of items, where there are any."""
    evidence = had(results.priorities)
    return had(evidence.items) if evidence else None


def placed_items(results: Results) -> dict[str, list[PlacedItem]]:
    """The items of every mapped dimension, by dimension, with what may be read of each."""
    found = maps(results)
    dimensions = {row.term: row for row in placed(results)}
    return {one.scale: of_map(results, one, dimensions.get(one.scale)) for one in found.maps} if found else {}


def of_map(results: Results, one: ItemMap, dimension: Placed | None) -> list[PlacedItem]:
    """
    The items of one dimension.

    What forbids a reading of the dimension forbids that of its items; where its slope is not shown, or withdrawn, or
    it can wait, none of them is one to concentrate on.
    """
    at = [(item.importance, item.performance) for item in one.items]
    shared = forbidding(results, one.scale, of(results))
    hangs = {
        "slope_open": not has_slope(results, one.scale),
        "slope_withdrawn": slope_withdrawn(results, one.scale),
        "can_wait": dimension is not None and dimension.reading in WAITING,
    }
    return [
        item_reading(
            one.scale,
            item,
            shared,
            {
                **{name: holds and item.quadrant == "concentrate" for name, holds in hangs.items()},
                "near_a_line": near_a_line((item.importance, item.performance), at, results.study.margin),
                "relation_open": item.importance_low <= 0,
                "exclusions_flip": item.quadrant != item.quadrant_of_everyone,
            },
        )
        for item in one.items
    ]


def item_reading(scale: str, item: ItemPriority, reasons: list[str], hangs: Mapping[str, bool]) -> PlacedItem:
    """One item; `reasons` and `hangs` as in `places.with_reading`."""
    if not reasons and item.quadrant:
        reasons = [reason for reason, holds in hangs.items() if holds][:1]
    return PlacedItem(scale, item, "withheld" if reasons else item.quadrant or "undecided", reasons)


def of_dimension(results: Results, one: ItemMap) -> list[Claim]:
    """
    The worst of a dimension's important items where resamples agree on it, else those that are important and low.

    Nothing where there is none, or where nothing may be read.
    """
    rows = placed_items(results)[one.scale]
    low = [row for row in rows if row.reading == "concentrate"]
    if not low:
        return []
    worst = next((row for row in low if row.term == one.worst), None)
    shown = [worst] if worst else sorted(low, key=lambda row: row.place.performance)
    return [
        Claim(
            id="priorities.low_items",
            subject=one.scale,
            verdict="worst" if worst else "several" if len(shown) > 1 else "one",
            verdicts=("worst", "several", "one"),
            values={
                "scale": one.scale,
                "item": shown[0].term,
                "items": [row.term for row in shown],
                "performance": shown[0].place.performance,
                "p_worst": shown[0].place.p_worst,
                "n_items": len(rows),
                "threshold": thresholds.ADVICE_PROBABILITY,
            },
        )
    ]


def overview(results: Results) -> list[Claim]:
    """In how many dimensions an item is important and rated low."""
    found = placed_items(results)
    if not found:
        return []
    n_low = {scale: sum(row.reading == "concentrate" for row in rows) for scale, rows in found.items()}
    n_items, n_read = sum(n_low.values()), sum(row.reading in QUADRANTS for rows in found.values() for row in rows)
    n_terms = sum(map(len, found.values()))
    return [
        Claim(
            id="priorities.items_overview",
            verdict="some" if n_items else "none",
            verdicts=("some", "none"),
            values={
                "n_low": n_items,
                "n_read": n_read,
                "n_mapped": n_terms,
                "scales": [scale for scale, n in n_low.items() if n],
                "margin": results.study.margin,
                "threshold": thresholds.ADVICE_PROBABILITY,
            },
        )
    ]
