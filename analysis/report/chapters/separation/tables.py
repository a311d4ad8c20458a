"""Tables that compare models: alternatives to separate dimensions, and invariance across groups."""

from typing import Literal

from analysis.report.chapters.invariance.claims import estimated, shown_steps
from analysis.report.chapters.measurement.tables import yes_or_no
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer, opening
from analysis.statistics.cfa.groups.climb import Step
from analysis.statistics.cfa.groups.steps import LatentMean
from analysis.statistics.foundation.attempts import had, needed, sound
from analysis.statistics.measurement.alternatives import Alternative
from analysis.statistics.measurement.group_invariance import GroupInvariance

ALTERNATIVE_COLUMNS = [
    Column("model", "left"),
    Column("n_factors"),
    Column("chi_square"),
    Column("df"),
    Column("cfi"),
    Column("rmsea"),
    Column("srmr"),
    Column("aic"),
    Column("bic"),
    Column("admissible", "center"),
]


def alternatives(write: Writer, results: Results) -> Block:
    """The ways to see the items, side by side."""
    found = needed(had(results.alternatives))
    rows = [alternative_row(write, name, model) for name, model in sound(found.models).items()]
    values = {
        "estimator": write.word("estimators", found.estimator),
        "n_obs": numbers.count(found.n_obs),
    }
    return table(write, "alternatives", ALTERNATIVE_COLUMNS, rows, wide=True, **values)


def alternative_row(write: Writer, name: str, model: Alternative) -> Row:
    fit = model.fit
    return {
        "model": opening(write.model(name)),
        "n_factors": cells.count(model.n_factors),
        "chi_square": cells.number(fit.test[0]),
        "df": degrees(fit.df),
        **{index: cells.bounded(fit.index(index), 3) for index in ("cfi", "rmsea", "srmr")},
        "aic": cells.number(fit.aic, 1),
        "bic": cells.number(fit.bic, 1),
        "admissible": yes_or_no(write, model.is_admissible),
    }


def degrees(df: float | None) -> Cell:
    return Cell(numbers.degrees(df), {"": df})


COMPARISON_COLUMNS = [
    Column("restricted", "left"),
    Column("general", "left"),
    Column("statistic"),
    Column("df"),
    Column("p_adjusted"),
    Column("delta_cfi"),
    Column("delta_bic"),
]


def comparisons(write: Writer, results: Results) -> Block:
    """Each alternative against the model that it restricts."""
    rows: list[Row] = []
    for row in needed(had(results.alternatives)).comparisons:
        test = row.test
        rows.append(
            {
                "restricted": opening(write.model(row.restricted)) + ("*" if "inadmissible" in row.codes else ""),
                "general": opening(write.model(row.general)),
                "statistic": cells.number(test.statistic if test else None),
                "df": degrees(test.df if test else None),
                "p_adjusted": cells.p_value(row.p_value_adjusted),
                "delta_cfi": cells.bounded(row.delta_cfi, 3),
                "delta_bic": cells.number(row.delta_bic, 1),
            }
        )
    return table(write, "alternative-tests", COMPARISON_COLUMNS, rows, wide=True)


DELTAS: tuple[Literal["cfi", "rmsea", "srmr"], ...] = ("cfi", "rmsea", "srmr")
STEP_COLUMNS = [
    Column("step", "left"),
    *(Column(index) for index in DELTAS),
    *(Column(f"delta_{index}", group="change") for index in DELTAS),
    Column("statistic", group="difference"),
    Column("df", group="difference"),
    Column("p_value", group="difference"),
    Column("holds", "center"),
]


def invariance(write: Writer, results: Results) -> Block:
    """Every step in every grouping, with what it costs."""
    rows: list[Row] = []
    groups = estimated(results.invariance or {})
    for name, group in groups.items():
        sizes = [write.names.sized(write.names.level(level), numbers.count(n)) for level, n in group.n_obs.items()]
        rows.append(section_row(STEP_COLUMNS, write.names.headed(write.names.group(name), write.names.listed(sizes))))
        rows += [step_row(write, step, found, group) for step, found in shown_steps(group).items()]
    has_no_basis = any(group.verdict == "no_basis" for group in groups.values())
    versions = {str(write.word("versions", group.version)) for group in groups.values()}
    version = write.names.joined(sorted(versions))
    return table(write, "invariance", STEP_COLUMNS, rows, wide=True, version=version, has_no_basis=has_no_basis)


def step_row(write: Writer, name: str, step: Step, group: GroupInvariance) -> Row:
    """A step; whether it holds has no meaning where nothing is built on the first."""
    has_basis, test = group.verdict != "no_basis" or name == "configural", step.difference
    return {
        "step": str(write.word("steps_of_invariance", name)),
        **{index: cells.bounded(step.indices[index], 3) for index in DELTAS},
        "delta_cfi": cells.bounded(step.delta_cfi, 3),
        "delta_rmsea": cells.bounded(step.delta_rmsea, 3),
        "delta_srmr": cells.bounded(step.delta_srmr, 3),
        "statistic": cells.number(test.statistic if test else None),
        "df": degrees(test.df if test else None),
        "p_value": cells.p_value(test.p_value if test else None),
        "holds": yes_or_no(write, step.holds) if has_basis else numbers.ABSENT,
    }


MEAN_COLUMNS = [
    Column("scale", "left"),
    Column("estimate"),
    Column("ci", "center"),
    Column("std_error"),
    Column("p_value"),
    Column("p_adjusted"),
    Column("cohens_d"),
]


def latent_means(write: Writer, results: Results) -> Block:
    """Latent means of every group less those of the first of its grouping."""
    rows: list[Row] = []
    for name, group in estimated(results.invariance or {}).items():
        found = group.latent_means
        for level in dict.fromkeys(row.group for row in found):
            pair = f"{write.names.level(level)} − {write.names.level(group.groups[0])}"
            rows.append(section_row(MEAN_COLUMNS, write.names.headed(write.names.group(name), pair)))
            rows += [mean_row(write, row) for row in found if row.group == level]
    return table(write, "latent-means", MEAN_COLUMNS, rows)


def mean_row(write: Writer, row: LatentMean) -> Row:
    return {
        "scale": write.names.scale(row.factor),
        "estimate": cells.number(row.estimate),
        "ci": cells.interval(row),
        "std_error": cells.number(row.std_error),
        "p_value": cells.p_value(row.p_value),
        "p_adjusted": cells.p_value(row.p_value_holm),
        "cohens_d": cells.number(row.cohens_d),
    }
