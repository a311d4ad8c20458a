"""Tables of section 6."""

from collections.abc import Callable

from analysis.report.chapters.pain_points.claims import asked, comparisons
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, formed, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import sound
from analysis.statistics.foundation.intervals import Interval

MET_COLUMNS = {
    "has_met": [Column("n_obs"), Column("n_met"), Column("prevalence"), Column("prevalence_ci", "center")],
    "has_severity": [Column("severity"), Column("severity_ci", "center")],
}


def met(write: Writer, results: Results) -> Block:
    """How many met each pain point and how much it hurt."""
    rows = [
        {
            "pain_point": write.names.pain_point(name),
            "n_obs": cells.count(row.n_obs),
            "n_met": cells.count(row.n_met),
            **measured("prevalence", row.prevalence, numbers.percent),
            **measured("severity", row.severity, numbers.number),
        }
        for name, row in sound(results.sample.pain_points).items()
    ]
    known = asked(results)
    columns = [column for kind, columns in MET_COLUMNS.items() if known[kind] for column in columns]
    return table(write, "pain-points", [Column("pain_point", "left"), *columns], rows, **known)


def measured(key: str, found: Interval | None, form: Callable[[float | None], str]) -> dict[str, Cell]:
    """An estimate and its interval, two cells."""
    return {key: formed(form, found.estimate if found else None), f"{key}_ci": cells.interval(found, form)}


GAP_COLUMNS = [
    Column("pain_point", "left"),
    Column("n_met"),
    Column("n_not_met"),
    Column("difference"),
    Column("ci", "center"),
    Column("statistic"),
    Column("df"),
    Column("p_value"),
    Column("p_value_holm"),
    Column("hedges_g"),
]


def gaps(write: Writer, results: Results) -> Block:
    """Satisfaction of those who met each pain point minus that of those who did not."""
    rows = [
        {
            "pain_point": write.names.pain_point(row.name),
            "n_met": cells.count(row.n_met),
            "n_not_met": cells.count(row.n_not_met),
            "difference": cells.number(
                row.difference.estimate if row.difference else None
            ),  # a dash where one is small
            "ci": cells.interval(row.difference),
            "statistic": cells.number(row.statistic),
            "df": numbers.degrees(row.df),
            "p_value": cells.p_value(row.p_value),
            "p_value_holm": cells.p_value(row.p_value_holm),
            "hedges_g": cells.number(row.hedges_g),
        }
        for row in comparisons(results)
    ]
    return table(write, "pain-point-gaps", GAP_COLUMNS, rows, wide=True)
