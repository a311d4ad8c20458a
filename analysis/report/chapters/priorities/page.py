"""Section 7: priorities; where the study declares a set of strategies, one for each dimension and pain point."""

from collections.abc import Iterator

from analysis.report.chapters.priorities import claims as priorities
from analysis.report.chapters.priorities import tables
from analysis.report.document.blocks import Block, figure, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.description.pain_points import PainPointDescription
from analysis.statistics.foundation.attempts import sound


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    rows, declared = priorities.placed(results), results.study.strategies
    pains = sound(results.sample.pain_points) if declared else {}
    if not rows and not pains:
        return
    yield heading(write, 1, "priorities")
    claims = priorities.claims(results)
    if rows:
        yield paragraph(write, "priorities.how_to_read", *picked(claims, "overview"))
        yield tables.priorities(write, results)
        yield from figure(write, "priorities")
        yield heading(write, 2, "dimension_strategies")
        if declared:
            yield paragraph(write, "priorities.dimension_strategies")
        evidence = [dimension_evidence(claims, row.term) for row in rows]
        yield from strategies(write, (declared, "dimensions"), evidence)
    if pains:
        yield heading(write, 2, "pain_point_strategies")
        if all(row.prevalence for row in pains.values()):
            yield paragraph(write, "priorities.pain_point_strategies")
        evidence = [pain_evidence(claims, name) for name in by_prevalence(pains)]
        yield from strategies(write, (declared, "pain_points"), evidence)


def dimension_evidence(claims: list[Claim], name: str) -> tuple[str, list[Claim]]:
    about = picked(claims, "priority", "weakest_item")
    return name, [claim for claim in about if claim.subject == name]


def pain_evidence(claims: list[Claim], name: str) -> tuple[str, list[Claim]]:
    return name, [claim for claim in picked(claims, "prevalence", "severity") if claim.subject == name]


def by_prevalence(pains: dict[str, PainPointDescription]) -> list[str]:
    """The pain points from the one met most often to the one met least."""

    def share(name: str) -> float:
        found = pains[name].prevalence
        return found.estimate if found else 0.0

    return sorted(pains, key=share, reverse=True)


def strategies(write: Writer, kind: tuple[str, str], evidence: list[tuple[str, list[Claim]]]) -> Iterator[Block]:
    """For each: what the data say; where the declared set knows a strategy, what to do and how to check it."""
    for name, claims in evidence:
        verdicts = [claim.verdict for claim in claims if claim.name == "priority"]
        if claims:
            yield paragraph(write, *claims)
        if write.has_label("strategies", *kind, name):
            items = strategy(write, (*kind, name), lead=verdicts[0] if verdicts else "act")
            yield {"kind": "list", "ordered": False, "items": items, "claims": []}


def strategy(write: Writer, place: tuple[str, str, str], lead: str) -> list[str]:
    """What to do, and how to see whether it works."""
    heads = {"do": write.label("strategies", "leads", lead), "check": write.label("strategies", "leads", "check")}
    texts = {part: write.label("strategies", *place, part) for part in heads}
    return [write.join([f"<em>{head}</em>", texts[part]]) for part, head in heads.items()]
