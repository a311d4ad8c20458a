"""Tables of section 2: respondents with and without complete answers compared."""

from analysis.report.chapters.sample.complete_claims import tests
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, table
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.description.level_shares import extremes
from analysis.statistics.foundation.attempts import had, needed

SCALE_COLUMNS = [
    Column("scale", "left"),
    Column("n_complete"),
    Column("n_incomplete"),
    Column("difference"),
    Column("ci", "center"),
    Column("hedges_g"),
    Column("g_ci", "center"),
    Column("p_value_holm"),
]


def scales(write: Writer, results: Results) -> Block:
    """How those who left something out rate what they rated, less how the others do, scale by scale."""
    rows = [
        {
            "scale": write.names.scale(row.scale),
            "n_complete": cells.count(row.n_complete),
            "n_incomplete": cells.count(row.n_incomplete),
            "difference": cells.number(row.difference.estimate),
            "ci": cells.interval(row.difference),
            "hedges_g": cells.number(row.hedges_g.estimate),
            "g_ci": cells.interval(row.hedges_g),
            "p_value_holm": cells.p_value(row.p_value_holm),
        }
        for row in needed(had(results.sample.missingness)).scales
        if row.difference and row.hedges_g
    ]
    return table(write, "complete-scales", SCALE_COLUMNS, rows, wide=True)


GROUP_COLUMNS = [Column("group", "left"), *cells.EQUAL_SHARES]


def groups(write: Writer, results: Results) -> Block:
    """Where the share of complete answers is lowest and highest, group by group, and whether the shares differ."""
    found = results.sample.completeness
    rows = [
        {"group": write.names.group(name), **cells.equal_shares(extremes(found[name].levels), test, write.names.level)}
        for name, test in tests(found).items()
    ]
    return table(write, "complete-groups", GROUP_COLUMNS, rows, wide=True)
