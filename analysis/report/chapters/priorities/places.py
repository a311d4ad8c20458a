"""The map of importance and performance: where each dimension lies, as far as the data decide it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import IMPORTANT, QUADRANTS, near_a_line, slope_verdict
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.findings.regression import same_direction
from analysis.report.language import numbers
from analysis.statistics.description.descriptives import ItemDescription
from analysis.statistics.foundation.attempts import sound
from analysis.statistics.regression.priorities import Priority
from analysis.survey.sections import ScaleSection

WITHHOLDING = ("unreliable", "against_scale", "inseparable", "against_direction")  # findings that forbid a reading
UNSOUND = ("against_scale", "against_direction")  # with these a mean over all dimensions means nothing


@dataclass(frozen=True)
class Placed:
    """
    A dimension with its place on the map, and what may be read of it.

    `reading` is the quadrant that the resamples agree on; "undecided" where they do not, "withheld" where they do but
    one of the `reasons` forbids advice. `shares` of resamples by quadrant are rounded so that they add up.
    """

    place: Priority
    reading: str
    reasons: list[str]
    shares: dict[str, float | None]

    @property
    def term(self) -> str:
        return self.place.term

    @property
    def likeliest(self) -> str:
        """The quadrant that most resamples are in."""
        return max(QUADRANTS, key=lambda name: self.shares[name] or 0)


def claims(results: Results) -> list[Claim]:
    rows = placed(results)
    return [
        *([overview(rows, results.study.margin)] if rows else []),
        *(priority(row, results.study.margin) for row in rows),
        *(claim for scale in results.study.dimensions if rows for claim in weakest_item(results, scale)),
    ]


def placed(results: Results) -> list[Placed]:
    """
    The dimensions with their places, the most important first.

    A finding about the dimension, its nearness to a line, importance without a slope that is shown and kept, or a
    quadrant that is withdrawn for hanging on choices of analysis, forbids a reading.
    """
    regression = results.drivers
    places = regression.priorities if regression else []
    found = of(results)
    dependent = findings.scales_with(found, "specifications_flip")
    read = [
        with_reading(
            place,
            forbidding(results, place.term, found),
            {
                "near_a_line": near_a_line(on_map(place), [on_map(other) for other in places], results.study.margin),
                "slope_open": place.quadrant in IMPORTANT and not has_slope(results, place.term),
                "specifications_flip": place.term in dependent,
                "slope_withdrawn": place.quadrant in IMPORTANT and slope_withdrawn(results, place.term),
            },
        )
        for place in places
    ]
    if findings.inseparable_pairs(found):
        return read
    return sorted(read, key=lambda row: -row.place.importance)


def forbidding(results: Results, name: str, found: list[findings.Finding]) -> list[str]:
    """Why a dimension gets no reading whatever its place: what was found about it, or about the lines of the map."""
    reasons = [code for code in WITHHOLDING if name in findings.scales_with(found, code)]
    turned = {scale.name for scale in results.study.dimensions if scale.better == "low"}
    unsound = turned.union(*(findings.scales_with(found, code) for code in UNSOUND))
    if name in turned:
        reasons.append("less_is_better")
    elif unsound - {name} and not reasons:
        reasons.append("unsound_lines")
    return reasons


def has_slope(results: Results, dimension: str) -> bool:
    """Whether the outcome is shown to rise with the dimension, or fall where that is the better, after Holm."""
    regression = results.drivers
    if not regression:
        return False
    verdicts = {term.term: slope_verdict(term, regression.conf_level) for term in regression.terms}
    is_same = same_direction(results, dimension, regression.outcome)
    return verdicts.get(dimension) == either(is_same, "positive", "negative")


def slope_withdrawn(results: Results, dimension: str) -> bool:
    """Whether what is said of the dimension's slope is withdrawn for hanging on choices of analysis."""
    return dimension in findings.withdrawn(of(results), "slope")


def with_reading(place: Priority, reasons: list[str], hangs: Mapping[str, bool]) -> Placed:
    """
    A dimension's place with what may be read of it.

    `reasons` forbid any reading; of what a reading `hangs` on, the first that holds forbids that of a quadrant.
    """
    if not reasons and place.quadrant:
        reasons = [reason for reason, holds in hangs.items() if holds][:1]
    likely = {
        "concentrate": place.prob.concentrate,
        "keep_up": place.prob.keep_up,
        "low_priority": place.prob.low_priority,
        "possible_overkill": place.prob.possible_overkill,
    }
    shares = dict(zip(likely, numbers.shares(list(likely.values())), strict=True))
    return Placed(place, "withheld" if reasons else place.quadrant or "undecided", reasons, shares)


def on_map(place: Priority) -> tuple[float, float]:
    """Importance and performance."""
    return place.importance, place.performance


def overview(rows: list[Placed], margin: float) -> Claim:
    """For how many dimensions a reading is given."""
    decided = [row.term for row in rows if row.reading in QUADRANTS]
    return Claim(
        id="priorities.overview",
        verdict="all" if len(decided) == len(rows) else either(bool(decided), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "n_terms": len(rows),
            "n_decided": len(decided),
            "scales": decided,
            "others": [row.term for row in rows if row.reading not in QUADRANTS],
            "threshold": thresholds.ADVICE_PROBABILITY,
            "margin": margin,
        },
    )


def priority(row: Placed, margin: float) -> Claim:
    """A dimension's place on the map of importance and performance, with the share of resamples that agree."""
    return Claim(
        id="priorities.priority",
        subject=row.term,
        verdict=row.reading,
        verdicts=(*QUADRANTS, "undecided", "withheld"),
        values={
            "scale": row.term,
            "performance": row.place.performance,
            "share": row.place.importance,
            "likeliest": row.likeliest,
            "prob": row.shares[row.likeliest],
            "threshold": thresholds.ADVICE_PROBABILITY,
            "margin": margin,
            "reasons": row.reasons,
        },
    )


def weakest_item(results: Results, scale: ScaleSection) -> list[Claim]:
    """The item of a dimension that was rated lowest, or highest where less is better: where to start."""
    found, entries = sound(results.sample.items), results.study.by_variable
    items = [name for name in scale.items if name in found]
    if len(items) < 2 or scale.name in findings.scales_with(of(results), "against_scale"):
        return []
    is_turned = scale.better == "low"
    item = (max if is_turned else min)(items, key=lambda name: found[name].mean)
    middle = (entries[item].low + entries[item].high) / 2
    return [
        Claim(
            id="priorities.weakest_item",
            subject=scale.name,
            verdict=side(middle, *mean_limits(found[item], results.study.conf_level)),
            verdicts=("below_middle", "around_middle", "above_middle"),
            values={
                "item": item,
                "mean": found[item].mean,
                "n_obs": found[item].n_obs,
                "middle": middle,
                "is_reversed": entries[item].reversed,
                "less_is_better": is_turned,
            },
        )
    ]


def mean_limits(item: ItemDescription, conf_level: float) -> tuple[float, float]:
    """The interval of an item's mean, by the normal distribution."""
    half_width = NormalDist().inv_cdf((1 + conf_level) / 2) * item.std_dev / sqrt(item.n_obs)
    return item.mean - half_width, item.mean + half_width


def side(middle: float, low: float, high: float) -> str:
    """On which side of the middle of the answer scale an interval lies, if on one."""
    return "above_middle" if low > middle else either(high < middle, "below_middle", "around_middle")
