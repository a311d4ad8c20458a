"""The tests of pain points: equal means, the number met, costs, pairs, and shares by group."""

from collections.abc import Iterator

from analysis.report.chapters.appendix.tested import Test
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had
from analysis.statistics.pain_points.costs import PainPointCost
from analysis.statistics.pain_points.pain_points import PainPoints

SECTION = "pain_points"


def tests(results: Results) -> list[Test]:
    """All of them, one pain point at a time first."""
    found = had(results.pain_points)
    return [*one_by_one(results), *(together(found) if found else [])]


def one_by_one(results: Results) -> Iterator[Test]:
    """Those who met a pain point against those who did not."""
    for row in results.pain_point_comparisons:
        if row.p_value is not None:
            test = (row.statistic, row.df, row.p_value, row.p_value_holm)
            yield Test(SECTION, "equal_means", "t", *test, subject=row.name)


def together(found: PainPoints) -> Iterator[Test]:
    """Those of all pain points at once."""
    if trend := had(found.trend):
        statistic = trend.estimate / trend.std_error_hc3
        yield Test(SECTION, "no_trend", "t", statistic, trend.n_obs - 2, trend.p_value)
    yield from cost_tests(had(found.joint) or [], "no_cost")
    yield from cost_tests(had(found.beyond_dimensions) or [], "no_cost_beyond")
    for pair in found.cooccurrence:
        if pair.p_value is not None:
            test = (pair.statistic, None, pair.p_value, pair.p_value_holm)
            yield Test(SECTION, "met_apart", "z", *test, words={"point": pair.a, "other": pair.b})
    for group, parts in found.groups.items():
        for name, part in parts.items():
            if made := had(part.test):
                numbers = (made.statistic, made.df, made.p_value, made.p_value_holm)
                yield Test(SECTION, "equal_shares", "χ²", *numbers, subject=name, words={"group": group})


def cost_tests(costs: list[PainPointCost], null: str) -> Iterator[Test]:
    """Those of one model."""
    for cost in costs:
        if cost.std_error_hc3 and cost.p_value is not None:
            statistic = cost.estimate / cost.std_error_hc3
            yield Test(SECTION, null, "t", statistic, None, cost.p_value, cost.p_value_holm, subject=cost.term)
