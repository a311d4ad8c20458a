"""Which means by group the figure shows: those of the outcome, where there are none too many for a page."""

from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.groups.adjusted import AdjustedDifference, LevelMean

MOST_ROWS = 46  # more would not stand on a page


def scale_shown(results: Results) -> str:
    """The outcome to explain, else the first scale."""
    return (results.study.outcomes or results.study.scales)[0].name


def levels_shown(results: Results) -> dict[str, tuple[list[LevelMean], dict[str, float]]]:
    """By grouping the levels of the scale that is shown, and their means with the other groupings held equal."""
    scale, shown = scale_shown(results), {}
    for group, found in (had(results.groups) or {}).items():
        one = sound(found).get(scale)
        if one and len(one.levels) > 1:
            adjusted = one.adjusted.levels if isinstance(one.adjusted, AdjustedDifference) else []
            shown[group] = one.levels, {row.level: row.mean for row in adjusted}
    return shown


def are_few(results: Results) -> bool:
    """Whether there are levels to show, and none too many for a page."""
    return 0 < sum(len(levels) + 1 for levels, _ in levels_shown(results).values()) <= MOST_ROWS
