"""The table of the first page."""

from analysis.report.chapters.priorities.places import placed
from analysis.report.chapters.priorities.tables import reading
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, interval_cell, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import sound


def levels(write: Writer, results: Results) -> Block:
    """The outcome and the dimensions on one metric, and where each dimension lies on the map, where there is one."""
    found = sound(results.sample.scales)
    readings = {row.term: reading(write, row) for row in placed(results)}
    names = [*filter(None, [results.outcome]), *(scale.name for scale in results.study.dimensions)]
    columns = [Column("scale", "left"), Column("n_obs"), Column("performance"), Column("performance_ci", "center")]
    columns += [Column("reading", "center")] if readings else []
    rows: list[Row] = []
    for name in (name for name in names if name in found):
        level = found[name]
        row: Row = {
            "scale": write.names.scale(name),
            "n_obs": cells.count(level.n_obs),
            "performance": cells.number(level.performance, 1),
            "performance_ci": interval_cell(level.performance_low, level.performance_high, numbers.one_decimal),
        }
        if readings:
            row["reading"] = readings.get(name, numbers.ABSENT)
        rows.append(row)
    return table(write, "levels", columns, rows)
