"""What advice rests on: a claim for each dimension, item, pain point, indicator and group that meets the conditions."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.groups.compared import compared
from analysis.report.chapters.indicators.claims import direction, form_of
from analysis.report.chapters.pain_points.together_claims import cost_verdict
from analysis.report.chapters.priorities.item_claims import WAITING, PlacedItem, placed_items
from analysis.report.chapters.priorities.places import (
    Placed,
    forbidding,
    has_slope,
    placed,
    slope_withdrawn,
    weakest_item,
)
from analysis.report.chapters.priorities.whom import lower, widest
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings.build import of
from analysis.statistics.description.indicators import Indicator, IndicatorRelation
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.groups.tests import LevelPair
from analysis.statistics.pain_points.costs import PainPointCost
from analysis.statistics.pain_points.expected_loss import ExpectedLoss, Loss


def improve(results: Results, row: Placed) -> Claim:
    """A dimension to concentrate on, and the item to begin with, or the one with the lowest mean where that is open."""
    lowest = weakest_item(results, results.study.scale(row.term))
    low = [one for one in placed_items(results).get(row.term, []) if one.reading == "concentrate"]
    named = min(low, key=lambda one: one.place.performance).term if low else None
    item = named or (lowest[0].values["item"] if lowest else row.term)
    found = sound(results.sample.items).get(item)
    return Claim(
        id="priorities.improve",
        subject=row.term,
        verdict="item" if named else either(bool(lowest), "lowest", "scale"),
        verdicts=("item", "lowest", "scale"),
        values={
            "scale": row.term,
            "share": row.place.importance,
            "performance": row.place.performance,
            "low": row.place.performance_low,
            "high": row.place.performance_high,
            "prob": row.shares[row.likeliest],
            "item": item,
            "mean": found.mean if found else None,
        },
    )


def mend(row: PlacedItem, rivals: list[str], *, is_worst: bool) -> Claim:
    """An item more important than its dimension's average and rated below it, as its `rivals` are."""
    place = row.place
    return Claim(
        id="priorities.mend",
        subject=row.term,
        verdict=either(is_worst, "worst", "open"),
        verdicts=("worst", "open"),
        values={
            "is_worst": is_worst,
            "rivals": rivals,
            "p_worst": place.p_worst,
            "item": row.term,
            "scale": row.scale,
            "importance": place.importance,
            "weak": place.importance_low,
            "strong": place.importance_high,
            "performance": place.performance,
            "low": place.performance_low,
            "high": place.performance_high,
            "prob": row.prob,
        },
    )


def reliefs(results: Results) -> list[tuple[Claim, Claim]]:
    """Each pain point that costs something, the greatest loss first, with what is known of its rank."""
    found = had(results.pain_points)
    losses = had(found.expected_loss) if found else None
    if not found or not losses:
        return []
    costs, beyond = ({row.term: row for row in had(part) or []} for part in (found.joint, found.beyond_dimensions))
    met = {row.term: row.estimate for row in map(had, found.prevalence) if row}
    return [
        (
            relief(losses, row, costs[row.term], met.get(row.term), remaining(beyond.get(row.term), found.conf_level)),
            rank(losses, row),
        )
        for row in losses.terms
        if row.conf_low > 0 and row.term in costs and cost_verdict(costs[row.term], found.conf_level) == "negative"
    ]


def remaining(cost: PainPointCost | None, conf_level: float) -> dict[str, Any] | None:
    """What goes with a pain point where the dimensions are equal too; None where that has no interval."""
    if cost is None or cost.conf_low is None:
        return None
    return {**vars(cost), "remains": cost_verdict(cost, conf_level) == "negative"}


def relief(
    losses: ExpectedLoss, row: Loss, cost: PainPointCost, prevalence: float | None, beyond: dict[str, Any] | None
) -> Claim:
    """How often a pain point is met, and how the outcome differs with it: for who met it, on the whole, and beyond."""
    return Claim(
        id="priorities.relieve",
        subject=row.term,
        verdict=either(prevalence is not None, "met", "rated"),
        verdicts=("met", "rated"),
        values={
            "name": row.term,
            "prevalence": prevalence,
            "cost": cost.estimate,
            "cost_low": cost.conf_low,
            "cost_high": cost.conf_high,
            "estimate": row.estimate,
            "low": row.conf_low,
            "high": row.conf_high,
            "others": open_pairs(losses, row),
            "is_open_to_all": rank(losses, row).verdict == "open_to_all",
            "beyond": beyond,
        },
    )


def open_pairs(losses: ExpectedLoss, row: Loss) -> list[str]:
    """The pain points of which resamples do not settle whether more or less goes with them."""
    own = [pair for pair in losses.pairs if row.term in (pair.a, pair.b)]
    return [pair.b if pair.a == row.term else pair.a for pair in own if not pair.is_ordered]


