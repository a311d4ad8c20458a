"""Section 6: what went wrong, how often, how badly, and how satisfaction differs where it did."""

from collections.abc import Mapping
from typing import Literal

from analysis.report.chapters.pain_points import together_claims as together
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results, Sample
from analysis.report.document.rules import apartness, is_rejected
from analysis.statistics.description.comparison import PainPointComparison
from analysis.statistics.description.pain_points import PainPointDescription
from analysis.statistics.foundation.attempts import sound
from analysis.statistics.regression.drivers import DriverRegression, RefusedRegression

GAPS = ("lower", "higher", "unadjusted_only", "not_rejected")
NAMES = {"prevalence": "most_met", "severity": "most_severe"}


def claims(results: Results) -> list[Claim]:
    found = sound(results.sample.pain_points)
    return [
        *withheld(results),
        *extreme(results.sample, found, "prevalence"),
        *extreme(results.sample, found, "severity"),
        *differences(results),
        *together.claims(results),
    ]


def asked(results: Results) -> dict[str, bool]:
    """Whether anything is known of how many met a pain point, and of how much it hurt."""
    found = sound(results.sample.pain_points).values()
    return {"has_met": any(row.prevalence for row in found), "has_severity": any(row.severity for row in found)}


def withheld(results: Results) -> list[Claim]:
    """The pain points that so few met, or did not, that nothing is told of them."""
    points = {point.name for point in results.study.pain_points}
    if not (names := [name for name in results.study.withheld if name in points]):
        return []
    values = {"names": names, "fewest": results.study.min_cell}
    return [Claim(id="pain_points.withheld", verdict="some", verdicts=("some",), values=values)]


def extreme(
    sample: Sample, points: Mapping[str, PainPointDescription], measure: Literal["prevalence", "severity"]
) -> list[Claim]:
    """The pain point with the highest prevalence or severity, and whether it is apart from the next."""
    known = {name: point.prevalence if measure == "prevalence" else point.severity for name, point in points.items()}
    measured = {name: estimate for name, estimate in known.items() if estimate}
    if len(measured) < 2:
        return []
    second, top = sorted(measured, key=lambda name: measured[name].estimate)[-2:]
    highest = measured[top]
    compared = sample.compared(measure, top, second)
    difference = compared.difference if compared else None
    n_top, n_second = (n_measured(points[name], measure) for name in (top, second))
    n_both = compared.n_both if compared else 0
    return [
        Claim(
            id=f"pain_points.{NAMES[measure]}",
            verdict=apartness(compared, "clear", "close"),
            verdicts=("clear", "close", "uncompared"),
            values={
                "top": top,
                "second": second,
                "n_obs": n_top,
                "second_n": n_second,
                "n_both": n_both,
                "is_part": n_both < max(n_top, n_second),
                "estimate": highest.estimate,
                "conf_low": highest.conf_low,
                "conf_high": highest.conf_high,
                "second_estimate": measured[second].estimate,
                "difference": difference and vars(difference),
            },
        )
    ]


def n_measured(point: PainPointDescription, measure: Literal["prevalence", "severity"]) -> int:
    """How many a share of people who met a pain point, or its mean severity, rests on."""
    return point.severity.n_obs if measure == "severity" and point.severity else point.n_obs


def comparing(results: Results) -> DriverRegression | RefusedRegression | None:
    """Where those who met a pain point are compared with the others: no model is needed for that."""
    regression = results.regression
    return regression if isinstance(regression, DriverRegression | RefusedRegression) else None


def comparisons(results: Results) -> list[PainPointComparison]:
    """The outcome of those who met each pain point beside that of the others."""
    found = comparing(results)
    return found.pain_points if found else []


def differences(results: Results) -> list[Claim]:
    """How the satisfaction of those who met a pain point differs from that of those who did not."""
    rows = [row for row in comparisons(results) if row.p_value is not None]
    if not rows:
        return []
    level = results.study.conf_level
    return [*(gap(row, level) for row in rows), largest_gap(rows), overview(rows, level)]


def gap_verdict(row: PainPointComparison, conf_level: float) -> str:
    if row.difference and is_rejected(row.p_value_holm, conf_level):
        return either(row.difference.estimate < 0, "lower", "higher")
    return either(is_rejected(row.p_value, conf_level), "unadjusted_only", "not_rejected")


def gap(row: PainPointComparison, conf_level: float) -> Claim:
    """One pain point's difference in satisfaction."""
    difference = row.difference
    return Claim(
        id="pain_points.gap",
        subject=row.name,
        verdict=gap_verdict(row, conf_level),
        verdicts=GAPS,
        values={
            "name": row.name,
            "difference": difference.estimate if difference else None,
            "low": difference.conf_low if difference else None,
            "high": difference.conf_high if difference else None,
            "p_holm": row.p_value_holm,
            "g": row.hedges_g,
            "n_met": row.n_met,
            "n_not_met": row.n_not_met,
        },
    )


def largest_gap(rows: list[PainPointComparison]) -> Claim:
    """The largest standardised difference and its size in Cohen's terms."""
    widest = max(rows, key=lambda row: abs(row.hedges_g or 0))
    g = widest.hedges_g or 0
    return Claim(
        id="pain_points.largest_gap",
        verdict=thresholds.STANDARDISED_DIFFERENCE.verdict(abs(g)),
        verdicts=thresholds.STANDARDISED_DIFFERENCE.labels,
        values={
            "name": widest.name,
            "g": g,
            "difference": widest.difference and widest.difference.estimate,
            "low": widest.difference and widest.difference.conf_low,
            "high": widest.difference and widest.difference.conf_high,
        },
    )


def overview(rows: list[PainPointComparison], conf_level: float) -> Claim:
    """For how many pain points satisfaction differs after Holm's correction."""
    rejected = [row.name for row in rows if gap_verdict(row, conf_level) in ("lower", "higher")]
    return Claim(
        id="pain_points.gaps_overview",
        verdict="all" if len(rejected) == len(rows) else either(bool(rejected), "some", "none"),
        verdicts=("all", "some", "none"),
        values={"n_tests": len(rows), "n_rejected": len(rejected), "names": rejected},
    )
