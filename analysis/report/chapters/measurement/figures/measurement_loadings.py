"""How strongly each item stands for its dimension: standardised loadings of the headline model with their intervals."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report.chapters.measurement.estimator_claims import headline_model
from analysis.report.document.contents import Results
from analysis.report.document.thresholds import WEAK_STANDARDISED_LOADING
from analysis.report.drawing import intervals, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import needed
from analysis.statistics.measurement.fitted_model import FittedModel

ROW_CM, FRAME_CM, CODE_EMS = 0.42, 1.9, 16


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each item under the name of its dimension; items of an impossible estimate in another colour."""
    rows = rows_of(results, wording)
    codes = [labels.wrapped(row.label, CODE_EMS) if row.cells[0] else "" for row in rows]
    height = max(ROW_CM, labels.line_count(codes) * 0.32 + 0.1)
    figure = style.canvas(len(rows) * height + FRAME_CM)
    ax = figure.add_subplot()
    impossible = impossible_items(results, wording) & {row.label for row in rows}
    draw_points(ax, rows, impossible)
    name_scales(ax, rows)
    row_labels.label_rows(ax, codes, fontsize=style.SMALL, linespacing=1.0)
    ax.set_ylim(len(rows) - 0.5, -0.7)
    style.open_axes(ax)
    style.bounded_ticks(ax)
    intervals.print_cells(ax, rows, (wording.text("loading", level=wording.conf_level),))
    intervals.name_axis(ax, wording["loading_axis"])
    note = wording.text("measurement_loadings_note", weak=numbers.bounded(WEAK_STANDARDISED_LOADING))
    style.note(figure, note + wording["impossible_note"] if impossible else note)
    return figure


def headline(results: Results) -> FittedModel:
    """The model that the report speaks of first."""
    return needed(headline_model(needed(results.cfa)))


def rows_of(results: Results, wording: Wording) -> list[intervals.Row]:
    """The scales' names as rows without an estimate, each followed by the rows of its items."""
    rows, last = [], None
    for cell in headline(results).loadings:
        if cell.factor != last:
            last = cell.factor
            rows.append(intervals.Row(label=wording.scale(last), estimate=None, low=None, high=None, cells=("",)))
        low, high = cell.std_conf_low, cell.std_conf_high
        printed = f"{numbers.bounded(cell.std_estimate)} {numbers.interval(low, high, form=numbers.bounded)}"
        rows.append(
            intervals.Row(
                label=wording.item(cell.term), estimate=cell.std_estimate, low=low, high=high, cells=(printed,)
            )
        )
    return rows


def impossible_items(results: Results, wording: Wording) -> set[str]:
    """Items that a problem of the model names."""
    return {wording.item(name) for problem in headline(results).problems for name in problem.names}


def draw_points(ax: Axes, rows: list[intervals.Row], impossible: set[str]) -> None:
    """Each item's estimate and interval, and the line below which an item is weak."""
    for colour, are_impossible in ((style.BLUE, False), (style.VERMILLION, True)):
        drawn = [(i, r) for i, r in enumerate(rows) if r.cells[0] and (r.label in impossible) == are_impossible]
        known = [(i, r) for i, r in drawn if r.low is not None]
        ax.hlines([i for i, _ in known], [r.low for _, r in known], [r.high for _, r in known], colors=colour)
        form = {"color": colour, "markeredgecolor": style.PAPER, "markeredgewidth": 0.5, "zorder": 3}
        ax.plot([r.estimate for _, r in drawn], [i for i, _ in drawn], "o", **form)
    ax.axvline(WEAK_STANDARDISED_LOADING, color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    lowest = min(v for r in rows for v in (r.estimate, r.low) if v is not None)
    ax.set_xlim(min(0.0, lowest - 0.02), max(1.0, ax.get_xlim()[1]))
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def name_scales(ax: Axes, rows: list[intervals.Row]) -> None:
    """The dimensions' names inside the plot, above their items."""
    left = ax.get_xlim()[0]
    for position, row in enumerate(rows):
        if not row.cells[0]:
            style.text_within(ax, left, position + 0.1, row.label, ha="left", weight="bold", fontsize=style.SIZE)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    loadings = headline(results).loadings
    known = [  # one of an item without variance is not
        (cell.std_estimate, cell) for cell in loadings if cell.std_estimate is not None
    ]
    return {
        "n_items": len(loadings),
        "level": wording.conf_level,
        "model": wording.code("models", headline(results).estimator),
        "weakest": min(known, key=lambda pair: pair[0])[1],
        "strongest": max(known, key=lambda pair: pair[0])[1],
    }
