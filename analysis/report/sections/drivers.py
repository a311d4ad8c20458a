"""Section 5: what drives satisfaction."""

from collections.abc import Iterator

from analysis.report.blocks import Block, bullets, figure, heading, note, paragraph
from analysis.report.claim import Claim, picked
from analysis.report.claims import drivers as made
from analysis.report.claims import measurement_separation
from analysis.report.sentences import Writer
from analysis.report.tables import drivers as tables


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "drivers")
    yield paragraph(write, "drivers.model", *picked(claims, "model_test", "explained"))
    yield note(write, "caution", "drivers.not_causal")
    if inseparable := picked(measurement_separation.claims(results), "in_regression"):
        yield note(write, "caution", *inseparable)
    yield from slopes(write, results, claims)
    yield from shares(write, results, claims)
    yield from checks(write, claims)
    if further := picked(claims, "further_outcome"):
        yield heading(write, 2, "further_outcomes")
        yield paragraph(write, "drivers.further_outcomes", *further)
        yield tables.further_outcomes(write, results)


def slopes(write: Writer, results: dict, claims: list[Claim]) -> Iterator[Block]:
    yield heading(write, 2, "slopes")
    yield paragraph(write, "drivers.slopes", *picked(claims, "slopes_overview"))
    yield bullets(write, [[claim] for claim in picked(claims, "slope")])
    yield tables.coefficients(write, results)
    yield from figure(write, "coefficients")


def shares(write: Writer, results: dict, claims: list[Claim]) -> Iterator[Block]:
    if not picked(claims, "first_driver"):
        return
    yield heading(write, 2, "importance")
    yield paragraph(write, "drivers.importance")
    yield paragraph(write, *picked(claims, "first_driver", "driver_order", "second_opinion"))
    yield tables.importance(write, results)
    yield from figure(write, "importance")


def checks(write: Writer, claims: list[Claim]) -> Iterator[Block]:
    yield heading(write, 2, "checks")
    residuals = picked(claims, "breusch_pagan", "jarque_bera", "reset")
    yield paragraph(write, *picked(claims, "collinearity", "standard_errors"))
    if residuals:
        yield paragraph(write, "drivers.residuals", *residuals, *picked(claims, "influence"))
