"""Section 2: who answered, and who was excluded."""

from collections.abc import Iterator

from analysis.report.blocks import Block, figure, heading, paragraph
from analysis.report.claim import picked
from analysis.report.claims import sample as made
from analysis.report.sentences import Writer
from analysis.report.tables import sample as tables


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    claims = made.claims(results)
    sample = results["sample"]
    yield heading(write, 1, "sample")
    yield paragraph(write, *picked(claims, "flow", "commonest_flag"), "sample.flow_shown")
    yield from figure(write, "flow") or [tables.flow(write, results)]
    if sample["flags"] and sample["screening"]["applied"]:
        yield paragraph(write, "sample.flags", *picked(claims, "not_assessed"))
        yield tables.flags(write, results)
    yield paragraph(write, *picked(claims, "missing", "complete_items", "complete_model"))
    if sample["groups"]:
        yield paragraph(write, "sample.groups", *picked(claims, "group"))
        yield tables.groups(write, results)
    yield heading(write, 2, "answers")
    yield paragraph(write, *picked(claims, "ends_of_scale", "shape"))
    yield from figure(write, "answers")
    yield paragraph(write, "sample.performance", *picked(claims, "scale_levels"))
    yield tables.scale_means(write, results)
