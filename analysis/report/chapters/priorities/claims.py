"""Section 7: where to act first, as far as the data decide it."""

from math import sqrt
from statistics import NormalDist

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import available, dimensions, item_entries, less_is_better
from analysis.report.document.rules import QUADRANTS, near_a_line
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.language import numbers

WITHHOLDING = ("unreliable", "against_scale", "inseparable", "against_direction")  # findings that forbid a reading
UNSOUND = ("against_scale", "against_direction")  # with these a mean over all dimensions means nothing


def claims(results: dict) -> list[Claim]:
    rows = placed(results)
    pains = results["sample"]["pain_points"] if results["study"].get("strategies") else {}
    return [
        *([overview(rows)] if rows else []),
        *(priority(row) for row in rows),
        *(claim for scale in dimensions(results) if rows for claim in weakest_item(results, scale)),
        *(claim for name, row in pains.items() for claim in pain_point(results, name, row)),
    ]


def placed(results: dict) -> list[dict]:
    """
    The dimensions with their places, the most important first, each with its `reading` and the reasons for none.

    A reading is the quadrant that the resamples agree on; "undecided" where they do not, "withheld" where they do but
    a finding about the dimension, its nearness to a line, or a quadrant that is another one with the excluded
    respondents kept, forbids advice.
    """
    regression = available(results, "regression") or {}
    rows = [row for row in regression.get("priorities") or [] if row.get("importance") is not None]
    found = of(results)
    dependent = findings.scales_with(found, "exclusions_flip")
    read = [with_reading(row, rows, forbidding(results, row["term"], found), dependent) for row in rows]
    if findings.inseparable_pairs(found):
        return read
    return sorted(read, key=lambda row: -row["importance"])


def forbidding(results: dict, name: str, found: list[findings.Finding]) -> list[str]:
    """Why a dimension gets no reading whatever its place: what was found about it, or about the lines of the map."""
    reasons = [code for code in WITHHOLDING if name in findings.scales_with(found, code)]
    turned = {scale["name"] for scale in dimensions(results) if less_is_better(results, scale["name"])}
    unsound = turned.union(*(findings.scales_with(found, code) for code in UNSOUND))
    if name in turned:
        reasons.append("less_is_better")
    elif unsound - {name} and not reasons:
        reasons.append("unsound_lines")
    return reasons


def with_reading(row: dict, rows: list[dict], reasons: list[str], dependent: tuple[str, ...] = ()) -> dict:
    if not reasons and row["quadrant"]:
        hangs = {"near_a_line": near_a_line(row, rows), "exclusions_flip": row["term"] in dependent}
        reasons = [reason for reason, holds in hangs.items() if holds][:1]
    shares = dict(zip(QUADRANTS, numbers.shares([row["prob"].get(name) or 0.0 for name in QUADRANTS]), strict=True))
    verdict = "withheld" if reasons else row["quadrant"] or "undecided"
    return row | {"reading": verdict, "reasons": reasons, "shares": shares}


def overview(rows: list[dict]) -> Claim:
    """For how many dimensions a reading is given."""
    decided = [row["term"] for row in rows if row["reading"] in QUADRANTS]
    return Claim(
        id="priorities.overview",
        verdict="all" if len(decided) == len(rows) else either(bool(decided), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "n_terms": len(rows),
            "n_decided": len(decided),
            "scales": decided,
            "others": [row["term"] for row in rows if row["reading"] not in QUADRANTS],
            "threshold": thresholds.ADVICE_PROBABILITY,
            "margin": thresholds.MARGIN,
        },
    )


def priority(row: dict) -> Claim:
    """A dimension's place on the map of importance and performance, with the share of resamples that agree."""
    likeliest = max(QUADRANTS, key=lambda name: row["shares"][name])
    return Claim(
        id="priorities.priority",
        subject=row["term"],
        verdict=row["reading"],
        verdicts=(*QUADRANTS, "undecided", "withheld"),
        values={
            "scale": row["term"],
            "performance": row["performance"],
            "share": row["importance"],
            "likeliest": likeliest,
            "prob": row["shares"][likeliest],
            "threshold": thresholds.ADVICE_PROBABILITY,
            "margin": thresholds.MARGIN,
            "reasons": row["reasons"],
        },
    )


def weakest_item(results: dict, scale: dict) -> list[Claim]:
    """The item of a dimension that was rated lowest, or highest where less is better: where to start."""
    found, entries = results["sample"]["items"], item_entries(results)
    items = [name for name in scale["items"] if name in found]
    if len(items) < 2 or scale["name"] in findings.scales_with(of(results), "against_scale"):
        return []
    is_turned = less_is_better(results, scale["name"])
    item = (max if is_turned else min)(items, key=lambda name: found[name]["mean"])
    middle = (entries[item]["low"] + entries[item]["high"]) / 2
    return [
        Claim(
            id="priorities.weakest_item",
            subject=scale["name"],
            verdict=side(middle, *mean_limits(found[item], results["study"]["conf_level"])),
            verdicts=("below_middle", "around_middle", "above_middle"),
            values={
                "item": item,
                "mean": found[item]["mean"],
                "n_obs": found[item]["n_obs"],
                "middle": middle,
                "is_reversed": entries[item]["reversed"],
                "less_is_better": is_turned,
            },
        )
    ]


def mean_limits(item: dict, conf_level: float) -> tuple[float, float]:
    """The interval of an item's mean, by the normal distribution."""
    half_width = NormalDist().inv_cdf((1 + conf_level) / 2) * (item["std_dev"] or 0.0) / sqrt(item["n_obs"])
    return item["mean"] - half_width, item["mean"] + half_width


def side(middle: float, low: float, high: float) -> str:
    """On which side of the middle of the answer scale an interval lies, if on one."""
    return "above_middle" if low > middle else either(high < middle, "below_middle", "around_middle")


def pain_point(results: dict, name: str, row: dict) -> list[Claim]:
    """How many met a pain point, or where that was not asked, how much it hurt."""
    return prevalence(name, row) or severity(results, name, row)


def severity(results: dict, name: str, row: dict) -> list[Claim]:
    """How much a pain point hurt those who rated it, against the middle of the scale."""
    found = row.get("severity")
    asked = next(point for point in results["study"]["pain_points"] if point["name"] == name)
    scale = next((v for v in asked.get("variables") or [] if v["kind"] == "severity"), None)
    if not found or found.get("estimate") is None or not scale:
        return []
    middle = (scale["low"] + scale["high"]) / 2
    return [
        Claim(
            id="priorities.severity",
            subject=name,
            verdict=side(middle, found["conf_low"], found["conf_high"]),
            verdicts=("below_middle", "around_middle", "above_middle"),
            values={
                "name": name,
                "middle": middle,
                **{key: found[key] for key in ("estimate", "conf_low", "conf_high")},
            },
        )
    ]


def prevalence(name: str, row: dict) -> list[Claim]:
    """How many met a pain point: by most, by many or by few."""
    found = row.get("prevalence")
    if not found or found.get("estimate") is None:
        return []
    verdict = "most" if found["conf_low"] > 0.5 else either(found["conf_high"] < 0.5, "minority", "about_half")
    return [
        Claim(
            id="priorities.prevalence",
            subject=name,
            verdict=verdict,
            verdicts=("most", "about_half", "minority"),
            values={"name": name, "n_met": row["n_met"], "n_obs": row["n_obs"], **found},
        )
    ]
