"""Where the report states a verdict that hangs on choices of analysis: such a claim is qualified as it is worded."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.findings.finding import grouped
from analysis.report.findings.sensitivity import Compared

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

GRADED = ("reliability.alpha_of_scale", "findings.misfit")
"""Claims that tell how far a verdict goes."""

MISFIT = ("findings.misfit", "findings.misfit_brief")
SAID_ALREADY = ("depends", "withheld", "inseparable")  # verdicts that themselves take back


def qualifications(claim: Claim, results: Results) -> list[Claim]:
    """What is to be said right after a claim: that a verdict in it is another under other choices; else nothing."""
    quantity, whose = STATED[claim.id]
    rows = [row for row in sensitivity.compared(results) if row.key.quantity == quantity and is_of(claim, whose, row)]
    flips = [row.told() for row in rows if row.flips and is_told(claim, row)]
    if not flips or claim.verdict in SAID_ALREADY:
        return degree(claim, rows)
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


def degree(claim: Claim, rows: Sequence[Compared]) -> list[Claim]:
    """Of what is judged by grades: that the verdict stands, and how far it goes depends on choices of analysis."""
    regraded = [row for row in rows if row.regraded]
    if claim.id not in GRADED or not regraded:
        return []
    [row] = regraded
    values = [other.value for other in row.regraded if other.value is not None]
    return [
        Claim(
            id="sensitivity.degree",
            subject=claim.key,
            verdict=row.key.quantity,
            verdicts=("alpha", "cfi"),
            values={
                "low": min(values),
                "high": max(values),
                "n_differing": len(row.regraded),
                "n_others": row.n_others,
            },
        )
    ]


def is_of(claim: Claim, whose: str, row: Compared) -> bool:
    """Whether a claim speaks of this verdict."""
    if whose == OWN:
        return row.key.subject == claim.subject
    pair = {row.key.subject, row.key.against}
    return whose == ALL or any(pair == set(two) for two in pairwise(claim.values["scales"]))


def is_told(claim: Claim, row: Compared) -> bool:
    """Whether a claim would become untrue: misfit that other indices show stays misfit whatever the CFI."""
    is_of_others = claim.id in MISFIT and row.own.verdict == "good" and not claim.values["is_local"]
    return not is_of_others
