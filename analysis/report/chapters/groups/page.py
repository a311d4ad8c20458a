"""The section of group differences."""

from collections.abc import Iterator

from analysis.report.chapters.groups import claims as made
from analysis.report.chapters.groups import shown_levels, tables
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

OF_GROUPING = (
    *("comparability", "suppressed", "untested", "difference", "nothing"),
    *("undecided", "latent", "adjusted", "appears", "ranks"),
)


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    groups = had(results.groups)
    if not groups:
        return
    claims = made.claims(results)
    yield heading(write, 1, "groups")
    yield paragraph(write, "groups.how_to_read", is_adjusted=len(groups) > 1)
    if any(claim.name == "overview" for claim in claims):
        yield paragraph(write, *picked(claims, "overview", "largest_omega_squared", "largest_hedges_g"))
    by_group = {group: [claim for claim in claims if claim.values.get("group") == group] for group in groups}
    yield bullets(write, [picked(said, *OF_GROUPING) for said in by_group.values()])
    yield tables.comparisons(write, results)
    yield from figure(write, "group_means", is_part=not shown_levels.are_all(results))
    yield tables.means(write, results)
    yield paragraph(write, "groups.not_causal", n_outcomes=len(results.study.outcomes))
