"""Section 6: pain points."""

from collections.abc import Iterator

from analysis.report.chapters.pain_points import claims as made
from analysis.report.chapters.pain_points import tables
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not results.sample.pain_points:
        return
    claims = made.claims(results)
    yield heading(write, 1, "pain_points")
    yield paragraph(write, "pain_points.how_to_read", *picked(claims, "most_met", "most_severe"))
    yield tables.met(write, results)
    yield from figure(write, "pain_points")
    if gaps := picked(claims, "gap"):
        yield heading(write, 2, "gaps")
        yield paragraph(write, "pain_points.gaps", *picked(claims, "gaps_overview", "largest_gap"))
        yield bullets(write, [[claim] for claim in gaps])
        yield tables.gaps(write, results)
        yield from figure(write, "pain_point_differences")
        yield paragraph(write, "pain_points.not_causal")
