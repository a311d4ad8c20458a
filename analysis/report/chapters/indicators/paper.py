"""What the paper says of the measured quantities of the service."""

from collections.abc import Iterator

from analysis.report.chapters.indicators import claims as made
from analysis.report.chapters.indicators.page import SAID
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 2, "measured_beside")
    if said := picked(claims, "sources"):
        yield paragraph(write, *said)
    subjects = dict.fromkeys(claim.subject for claim in claims if claim.subject)
    yield bullets(write, [picked([c for c in claims if c.subject == subject], *SAID) for subject in subjects])
