"""What the paper says of the scale scores and of the items behind them."""

from collections.abc import Iterator

from analysis.report.chapters.description import claims as made
from analysis.report.chapters.description import tables
from analysis.report.chapters.description.page import by_scale
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 2, "scores_and_items")
    if had(results.correlations):
        yield paragraph(write, "description.scores", *picked(claims, "correlations"))
        yield tables.correlations(write, results)
    if ends := by_scale(claims):
        yield bullets(write, ends)
