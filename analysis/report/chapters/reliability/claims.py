"""Section 3: how consistently the items of each scale measure."""

from dataclasses import dataclass

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.reliability.alpha import ScaleReliability


@dataclass(frozen=True)
class Estimated:
    """A scale that has an alpha."""

    scale: str
    alpha: Interval
    found: ScaleReliability


@dataclass(frozen=True)
class ItemRest:
    """An item's correlation with the rest of its scale."""

    item: str
    scale: str
    r: float


@dataclass(frozen=True)
class Dropped:
    """Alpha of a scale with and without an item."""

    item: str
    scale: str
    alpha: float
    dropped: float

    @property
    def gain(self) -> float:
        return self.dropped - self.alpha


def claims(results: Results) -> list[Claim]:
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


def described(results: Results) -> dict[str, ScaleReliability]:
    """The scales whose reliability was not refused, in report order."""
    reliability = had(results.reliability)
    return sound(reliability.scales) if reliability else {}


def estimated(results: Results) -> list[Estimated]:
    """The scales that have an alpha, in report order."""
    return [Estimated(name, row.alpha, row) for name, row in described(results).items() if row.alpha]


def alpha_overview(scales: list[Estimated]) -> Claim:
    """Which scales are clearly above, clearly below or not clearly on either side of the lowest benchmark."""
    by_position: dict[str, list[str]] = {"above": [], "straddles": [], "below": []}
    for row in scales:
        by_position[thresholds.ALPHA.position(row.alpha.conf_low, row.alpha.conf_high)].append(row.scale)
    low, high = (end(scales, key=lambda row: row.alpha.estimate) for end in (min, max))
    return Claim(
        id="reliability.alpha_overview",
        verdict=overview_verdict(by_position, len(scales)),
        verdicts=("all_above", "some_straddle", "some_below", "all_below"),
        values={
            "low": {"scale": low.scale, "alpha": low.alpha.estimate},
            "high": {"scale": high.scale, "alpha": high.alpha.estimate},
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


def alpha_of_scale(row: Estimated) -> Claim:
    """Alpha of one scale with its interval, and what that suffices for."""
    alpha = row.alpha
    return Claim(
        id="reliability.alpha_of_scale",
        subject=row.scale,
        verdict=thresholds.ALPHA.of_interval(alpha.conf_low, alpha.conf_high),
        verdicts=thresholds.ALPHA.interval_labels,
        values={
            "scale": row.scale,
            "alpha": alpha.estimate,
            "low": alpha.conf_low,
            "high": alpha.conf_high,
            "n_obs": row.found.n_obs,
            "n_items": row.found.n_items,
            "edges": dict(zip(thresholds.ALPHA.labels[1:], thresholds.ALPHA.edges, strict=True)),
        },
    )


def bootstrap_agreement(scales: list[Estimated]) -> list[Claim]:
    """Whether the interval that assumes normality and the one that does not say the same."""
    gaps = {
        row.scale: max(abs(row.alpha.conf_low - other.conf_low), abs(row.alpha.conf_high - other.conf_high))
        for row in scales
        if (other := had(row.found.bootstrap))
    }
    if not gaps:
        return []
    scale, gap = max(gaps.items(), key=lambda pair: pair[1])
    return [
        Claim(
            id="reliability.bootstrap_agreement",
            verdict=either(gap < thresholds.INTERVALS_AGREE, "agree", "differ"),
            verdicts=("agree", "differ"),
            values={"scale": scale, "gap": gap, "tolerance": thresholds.INTERVALS_AGREE},
        )
    ]


def item_rest(scales: list[Estimated]) -> list[Claim]:
    """Items that hang together poorly with the rest of their scale."""
    rows = [
        ItemRest(item=name, scale=row.scale, r=item.item_rest_correlation)
        for row in scales
        for name, item in row.found.items.items()
        if item.item_rest_correlation is not None
    ]
    if not rows:
        return []
    weakest = min(rows, key=lambda row: round(row.r, 9))  # two items of one scale are alike but for rounding
    low = [row.item for row in rows if thresholds.ITEM_REST.verdict(row.r) == "low"]
    return [
        Claim(
            id="reliability.item_rest",
            verdict=either(bool(low), "some_low", "all_adequate"),
            verdicts=("all_adequate", "some_low"),
            values={**vars(weakest), "items": low, "n_low": len(low), "edge": thresholds.ITEM_REST.edges[0]},
        )
    ]


def dropping(scales: list[Estimated]) -> list[Claim]:
    """Items without which alpha would be higher."""
    rows = [
        Dropped(item=name, scale=row.scale, alpha=row.alpha.estimate, dropped=item.alpha_if_dropped)
        for row in scales
        for name, item in row.found.items.items()
        if item.alpha_if_dropped is not None and row.found.n_items > 2
    ]
    if not rows:
        return []
    most = max(rows, key=lambda row: row.gain)
    items = [row.item for row in rows if row.gain >= thresholds.WORTH_DROPPING]
    return [
        Claim(
            id="reliability.dropping",
            verdict=either(bool(items), "some", "none"),
            verdicts=("none", "some"),
            values={"most": vars(most), "items": items, "n_items": len(items), "gain": thresholds.WORTH_DROPPING},
        )
    ]


def single_items(results: Results) -> list[Claim]:
    """Scales of one item: nothing in the data tells their reliability."""
    names = [name for name, row in described(results).items() if row.n_items == 1]
    if not names:
        return []
    return [Claim(id="reliability.single_items", verdict="some", verdicts=("some",), values={"scales": names})]


def two_items(scales: list[Estimated]) -> list[Claim]:
    """Scales of two items, where alpha is a correlation in disguise."""
    names = [row.scale for row in scales if row.found.n_items == 2]
    if not names:
        return []
    return [Claim(id="reliability.two_items", verdict="some", verdicts=("some",), values={"scales": names})]
