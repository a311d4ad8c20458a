"""Section 3: how consistently the items of each scale measure."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import largest, smallest


def claims(results: dict) -> list[Claim]:
    scales = estimated(results)
    made = [*single_items(results), *two_items(scales)]
    if not scales:
        return made
    return [
        alpha_overview(scales),
        *(alpha_of_scale(row) for row in scales),
        *bootstrap_agreement(scales),
        *item_rest(scales),
        *dropping(scales),
        *made,
    ]


def estimated(results: dict) -> list[dict]:
    """The scales that have an alpha, in report order."""
    return [{"scale": name, **row} for name, row in results["reliability"]["scales"].items() if row["alpha"]]


def alpha_overview(scales: list[dict]) -> Claim:
    """Which scales are clearly above, clearly below or not clearly on either side of the lowest benchmark."""
    by_position: dict[str, list[str]] = {"above": [], "straddles": [], "below": []}
    for row in scales:
        alpha = row["alpha"]
        by_position[thresholds.ALPHA.position(alpha["conf_low"], alpha["conf_high"])].append(row["scale"])
    rows = [{"scale": row["scale"], "alpha": row["alpha"]["estimate"]} for row in scales]
    return Claim(
        id="reliability.alpha_overview",
        verdict=overview_verdict(by_position, len(scales)),
        verdicts=("all_above", "some_straddle", "some_below", "all_below"),
        values={
            "low": smallest(rows, "alpha"),
            "high": largest(rows, "alpha"),
            "n_scales": len(scales),
            "n_above": len(by_position["above"]),
            "floor": thresholds.ALPHA.edges[0],
            **by_position,
        },
    )


def overview_verdict(by_position: dict[str, list[str]], n_scales: int) -> str:
    if len(by_position["above"]) == n_scales:
        return "all_above"
    if len(by_position["below"]) == n_scales:
        return "all_below"
    return "some_below" if by_position["below"] else "some_straddle"


def alpha_of_scale(row: dict) -> Claim:
    """Alpha of one scale with its interval, and what that suffices for."""
    alpha = row["alpha"]
    return Claim(
        id="reliability.alpha_of_scale",
        subject=row["scale"],
        verdict=thresholds.ALPHA.of_interval(alpha["conf_low"], alpha["conf_high"]),
        verdicts=thresholds.ALPHA.interval_labels,
        values={
            "scale": row["scale"],
            "alpha": alpha["estimate"],
            "low": alpha["conf_low"],
            "high": alpha["conf_high"],
            "n_obs": row["n_obs"],
            "n_items": row["n_items"],
            "edges": dict(zip(thresholds.ALPHA.labels[1:], thresholds.ALPHA.edges, strict=True)),
        },
    )


def bootstrap_agreement(scales: list[dict]) -> list[Claim]:
    """Whether the interval that assumes normality and the one that does not say the same."""
    gaps = [
        {"scale": row["scale"], "gap": max(abs(row["alpha"][end] - row["bootstrap"][end]) for end in ENDS)}
        for row in scales
        if row.get("bootstrap")
    ]
    if not gaps:
        return []
    widest = largest(gaps, "gap")
    return [
        Claim(
            id="reliability.bootstrap_agreement",
            verdict=either(widest["gap"] < thresholds.INTERVALS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={**widest, "tolerance": thresholds.INTERVALS_AGREE},
        )
    ]


ENDS = ("conf_low", "conf_high")


def item_rest(scales: list[dict]) -> list[Claim]:
    """Items that hang together poorly with the rest of their scale."""
    rows = [
        {"item": name, "scale": row["scale"], "r": item["item_rest_correlation"]}
        for row in scales
        for name, item in row["items"].items()
        if item["item_rest_correlation"] is not None
    ]
    if not rows:
        return []
    weakest = smallest(rows, "r")
    low = [row["item"] for row in rows if thresholds.ITEM_REST.verdict(row["r"]) == "low"]
    return [
        Claim(
            id="reliability.item_rest",
            verdict=either(bool(low), "some_low", "all_adequate"),
            verdicts=("all_adequate", "some_low"),
            values={**weakest, "items": low, "n_low": len(low), "edge": thresholds.ITEM_REST.edges[0]},
        )
    ]


def dropping(scales: list[dict]) -> list[Claim]:
    """Items without which alpha would be higher."""
    rows = [
        {"item": name, "scale": row["scale"], "dropped": item["alpha_if_dropped"], "alpha": row["alpha"]["estimate"]}
        for row in scales
        for name, item in row["items"].items()
        if item["alpha_if_dropped"] is not None and row["n_items"] > 2
    ]
    if not rows:
        return []
    most = max(rows, key=lambda row: row["dropped"] - row["alpha"])
    items = [row["item"] for row in rows if row["dropped"] - row["alpha"] >= thresholds.WORTH_DROPPING]
    return [
        Claim(
            id="reliability.dropping",
            verdict=either(bool(items), "some", "none"),
            verdicts=("none", "some"),
            values={"most": most, "items": items, "n_items": len(items), "gain": thresholds.WORTH_DROPPING},
        )
    ]


def single_items(results: dict) -> list[Claim]:
    """Scales of one item: nothing in the data tells their reliability."""
    names = [name for name, row in results["reliability"]["scales"].items() if row["n_items"] == 1]
    if not names:
        return []
    return [Claim(id="reliability.single_items", verdict="some", verdicts=("some",), values={"scales": names})]


def two_items(scales: list[dict]) -> list[Claim]:
    """Scales of two items, where alpha is a correlation in disguise."""
    names = [row["scale"] for row in scales if row["n_items"] == 2]
    if not names:
        return []
    return [Claim(id="reliability.two_items", verdict="some", verdicts=("some",), values={"scales": names})]
