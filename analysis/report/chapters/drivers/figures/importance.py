"""Which dimension counts most: shares of the explained variance, with bootstrap intervals."""

from typing import Any

import seaborn
from matplotlib.figure import Figure

from analysis.report.chapters.drivers.claims import arranged, first_shares
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """A bar for each dimension, the largest first, with the interval of its contribution to R²."""
    rows = [importance_row(term, wording) for term in ordered_terms(results)]
    figure = style.canvas(intervals.height_cm(rows) + 0.4)
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


def ordered_terms(results: dict[str, Any]) -> list[dict[str, Any]]:
    """The regression's terms as the table has them, the most important first where they are told apart."""
    firsts = first_shares(results["regression"])
    return [term | {"first": firsts[term["term"]]} for term in arranged(results)]


def importance_row(term: dict[str, Any], wording: Wording) -> intervals.Row:
    """A regression term as a row of the figure."""
    low, high = term.get("importance_low"), term.get("importance_high")
    interval = numbers.interval(low, high, numbers.bounded_three)
    return intervals.Row(
        label=labels.wrapped(wording.scale(term["term"]), intervals.LABEL_WIDTH),
        estimate=term["importance"],
        low=low,
        high=high,
        cells=(
            f"{numbers.bounded_three(term['importance'])} {interval}",
            numbers.percent(term.get("importance_share")),
            numbers.percent(term["first"]),
        ),
    )


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    regression = results["regression"]
    return {
        "outcome": wording.scale(regression["outcome"]),
        "r_squared": regression["r_squared"],
        "level": wording.conf_level,
        "terms": ordered_terms(results),
        "ordered": regression["importance"].get("ordered"),
    }
