"""Section 2: who answered, and who was excluded."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.sample import claims as made
from analysis.report.chapters.sample import complete_tables, tables
from analysis.report.document.blocks import Block, figure, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.survey.screening.screening import ScreeningSummary

LEAVING = ("not_kept", "no_answers", "excluded")  # steps that count who left, not who stayed


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    sample = results.sample
    yield heading(write, 1, "sample")
    loses = len({step.n for step in sample.flow if step.step not in LEAVING}) > 1
    opening = picked(claims, "response", "flow", "commonest_flag")
    yield paragraph(write, *opening, *(["sample.flow_shown"] if loses else []))
    if loses:
        yield from figure(write, "flow") or [tables.flow(write, results)]
    if sample.flags and sample.screening.applied:
        unseen = sample.screening.not_assessed
        yield paragraph(write, "sample.flags", *(["sample.not_assessed"] if unseen else []), flags=unseen)
        yield paragraph(write, "sample.thresholds", **thresholds(sample.screening))
        yield tables.flags(write, results)
    yield paragraph(write, *picked(claims, "missing", "inapplicable", "complete_items", "complete_model"))
    if results.study.min_cell > 1:
        yield paragraph(write, "sample.small_cells", fewest=results.study.min_cell)
    if sample.groups:
        yield paragraph(write, "sample.groups", *picked(claims, "group"))
        yield tables.groups(write, results)
    if chosen := picked(claims, "options"):
        yield paragraph(write, "sample.option_shares", *chosen)
        yield tables.options(write, results)
    yield from complete(write, results, claims)
    yield heading(write, 2, "answers")
    if spread := picked(claims, "ends_of_scale", "shape"):
        yield paragraph(write, *spread)
    yield from figure(write, "answers")
    yield from figure(write, "distributions")
    if sample.scales:
        yield paragraph(write, "sample.performance", *picked(claims, "scale_levels"))
        yield tables.scale_means(write, results)
    if scored := picked(claims, "promoters"):
        yield paragraph(write, *scored)


def complete(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """Respondents with and without complete answers compared."""
    if told := picked(claims, "complete_scales", "complete_groups"):
        yield heading(write, 2, "complete")
        yield paragraph(write, *told)
        drawn = (complete_tables.scales(write, results), complete_tables.groups(write, results))
        yield from (block for block in drawn if block["rows"])


def thresholds(screening: ScreeningSummary) -> dict[str, Any]:
    """The settings behind the flags that could be looked for, and the flags that could not."""
    return {"not_assessed": screening.not_assessed, **vars(screening.thresholds)}
