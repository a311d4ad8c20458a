"""What the paper says of groups: in how many comparisons they differ, where, and where they may not be compared."""

from collections.abc import Iterator

from analysis.report.chapters.groups import claims as made
from analysis.report.chapters.groups import shown_levels
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

SAID = ("comparability", "difference", "undecided", "adjusted")
TOLD = ("difference", "undecided")  # a grouping without either is told of in the supplement


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
    if told := [picked(said, *SAID) for said in by_group.values() if picked(said, *TOLD)]:
        yield bullets(write, told)
    if is_drawn:
        yield from figure(write, "group_means", is_part=not shown_levels.are_all(results))
