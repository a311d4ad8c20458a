"""What the paper says of who took part."""

from collections.abc import Iterator

from analysis.report.chapters.sample import claims as made
from analysis.report.chapters.sample import collected, tables
from analysis.report.chapters.sample.page import thresholds
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 2, "participants")
    sample = results.sample
    yield from collected.blocks(write, results)
    yield paragraph(write, *picked(claims, "flow"))
    if sample.flags and sample.screening.applied:
        flagged = picked(claims, "commonest_flag")
        yield paragraph(write, "sample.thresholds", *flagged, **thresholds(sample.screening))
    yield paragraph(write, *picked(claims, "missing", "inapplicable", "complete_items", "complete_model"))
    if sample.groups:
        yield paragraph(write, "sample.groups")
        yield tables.groups(write, results)
    elif not (results.study.groups or results.study.multi or results.study.indicators):
        yield paragraph(write, "sample.no_groups")
