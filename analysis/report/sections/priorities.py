"""Section 7: priorities, and a strategy for each dimension and pain point."""

from collections.abc import Iterator

from analysis.report.blocks import Block, figure, heading, paragraph, running_text
from analysis.report.claim import Claim, picked
from analysis.report.claims import priorities
from analysis.report.sentences import Writer
from analysis.report.tables import priorities as tables


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    rows, pains = priorities.placed(results), results["sample"]["pain_points"]
    if not rows and not pains:
        return
    yield heading(write, 1, "priorities")
    claims = priorities.claims(results)
    if rows:
        yield paragraph(write, "priorities.how_to_read", *picked(claims, "overview"))
        yield tables.priorities(write, results)
        yield from figure(write, "priorities")
        yield heading(write, 2, "dimension_strategies")
        yield paragraph(write, "priorities.dimension_strategies")
        yield strategies(write, "dimensions", [dimension_evidence(claims, row["term"]) for row in rows])
    if pains:
        yield heading(write, 2, "pain_point_strategies")
        yield paragraph(write, "priorities.pain_point_strategies")
        yield strategies(write, "pain_points", [pain_evidence(claims, name) for name in by_prevalence(pains)])


def dimension_evidence(claims: list[Claim], name: str) -> tuple[str, list[Claim]]:
    about = picked(claims, "priority", "weakest_item")
    return name, [claim for claim in about if claim.subject == name]


def pain_evidence(claims: list[Claim], name: str) -> tuple[str, list[Claim]]:
    return name, [claim for claim in picked(claims, "prevalence") if claim.subject == name]


def by_prevalence(pains: dict) -> list[str]:
    """The pain points from the one met most often to the one met least."""
    return sorted(pains, key=lambda name: -((pains[name].get("prevalence") or {}).get("estimate") or 0))


def strategies(write: Writer, kind: str, evidence: list[tuple[str, list[Claim]]]) -> Block:
    """One item each: what the data say, what to do, how to see whether it works."""
    items, keys = [], []
    for name, claims in evidence:
        verdicts = [claim.verdict for claim in claims if claim.name == "priority"]
        advice = strategy(write, kind, name, lead=verdicts[0] if verdicts else "act")
        items.append(write.join([running_text(write, *claims), advice]))
        keys += [claim.key for claim in claims]
    return {"kind": "list", "ordered": False, "items": items, "claims": keys}


def strategy(write: Writer, kind: str, name: str, lead: str) -> str:
    """The strategy for a dimension or pain point; a general one where the text knows no special one."""
    known = name if write.has_label("strategies", kind, name) else "general"
    parts = [("do", lead), ("check", "check")]
    texts = [
        (write.label("strategies", "leads", head), write.label("strategies", kind, known, part)) for part, head in parts
    ]
    return write.join([write.join([f"<em>{head}</em>", text]) for head, text in texts])
