"""The section of descriptive statistics."""

from collections.abc import Iterator

from analysis.report.chapters.description import claims as made
from analysis.report.chapters.description import tables
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    scores, agreement = had(results.correlations), had(results.agreement)
    if not scores and not agreement:
        return
    yield heading(write, 1, "description")
    if scores:
        yield paragraph(write, "description.scores", *picked(claims, "correlations"))
        yield tables.correlations(write, results)
    if agreement:
        yield paragraph(write, "description.agreement")
        if ends := by_scale(claims):
            yield bullets(write, ends)
        yield tables.items(write, results)


def by_scale(claims: list[Claim]) -> list[list[Claim]]:
    """What is said of the items, dimension by dimension."""
    said = picked(claims, "worst", "best")
    return [[claim for claim in said if claim.subject == scale] for scale in dict.fromkeys(c.subject for c in said)]
