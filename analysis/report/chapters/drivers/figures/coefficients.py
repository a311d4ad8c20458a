"""What each dimension adds to satisfaction, the others held equal: coefficients with their intervals."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import needed
from analysis.statistics.regression.drivers import DriverTerm


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each dimension, in the study's order."""
    regression = needed(results.drivers)
    rows = [coefficient_row(term, wording) for term in regression.terms]
    figure = style.canvas(intervals.height_cm(rows) + intervals.NOTE_CM)
    ax = figure.add_subplot()
    intervals.draw_rows(ax, rows, zero=True)
    heads = (wording.text("coefficient", level=wording.conf_level), "β")
    intervals.print_cells(ax, rows, heads)
    axis = "probability_axis" if logistic.of(regression) else "coefficient_axis"
    intervals.name_axis(ax, wording.text(axis, outcome=wording.scale(regression.outcome)))
    style.note(figure, wording["coefficients_note"])
    return figure


def coefficient_row(term: DriverTerm, wording: Wording) -> intervals.Row:
    """A regression term as a row of the figure."""
    low, high = term.conf_low, term.conf_high
    return intervals.Row(
        label=labels.wrapped(wording.scale(term.term), intervals.LABEL_WIDTH),
        estimate=term.estimate,
        low=low,
        high=high,
        cells=(f"{numbers.number(term.estimate)} {numbers.interval(low, high)}", numbers.number(term.beta)),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    regression = needed(results.drivers)
    return {
        "outcome": wording.scale(regression.outcome),
        "n_obs": regression.n_obs,
        "level": wording.conf_level,
        "terms": regression.terms,
    }
