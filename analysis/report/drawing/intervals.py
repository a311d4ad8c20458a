"""Estimates with their intervals, one row each, and the same numbers in columns beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes

from analysis.report.drawing import labels, row_labels, style

LABEL_WIDTH = 17  # ems
ROW_CM, LINE_CM, FRAME_CM = 0.62, 0.36, 1.7


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label, an estimate with its interval, and the cells printed beside it."""

    label: str
    estimate: float | None
    low: float | None
    high: float | None
    cells: tuple[str, ...] = field(default_factory=tuple)


NOTE_CM = 0.4
"""Height of a note of one line under such a plot."""


def height_cm(rows: Sequence[Row]) -> float:
    """Height of a plot of these rows."""
    lines = labels.line_count([row.label for row in rows])
    return FRAME_CM + len(rows) * max(ROW_CM, lines * LINE_CM + 0.2)


def draw_rows(ax: Axes, rows: Sequence[Row], *, zero: bool = False, colour: str = style.BLUE) -> None:
    """A point and a line for each row; `zero` draws the line of no effect."""
    if zero:
        ax.axvline(0, color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for position, row in enumerate(rows):
        if row.estimate is None:
            continue
        if row.low is not None:
            ax.plot([row.low, row.high], [position, position], color=colour, solid_capstyle="butt", zorder=2)
        [mark] = ax.plot(row.estimate, position, "o", color=colour, zorder=3)
        mark.set(markeredgecolor=style.PAPER, markeredgewidth=0.5)
        style.tell(mark, row.label, row.estimate, row.low, row.high)
    row_labels.label_rows(ax, [row.label for row in rows])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    style.open_axes(ax)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def print_cells(ax: Axes, rows: Sequence[Row], heads: Sequence[str]) -> None:
    """The rows' cells to the right of the axes, in columns flush right under their heads."""
    offset = 6.0
    for column, head in enumerate(heads):
        cells = [row.cells[column] for row in rows]
        offset += max(map(labels.extent, [head, *cells])) * style.SMALL
        for position, cell in enumerate(cells):
            beside(ax, cell, position, offset, style.INK)
        beside(ax, head, -0.75, offset, style.SECONDARY)
        offset += 10


def name_axis(ax: Axes, text: str, ems: float = 30) -> None:
    """What the bottom axis shows, in lines short enough for the plot."""
    ax.set_xlabel(labels.wrapped(text, ems), linespacing=1.1)


def beside(ax: Axes, text: str, position: float, offset: float, colour: str) -> None:
    """Text that ends `offset` points right of the axes, at the height of a row."""
    ax.annotate(
        text,
        (1, position),
        (offset, 0),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=style.SMALL,
        color=colour,
        annotation_clip=False,
    )
