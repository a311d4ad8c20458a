"""Where to act first: performance against importance, with the uncertainty of both."""

from dataclasses import dataclass
from typing import Any

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.report.chapters.priorities.places import Placed, placed
from analysis.report.document.contents import Results
from analysis.report.document.rules import QUADRANTS
from analysis.report.drawing import labels, placement, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import needed

HEIGHT_CM, POINT_CM, LABEL_EMS, ROOM = 4.2, 0.35, 16, 0.2
CORNERS = {  # quadrant: importance, performance
    "keep_up": (1, 1),
    "concentrate": (1, 0),
    "low_priority": (0, 0),
    "possible_overkill": (0, 1),
}


def draw(results: Results, wording: Wording) -> Figure:
    """A point and a cross of intervals for each dimension; filled where a reading is given."""
    points = priority_points(results)
    figure = style.canvas(HEIGHT_CM + POINT_CM * len(points))
    ax = figure.add_subplot()
    draw_points(ax, points)
    lines = draw_quadrants(ax, points)
    ax.set(xlabel=wording["importance_map_axis"], ylabel=wording["performance_axis"])
    style.open_axes(ax, left=True)
    style.share_ticks(ax, needed(results.drivers).r_squared)
    corners = [name_corner(ax, quadrant, wording) for quadrant in CORNERS]
    style.note(figure, wording.text("priorities_note", level=wording.conf_level))
    style.settle_layout(figure)
    texts = [point_label(point, wording) for point in points]
    crosses = [(point.x, point.y) for point in points]
    placement.place_labels(ax, texts, crosses, corners + lines)
    return figure


@dataclass(frozen=True)
class Point:
    """A dimension's importance (x) and performance (y), both as (estimate, low, high), and how it is read."""

    x: tuple[float, float, float]
    y: tuple[float, float, float]
    read: Placed

    @property
    def is_read(self) -> bool:
        return self.read.reading in QUADRANTS


def priority_points(results: Results) -> list[Point]:
    """The dimensions as they lie on the map."""
    terms = {term.term: term for term in needed(results.drivers).weighed}
    points = []
    for read in placed(results):
        place, term = read.place, terms[read.term]
        x = (term.importance, term.importance_low, term.importance_high)
        points.append(Point(x, (place.performance, place.performance_low, place.performance_high), read))
    return points


def draw_points(ax: Axes, points: list[Point]) -> None:
    """Crosses and points, with room around them for their names."""
    for point in points:
        x, y = point.x, point.y
        ax.plot(x[1:], [y[0], y[0]], color=style.BLUE, linewidth=0.8)
        ax.plot([x[0], x[0]], y[1:], color=style.BLUE, linewidth=0.8)
    for is_clear, fill in ((True, style.BLUE), (False, style.PAPER)):
        chosen = [point for point in points if point.is_read is is_clear]
        at = {"x": [point.x[0] for point in chosen], "y": [point.y[0] for point in chosen]}
        seaborn.scatterplot(**at, ax=ax, color=fill, edgecolor=style.BLUE, linewidth=1.1, s=34, zorder=4)
    for spreads, set_limits in (([p.x for p in points], ax.set_xlim), ([p.y for p in points], ax.set_ylim)):
        reached = [value for spread in spreads for value in spread]
        low, high = min(reached), max(reached)
        room = ROOM * (high - low) or 1
        set_limits(low - room, high + room)


def draw_quadrants(ax: Axes, points: list[Point]) -> list[Line2D]:
    """Lines at the dimensions' mean importance and mean performance."""
    dashed = {"color": style.SECONDARY, "linewidth": 0.7, "linestyle": (0, (4, 3)), "zorder": 1}
    importance = sum(point.x[0] for point in points) / len(points)
    performance = sum(point.y[0] for point in points) / len(points)
    return [ax.axvline(importance, **dashed), ax.axhline(performance, **dashed)]


def name_corner(ax: Axes, quadrant: str, wording: Wording) -> Any:
    """A quadrant's name in its corner of the map."""
    right, top = CORNERS[quadrant]
    place = {"ha": ("left", "right")[right], "va": ("bottom", "top")[top], "transform": ax.transAxes}
    x, y = (0.015, 0.985)[right], (0.02, 0.98)[top]
    return ax.text(x, y, wording.code("quadrants", quadrant), color=style.SECONDARY, weight="bold", **place)


def point_label(point: Point, wording: Wording) -> str:
    """A dimension's name and its reading, with the share of resamples that agree."""
    name = labels.wrapped(wording.scale(point.read.term), LABEL_EMS)
    reading = wording.code("quadrants", point.read.reading)
    agree = numbers.percent(point.read.shares[point.read.likeliest])
    return f"{name}\n" + (wording.counted_as(reading, agree) if point.is_read else reading)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {"points": priority_points(results)}
