"""The summary, for a reader of one page."""

from collections.abc import Iterator

from analysis.report.blocks import Block, bullets, heading, note, paragraph
from analysis.report.claim import picked
from analysis.report.claims import summary as made
from analysis.report.sentences import Writer


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "summary")
    yield paragraph(write, *picked(claims, "asked", "also_asked", "answered"))
    yield bullets(write, [[claim] for claim in made.findings(results)], ordered=True)
    yield note(write, "caution", *picked(claims, "caution"))