def rank(losses: ExpectedLoss, row: Loss) -> Claim:
    """Whether resamples settle the rank of a loss: the largest, a rank of its own, or not apart from others."""
    own = [pair for pair in losses.pairs if row.term in (pair.a, pair.b)]
    open_ = open_pairs(losses, row)
    place = [term.term for term in losses.terms].index(row.term) + 1
    if not own:
        verdict = "only"
    elif open_:
        verdict = either(len(open_) == len(own), "open_to_all", "open_to_some")
    else:
        verdict = either(place == 1, "first", "ranked")
    return Claim(
        id="priorities.rank",
        subject=row.term,
        verdict=verdict,
        verdicts=("only", "open_to_all", "open_to_some", "first", "ranked"),
        values={
            "name": row.term,
            "others": open_,
            "place": place,
            "n_pain_points": len(losses.terms),
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def moves(results: Results) -> list[Claim]:
    """Each indicator whose dimension goes with it, and matters; what goes with it most comes first."""
    found = sound(results.indicators or {})
    made = [claim for name, one in found.items() for claim in move(results, name, one)]
    return sorted(made, key=lambda claim: -claim.values["points"])


def move(results: Results, name: str, one: Indicator) -> Iterator[Claim]:
    """One indicator, where the dimension is rated lower at one end of it than at the other by more than the margin."""
    found = one.relation
    if not isinstance(found, IndicatorRelation) or not isinstance(found.difference, Interval):
        return
    sign, gap = direction(found.spearman), found.difference
    points = in_points(results, found.scale, gap.estimate)
    if sign != direction(gap) or sign == "open" or points < results.study.margin or not matters(results, found.scale):
        return
    worst, best = (found.parts[0], found.parts[-1]) if sign == "positive" else (found.parts[-1], found.parts[0])
    yield Claim(
        id="priorities.move",
        subject=name,
        verdict=f"{one.kind}_{sign}",
        verdicts=("quantity_positive", "quantity_negative", "yes_no_positive", "yes_no_negative"),
        values={
            "indicator": name,
            "scale": found.scale,
            "worst": vars(worst),
            "best": vars(best),
            "form": form_of((found.parts[0].high, found.parts[-1].low)),
            "gap": abs(gap.estimate),
            "low": min(abs(gap.conf_low), abs(gap.conf_high)),
            "high": max(abs(gap.conf_low), abs(gap.conf_high)),
            "points": points,
            "rank": vars(found.spearman),
            "n_obs": found.n_obs,
        },
    )


def in_points(results: Results, scale: str, difference: float) -> float:
    """A difference in scale points as points of 100, whatever its sign."""
    entries = results.study.by_variable
    widths = [entries[name].high - entries[name].low for name in results.study.scale(scale).items]
    return 100 * abs(difference) / (sum(widths) / len(widths))


def matters(results: Results, dimension: str) -> bool:
    """Whether a dimension's slope is shown and kept, nothing forbids a reading of it, and it cannot wait."""
    is_dimension = any(scale.name == dimension for scale in results.study.dimensions)
    if not is_dimension or not has_slope(results, dimension) or slope_withdrawn(results, dimension):
        return False
    if forbidding(results, dimension, of(results)):
        return False
    return all(row.reading not in WAITING for row in placed(results) if row.term == dimension)


def reaches(results: Results) -> list[Claim]:
    """Each group of which a level's outcome is worse than another's after Holm; the farthest apart comes first."""
    outcome = results.outcome
    if not outcome or results.study.scale(outcome).better == "low":
        return []
    pairs = {group: shown_pairs(results, group) for group in had(results.groups) or {}}
    found = {group: (of[outcome], of) for group, of in pairs.items() if outcome in of}
    made = [reach(results, outcome, group, pair, of) for group, (pair, of) in found.items()]
    return [
        claim
        for claim in sorted(made, key=lambda claim: -claim.values["difference"])
        if in_points(results, outcome, claim.values["difference"]) >= results.study.margin
    ]


def shown_pairs(results: Results, group: str) -> dict[str, LevelPair]:
    """By scale the two levels farthest apart, where the group's means differ and so do the two after Holm."""
    level = results.study.conf_level
    found = {one.scale: widest(one.found, level) for one in compared(results, group) if one.is_rejected}
    return {scale: pair for scale, pair in found.items() if pair}


def reach(results: Results, outcome: str, group: str, pair: LevelPair, others: dict[str, LevelPair]) -> Claim:
    """The level, how far it lies below another, and the dimensions on which it does so too."""
    values = lower(outcome, group, pair).values
    found = {scale: lower(scale, group, one).values for scale, one in others.items() if scale != outcome}
    scales = {scale: one for scale, one in found.items() if one["level"] == values["level"]}
    most = max(scales, key=lambda scale: in_points(results, scale, scales[scale]["difference"]), default="")
    return Claim(
        id="priorities.reach",
        subject=group,
        verdict=either(bool(scales), "with_scales", "alone"),
        verdicts=("with_scales", "alone"),
        values={
            **values,
            "scales": list(scales),
            "is_everywhere": {scale.name for scale in results.study.dimensions} <= set(scales),
            "most": {"scale": most, **scales[most]} if len(scales) > 1 else None,
            "outcome": outcome,
        },
    )
