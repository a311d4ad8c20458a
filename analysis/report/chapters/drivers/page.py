"""Section 5: what drives satisfaction."""

from collections.abc import Iterator

from analysis.report.chapters.drivers import claims as made
from analysis.report.chapters.drivers import importance_tables, tables
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.chapters.logistic.tables import odds_ratios as odds_table
from analysis.report.chapters.separation import claims as measurement_separation
from analysis.report.document.blocks import Block, bullets, figure, heading, note, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import needed


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "drivers")
    yield from opening(write, claims)
    yield note(write, "caution", "drivers.not_causal")
    if inseparable := picked(measurement_separation.claims(results), "in_regression"):
        yield note(write, "caution", *inseparable)
    if logistic.of(results.regression):
        yield from odds_ratios(write, results, claims)
        yield from linear_probability(write, results, claims)
    else:
        yield from slopes(write, results, claims)
    yield from shares(write, results, claims)
    yield from checks(write, claims)
    if further := picked(claims, "further_outcome"):
        yield heading(write, 2, "further_outcomes")
        yield paragraph(write, "drivers.further_outcomes", *further)
        yield tables.further_outcomes(write, results)


def opening(write: Writer, claims: list[Claim]) -> Iterator[Block]:
    """The model that counts: a logistic one where the outcome has two values, least squares otherwise."""
    if two_values := picked(claims, "two_values"):
        yield paragraph(write, *two_values, "logistic.model", *picked(claims, "odds_test"))
    elif refused := picked(claims, "refused"):
        yield note(write, "caution", *refused)
    else:
        yield paragraph(write, "drivers.model", *picked(claims, "model_test", "explained"))


def odds_ratios(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """What each dimension goes with where the outcome has two values."""
    if not picked(claims, "two_values"):
        return
    yield heading(write, 2, "odds_ratios")
    yield paragraph(write, "logistic.odds_ratios", *picked(claims, "contrasts", "odds_overview"))
    yield bullets(write, [[claim] for claim in picked(claims, "odds")])
    yield odds_table(write, results)
    yield paragraph(write, *picked(claims, "events"))


def linear_probability(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """Least squares beside a logistic model, or in its place."""
    yield heading(write, 2, "linear_probability")
    yield paragraph(write, "logistic.linear_probability", *picked(claims, "model_test", "explained"))
    yield paragraph(write, "logistic.slopes", *made.slopes_together(needed(results.drivers)))
    yield tables.coefficients(write, results)
    yield from figure(write, "coefficients")


def slopes(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    yield heading(write, 2, "slopes")
    yield paragraph(write, "drivers.slopes", *made.slopes_together(needed(results.drivers)))
    yield bullets(write, [[claim] for claim in picked(claims, "slope")])
    yield tables.coefficients(write, results)
    yield from figure(write, "coefficients")


def shares(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    if not picked(claims, "first_driver"):
        return
    yield heading(write, 2, "importance")
    yield paragraph(write, "drivers.importance")
    yield paragraph(write, *picked(claims, "first_driver", "driver_order", "second_opinion"))
    yield importance_tables.importance(write, results)
    yield from figure(write, "importance")
    if pairs := picked(claims, "pairs"):
        yield paragraph(write, *pairs)
        yield importance_tables.pairs(write, results)


def checks(write: Writer, claims: list[Claim]) -> Iterator[Block]:
    yield heading(write, 2, "checks")
    yield paragraph(write, *picked(claims, "collinearity", "standard_errors"))
    if residuals := picked(claims, "breusch_pagan", "jarque_bera", "reset"):
        yield paragraph(write, "drivers.residuals", *residuals)
        yield from figure(write, "residuals")
    if influence := picked(claims, "influence"):
        yield paragraph(write, *influence)
        yield from figure(write, "influence")
