"""Whether the levels of a grouping read the items alike, so that their means on a dimension may be compared."""

from collections.abc import Iterable

from analysis.report.chapters.invariance.claims import is_small, rejected_by_test
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.statistics.measurement.group_invariance import GroupInvariance, RefusedInvariance

VERDICTS = (
    *("alike", "but_for_items", "not_comparable", "not_comparable_at_all"),
    *("no_basis", "too_small", "not_estimated", "untested"),
)
NEEDED = {
    "metric": "loadings",
    "partial_metric": "loadings",
    "scalar": "intercepts",
    "partial_scalar": "intercepts",
}
"""What each step makes equal, of those that a comparison of means needs."""

WITHHELD = ("not_comparable", "not_comparable_at_all")
"""Where the text compares no dimension."""


def comparability(results: Results, group: str) -> str:
    """What the test of measurement invariance allows for one grouping."""
    found = (results.invariance or {}).get(group)
    if isinstance(found, RefusedInvariance):
        return "too_small" if found.code == "fewer_than_two_groups" else "not_estimated"
    if not isinstance(found, GroupInvariance):
        return "untested"
    if found.verdict == "no_basis":
        return "no_basis"
    if found.verdict in ("configural", "partial_metric", "metric"):
        return "not_comparable" if unequal_items(found) else "not_comparable_at_all"
    return "but_for_items" if unequal_items(found) else "alike"


def unequal_items(found: GroupInvariance) -> list[str]:
    """The items that some levels read otherwise than others: given up for a partial step, or in vain."""
    given_up = [term for step in (found.partial_metric, found.partial_scalar) if step for term in step.freed]
    return list(dict.fromkeys(map(item_of, [*given_up, *found.unequal])))


def item_of(term: str) -> str:
    """The item of a loading 'factor=~item' or an intercept 'item~1'."""
    return term.partition("=~")[2] or term.removesuffix("~1")


def claim(results: Results, group: str) -> Claim:
    """Whether the dimensions may be compared, and why not."""
    found = (results.invariance or {}).get(group)
    tested = found if isinstance(found, GroupInvariance) else None
    return Claim(
        id="groups.comparability",
        subject=group,
        verdict=comparability(results, group),
        verdicts=VERDICTS,
        values={
            "group": group,
            "items": unequal_items(tested) if tested else [],
            "fewest": found.fewest_rows if found else None,
            "refusal": found if isinstance(found, RefusedInvariance) else None,
            "levels": named_levels(tested.dropped) if tested else [],
            "is_weak": bool(tested and tested.weak),
            "is_weak_throughout": bool(tested and len(tested.weak) == len(tested.groups)),
            "rejected_by_test": rejected_parts(tested) if tested else [],
            "is_small": bool(tested and is_small(tested)),
        },
    )


def rejected_parts(found: GroupInvariance) -> list[str]:
    """What the difference test rejects and the CFI keeps, of what a comparison of means needs to be equal."""
    return list(dict.fromkeys(NEEDED[step] for step in rejected_by_test(found) if step in NEEDED))


def named_levels(dropped: Iterable) -> list[str]:
    """Levels too small for the test, but for those that would expose people."""
    return [row.level for row in dropped if row.n_obs is not None]
