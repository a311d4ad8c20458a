"""The section on the author's hypotheses."""

from collections.abc import Iterator

from analysis.report.chapters.hypotheses import claims as made
from analysis.report.chapters.hypotheses import tables
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 1, "hypotheses")
    yield opening(write, results, claims)
    yield tables.hypotheses(write, results)
    yield bullets(write, [[claim] for claim in picked(claims, "tested", "refused")])


def opening(write: Writer, results: Results, claims: list[Claim]) -> Block:
    """When the hypotheses were declared, when one counts as supported, and how many have which verdict."""
    statement, overview = picked(claims, "statement"), picked(claims, "overview")
    has_products = any(entry.mediator for entry in results.study.hypotheses)
    return paragraph(write, *statement, "hypotheses.rule", *overview, has_products=has_products)
