"""Which dimension counts most: shares of the explained variance, with bootstrap intervals."""

from typing import Any

import seaborn
from matplotlib.figure import Figure

from analysis.report.chapters.drivers.claims import arranged, first_shares
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.regression.drivers import WeighedTerm


def draw(results: Results, wording: Wording) -> Figure:
    """A bar for each dimension, the largest first, with the interval of its contribution to R²."""
    regression = needed(results.drivers)
    firsts = first_shares(regression)
    rows = [importance_row(term, firsts[term.term], wording) for term in arranged(results)]
    figure = style.canvas(intervals.height_cm(rows) + intervals.NOTE_CM)
    ax = figure.add_subplot()
    bars = {"x": [row.estimate for row in rows], "y": list(range(len(rows))), "orient": "h", "width": 0.55}
    seaborn.barplot(**bars, ax=ax, color=style.PALE, saturation=1, errorbar=None)
    intervals.draw_rows(ax, rows, colour=style.BLUE)
    ax.set_xlim(0, None)
    level = wording.conf_level
    heads = (wording.text("contribution", level=level), wording["share"], wording["prob_first"])
    intervals.print_cells(ax, rows, heads)
    style.bounded_ticks(ax)
    ax.set(xlabel=wording["importance_axis"], ylabel="")
    style.note(figure, wording["importance_note"])
    return figure


def importance_row(term: WeighedTerm, first: float | None, wording: Wording) -> intervals.Row:
    """A regression term as a row of the figure; `first` is the share of resamples in which it leads."""
    low, high = term.importance_low, term.importance_high
    interval = numbers.interval(low, high, numbers.bounded_three)
    return intervals.Row(
        label=labels.wrapped(wording.scale(term.term), intervals.LABEL_WIDTH),
        estimate=term.importance,
        low=low,
        high=high,
        cells=(
            f"{numbers.bounded_three(term.importance)} {interval}",
            numbers.percent(term.importance_share),
            numbers.percent(first),
        ),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    regression = needed(results.drivers)
    firsts = first_shares(regression)
    return {
        "outcome": wording.scale(regression.outcome),
        "r_squared": regression.r_squared,
        "level": wording.conf_level,
        "terms": [vars(term) | {"first": firsts[term.term]} for term in arranged(results)],
        "ordered": needed(had(regression.importance)).ordered,
    }
