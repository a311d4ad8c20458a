"""The section of service indicators."""

from collections.abc import Iterator

from analysis.report.chapters.indicators import claims as made
from analysis.report.chapters.indicators import tables
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.description.indicators import HIGH

SAID = ("level", "relation_quantity", "relation_yes_no", "lost")


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 1, "indicators")
    found = made.indicators(results)
    shown = {
        "is_shown": bool(found),
        "has_groups": any(levels for one in found.values() for levels in one.groups.values()),
        "is_related": any(claim.name.startswith("relation") for claim in claims),
    }
    said = picked(claims, "sources")
    yield paragraph(write, *said, "indicators.how_to_read", percentile=100 * HIGH, **shown)
    subjects = dict.fromkeys(claim.subject for claim in claims if claim.subject)
    yield bullets(write, [picked([c for c in claims if c.subject == subject], *SAID) for subject in subjects])
    if found:
        yield tables.described(write, results)
    if shown["is_related"]:
        yield tables.relations(write, results)
    if shown["has_groups"]:
        yield tables.by_group(write, results)
