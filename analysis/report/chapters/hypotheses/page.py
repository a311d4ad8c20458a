"""The section on the author's hypotheses."""

from collections.abc import Iterator

from analysis.report.chapters.hypotheses import claims as made
from analysis.report.chapters.hypotheses import tables
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 1, "hypotheses")
    has_products = any(entry.mediator for entry in results.study.hypotheses)
    told = picked(claims, "statement"), picked(claims, "overview")
    yield paragraph(write, *told[0], "hypotheses.rule", *told[1], has_products=has_products)
    yield tables.hypotheses(write, results)
    yield bullets(write, [[claim] for claim in picked(claims, "tested", "refused")])
