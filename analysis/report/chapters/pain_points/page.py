"""Section 6: pain points."""

from collections.abc import Iterator

from analysis.report.chapters.pain_points import claims as made
from analysis.report.chapters.pain_points import tables, together_tables
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import sound


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not results.sample.pain_points:
        return
    claims = made.claims(results)
    yield heading(write, 1, "pain_points")
    if withheld := picked(claims, "withheld"):
        yield paragraph(write, *withheld)
    if not sound(results.sample.pain_points):
        return
    yield from together_first(write, claims)
    yield heading(write, 2, "how_often")
    known = made.asked(results)
    yield paragraph(write, "pain_points.how_to_read", *picked(claims, "most_met", "most_severe"), **known)
    yield tables.met(write, results)
    yield from figure(write, "pain_points", **known)
    if gaps := picked(claims, "gap"):
        yield heading(write, 2, "gaps")
        yield paragraph(write, "pain_points.gaps", *picked(claims, "gaps_overview", "largest_gap"))
        yield bullets(write, [[claim] for claim in gaps])
        yield tables.gaps(write, results)
        yield from figure(write, "pain_point_differences")
        yield paragraph(write, "pain_points.not_causal")
    yield from lost(write, results, claims)
    yield from met_together(write, results, claims)


def together_first(write: Writer, claims: list[Claim]) -> Iterator[Block]:
    """How many pain points people met, and what goes with that: the strongest fact first."""
    if dose := picked(claims, "number_met", "counted_as_not_met", "dose"):
        is_joint = any(claim.values["is_joint"] for claim in picked(dose, "dose"))
        shown = ["pain_points.dose_shown"] if picked(dose, "dose") else []
        yield paragraph(write, *dose, *shown, is_joint=is_joint)
        yield from figure(write, "pain_point_dose")


def lost(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """Where the most is lost, and what each pain point costs."""
    costs = picked(claims, "cost_alone", "cost_beyond")
    if not costs:
        return
    yield heading(write, 2, "losses")
    if losses := picked(claims, "total_loss", "first_loss", "told_losses"):
        yield paragraph(write, "pain_points.losses", *losses)
        yield from figure(write, "pain_point_losses")
    yield paragraph(write, *costs)
    yield together_tables.costs(write, results)


def met_together(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """Which pain points go together, and where they are met."""
    found = picked(claims, "cooccurrence", "by_group")
    if not found:
        return
    yield heading(write, 2, "together")
    yield paragraph(write, *found)
    if picked(claims, "cooccurrence"):
        yield together_tables.pairs(write, results)
    if picked(claims, "by_group"):
        yield together_tables.by_group(write, results)
