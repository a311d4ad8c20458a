"""Which means by group the figure shows: those of the outcome, of so many groupings as stand on a page."""

from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.groups.adjusted import AdjustedDifference
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import MeansTest

MOST_ROWS = 26  # more would not stand on a page


def scale_shown(results: Results) -> str:
    """The outcome to explain, else the first scale."""
    return (results.study.outcomes or results.study.scales)[0].name


def comparable(results: Results) -> dict[str, GroupDifference]:
    """By grouping the scale that is shown, where there are two levels or more."""
    scale = scale_shown(results)
    found = {group: sound(scales).get(scale) for group, scales in (had(results.groups) or {}).items()}
    return {group: one for group, one in found.items() if one and len(one.levels) > 1}


def shown(results: Results) -> dict[str, GroupDifference]:
    """The groupings that are drawn, in the study's order: those least likely to have equal means come first to it."""
    found, chosen, n_rows = comparable(results), [], 0
    for group in sorted(found, key=lambda group: p_value(found[group])):
        n_rows += len(found[group].levels) + 1
        if n_rows <= MOST_ROWS:
            chosen.append(group)
    return {group: one for group, one in found.items() if group in chosen}


def p_value(one: GroupDifference) -> float:
    """Of equal means; one where they could not be tested."""
    return one.test.p_value if isinstance(one.test, MeansTest) else 1.0


def are_any(results: Results) -> bool:
    """Whether there are levels to show."""
    return bool(shown(results))


def are_all(results: Results) -> bool:
    """Whether every grouping is shown."""
    return len(shown(results)) == len(comparable(results))


def adjusted_means(one: GroupDifference) -> dict[str, float]:
    """The means by level with the other groupings held equal; none where nothing could be adjusted."""
    return {row.level: row.mean for row in one.adjusted.levels} if isinstance(one.adjusted, AdjustedDifference) else {}
