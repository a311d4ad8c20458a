"""How everyone answered on sliders and other continuous scales: each item's answers as a histogram, and their mean."""

from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, items, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.description.descriptives import Bin, ItemDescription

CODE_EMS, ROW_CM, FRAME_CM, TALLEST_CM = 15, 0.66, 1.1, 22.5
TALL = 0.8  # height of the fullest bin, in rows


@dataclass(frozen=True, kw_only=True)
class Row:
    """The answers to an item, to several of a scale as one (without `variable`), or, without any, a scale's name."""

    name: str
    variable: str = ""
    histogram: tuple[Bin, ...] = ()
    n_obs: int = 0
    mean: float = 0.0
    std_dev: float | None = None


def draw(results: Results, wording: Wording) -> Figure:
    """A panel for each answer scale, in it a row for each item under its scale's name; for each scale where many."""
    panels = panel_rows(results, wording)
    heights = [(len(rows) + 1) * ROW_CM + FRAME_CM for rows in panels.values()]
    shrunk = min(1.0, TALLEST_CM / sum(heights))
    figure = style.canvas(sum(heights) * shrunk + 0.5)
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
    for ax, ((low, high), rows) in zip(axes, panels.items(), strict=True):
        draw_panel(ax, rows, low, high, wording)
    style.note(figure, note([row for rows in panels.values() for row in rows], wording))
    return figure


def note(rows: list[Row], wording: Wording) -> str:
    """What bars and points mean, and the mark of reversed items or the pooling of items, where there is any."""
    names = {row.variable for row in rows}
    end = wording["reversed_note"] if names & wording.reversed_items else ""
    return wording["distributions_note"] + (wording["pooled_note"] if names == {""} else end)


def panel_rows(results: Results, wording: Wording) -> dict[tuple[float, float], list[Row]]:
    """
    The rows of each answer scale, by its ends; a scale's name has no histogram.

    Where there are more items than stand on a page, the answers to all items of a scale are one row.
    """
    found, scales = items.described(results), items.of_scales(results, categorical=False)
    are_many = sum(map(len, scales.values())) + len(scales) > items.MOST_BARS
    panels: dict[tuple[float, float], list[Row]] = {}
    for scale, names in scales.items():
        by_range: dict[tuple[float, float], list[str]] = {}
        for name in names:
            bins = found[name].histogram
            by_range.setdefault((bins[0].low, bins[-1].high), []).append(name)
        for ends, alike in by_range.items():
            own = [row_of(name, found[name], wording) for name in alike]
            title = wording.scale(scale)
            panels.setdefault(ends, []).extend([pooled(title, own)] if are_many else [Row(name=title), *own])
    return panels


def row_of(variable: str, found: ItemDescription, wording: Wording) -> Row:
    """The answers to one item."""
    return Row(
        name=wording.item(variable),
        variable=variable,
        histogram=tuple(found.histogram),
        n_obs=found.n_obs,
        mean=found.mean,
        std_dev=found.std_dev,
    )


def pooled(name: str, rows: list[Row]) -> Row:
    """The answers to several items as those to one; no spread, which is within items."""
    total = sum(row.n_obs for row in rows)
    edges = [set(edges_of(row)) for row in rows]
    shared = sorted(set.intersection(*edges))
    counts = [
        (low, high, sum(b.n for row in rows for b in row.histogram if low <= b.low < high))
        for low, high in pairwise(shared)
    ]
    histogram = tuple(Bin(low=low, high=high, n=n, share=n / total) for low, high, n in counts)
    return Row(name=name, histogram=histogram, mean=sum(row.mean * row.n_obs for row in rows) / total)


def edges_of(row: Row) -> list[float]:
    """Where the bins of a row begin and end; bins of different items meet where few answered neither."""
    return [row.histogram[0].low, *(b.high for b in row.histogram)]


def draw_panel(ax: Axes, rows: list[Row], low: float, high: float, wording: Wording) -> None:
    """Histograms over one answer scale, and beside each its mean and standard deviation."""
    most = max(density(b) for row in rows for b in row.histogram)
    corners = [bin_corners(b, k, most) for k, row in enumerate(rows) for b in row.histogram if b.n]
    ax.add_collection(PolyCollection(corners, facecolors=style.PALE, edgecolors=style.PAPER, linewidths=0.4, zorder=2))
    shown = [(k, row) for k, row in enumerate(rows) if row.histogram]
    for k, row in shown:
        ax.plot([low, high], [k + 0.4] * 2, color=style.RULE, linewidth=0.5, zorder=1)
        ax.plot(row.mean, k + 0.4, "o", color=style.BLUE, markeredgecolor=style.PAPER, markeredgewidth=0.5, zorder=4)
    for k, row in enumerate(rows):
        if not row.histogram:
            style.text_within(ax, low, k + 0.15, row.name, ha="left", weight="bold", fontsize=style.SIZE)
    names = [labels.wrapped(row.name, CODE_EMS) if row.histogram else "" for row in rows]
    row_labels.label_rows(ax, names, 0.15, fontsize=style.SMALL, linespacing=0.95)
    cells = [intervals.Row(label="", estimate=None, low=None, high=None, cells=printed(row)) for row in rows]
    intervals.print_cells(ax, cells, (wording["mean"], wording["std_dev"]))
    ax.set(xlim=(low, high), ylim=(len(rows) - 0.4, -1.1))
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", numbers.MINUS))
    style.open_axes(ax)


def density(b: Bin) -> float:
    """The height of a bin, of which the area is its share."""
    return b.share / (b.high - b.low)


def bin_corners(b: Bin, row: int, most: float) -> list[tuple[float, float]]:
    """A bin as a box that stands at the foot of its row."""
    foot = row + 0.4
    top = foot - TALL * density(b) / most
    return [(b.low, foot), (b.high, foot), (b.high, top), (b.low, top)]


def printed(row: Row) -> tuple[str, str]:
    """What stands beside a histogram, as the table of items has it; nothing beside a scale's name."""
    return (numbers.number(row.mean), numbers.number(row.std_dev)) if row.histogram else ("", "")


def facts(results: Results, wording: Wording) -> dict[str, object]:
    """What the alternative text says."""
    rows = [row for rows in panel_rows(results, wording).values() for row in rows if row.histogram]
    return {"n_items": sum(map(len, items.of_scales(results, categorical=False).values())), "rows": rows}
