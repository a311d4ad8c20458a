"""What the paper says of what goes with the outcome."""

from collections.abc import Iterator

from analysis.report.chapters.drivers import claims as made
from analysis.report.chapters.drivers import tables
from analysis.report.chapters.drivers.page import opening
from analysis.report.document.blocks import Block, figure, heading, note, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    regression = had(results.regression)
    if not regression:
        return
    claims = made.claims(results)
    yield heading(write, 2, "explained")
    yield from opening(write, claims)
    curved = [claim for claim in picked(claims, "reset") if claim.verdict == "rejected"]
    yield paragraph(write, "drivers.in_table", *made.slopes_together(regression), *curved)
    yield tables.coefficients(write, results)
    if shares := picked(claims, "first_driver", "driver_order"):
        blurred = any(claim.verdict == "inseparable" for claim in shares)
        yield paragraph(write, *shares, "drivers.in_figure", is_blurred=blurred)
        yield from figure(write, "importance")
    yield note(write, "caution", "drivers.not_causal")
