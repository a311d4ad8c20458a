"""What the paper says of groups: in how many comparisons they differ, where, and where they may not be compared."""

from collections.abc import Iterator

from analysis.report.chapters.groups import claims as made
from analysis.report.chapters.groups import grouping_claims, shown_levels
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

TOLD = ("difference", "undecided", "latent")  # a grouping without any is told of in the supplement


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    groups = had(results.groups)
    claims = made.claims(results)
    if not groups or not picked(claims, "overview"):
        return
    yield heading(write, 2, "who_differs")
    overview = picked(claims, "overview", "largest_omega_squared", "largest_hedges_g")
    is_drawn = bool(picked(claims, "difference"))  # means that are not shown to differ need no figure
    yield paragraph(write, *overview, *(["groups.in_figure"] if is_drawn else []))
    by_group = {group: [claim for claim in claims if claim.values.get("group") == group] for group in groups}
    n_scales = len(results.study.scales)
    if told := [said(group, made, n_scales) for group, made in by_group.items() if picked(made, *TOLD)]:
        yield bullets(write, told)
    if is_drawn:
        yield from figure(write, "group_means", is_part=not shown_levels.are_all(results))


def said(group: str, made: list[Claim], n_scales: int) -> list[Claim]:
    """What is said of one grouping: differences that are alike in one sentence."""
    shown = picked(made, "difference")
    together = grouping_claims.alike_pairs(group, shown, n_scales)
    return [*picked(made, "comparability"), *(together or shown), *picked(made, "undecided", "latent", "adjusted")]
