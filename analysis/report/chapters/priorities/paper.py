"""What the paper says of priorities; the map and the strategies are named on its first page."""

from collections.abc import Iterator

from analysis.report.chapters.priorities import advice as given
from analysis.report.chapters.priorities import item_claims, tables
from analysis.report.chapters.priorities import places as made
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not given.has_grounds(results):
        return
    yield heading(write, 2, "where_to_begin")
    if made.placed(results):
        yield paragraph(write, "priorities.how_to_read", *picked(made.claims(results), "overview"))
        yield tables.priorities(write, results)
    advice, first = given.advice(results), given.first(results)
    told = {one.evidence.subject for one in first}
    if low := [claim for claim in item_claims.claims(results) if not told.issuperset(claim.values["items"])]:
        yield paragraph(write, "priorities.items_in_paper", *low)
    yield paragraph(write, given.overview(results, len(advice), len(first)))
    if first:
        yield bullets(write, [one.claims for one in first], ordered=True)
