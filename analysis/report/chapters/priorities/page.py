"""Section 7: priorities: the map of dimensions, items within them, and advice with strategies that the study names."""

from collections.abc import Iterator

from analysis.report.chapters.priorities import advice as given
from analysis.report.chapters.priorities import item_claims, tables
from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.priorities.advice import Advice
from analysis.report.document.blocks import Block, bullets, figure, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not given.has_grounds(results):
        return
    yield heading(write, 1, "priorities")
    claims = priorities.claims(results)
    if rows := priorities.placed(results):
        yield paragraph(write, "priorities.how_to_read", *picked(claims, "overview"))
        yield tables.priorities(write, results)
        yield from figure(write, "priorities")
        yield bullets(write, [about(claims, row.term) for row in rows])
    yield from items(write, results)
    advice = given.advice(results)
    yield heading(write, 2, "advice")
    overview = given.overview(results, len(advice), len(advice))
    kinds = {"has_pain_points": bool(had(results.pain_points)), "has_indicators": bool(had(results.indicators))}
    yield paragraph(write, "priorities.advice_how_to_read", overview, margin=results.study.margin, **kinds)
    if advice:
        yield numbered(write, [one.claims for one in advice], advice)
    yield from strategies(write, advice)


def about(claims: list[Claim], name: str) -> list[Claim]:
    """What is said of one dimension."""
    return [claim for claim in picked(claims, "priority", "weakest_item") if claim.subject == name]


def items(write: Writer, results: Results) -> Iterator[Block]:
    """Importance and performance of the items within each dimension."""
    found = item_claims.maps(results)
    if not found:
        return
    yield heading(write, 2, "items_within")
    yield paragraph(write, "priorities.items_how_to_read", *item_claims.overview(results), n_obs=found.n_obs)
    yield tables.items(write, results)
    yield from figure(write, "item_priorities")
    if claims := item_claims.claims(results):
        yield bullets(write, [[claim] for claim in claims])


def numbered(write: Writer, rows: list[list[Claim]], advice: list[Advice]) -> Block:
    """What is said of each piece of advice, and the names of its strategies."""
    told = bullets(write, rows, ordered=True)
    items = [write.join([said, *named(write, one)]) for said, one in zip(told["items"], advice, strict=True)]
    return told | {"items": items}


def named(write: Writer, one: Advice) -> list[str]:
    """The strategies of a piece of advice in short, where the study names any."""
    labels = [strategy.label for strategy in one.strategies]
    return [write.prose("priorities.strategy_names", labels=labels)] if labels else []


def strategies(write: Writer, advice: list[Advice]) -> Iterator[Block]:
    """What to do, strategy by strategy, and by what to see whether it helps."""
    if asked := given.strategies(advice):
        yield paragraph(write, "priorities.strategies_how_to_read")
        items = [write.prose("priorities.strategy", **vars(one)) for one in asked]
        yield {"kind": "list", "ordered": False, "items": items, "claims": []}
