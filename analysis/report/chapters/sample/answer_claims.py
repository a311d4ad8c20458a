"""Section 2, its second part: what the answers look like."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import (
    apartness,
    dimensions,
    item_entries,
    largest,
    less_is_better,
    paired,
    smallest,
)
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of


def ends_of_scale(results: dict) -> Claim:
    """In which part of the answer scale the items' means lie, and how many answers stand at its ends."""
    entries = item_entries(results)
    items = [
        {"item": name, **item, "place": place(item["mean"], entries[name])}
        for name, item in results["sample"]["items"].items()
    ]
    average = sum(item["place"] for item in items) / len(items)
    top, bottom = largest(items, "ceiling"), largest(items, "floor")
    upper, lower = thresholds.UPPER_PART, thresholds.LOWER_PART
    return Claim(
        id="sample.ends_of_scale",
        verdict="top" if average >= upper else either(average <= lower, "bottom", "middle"),
        verdicts=("top", "bottom", "middle"),
        values={
            "n_items": len(items),
            "place": average,
            "has_reversed": any(entries[item["item"]]["reversed"] for item in items),
            "n_above": sum(item["place"] > 0.5 for item in items),
            "top_item": top["item"],
            "ceiling": top["ceiling"],
            "bottom_item": bottom["item"],
            "floor": bottom["floor"],
        },
    )


def place(mean: float, entry: dict) -> float:
    """How far along its answer scale an item's mean lies: 0 at the lowest answer, 1 at the highest."""
    return (mean - entry["low"]) / (entry["high"] - entry["low"])


def shape(results: dict) -> list[Claim]:
    """The most skewed and the most peaked item against the values that trouble normal-theory methods."""
    items = [{"item": name, **item} for name, item in results["sample"]["items"].items()]
    shaped = [item for item in items if item.get("skewness") is not None and item.get("kurtosis") is not None]
    if not shaped:
        return []
    skewed = max(shaped, key=lambda item: abs(item["skewness"]))
    peaked = max(shaped, key=lambda item: abs(item["kurtosis"]))
    strong = "strong" in (
        thresholds.SKEWNESS.verdict(abs(skewed["skewness"])),
        thresholds.KURTOSIS.verdict(abs(peaked["kurtosis"])),
    )
    return [
        Claim(
            id="sample.shape",
            verdict=either(strong, "strong", "moderate"),
            verdicts=("moderate", "strong"),
            values={
                "skewed_item": skewed["item"],
                "skewness": skewed["skewness"],
                "peaked_item": peaked["item"],
                "kurtosis": peaked["kurtosis"],
                "skewness_edge": thresholds.SKEWNESS.edges[0],
                "kurtosis_edge": thresholds.KURTOSIS.edges[0],
            },
        )
    ]


def scale_levels(results: dict) -> list[Claim]:
    """The dimension rated highest and the one rated lowest, of those whose scores have a clear meaning."""
    found = results["sample"]["scales"]
    about = of(results)
    unclear = findings.scales_with(about, "against_scale")
    names = [scale["name"] for scale in dimensions(results)]
    turned = [name for name in names if less_is_better(results, name)]
    rated = [name for name in names if name not in unclear and name not in turned]
    rows = [{"scale": name, **found[name]} for name in rated if found.get(name, {}).get("performance") is not None]
    if len(rows) < 2:
        return []
    high, low = largest(rows, "performance"), smallest(rows, "performance")
    compared = paired(results["sample"], "performance", high["scale"], low["scale"])
    verdict = apartness(compared, "apart", "open")
    close = findings.inseparable_pairs(about)
    return [
        Claim(
            id="sample.scale_levels",
            verdict="inseparable" if {high["scale"], low["scale"]} in close else verdict,
            verdicts=("apart", "open", "uncompared", "inseparable"),
            values={"high": high, "low": low, "difference": (compared or {}).get("difference"), "turned": turned},
        )
    ]
