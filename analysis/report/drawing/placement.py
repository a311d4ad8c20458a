"""Names beside points, where they cover nothing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.report.drawing import style

NEAR = 8  # spots in the corners and at the ends of a cross, where a name needs no line to its point
GAP = 3.5  # points between a name and its point
POINT = 4.0  # half-width of a point, in points
LINE = 0.2  # half-width of a line, in points
RANK = 4  # what each further spot costs, the first ones being preferred
ABOVE_LINES = 1.5  # names stand on paper of their own, which hides a line that they cannot keep clear of
BACKING = 0.4  # the rim of that paper, in points
CROSSING = NEAR * RANK  # what it costs to stand on a line: all spots nearby are tried before
ALONG = (4, 8, 14, 20)  # further spots along a cross, in gaps
Estimate = tuple[float, float, float]  # value, low, high, in data units


class Spot(NamedTuple):
    """Where a name may stand: its offset from the point in points, and the side of the offset it lies on (-1, 0, 1)."""

    x: float
    y: float
    horizontal: int
    vertical: int


def place_labels(
    ax: Axes, texts: Sequence[str], crosses: Sequence[tuple[Estimate, Estimate]], taken: Sequence[Any] = ()
) -> list[Text]:
    """
    Write each text beside its cross, where it covers least.

    Parameters
    ----------
    ax : axes whose layout is settled.
    texts : one label for each cross.
    crosses : for each, its x and its y.
    taken : texts and lines already in the axes, to be kept clear.
    """
    pixels = ax.figure.dpi / 72
    boxes = [cross_boxes(ax, cross, pixels) for cross in crosses]
    lines = [thing.get_window_extent().padded(LINE * pixels) for thing in taken if isinstance(thing, Line2D)]
    others = [thing.get_window_extent().padded(pixels) for thing in taken if not isinstance(thing, Line2D)]
    fixed = [box for cross in boxes for box in cross] + others
    form = {"fontsize": style.SMALL, "linespacing": 1.15, "textcoords": "offset points", "zorder": ABOVE_LINES}
    form["bbox"] = {"facecolor": style.PAPER, "edgecolor": "none", "pad": BACKING}
    written = [ax.annotate(text, (x[0], y[0]), (0, 0), **form) for text, (x, y) in zip(texts, crosses, strict=True)]
    style.settle_fonts(ax.figure)
    choices = [spots(cross, pixels) for cross in boxes]
    rooms = [[room(label, spot, pixels) for spot in found] for label, found in zip(written, choices, strict=True)]
    for label, found, best in zip(written, choices, best_rooms(rooms, fixed, lines, ax.bbox), strict=True):
        settle(label, found[best])
        if best >= NEAR:
            lead(label, found[best])
    return written


def lead(label: Text, spot: Spot) -> None:
    """A thin line from a label that stands far off to its point."""
    line = {"arrowstyle": "-", "color": style.SECONDARY, "linewidth": 0.5, "shrinkA": 0, "shrinkB": POINT}
    label.axes.annotate("", label.xy, (spot.x, spot.y), textcoords="offset points", arrowprops=line)


def best_rooms(rooms: Sequence[Sequence[Bbox]], fixed: Sequence[Bbox], lines: Sequence[Bbox], frame: Bbox) -> list[int]:
    """For each label the number of the room that covers least, the first ones being preferred."""
    chosen: dict[int, int] = {}
    for label in [*range(len(rooms))] * 2:  # the second time round knows where all the others went
        others = [rooms[other][number] for other, number in chosen.items() if other != label]
        costs = [
            cost(box, others, fixed, frame) + CROSSING * crossings(box, lines) + RANK * rank
            for rank, box in enumerate(rooms[label])
        ]
        chosen[label] = costs.index(min(costs))
    return [chosen[label] for label in range(len(rooms))]


def cost(box: Bbox, others: Sequence[Bbox], fixed: Sequence[Bbox], frame: Bbox) -> float:
    """What a label would cover there: other labels and the world outside worst, then what is drawn."""
    outside = box.width * box.height - overlap(box, frame)
    return 10 * (outside + sum(overlap(box, b) for b in others)) + 4 * sum(overlap(box, b) for b in fixed)


def crossings(box: Bbox, lines: Sequence[Bbox]) -> int:
    """How many lines cross a label there: any part of one makes a name hard to read."""
    return sum(overlap(box, line) > 0 for line in lines)


def overlap(a: Bbox, b: Bbox) -> float:
    """The area that two boxes share."""
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(width, 0.0) * max(height, 0.0)


def cross_boxes(ax: Axes, cross: tuple[Estimate, Estimate], pixels: float) -> list[Bbox]:
    """A cross as two thin boxes and its point as a third, in pixels."""
    (x, x_low, x_high), (y, y_low, y_high) = cross
    (left, low), (right, high), (middle, centre) = ax.transData.transform([(x_low, y_low), (x_high, y_high), (x, y)])
    thin, half = pixels, POINT * pixels
    return [
        Bbox.from_extents(left, centre - thin, right, centre + thin),
        Bbox.from_extents(middle - thin, low, middle + thin, high),
        Bbox.from_extents(middle - half, centre - half, middle + half, centre + half),
    ]


def spots(boxes: Sequence[Bbox], pixels: float) -> list[Spot]:
    """Spots beside a cross, the best first: in its corners, at its ends, along its arms."""
    arm, mast, point = boxes
    x, y = (point.x0 + point.x1) / 2, (point.y0 + point.y1) / 2
    corners = [(h, v) for v in (1, -1) for h in (1, -1)]
    ends = [
        Spot((arm.x1 - x) / pixels + GAP, 0, 1, 0),
        Spot((arm.x0 - x) / pixels - GAP, 0, -1, 0),
        Spot(0, (mast.y1 - y) / pixels + GAP, 0, 1),
        Spot(0, (mast.y0 - y) / pixels - GAP, 0, -1),
    ]
    along = [Spot(h * GAP * far, v * GAP, h, v) for far in ALONG for h, v in corners]
    along += [Spot(h * GAP, v * GAP * far, h, v) for far in ALONG for h, v in corners]
    return [Spot(h * GAP, v * GAP, h, v) for h, v in corners] + ends + along


def room(label: Text, spot: Spot, pixels: float) -> Bbox:
    """The room that a label takes at a spot, in pixels."""
    settle(label, spot)
    return label.get_window_extent().padded(pixels)


def settle(label: Text, spot: Spot) -> None:
    """Move a label to a spot."""
    label.set_position((spot.x, spot.y))
    label.set_ha({-1: "right", 0: "center", 1: "left"}[spot.horizontal])
    label.set_va({-1: "top", 0: "center", 1: "bottom"}[spot.vertical])
