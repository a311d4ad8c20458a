"""What the paper says of pain points."""

from collections.abc import Iterator

from analysis.report.chapters.pain_points import claims as made
from analysis.report.chapters.pain_points import tables
from analysis.report.chapters.pain_points.page import together_first
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not results.sample.pain_points:
        return
    claims = made.claims(results)
    yield heading(write, 2, "where_it_hurts")
    yield from together_first(write, claims)
    told = picked(claims, "most_met", "most_severe", "gaps_overview", "largest_gap")
    yield paragraph(write, "pain_points.in_table", *told)
    yield tables.met(write, results)
