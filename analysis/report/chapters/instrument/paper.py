"""What the paper says of how the dimensions were measured."""

from collections.abc import Iterator

from analysis.report.chapters.instrument import claims as made
from analysis.report.chapters.instrument import origins, tables
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 2, "measures")
    asked = picked(claims, "instrument", "answer_labels", "reversed_items", "direction", "binary_items")
    yield paragraph(write, *asked, "instrument.scoring")
    yield tables.scales(write, results)
    if not write.names.has_worded_items:
        yield paragraph(write, "instrument.no_wordings")
    yield from origins.blocks(write, results)
    yield paragraph(write, *picked(claims, "outcome_measure", "further_outcomes", "pain_points"))
