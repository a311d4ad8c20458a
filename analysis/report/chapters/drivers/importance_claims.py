"""Section 5: which two dimensions the data put in an order."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_clear
from analysis.report.findings import finding as findings
from analysis.report.findings import sensitivity
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.regression.driver_importance import DriverPair

FEWEST_PAIRS = 3  # of two dimensions the shares themselves say it


def separable_pairs(results: Results) -> list[DriverPair]:
    """
    Every two dimensions that may be put in an order: each is told apart from all others.

    How R squared divides among dimensions that are not told apart is not known, so that none of them has a share of its
    own that could be held against that of any other.
    """
    weighed, tied = had(results.importance), findings.scales_with(of(results), "inseparable")
    return [pair for pair in weighed.pairs if pair.a not in tied and pair.b not in tied] if weighed else []


def settled(results: Results) -> list[dict]:
    """Which dimensions come before which others in enough resamples and under every specification."""
    regression, tied = needed(results.drivers), findings.scales_with(of(results), "inseparable")
    weighed = needed(had(regression.importance))
    moved = {
        frozenset([row.key.subject, row.key.against])
        for row in sensitivity.compared(results)
        if row.key.quantity == "order" and row.n_differing
    }
    order = [term.term for term in sorted(weighed.terms, key=lambda term: -term.importance)]
    ahead = {
        (pair.a, pair.b) if pair.prob_a_greater > 1 / 2 else (pair.b, pair.a)
        for pair in weighed.pairs
        if is_clear(max(pair.prob_a_greater, 1 - pair.prob_a_greater))
        if frozenset([pair.a, pair.b]) not in moved and not {pair.a, pair.b} & set(tied)
    }
    rows: dict[tuple[str, ...], list[str]] = {}
    for name in order:
        rows.setdefault(tuple(a for a in order if (a, name) in ahead), []).append(name)
    return [{"first": list(first), "then": then} for first, then in rows.items() if first]


def pairs(results: Results) -> list[Claim]:
    """How many pairs of dimensions that are told apart have an order."""
    compared = separable_pairs(results)
    if len(compared) < FEWEST_PAIRS:
        return []
    n_ordered = sum(is_clear(pair.lmg) for pair in compared)
    return [
        Claim(
            id="drivers.pairs",
            verdict="all" if n_ordered == len(compared) else either(n_ordered > 0, "some", "none"),
            verdicts=("all", "some", "none"),
            values={
                "n_pairs": len(compared),
                "n_ordered": n_ordered,
                "threshold": thresholds.CLEAR_PROBABILITY,
                "chance": 2 * (1 - thresholds.CLEAR_PROBABILITY),
            },
        )
    ]
