"""The tables of section 7."""

from analysis.report.chapters.priorities.item_claims import PlacedItem, placed_items
from analysis.report.chapters.priorities.places import Placed, placed
from analysis.report.document import cells, thresholds
from analysis.report.document.blocks import Block, Column, Row, interval_cell, section_row, table
from analysis.report.document.contents import Results
from analysis.report.document.rules import QUADRANTS
from analysis.report.language import numbers
from analysis.report.language.writer import Writer

COLUMNS = [
    Column("term", "left"),
    Column("performance"),
    Column("share"),
    *(Column(quadrant, group="resamples") for quadrant in QUADRANTS),
    Column("reading", "left"),
]


def reading(write: Writer, row: Placed | PlacedItem) -> str:
    """What may be read of a place; where nothing may, why."""
    named = write.word("quadrants", row.reading)
    why = write.names.row([write.word("withheld_short", reason) for reason in row.reasons])
    return write.names.headed(named, why) if row.reading == "withheld" else named


def priorities(write: Writer, results: Results) -> Block:
    """Performance, importance and the share of resamples in each quadrant."""
    found = placed(results)
    rows = [
        {
            "term": write.names.scale(row.term),
            "performance": cells.number(row.place.performance, 1),
            "share": cells.percent(row.place.importance),
            **{quadrant: cells.percent(row.shares[quadrant]) for quadrant in QUADRANTS},
            "reading": reading(write, row),
        }
        for row in found
    ]
    together = [row.term for row in found if "inseparable" in row.reasons]
    values = {"together": together, "threshold": thresholds.ADVICE_PROBABILITY, "margin": results.study.margin}
    return table(write, "priorities", COLUMNS, rows, wide=True, **values)


ITEM_COLUMNS = [
    Column("item", "left"),
    Column("importance"),
    Column("importance_ci", "center"),
    Column("performance"),
    Column("performance_ci", "center"),
    Column("concentrate", group="resamples"),
    Column("worst", group="resamples"),
    Column("reading", "left"),
]


def items(write: Writer, results: Results) -> Block:
    """The items of each dimension, the most important first."""
    rows: list[Row] = []
    for scale, placed_ones in placed_items(results).items():
        rows.append(section_row(ITEM_COLUMNS, write.names.scale(scale)))
        rows += [item_row(write, one) for one in sorted(placed_ones, key=lambda one: -one.place.importance)]
    return table(write, "item-priorities", ITEM_COLUMNS, rows, wide=True)


def item_row(write: Writer, one: PlacedItem) -> Row:
    place = one.place
    return {
        "item": write.names.item(one.term),
        "importance": cells.bounded(place.importance),
        "importance_ci": interval_cell(place.importance_low, place.importance_high, numbers.bounded),
        "performance": cells.number(place.performance, 1),
        "performance_ci": interval_cell(place.performance_low, place.performance_high, numbers.one_decimal),
        "concentrate": cells.percent(place.prob.concentrate),
        "worst": cells.percent(place.p_worst),
        "reading": reading(write, one),
    }
