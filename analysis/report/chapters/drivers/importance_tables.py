"""Importance weighed in several ways: the table of the dimensions, and that of each two of them."""

from collections.abc import Mapping

from analysis.report.chapters.drivers.claims import arranged, first_shares
from analysis.report.chapters.drivers.importance_claims import separable_pairs
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, Row, interval_cell, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.paths.latent_regression import LatentTerm
from analysis.statistics.regression.driver_importance import DriverImportance, DriverPair, ImportanceWeight

COLUMNS = [
    Column("term", "left"),
    Column("importance"),
    Column("ci", "center"),
    Column("share"),
    Column("prob_first"),
    Column("johnson"),
    Column("johnson_ci", "center"),
    Column("beta"),
    Column("beta_ci", "center"),
    Column("latent_beta"),
    Column("latent_ci", "center"),
]
LATENT = ("latent_beta", "latent_ci")


def importance(write: Writer, results: Results) -> Block:
    """Shares of R squared and slopes, from the largest share to the smallest where the dimensions are told apart."""
    regression, latent = needed(results.drivers), latent_terms(results)
    found, beside = needed(had(regression.importance)), had(results.importance)
    johnson, slopes = weights(beside, "johnson"), weights(beside, "standardised")
    firsts = first_shares(regression)
    rows = [
        {
            "term": write.names.scale(term.term),
            "importance": cells.bounded(term.importance, 3),
            "ci": interval_cell(term.importance_low, term.importance_high, numbers.bounded_three),
            "share": cells.percent(term.importance_share),
            "prob_first": cells.percent(firsts[term.term]),
            "johnson": cells.bounded(found.johnson.get(term.term), 3),
            "johnson_ci": cells.interval(johnson.get(term.term), numbers.bounded_three),
            "beta": cells.number(term.beta),
            "beta_ci": cells.interval(slopes.get(term.term)),
            **(latent_cells(latent.get(term.term)) if latent else {}),
        }
        for term in arranged(results)
    ]
    columns = [column for column in COLUMNS if latent or column.key not in LATENT]
    values = {"n_resamples": numbers.count(found.n_resamples), "is_latent": bool(latent)}
    return table(write, "importance", columns, rows, wide=True, **values)


def weights(found: DriverImportance | None, way: str) -> Mapping[str, ImportanceWeight]:
    """One way of weighing, by dimension."""
    return {weight.term: weight for weight in getattr(found, way)} if found else {}


def latent_terms(results: Results) -> Mapping[str, LatentTerm]:
    """Slopes of the latent regression by dimension, where there is one that a population can have."""
    found = had(results.latent_regression)
    return {term.term: term for term in found.terms} if found and found.is_admissible else {}


def latent_cells(term: LatentTerm | None) -> dict[str, Cell]:
    """A standardised slope between factors, with its interval."""
    if not term:
        return {"latent_beta": cells.number(None), "latent_ci": interval_cell(None, None)}
    return {"latent_beta": cells.number(term.beta), "latent_ci": interval_cell(term.beta_low, term.beta_high)}


PAIR_COLUMNS = [
    Column("a", "left"),
    Column("b", "left"),
    Column("lmg"),
    Column("johnson"),
    Column("slope"),
    Column("dominance", "left"),
    Column("conditional"),
    Column("complete"),
]


def pairs(write: Writer, results: Results) -> Block:
    """Every two dimensions that are told apart: in what share of the resamples the first exceeds the second."""
    found = needed(had(results.importance))
    rows = [pair_row(write, pair) for pair in separable_pairs(results)]
    values = {"n_resamples": numbers.count(found.n_resamples), "n_tied": len(found.pairs) - len(rows)}
    return table(write, "driver-pairs", PAIR_COLUMNS, rows, wide=True, **values)


def pair_row(write: Writer, pair: DriverPair) -> Row:
    """A pair of dimensions."""
    return {
        "a": write.names.scale(pair.a),
        "b": write.names.scale(pair.b),
        "lmg": cells.percent(pair.lmg),
        "johnson": cells.percent(pair.johnson),
        "slope": cells.percent(pair.slope),
        "dominance": write.word("dominance", pair.dominance),
        "conditional": cells.percent(pair.conditional),
        "complete": cells.percent(pair.complete),
    }
