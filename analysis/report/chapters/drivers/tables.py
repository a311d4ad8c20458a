"""Tables of section 5 and its part of the appendix."""

from analysis.report.chapters.drivers.claims import others
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, Row, section_row, table
from analysis.report.document.contents import Results
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import needed
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.ols import Coefficient

MARK = " †"  # of a slope whose verdict depends on choices of analysis
COEFFICIENT_COLUMNS = [
    Column("term", "left"),
    Column("estimate"),
    Column("std_error_hc3"),
    Column("ci", "center"),
    Column("beta"),
    Column("p_value"),
    Column("p_value_holm"),
    Column("vif"),
    Column("correlation"),
]


def coefficients(write: Writer, results: Results) -> Block:
    """The slopes with robust standard errors and intervals."""
    regression = needed(results.drivers)
    marked = findings.withdrawn(of(results), "slope")
    rows = [
        {
            "term": write.names.scale(term.term) + (MARK if term.term in marked else ""),
            "estimate": cells.number(term.estimate),
            "std_error_hc3": cells.number(term.std_error_hc3),
            "ci": cells.interval(term),
            "beta": cells.number(term.beta),
            "p_value": cells.p_value(term.p_value),
            "p_value_holm": cells.p_value(term.p_value_holm),
            "vif": cells.number(term.vif),
            "correlation": cells.bounded(term.correlation),
        }
        for term in regression.terms
    ]
    values = {"mark": MARK.strip() if marked else ""}
    return table(write, "coefficients", COEFFICIENT_COLUMNS, rows, **model_values(regression), **values)


def model_values(regression: DriverRegression) -> dict[str, str | bool]:
    """What the notes under the coefficients say of the whole model."""
    return {
        "is_binary": bool(logistic.of(regression)),
        "n_obs": numbers.count(regression.n_obs),
        "r_squared": numbers.bounded(regression.r_squared),
        "adj_r_squared": numbers.bounded(regression.adj_r_squared),
    }


FURTHER_COLUMNS = [
    Column("term", "left"),
    Column("estimate"),
    Column("std_error_hc3"),
    Column("ci", "center"),
    Column("beta"),
    Column("p_value"),
    Column("p_value_holm"),
]


def further_outcomes(write: Writer, results: Results) -> Block:
    """The same regression for each further outcome."""
    rows: list[Row] = []
    for outcome in others(needed(results.drivers)):
        head = write.plain(
            "tables",
            "further-outcomes",
            "head",
            outcome=write.names.scale(outcome.outcome),
            n_obs=numbers.count(outcome.n_obs),
            r_squared=numbers.bounded(outcome.r_squared),
        )
        rows.append(section_row(FURTHER_COLUMNS, head))
        rows += [further_row(write, term) for term in outcome.terms]
    return table(write, "further-outcomes", FURTHER_COLUMNS, rows)


def further_row(write: Writer, term: Coefficient) -> Row:
    return {
        "term": write.names.scale(term.term),
        "estimate": cells.number(term.estimate),
        "std_error_hc3": cells.number(term.std_error_hc3),
        "ci": cells.interval(term),
        "beta": cells.number(term.beta),
        "p_value": cells.p_value(term.p_value),
        "p_value_holm": cells.p_value(term.p_value_holm),
    }


FULL_COLUMNS = [
    Column("term", "left"),
    Column("estimate"),
    Column("std_error", group="classical"),
    Column("statistic_classical", group="classical"),
    Column("p_value_classical", group="classical"),
    Column("std_error_hc3", group="robust"),
    Column("statistic", group="robust"),
    Column("p_value", group="robust"),
    Column("ci", "center", group="robust"),
]


def all_coefficients(write: Writer, results: Results) -> Block:
    """Every coefficient, the intercept too, with classical and robust errors side by side."""
    regression = needed(results.drivers)
    rows = [
        {
            "term": write.word("terms", "intercept") if term is regression.intercept else write.names.scale(term.term),
            "estimate": cells.number(term.estimate, 3),
            "std_error": cells.number(term.std_error, 3),
            "statistic_classical": cells.number(term.statistic_classical),
            "p_value_classical": cells.p_value(term.p_value_classical),
            "std_error_hc3": cells.number(term.std_error_hc3, 3),
            "statistic": cells.number(term.statistic),
            "p_value": cells.p_value(term.p_value),
            "ci": cells.interval(term, number_three),
        }
        for term in (regression.intercept, *regression.terms)
    ]
    return table(write, "all-coefficients", FULL_COLUMNS, rows, wide=True, **model_values(regression))


def number_three(value: float | None) -> str:
    return numbers.number(value, 3)
