"""A grid of numbers from -1 to 1, coloured by size and sign."""

import seaborn
from matplotlib.axes import Axes

from analysis.report.drawing import style
from analysis.report.language import numbers


def draw_grid(ax: Axes, values: list[list[float | None]], *, weak: float = 0.0) -> None:
    """
    Cells with their values printed; nothing where a value is None.

    Parameters
    ----------
    ax : an axes; its ticks and labels are left to the caller.
    values : rows of numbers between -1 and 1.
    weak : values below this size are printed small and grey on paper.
    """
    cells = [[float("nan") if is_weak(v, weak) else v for v in row] for row in values]
    seaborn.heatmap(
        cells,
        ax=ax,
        vmin=-1,
        vmax=1,
        cmap=style.diverging(),
        cbar=False,
        linewidths=1,
        linecolor=style.PAPER,
        xticklabels=False,
        yticklabels=False,
    )
    colours = style.diverging()
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            if value is not None:
                is_faint = is_weak(value, weak)
                colour = style.SECONDARY if is_faint else style.text_on(colours((value + 1) / 2))
                size = style.SMALL - (1 if is_faint else 0)
                style.text_within(ax, j + 0.5, i + 0.5, numbers.bounded(value), color=colour, fontsize=size)
    style.empty_axes(ax)


def is_weak(value: float | None, weak: float) -> bool:
    """Whether a value is absent or too small to colour."""
    return value is None or round(abs(value), 2) < weak
