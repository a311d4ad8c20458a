"""Table of section 5 where the outcome has two values: odds ratios and average marginal effects."""

from analysis.report.chapters.logistic.claims import fitted
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Column, interval_cell, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import needed

COLUMNS = [
    Column("term", "left"),
    Column("odds_ratio"),
    Column("odds_ci", "center"),
    Column("marginal_effect"),
    Column("effect_ci", "center"),
    Column("p_value"),
    Column("p_value_adjusted"),
]


def odds_ratios(write: Writer, results: Results) -> Block:
    """A row per dimension."""
    model = needed(fitted(results.regression))
    rows = [
        {
            "term": write.names.scale(term.term),
            **cells.odds(term),
            "marginal_effect": cells.points(term.marginal_effect),
            "effect_ci": interval_cell(term.marginal_effect_low, term.marginal_effect_high, numbers.points),
        }
        for term in model.terms
    ]
    values = {"n_obs": numbers.count(model.n_obs), "n_events": numbers.count(model.n_events)}
    pseudo = numbers.bounded(model.pseudo_r_squared)
    return table(write, "odds-ratios", COLUMNS, rows, pseudo_r_squared=pseudo, **values)
