"""Section 1: what was asked."""

from analysis.report.chapters.drivers.claims import others
from analysis.report.chapters.instrument import facets
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had, sound
from analysis.survey.sections import ItemSection


def claims(results: Results) -> list[Claim]:
    return [
        instrument(results),
        *answer_labels(results),
        reversed_items(results),
        *direction(results),
        *binary_items(results),
        outcome_measure(results),
        *further_outcomes(results),
        *pain_points(results),
        *left_out(results),
        *facets.claims(results),
    ]


def instrument(results: Results) -> Claim:
    """How many dimensions and items, on which answer scale."""
    entries, dimensions = results.study.by_variable, results.study.dimensions
    items = [entries[name] for scale in dimensions for name in scale.items]
    ranges = {(item.low, item.high) for item in items}
    others = [
        scale.name
        for scale in results.study.outcomes
        if any((entries[name].low, entries[name].high) not in ranges for name in scale.items)
    ]
    return Claim(
        id="instrument.instrument",
        verdict=either(bool(others), "outcome_differs", "one_range") if len(ranges) == 1 else "several_ranges",
        verdicts=("one_range", "outcome_differs", "several_ranges"),
        values={
            "n_dimensions": len(dimensions),
            "n_items": len(items),
            "low": min(low for low, _ in ranges),
            "high": max(high for _, high in ranges),
            "others": others,
        },
    )


def answer_labels(results: Results) -> list[Claim]:
    """What the ends of the answer scale were called; "does not apply" is no answer."""
    entries, dimensions = results.study.by_variable, results.study.dimensions
    own = {named_ends(entries[name]) for scale in dimensions for name in scale.items}
    every = {named_ends(item) for item in results.study.items}
    if every == {("", "")}:
        return []
    is_one = len(own) == 1 and all(next(iter(own)))
    low, high = next(iter(own)) if is_one else ("", "")
    return [
        Claim(
            id="instrument.answer_labels",
            verdict=either(every == own, "shared", "dimensions") if is_one else "several",
            verdicts=("shared", "dimensions", "several"),
            values={"low": low, "high": high},
        )
    ]


def named_ends(item: ItemSection) -> tuple[str, str]:
    """What the lowest and the highest answer to an item are called; nothing unless both are."""
    labels = item.labels or {}
    low, high = labels.get(f"{item.low:g}", ""), labels.get(f"{item.high:g}", "")
    return (low, high) if low and high else ("", "")


def reversed_items(results: Results) -> Claim:
    """Which items are declared as worded against their scale, and whether others look as if they were."""
    names = [item.variable for item in results.study.items if item.reversed]
    against = findings.named(of(results), "against_scale")
    return Claim(
        id="instrument.reversed_items",
        verdict="some" if names else either(bool(against), "undeclared", "none"),
        verdicts=("some", "none", "undeclared"),
        values={
            "items": names,
            "n_reversed": len(names),
            "n_items": len(results.study.items),
            "against": against.values["items"] if against else [],
        },
    )


def outcome_measure(results: Results) -> Claim:
    """What the report explains, and with how many items it was asked."""
    first = next(iter(results.study.outcomes), None)
    n_items = len(first.items) if first else 0
    verdict = either(bool(first), "several_items", "none")
    return Claim(
        id="instrument.outcome_measure",
        verdict=single_item(results, first.items[0]) if first and n_items == 1 else verdict,
        verdicts=("none", "one_item", "two_occurred", "binary", "several_items"),
        values={"n_items": n_items},
    )


def single_item(results: Results, name: str) -> str:
    """Of how many answers an outcome of one item consists: by declaration, and among those who gave one."""
    if has_two_answers(results.study.by_variable[name]):
        return "binary"
    return either(bool(logistic.of(results.regression)), "two_occurred", "one_item")


def binary_items(results: Results) -> list[Claim]:
    """Items of the dimensions that can be answered in two ways only."""
    entries = results.study.by_variable
    names = [name for scale in results.study.dimensions for name in scale.items]
    binary = [name for name in names if has_two_answers(entries[name])]
    if not binary:
        return []
    return [
        Claim(
            id="instrument.binary_items",
            verdict=either(len(binary) == len(names), "all", "some"),
            verdicts=("all", "some"),
            values={"items": binary, "n_binary": len(binary)},
        )
    ]


def has_two_answers(entry: ItemSection) -> bool:
    """Whether an item can be answered in two ways only."""
    return entry.high - entry.low == (entry.step or 1)


def direction(results: Results) -> list[Claim]:
    """Scales of which the study declares less to be better."""
    names = [scale.name for scale in results.study.scales if scale.better == "low"]
    if not names:
        return []
    return [Claim(id="instrument.direction", verdict="some", verdicts=("some",), values={"scales": names})]


def further_outcomes(results: Results) -> list[Claim]:
    names = results.study.further_outcomes
    if not names:
        return []
    values = {
        "scales": names,
        "is_explained": any(had(row.correlation) for row in (others(results.drivers) if results.drivers else [])),
    }
    return [Claim(id="instrument.further_outcomes", verdict="some", verdicts=("some",), values=values)]


def pain_points(results: Results) -> list[Claim]:
    names = [point.name for point in results.study.pain_points]
    if not names:
        return []
    has_severity = any(point.severity for point in sound(results.sample.pain_points).values())
    return [
        Claim(
            id="instrument.pain_points",
            verdict=either(has_severity, "met_and_severity", "met_only"),
            verdicts=("met_and_severity", "met_only"),
            values={"n_pain_points": len(names)},
        )
    ]


def left_out(results: Results) -> list[Claim]:
    """Which parts this report lacks because the study did not ask for them."""
    study = results.study
    absent = {
        "drivers": not study.outcomes,
        "pain_points": not study.pain_points,
        "priorities": not study.outcomes,
        "groups": not study.groups,
    }
    parts = [name for name, is_absent in absent.items() if is_absent]
    if not parts:
        return []
    return [Claim(id="instrument.left_out", verdict="some", verdicts=("some",), values={"parts": parts})]
