"""How the groups rate the outcome: the mean at every level with its interval, beside the mean of all."""

from itertools import pairwise
from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.groups.shown_levels import adjusted_means, scale_shown, shown
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import sound
from analysis.statistics.groups.adjusted import LevelMean

LABEL_WIDTH = 26  # ems: on one line, but for the longest


def draw(results: Results, wording: Wording) -> Figure:
    """A head for each grouping and a row for each of its levels; a line at the mean of all respondents."""
    groups = shown(results)
    has_adjusted = any(adjusted_means(one) for one in groups.values())
    blocks = [block(group, one.levels, adjusted_means(one), wording, has_adjusted) for group, one in groups.items()]
    rows = [row for block_rows in blocks for row in block_rows]
    figure = style.canvas(height_cm(rows) + (intervals.NOTE_CM if has_adjusted else 0))
    ax = figure.add_subplot()
    if overall := sound(results.sample.scales).get(scale_shown(results)):
        ax.axvline(overall.mean, color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    intervals.draw_rows(ax, rows)
    heads = [wording.text("group_mean", level=wording.conf_level)]
    intervals.print_cells(ax, rows, [*heads, wording["adjusted_mean"]] if has_adjusted else heads)
    intervals.name_axis(ax, wording.text("group_axis", scale=wording.scale(scale_shown(results))))
    if has_adjusted:
        style.note(figure, wording["group_note"])
    return figure


def height_cm(rows: list[intervals.Row]) -> float:
    """Height of the plot: rows as far apart as the two highest labels that follow each other need."""
    lines = [row.label.count("\n") + 1 for row in rows]
    highest = max((above + below for above, below in pairwise(lines)), default=2)
    return intervals.FRAME_CM + len(rows) * max(intervals.ROW_CM, highest / 2 * intervals.LINE_CM + 0.1)


def block(
    group: str, levels: list[LevelMean], adjusted: dict[str, float], wording: Wording, has_adjusted: bool
) -> list[intervals.Row]:
    """A grouping's name, then its levels."""
    empty = ("", "") if has_adjusted else ("",)
    head = intervals.Row(
        label=labels.wrapped(wording.group(group), LABEL_WIDTH), estimate=None, low=None, high=None, cells=empty
    )
    return [head, *(level_row(row, adjusted, wording, has_adjusted) for row in levels)]


def level_row(row: LevelMean, adjusted: dict[str, float], wording: Wording, has_adjusted: bool) -> intervals.Row:
    """One level."""
    mean = f"{numbers.number(row.mean)} {numbers.interval(row.conf_low, row.conf_high)}"
    return intervals.Row(
        label=labels.wrapped(f"{wording.answer(row.level)} ({numbers.count(row.n_obs)})", LABEL_WIDTH),
        estimate=row.mean,
        low=row.conf_low,
        high=row.conf_high,
        cells=(mean, numbers.number(adjusted.get(row.level))) if has_adjusted else (mean,),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {
        "level": wording.conf_level,
        "scale": wording.scale(scale_shown(results)),
        "groups": [(wording.group(group), one.levels) for group, one in shown(results).items()],
    }
