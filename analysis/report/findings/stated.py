"""Where the report states a verdict that hangs on choices of analysis: such a claim is qualified as it is worded."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from analysis.report.document.claim import Claim, either
from analysis.report.findings.finding import Finding, flips_of, grouped

OWN, ALL, NEIGHBOURS = "own", "all", "neighbours"
STATED: Mapping[str, tuple[str, str]] = {
    "reliability.alpha_of_scale": ("alpha", OWN),
    "reliability.alpha_overview": ("alpha", ALL),
    "summary.reliability": ("alpha", ALL),
    "findings.unreliable": ("alpha", ALL),
    "findings.uncertain_reliability": ("alpha", ALL),
    "measurement.indices": ("cfi", ALL),
    "findings.misfit": ("cfi", ALL),
    "findings.misfit_brief": ("cfi", ALL),
    "drivers.explained": ("r_squared", ALL),
    "drivers.slope": ("slope", OWN),
    "drivers.slopes_overview": ("slope", ALL),
    "drivers.first_driver": ("first_driver", ALL),
    "summary.drivers": ("first_driver", ALL),
    "drivers.driver_order": ("order", NEIGHBOURS),
    "drivers.pairs": ("order", ALL),
    "priorities.priority": ("quadrant", OWN),
    "priorities.overview": ("quadrant", ALL),
    "priorities.improve": ("quadrant", OWN),
    "priorities.improve_brief": ("quadrant", OWN),
    "summary.priorities": ("quadrant", ALL),
    "pain_points.first_loss": ("first_loss", ALL),
    "pain_points.told_losses": ("loss", ALL),
    "priorities.relieve": ("loss", OWN),
    "priorities.relieve_brief": ("loss", OWN),
}
"""
Of each claim that states a headline verdict, of which kind, and which of that kind: that of its subject, all, or those
of neighbours in the order that it gives.
"""

COARSE: Mapping[str, tuple[str, ...]] = {
    "reliability.alpha_overview": ("insufficient", "undecided"),
    "summary.reliability": ("insufficient", "undecided"),
    "findings.unreliable": ("insufficient", "undecided"),
    "findings.uncertain_reliability": ("insufficient", "undecided"),
    "measurement.indices": ("good",),
}
"""Claims that tell only these verdicts from each other and from the rest, which are one to them."""

SAID_ALREADY = ("depends", "withheld", "inseparable")  # verdicts that themselves take back


def qualifications(claim: Claim, found: list[Finding]) -> list[Claim]:
    """What is to be said right after a claim: that a verdict in it is another under other choices; else nothing."""
    quantity, whose = STATED[claim.id]
    flips = [flip for flip in flips_of(found, quantity) if is_of(claim, whose, flip) and is_told(claim.id, flip)]
    if not flips or claim.verdict in SAID_ALREADY:
        return []
    withdrawn = [flip for flip in flips if flip["grade"] == "withdrawn"]
    is_one = whose == OWN or not flips[0]["subject"] or quantity in ("cfi", "r_squared")
    return [
        Claim(
            id="sensitivity.hangs",
            subject=claim.key,
            verdict=either(bool(withdrawn), "withdrawn", "qualified") if is_one else "several",
            verdicts=("qualified", "withdrawn", "several"),
            values={
                "n_differing": flips[0]["n_differing"],
                "n_others": flips[0]["n_others"],
                "withdrawn": grouped(withdrawn),
                "qualified": grouped(flip for flip in flips if flip not in withdrawn),
            },
        )
    ]


def is_of(claim: Claim, whose: str, flip: Mapping[str, Any]) -> bool:
    """Whether a claim speaks of this verdict."""
    if whose == OWN:
        return flip["subject"] == claim.subject
    pair = {flip["subject"], flip["against"]}
    return whose == ALL or any(pair == set(two) for two in pairwise(claim.values["scales"]))


def is_told(claim: str, flip: Mapping[str, Any]) -> bool:
    """Whether the difference between the verdicts is one that a claim makes."""
    told = COARSE.get(claim)
    if told is None:
        return True
    seen = {verdict if verdict in told else "" for verdict in (flip["verdict"], *flip["others"])}
    return len(seen) > 1
