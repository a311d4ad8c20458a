"""The table of section 7."""

from analysis.report.chapters.priorities.claims import placed
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, table
from analysis.report.document.contents import Results
from analysis.report.document.rules import QUADRANTS
from analysis.report.language.writer import Writer

COLUMNS = [
    Column("term", "left"),
    Column("performance"),
    Column("share"),
    *(Column(quadrant, group="resamples") for quadrant in QUADRANTS),
    Column("reading", "left"),
]


def priorities(write: Writer, results: Results) -> Block:
    """Performance, importance and the share of resamples in each quadrant."""
    rows = [
        {
            "term": write.names.scale(row.term),
            "performance": cells.number(row.place.performance, 1),
            "share": cells.percent(row.place.importance),
            **{quadrant: cells.percent(row.shares[quadrant]) for quadrant in QUADRANTS},
            "reading": write.word("quadrants", row.reading),
        }
        for row in placed(results)
    ]
    return table(write, "priorities", COLUMNS, rows, wide=True)
