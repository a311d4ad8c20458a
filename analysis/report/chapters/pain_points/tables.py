"""Tables of section 6."""

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, interval_cell, table
from analysis.report.language import numbers
from analysis.report.language.writer import Writer

MET_COLUMNS = [
    Column("pain_point", "left"),
    Column("n_obs"),
    Column("n_met"),
    Column("prevalence"),
    Column("prevalence_ci", "center"),
    Column("severity"),
    Column("severity_ci", "center"),
]


def met(write: Writer, results: dict) -> Block:
    """How many met each pain point and how much it hurt."""
    found = results["sample"]["pain_points"]
    rows = [
        {
            "pain_point": write.names.pain_point(name),
            "n_obs": cells.count(row["n_obs"]),
            "n_met": cells.count(row.get("n_met")),
            **measured(row, "prevalence", cells.percent, numbers.percent),
            **measured(row, "severity", cells.number, numbers.number),
        }
        for name, row in found.items()
    ]
    return table(write, "pain-points", MET_COLUMNS, rows)


def measured(row: dict, key: str, cell, form) -> dict:
    """An estimate and its interval, two cells."""
    value = row.get(key) or {}
    return {
        key: cell(value.get("estimate")),
        f"{key}_ci": interval_cell(value.get("conf_low"), value.get("conf_high"), form),
    }


def difference(found: dict) -> dict:
    """The difference and its interval; dashes where too few people stand on one side."""
    return {
        "difference": cells.number(found.get("estimate")),
        "ci": interval_cell(found.get("conf_low"), found.get("conf_high")),
    }


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


def gaps(write: Writer, results: dict) -> Block:
    """Satisfaction of those who met each pain point minus that of those who did not."""
    rows = [
        {
            "pain_point": write.names.pain_point(row["name"]),
            "n_met": cells.count(row["n_met"]),
            "n_not_met": cells.count(row["n_not_met"]),
            **difference(row.get("difference") or {}),
            "statistic": cells.number(row.get("statistic")),
            "df": numbers.degrees(row.get("df")),
            "p_value": cells.p_value(row["p_value"]),
            "p_value_holm": cells.p_value(row["p_value_holm"]),
            "hedges_g": cells.number(row.get("hedges_g")),
        }
        for row in results["regression"]["pain_points"]
    ]
    return table(write, "pain-point-gaps", GAP_COLUMNS, rows, wide=True)
