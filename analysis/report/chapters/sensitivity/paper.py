"""What the paper says of other choices of analysis."""

from collections.abc import Iterator

from analysis.report.chapters.sensitivity import claims as made
from analysis.report.document.blocks import Block, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer

TOLD = ("overview", "changed", "moved", "extreme")


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    rule = picked(claims, "rule") if picked(claims, "changed") else []
    yield heading(write, 2, "how_sure")
    yield paragraph(write, *picked(claims, "varied"), *rule, *picked(claims, *TOLD))
    yield from figure(write, "specifications")
