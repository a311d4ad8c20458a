"""The first page, for a reader who reads no other."""

from collections.abc import Iterator

from analysis.report.chapters.priorities import advice
from analysis.report.chapters.priorities.page import numbered
from analysis.report.chapters.summary import claims as made
from analysis.report.chapters.summary import tables
from analysis.report.document.blocks import Block, bullets, figure, heading, note, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "summary")
    shown = ["summary.levels_shown"] if results.sample.scales else []
    yield paragraph(write, *picked(claims, "asked"), *shown)
    if shown:
        yield tables.levels(write, results)
    yield bullets(write, [[claim] for claim in made.findings(results)])
    places, actions = made.follows(results), advice.first(results)
    if places or actions:
        yield paragraph(write, "summary.follows_lead", *places)
    if actions:
        yield numbered(write, [[advice.in_brief(one)] for one in actions], actions)
    yield from figure(write, "priorities")
    yield note(write, "caution", "summary.caution_lead", *made.cautions(results), made.caution(results))
