"""
Findings about the analysis itself: what stands between the numbers and what may be said of them.

They are made of the results before any sentence is. A claim about a scale, a pair of scales or an analysis that a
finding undermines asks here first, and is withdrawn or qualified; the summary names the cautions, the limits all.
They follow from the estimates alone; results.json lists them for other readers than the report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.statistics.measurement.separation import clusters

SEVERITIES = ("note", "caution", "serious")
CODES = {  # what can be found, and how serious it can be
    "misfit": ("caution", "serious"),
    "inadmissible": ("serious",),
    "inseparable": ("serious",),
    "unreliable": ("serious",),
    "uncertain_reliability": ("note",),
    "against_scale": ("serious",),
    "method_effect": ("caution",),
    "few_respondents": ("note", "caution"),
    "missing": ("note", "caution"),
    "specifications_flip": ("note", "caution"),
    "straight_lining": ("caution", "serious"),
    "against_direction": ("serious",),
    "non_linear": ("caution",),
    "few_events": ("caution",),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """
    One thing that qualifies what the report says.

    Parameters
    ----------
    code : what was found; `text/<language>/findings.jinja` words it, once in full and once in brief.
    severity : "note" stands in the limits alone, "caution" and "serious" in the summary too.
    values : the numbers behind it, in full precision, and the names it speaks of.
    scales, pairs : the scales, and pairs of scales, about which nothing should be said as if it were not so.
    analyses : the parts of the report it undermines as a whole: "measurement", "regression", ...
    """

    code: str
    severity: str
    values: Mapping[str, Any] = field(default_factory=dict)
    scales: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    analyses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.severity not in CODES[self.code]:
            raise ValueError(f"finding {self.code}: {self.severity!r} is not one of {', '.join(CODES[self.code])}")


def cautions(found: Iterable[Finding]) -> list[Finding]:
    """The findings that a reader of the first page must know."""
    return [finding for finding in found if finding.severity != "note"]


def named(found: Iterable[Finding], code: str) -> Finding | None:
    """The finding of this code, if there is one; a code occurs once."""
    return next((finding for finding in found if finding.code == code), None)


def scales_with(found: Iterable[Finding], code: str) -> tuple[str, ...]:
    """The scales that the finding of this code undermines."""
    finding = named(found, code)
    return finding.scales if finding else ()


def flips_of(found: Iterable[Finding], quantity: str, grade: str = "") -> list[dict[str, Any]]:
    """The verdicts of one kind that hang on choices of analysis, of one grade or of all."""
    finding = named(found, "specifications_flip")
    flips = finding.values["flips"] if finding else []
    return [flip for flip in flips if flip["quantity"] == quantity and grade in ("", flip["grade"])]


def withdrawn(found: Iterable[Finding], quantity: str) -> set[str]:
    """What the verdicts of one kind are about that are withdrawn for hanging on choices of analysis."""
    return {flip["subject"] for flip in flips_of(found, quantity, "withdrawn")}


def grouped(flips: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Verdicts by kind, with the scales or pain points that they are about, or the pairs of them."""
    groups: dict[str, dict[str, Any]] = {}
    for flip in flips:
        kind = flip["quantity"]
        group = groups.setdefault(kind, {"kind": kind, "names": [], "pairs": []})
        if flip["against"]:
            pair = [flip["subject"], flip["against"]]
            group["pairs"].append(pair[::-1] if flip["verdict"] == flip["against"] else pair)
        elif kind in ("alpha", "slope", "quadrant", "loss"):
            group["names"].append(flip["subject"])
    return list(groups.values())


def inseparable_pairs(found: Iterable[Finding]) -> set[frozenset[str]]:
    """The pairs of dimensions that cannot be told apart: nothing may put one of a pair before the other."""
    finding = named(found, "inseparable")
    return {frozenset(pair) for pair in finding.pairs} if finding else set()


def inseparable_from(found: Iterable[Finding], scale: str) -> list[str]:
    """The dimensions that `scale` cannot be told apart from, directly or through others."""
    finding = named(found, "inseparable")
    tied = clusters(finding.pairs) if finding else []
    return [name for group in tied if scale in group for name in group if name != scale]
