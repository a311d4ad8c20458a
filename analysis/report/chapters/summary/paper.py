"""The summary, for a reader of one page."""

from collections.abc import Iterator

from analysis.report.chapters.summary import claims as made
from analysis.report.document.blocks import Block, bullets, heading, note, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "summary")
    yield paragraph(write, *picked(claims, "asked", "also_asked", "answered"))
    yield bullets(write, [[claim] for claim in made.findings(results)], ordered=True)
    about = [claim for claim in claims if claim.section == "findings"]
    yield note(write, "caution", "summary.caution_lead", *about, *picked(claims, "caution"))
