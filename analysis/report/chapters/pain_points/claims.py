"""Section 6: what went wrong, how often, how badly, and how satisfaction differs where it did."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import apartness, paired
from analysis.report.document.rules import is_rejected

GAPS = ("lower", "higher", "unadjusted_only", "not_rejected")


def claims(results: dict) -> list[Claim]:
    found = results["sample"]["pain_points"]
    rows = [{"name": name, **row} for name, row in found.items()]
    return [
        *extreme(results, rows, "prevalence", "most_met"),
        *extreme(results, rows, "severity", "most_severe"),
        *differences(results),
    ]


def extreme(results: dict, rows: list[dict], measure: str, name: str) -> list[Claim]:
    """The pain point with the highest prevalence or severity, and whether it is apart from the next."""
    measured = sorted(
        (row for row in rows if estimate(row, measure) is not None), key=lambda row: row[measure]["estimate"]
    )
    if len(measured) < 2:
        return []
    second, top = measured[-2:]
    compared = paired(results["sample"], measure, top["name"], second["name"]) or {}
    return [
        Claim(
            id=f"pain_points.{name}",
            verdict=apartness(compared, "clear", "close"),
            verdicts=("clear", "close", "uncompared"),
            values={
                "top": top["name"],
                "second": second["name"],
                "n_obs": top[measure].get("n_obs", top["n_obs"]),
                **{key: top[measure][key] for key in ("estimate", "conf_low", "conf_high")},
                "second_estimate": second[measure]["estimate"],
                "difference": compared.get("difference"),
            },
        )
    ]


def estimate(row: dict, measure: str) -> float | None:
    return (row.get(measure) or {}).get("estimate")


def differences(results: dict) -> list[Claim]:
    """How the satisfaction of those who met a pain point differs from that of those who did not."""
    regression = results.get("regression") or {}  # the comparisons need no model
    rows = [row for row in regression.get("pain_points") or [] if row["p_value"] is not None]
    if not rows:
        return []
    level = results["study"]["conf_level"]
    return [*(gap(row, level) for row in rows), largest_gap(rows), overview(rows, level)]


def gap_verdict(row: dict, conf_level: float) -> str:
    if is_rejected(row["p_value_holm"], conf_level):
        return either(row["difference"]["estimate"] < 0, "lower", "higher")
    return either(is_rejected(row["p_value"], conf_level), "unadjusted_only", "not_rejected")


def gap(row: dict, conf_level: float) -> Claim:
    """One pain point's difference in satisfaction."""
    return Claim(
        id="pain_points.gap",
        subject=row["name"],
        verdict=gap_verdict(row, conf_level),
        verdicts=GAPS,
        values={
            "name": row["name"],
            "difference": row["difference"]["estimate"],
            "low": row["difference"]["conf_low"],
            "high": row["difference"]["conf_high"],
            "p_holm": row["p_value_holm"],
            "g": row.get("hedges_g"),
            "n_met": row["n_met"],
            "n_not_met": row["n_not_met"],
        },
    )


def largest_gap(rows: list[dict]) -> Claim:
    """The largest standardised difference and its size in Cohen's terms."""
    widest = max(rows, key=lambda row: abs(row.get("hedges_g") or 0))
    g = widest.get("hedges_g") or 0
    return Claim(
        id="pain_points.largest_gap",
        verdict=thresholds.STANDARDISED_DIFFERENCE.verdict(abs(g)),
        verdicts=thresholds.STANDARDISED_DIFFERENCE.labels,
        values={"name": widest["name"], "g": g},
    )


def overview(rows: list[dict], conf_level: float) -> Claim:
    """For how many pain points satisfaction differs after Holm's correction."""
    rejected = [row["name"] for row in rows if gap_verdict(row, conf_level) in ("lower", "higher")]
    return Claim(
        id="pain_points.gaps_overview",
        verdict="all" if len(rejected) == len(rows) else either(bool(rejected), "some", "none"),
        verdicts=("all", "some", "none"),
        values={"n_tests": len(rows), "n_rejected": len(rejected)},
    )
