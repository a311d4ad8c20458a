"""Section 2, its second part: what the answers look like."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import apartness
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had, sound
from analysis.survey.sections import ItemSection


def ends_of_scale(results: Results) -> Claim:
    """In which part of the answer scale the items' means lie, and how many answers stand at its ends."""
    entries, items = results.study.by_variable, sound(results.sample.items)
    places = [place(item.mean, entries[name]) for name, item in items.items()]
    average = sum(places) / len(places)
    top_item, ceiling = largest({name: item.ceiling for name, item in items.items()})
    bottom_item, floor = largest({name: item.floor for name, item in items.items()})
    upper, lower = thresholds.UPPER_PART, thresholds.LOWER_PART
    return Claim(
        id="sample.ends_of_scale",
        verdict="top" if average >= upper else either(average <= lower, "bottom", "middle"),
        verdicts=("top", "bottom", "middle"),
        values={
            "n_items": len(items),
            "place": average,
            "has_reversed": any(entries[name].reversed for name in items),
            "n_above": sum(at > 0.5 for at in places),
            "top_item": top_item,
            "ceiling": ceiling,
            "bottom_item": bottom_item,
            "floor": floor,
        },
    )


def largest(shares: dict[str, float | None]) -> tuple[str, float | None]:
    """The item of the largest share that is published, and the share; no item where none is."""
    known = {name: share for name, share in shares.items() if share is not None}
    return max(known.items(), key=lambda pair: pair[1]) if known else ("", None)


def place(mean: float, entry: ItemSection) -> float:
    """How far along its answer scale an item's mean lies: 0 at the lowest answer, 1 at the highest."""
    return (mean - entry.low) / (entry.high - entry.low)


def shape(results: Results) -> list[Claim]:
    """The most skewed and the most peaked item against the values that trouble normal-theory methods."""
    shaped = [
        (name, item.skewness, item.kurtosis)
        for name, item in sound(results.sample.items).items()
        if item.skewness is not None and item.kurtosis is not None
    ]
    if not shaped:
        return []
    skewed, skewness, _ = max(shaped, key=lambda item: abs(item[1]))
    peaked, _, kurtosis = max(shaped, key=lambda item: abs(item[2]))
    strong = "strong" in (thresholds.SKEWNESS.verdict(abs(skewness)), thresholds.KURTOSIS.verdict(abs(kurtosis)))
    return [
        Claim(
            id="sample.shape",
            verdict=either(strong, "strong", "moderate"),
            verdicts=("moderate", "strong"),
            values={
                "skewed_item": skewed,
                "skewness": skewness,
                "peaked_item": peaked,
                "kurtosis": kurtosis,
                "skewness_edge": thresholds.SKEWNESS.edges[0],
                "kurtosis_edge": thresholds.KURTOSIS.edges[0],
            },
        )
    ]


def scale_levels(results: Results) -> list[Claim]:
    """The dimension rated highest and the one rated lowest, of those whose scores have a clear meaning."""
    found, about = sound(results.sample.scales), of(results)
    unclear = findings.scales_with(about, "against_scale")
    turned = [scale.name for scale in results.study.dimensions if scale.better == "low"]
    names = [scale.name for scale in results.study.dimensions if scale.name not in (*unclear, *turned)]
    rated = {name: found[name].performance for name in names if name in found}
    if len(rated) < 2:
        return []
    high, low = (pick(rated, key=rated.__getitem__) for pick in (max, min))
    compared = results.sample.compared("performance", high, low)
    verdict = apartness(compared, "apart", "open")
    return [
        Claim(
            id="sample.scale_levels",
            verdict="inseparable" if may_be_one(results, high, low) else verdict,
            verdicts=("apart", "open", "uncompared", "inseparable"),
            values={
                "high": {"scale": high, **vars(found[high])},
                "low": {"scale": low, **vars(found[low])},
                "difference": compared.difference if compared else None,
                "turned": turned,
                "has_worse_end": all(results.study.scale(name).better for name in rated),
            },
        )
    ]


def may_be_one(results: Results, a: str, b: str) -> bool:
    """Whether two dimensions are too close, and no test of merging them shows that they are two."""
    alternatives = had(results.alternatives)
    tested = alternatives.pairs if alternatives else []
    is_two = any({pair.a, pair.b} == {a, b} and pair.verdict == "distinct" for pair in tested)
    return frozenset((a, b)) in findings.inseparable_pairs(of(results)) and not is_two
