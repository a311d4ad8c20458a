"""Which items of a dimension matter and are rated low: a small map for each dimension."""

from math import ceil
from typing import Any

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.report.chapters.priorities.item_claims import PlacedItem, placed_items
from analysis.report.document.contents import Results
from analysis.report.drawing import labels, placement, style
from analysis.report.drawing.wording import Wording

MOST_COLUMNS, ROW_CM, FRAME_CM, LABEL_EMS, TITLE_EMS = 3, 4.6, 1.4, 7, 17
ROOM = 0.16


def draw(results: Results, wording: Wording) -> Figure:
    """A panel for each dimension, all with the same axes; filled where an item is read as one to concentrate on."""
    found = panels(results)
    n_columns = min(MOST_COLUMNS, len(found))
    n_rows = ceil(len(found) / n_columns)
    figure = style.canvas(FRAME_CM + n_rows * ROW_CM)
    axes = figure.subplots(n_rows, n_columns, sharex=True, sharey=True, squeeze=False).ravel()
    lines = []
    for ax, (scale, rows) in zip(axes, found, strict=False):
        lines.append(draw_panel(ax, rows))
        ax.set_title(labels.wrapped(wording.scale(scale), TITLE_EMS), fontsize=style.SMALL)
    for ax in axes[len(found) :]:
        ax.remove()
    set_limits(axes[0], [row for _, rows in found for row in rows])
    style.bounded_ticks(axes[0])
    for place, ax in enumerate(axes[: len(found)]):
        name_axes(ax, wording, is_first=place % n_columns == 0, is_last=place + n_columns >= len(found))
    style.note(figure, wording["item_map_note"])
    style.settle_layout(figure)
    for ax, (_, rows), taken in zip(axes, found, lines, strict=False):
        texts = [labels.wrapped(wording.item(row.term), LABEL_EMS) for row in rows]
        placement.place_labels(ax, texts, [cross(row) for row in rows], taken)
    return figure


def panels(results: Results) -> list[tuple[str, list[PlacedItem]]]:
    """The items by dimension, in the order of the study."""
    return list(placed_items(results).items())


def cross(row: PlacedItem) -> tuple[placement.Estimate, placement.Estimate]:
    """An item's importance and performance; the table has the intervals, which would hide the names here."""
    x, y = row.place.importance, row.place.performance
    return (x, x, x), (y, y, y)


def draw_panel(ax: Axes, rows: list[PlacedItem]) -> list[Line2D]:
    """The items of a dimension, and lines at their means, which names keep clear of."""
    dashed = {"color": style.SECONDARY, "linewidth": 0.7, "linestyle": (0, (4, 3)), "zorder": 1}
    middle = sum(row.place.importance for row in rows) / len(rows)
    lines = [ax.axvline(middle, **dashed), ax.axhline(sum(row.place.performance for row in rows) / len(rows), **dashed)]
    for is_low, fill in ((True, style.BLUE), (False, style.PAPER)):
        chosen = [row.place for row in rows if (row.reading == "concentrate") is is_low]
        at = {"x": [place.importance for place in chosen], "y": [place.performance for place in chosen]}
        seaborn.scatterplot(**at, ax=ax, color=fill, edgecolor=style.BLUE, linewidth=1, s=20, zorder=4)
    style.open_axes(ax, left=True)
    return lines


def set_limits(ax: Axes, rows: list[PlacedItem]) -> None:
    """Axes that end a little beyond the items."""
    spreads = [[row.place.importance for row in rows], [row.place.performance for row in rows]]
    for values, limit in zip(spreads, (ax.set_xlim, ax.set_ylim), strict=True):
        room = ROOM * (max(values) - min(values)) or 1
        limit(min(values) - room, max(values) + room)


def name_axes(ax: Axes, wording: Wording, *, is_first: bool, is_last: bool) -> None:
    """What the axes show, at the left and at the foot of the figure."""
    form = {"fontsize": style.SMALL}
    ax.set_ylabel(wording["performance_axis"] if is_first else "", **form)
    ax.set_xlabel(wording["item_map_axis"] if is_last else "", **form)
    ax.tick_params(labelbottom=is_last, labelsize=style.SMALL)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {"panels": panels(results)}
