"""The section on other choices of analysis."""

from collections.abc import Iterator

from analysis.report.chapters.sensitivity import claims as made
from analysis.report.chapters.sensitivity import tables
from analysis.report.document.blocks import Block, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 1, "sensitivity")
    yield paragraph(write, *picked(claims, "varied", "refused", "rule"), "sensitivity.not_samples")
    yield paragraph(write, *picked(claims, "overview", "changed", "moved", "extreme"))
    yield from figure(write, "specifications")
    yield tables.verdicts(write, results)
    yield paragraph(write, "sensitivity.by_choice")
    yield tables.choices(write, results)
