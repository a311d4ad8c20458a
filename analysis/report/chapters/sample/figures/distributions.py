"""How everyone answered on sliders and other continuous scales: each item's answers as a histogram, and their mean."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.report.drawing import intervals, items, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers

CODE_EMS, ROW_CM, FRAME_CM, TALLEST_CM = 15, 0.66, 1.1, 22.5
TALL = 0.8  # height of the fullest bin, in rows


def draw(results: dict[str, Any], wording: Wording) -> Figure:
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


def note(rows: list[dict[str, Any]], wording: Wording) -> str:
    """What bars, points and lines mean, and the mark of reversed items or the pooling of items, where there is any."""
    names = {row["variable"] for row in rows}
    has_intervals = any(row.get("conf_low") is not None for row in rows)
    line = wording.text("mean_interval_note", level=wording.conf_level) if has_intervals else ""
    end = wording["reversed_note"] if names & wording.reversed_items else ""
    return wording["distributions_note"] + line + (wording["pooled_note"] if names == {""} else end)


def panel_rows(results: dict[str, Any], wording: Wording) -> dict[tuple[float, float], list[dict[str, Any]]]:
    """
    The rows of each answer scale, by its ends; a scale's name has no histogram.

    Where there are more items than stand on a page, the answers to all items of a scale are one row.
    """
    found, scales = items.described(results), items.of_scales(results, categorical=False)
    are_many = sum(map(len, scales.values())) + len(scales) > items.MOST_BARS
    panels: dict[tuple[float, float], list[dict[str, Any]]] = {}
    for scale, names in scales.items():
        by_range: dict[tuple[float, float], list[str]] = {}
        for name in names:
            bins = found[name]["histogram"]
            by_range.setdefault((bins[0]["low"], bins[-1]["high"]), []).append(name)
        for ends, alike in by_range.items():
            own = [{"name": wording.item(name), "variable": name, **found[name]} for name in alike]
            title = {"name": wording.scale(scale), "variable": "", "histogram": []}
            panels.setdefault(ends, []).extend([title | pooled(own)] if are_many else [title, *own])
    return panels


def pooled(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers to several items as those to one; no spread, which is within items."""
    total = sum(row["n_obs"] for row in rows)
    columns = zip(*(row["histogram"] for row in rows), strict=True)
    counts = [(bins[0]["low"], bins[0]["high"], sum(b["n"] for b in bins)) for bins in columns]
    histogram = [{"low": low, "high": high, "n": n, "share": n / total} for low, high, n in counts]
    return {"histogram": histogram, "mean": sum(row["mean"] * row["n_obs"] for row in rows) / total, "std_dev": None}


def draw_panel(ax: Axes, rows: list[dict[str, Any]], low: float, high: float, wording: Wording) -> None:
    """Histograms over one answer scale, and beside each its mean and standard deviation."""
    most = max(b["share"] for row in rows for b in row["histogram"])
    corners = [bin_corners(b, k, most) for k, row in enumerate(rows) for b in row["histogram"] if b["n"]]
    ax.add_collection(PolyCollection(corners, facecolors=style.PALE, edgecolors=style.PAPER, linewidths=0.4, zorder=2))
    shown = [(k, row) for k, row in enumerate(rows) if row["histogram"]]
    for k, row in shown:
        ax.plot([low, high], [k + 0.4] * 2, color=style.RULE, linewidth=0.5, zorder=1)
        if row.get("conf_low") is not None:
            ax.plot([row["conf_low"], row["conf_high"]], [k + 0.4] * 2, color=style.BLUE, linewidth=2.4, zorder=3)
        ax.plot(row["mean"], k + 0.4, "o", color=style.BLUE, markeredgecolor=style.PAPER, markeredgewidth=0.5, zorder=4)
    for k, row in enumerate(rows):
        if not row["histogram"]:
            style.text_within(ax, low, k + 0.15, row["name"], ha="left", weight="bold", fontsize=style.SIZE)
    names = [labels.wrapped(row["name"], CODE_EMS) if row["histogram"] else "" for row in rows]
    row_labels.label_rows(ax, names, 0.15, fontsize=style.SMALL, linespacing=0.95)
    cells = [intervals.Row(label="", estimate=None, low=None, high=None, cells=printed(row)) for row in rows]
    intervals.print_cells(ax, cells, (wording["mean"], wording["std_dev"]))
    ax.set(xlim=(low, high), ylim=(len(rows) - 0.4, -1.1))
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", numbers.MINUS))
    style.open_axes(ax)


def bin_corners(b: dict[str, Any], row: int, most: float) -> list[tuple[float, float]]:
    """A bin as a box that stands at the foot of its row."""
    foot = row + 0.4
    top = foot - TALL * b["share"] / most
    return [(b["low"], foot), (b["high"], foot), (b["high"], top), (b["low"], top)]


def printed(row: dict[str, Any]) -> tuple[str, str]:
    """What stands beside a histogram, as the table of items has it; nothing beside a scale's name."""
    return (numbers.number(row["mean"]), numbers.number(row["std_dev"])) if row["histogram"] else ("", "")


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    rows = [row for rows in panel_rows(results, wording).values() for row in rows if row["histogram"]]
    return {"n_items": sum(map(len, items.of_scales(results, categorical=False).values())), "rows": rows}
