"""Where to act first: performance against importance, with the uncertainty of both."""

from typing import Any

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.report.chapters.priorities.claims import placed
from analysis.report.document.rules import QUADRANTS
from analysis.report.drawing import labels, placement, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers

HEIGHT_CM, LABEL_EMS, ROOM = 11, 16, 0.2
CORNERS = {  # quadrant: importance, performance
    "keep_up": (1, 1),
    "concentrate": (1, 0),
    "low_priority": (0, 0),
    "possible_overkill": (0, 1),
}


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """A point and a cross of intervals for each dimension; filled where a reading is given."""
    points = priority_points(results)
    figure = style.canvas(HEIGHT_CM)
    ax = figure.add_subplot()
    draw_points(ax, points)
    lines = draw_quadrants(ax, points)
    ax.set(xlabel=wording["importance_map_axis"], ylabel=wording["performance_axis"])
    style.open_axes(ax, left=True)
    style.bounded_ticks(ax)
    corners = [name_corner(ax, quadrant, wording) for quadrant in CORNERS]
    style.note(figure, wording.text("priorities_note", level=wording.conf_level))
    style.settle_layout(figure)
    texts = [point_label(point, wording) for point in points]
    crosses = [(point["x"], point["y"]) for point in points]
    placement.place_labels(ax, texts, crosses, corners + lines)
    return figure


def priority_points(results: dict[str, Any]) -> list[dict[str, Any]]:
    """Each dimension's importance (x) and performance (y), both as (estimate, low, high), and how it is read."""
    terms = {term["term"]: term for term in results["regression"]["terms"]}
    points = []
    for row in placed(results):
        x, y = spread(terms[row["term"]], "importance"), spread(row, "performance")
        likely = max(QUADRANTS, key=lambda quadrant: row["shares"][quadrant])
        points.append({**row, "x": x, "y": y, "likely": likely, "is_read": row["reading"] in QUADRANTS})
    return points


def spread(row: dict[str, Any], key: str) -> tuple[float, float, float]:
    """An estimate with its interval, or with no width where there is none."""
    estimate, low, high = row[key], row.get(f"{key}_low"), row.get(f"{key}_high")
    return (estimate, estimate if low is None else low, estimate if high is None else high)


def draw_points(ax: Axes, points: list[dict[str, Any]]) -> None:
    """Crosses and points, with room around them for their names."""
    for point in points:
        x, y = point["x"], point["y"]
        ax.plot(x[1:], [y[0], y[0]], color=style.BLUE, linewidth=0.8)
        ax.plot([x[0], x[0]], y[1:], color=style.BLUE, linewidth=0.8)
    for is_clear, fill in ((True, style.BLUE), (False, style.PAPER)):
        chosen = [point for point in points if point["is_read"] is is_clear]
        x, y = [point["x"][0] for point in chosen], [point["y"][0] for point in chosen]
        seaborn.scatterplot(x=x, y=y, ax=ax, color=fill, edgecolor=style.BLUE, linewidth=1.1, s=34, zorder=4)
    for key, set_limits in (("x", ax.set_xlim), ("y", ax.set_ylim)):
        reached = [value for point in points for value in point[key]]
        low, high = min(reached), max(reached)
        room = ROOM * (high - low) or 1
        set_limits(low - room, high + room)


def draw_quadrants(ax: Axes, points: list[dict[str, Any]]) -> list[Line2D]:
    """Lines at the dimensions' mean importance and mean performance."""
    dashed = {"color": style.SECONDARY, "linewidth": 0.7, "linestyle": (0, (4, 3)), "zorder": 1}
    importance, performance = (sum(point[key][0] for point in points) / len(points) for key in ("x", "y"))
    return [ax.axvline(importance, **dashed), ax.axhline(performance, **dashed)]


def name_corner(ax: Axes, quadrant: str, wording: Wording) -> Any:
    """A quadrant's name in its corner of the map."""
    right, top = CORNERS[quadrant]
    place = {"ha": ("left", "right")[right], "va": ("bottom", "top")[top], "transform": ax.transAxes}
    x, y = (0.015, 0.985)[right], (0.02, 0.98)[top]
    return ax.text(x, y, wording.code("quadrants", quadrant), color=style.SECONDARY, weight="bold", **place)


def point_label(point: dict[str, Any], wording: Wording) -> str:
    """A dimension's name and its reading, with the share of resamples that agree."""
    name = labels.wrapped(wording.scale(point["term"]), LABEL_EMS)
    reading = wording.code("quadrants", point["reading"])
    agree = numbers.percent(point["shares"][point["likely"]])
    return f"{name}\n" + (wording.listed(reading, agree) if point["is_read"] else reading)


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {"points": priority_points(results)}
