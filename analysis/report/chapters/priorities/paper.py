"""What the paper says of priorities; the map of them stands on its first page."""

from collections.abc import Iterator

from analysis.report.chapters.priorities import claims as made
from analysis.report.chapters.priorities import tables
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not made.placed(results):
        return
    yield heading(write, 2, "where_to_begin")
    yield paragraph(write, "priorities.how_to_read", *picked(made.claims(results), "overview"))
    yield tables.priorities(write, results)
