"""The specification curve: each headline coefficient under every set of choices, and where its verdict is another."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec

from analysis.report.chapters.sensitivity.shown_panels import Panel, panels
from analysis.report.document.contents import Results
from analysis.report.drawing import labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.findings.sensitivity import Compared

ROW_CM, PANEL_CM, NOTE_CM = 0.62, 1.15, 0.9
LABEL_WIDTH = 13  # ems
REACH = 0.36  # of the rows' distance: how far up and down the curve of a row goes


def draw(results: Results, wording: Wording) -> Figure:
    """A panel per kind, a row per coefficient; in each row the specifications from the lowest to the highest."""
    columns = panels(results)
    heights = [[PANEL_CM + ROW_CM * len(panel.rows) for panel in column] for column in columns]
    figure = style.canvas(max(map(sum, heights)) + NOTE_CM)
    outer = GridSpec(1, len(columns), figure=figure)
    for place, column, sizes in zip(outer, columns, heights, strict=True):
        spare = max(map(sum, heights)) - sum(sizes)
        inner = place.subgridspec(len(column) + 1, 1, height_ratios=[*sizes, max(spare, 0.01)])
        for position, panel in enumerate(column):
            draw_panel(figure.add_subplot(inner[position]), panel, wording)
    style.note(figure, wording["specifications_note"])
    return figure


def draw_panel(ax: Axes, panel: Panel, wording: Wording) -> None:
    """The rows of one kind."""
    for position, row in enumerate(panel.rows):
        draw_row(ax, position, row, wording)
    names = [labels.wrapped(row_name(row, wording), LABEL_WIDTH, 2) for row in panel.rows]
    row_labels.label_rows(ax, names, fontsize=style.SMALL)
    ax.set_ylim(len(panel.rows) - 0.5, -0.5)
    ax.set_title(wording[f"specifications_{panel.quantity}"], loc="left", fontsize=style.SMALL, weight="bold")
    if panel.quantity in ("slope", "loss"):
        ax.axvline(0, color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    style.bounded_ticks(ax)
    style.open_axes(ax)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def row_name(row: Compared, wording: Wording) -> str:
    """The scale or pain point, or for the whole design the kind of coefficient."""
    if row.key.quantity == "cfi":
        return wording["specifications_design"]
    return wording.any(row.key.subject)


def draw_row(ax: Axes, position: int, row: Compared, wording: Wording) -> None:
    """The curve of one coefficient, hollow where the verdict is not the report's, and the report's own on it."""
    drawn = sorted(
        ((other.value, other.verdict == row.own.verdict) for _, other in row.others if other.value is not None)
    )
    step = 2 * REACH / max(len(drawn) - 1, 1)
    first = position + REACH if len(drawn) > 1 else position
    for kept, fill in ((True, style.SECONDARY), (False, style.PAPER)):
        at = [(value, first - step * place) for place, (value, same) in enumerate(drawn) if same is kept]
        ax.plot(
            [x for x, _ in at],
            [y for _, y in at],
            "o",
            markersize=2.4,
            color=fill,
            markeredgecolor=style.SECONDARY if kept else style.VERMILLION,
            markeredgewidth=0.3 if kept else 0.8,
            zorder=2 + (not kept),
        )
    own = row.own
    if own.low is not None and own.high is not None:
        ax.plot([own.low, own.high], [position, position], color=style.BLUE, linewidth=1.4, zorder=4)
    [mark] = ax.plot(own.value, position, "D", color=style.BLUE, markersize=4.2, zorder=5)
    mark.set(markeredgecolor=style.PAPER, markeredgewidth=0.5)
    style.tell(mark, row_name(row, wording), own.value or 0.0, own.low, own.high)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {
        "panels": [
            {"kind": wording[f"specifications_{panel.quantity}"], "rows": [fact(row, wording) for row in panel.rows]}
            for column in panels(results)
            for panel in column
        ]
    }


def fact(row: Compared, wording: Wording) -> dict[str, Any]:
    """A coefficient, its range over the specifications, and how many of them give another verdict."""
    values = [other.value for _, other in row.others if other.value is not None]
    return {
        "name": row_name(row, wording),
        "own": row.own.value,
        "low": min(values, default=row.own.value),
        "high": max(values, default=row.own.value),
        "decimals": 3 if row.key.quantity == "cfi" else 2,
        "n_differing": row.n_differing,
        "n_others": row.n_others,
    }
