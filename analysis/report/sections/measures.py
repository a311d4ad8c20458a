"""Section 1: the dimensions and how they were measured."""

from collections.abc import Iterator

from analysis.report.blocks import Block, heading, paragraph
from analysis.report.claim import picked
from analysis.report.claims import measures as made
from analysis.report.sentences import Writer
from analysis.report.tables import measures as tables


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "measures")
    asked = picked(claims, "instrument", "answer_labels", "reversed_items", "direction", "binary_items")
    yield paragraph(write, *asked, "measures.scoring")
    yield tables.scales(write, results)
    yield paragraph(write, *picked(claims, "outcome_measure", "further_outcomes", "pain_points"))
    if lacking := picked(claims, "left_out"):
        yield paragraph(write, *lacking)
