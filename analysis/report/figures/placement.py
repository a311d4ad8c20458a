"""Names beside points, where they cover nothing."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.report.figures import style

GAP = 5.0  # points between a name and its point
POINT = 4.0  # half-width of a point, in points
SIDES = [(h, v) for v in (1, -1, 0) for h in (1, -1, 0) if (h, v) != (0, 0)]
SIDES += [(2 * h, 2 * v) for h, v in SIDES] + [(4 * h, 4 * v) for h, v in SIDES]


def place_labels(
    ax: Axes, texts: Sequence[str], crosses: Sequence[tuple[tuple, tuple]], taken: Sequence[Text] = ()
) -> list[Text]:
    """
    Write each text beside its cross, on the side where it covers least.

    Parameters
    ----------
    ax : axes whose layout is settled.
    texts : one label for each cross.
    crosses : for each, (x, low, high) and (y, low, high) in data units.
    taken : texts already in the axes, to be kept clear.
    """
    scale = ax.figure.dpi / 72
    arms = [box for cross in crosses for box in cross_boxes(ax, cross, scale)]
    occupied = [text.get_window_extent() for text in taken]
    written = []
    for text, (x, y) in zip(texts, crosses, strict=True):
        form = {"fontsize": style.SMALL, "linespacing": 1.15, "textcoords": "offset points"}
        label = ax.annotate(text, (x[0], y[0]), (0, 0), **form)
        choices = [box_beside(label, side, scale) for side in SIDES]
        costs = [cost(box, arms, occupied, ax.bbox) + 0.01 * rank for rank, box in enumerate(choices)]
        best = costs.index(min(costs))
        settle(label, SIDES[best])
        occupied.append(choices[best])
        written.append(label)
    return written


def cross_boxes(ax: Axes, cross: tuple[tuple, tuple], scale: float) -> list[Bbox]:
    """A cross as two thin boxes and its point as a third, in pixels."""
    (x, x_low, x_high), (y, y_low, y_high) = cross
    (left, low), (right, high), (middle, centre) = ax.transData.transform([(x_low, y_low), (x_high, y_high), (x, y)])
    thin, half = scale, POINT * scale
    return [
        Bbox.from_extents(left, centre - thin, right, centre + thin),
        Bbox.from_extents(middle - thin, low, middle + thin, high),
        Bbox.from_extents(middle - half, centre - half, middle + half, centre + half),
    ]


def settle(label: Text, side: tuple[int, int]) -> None:
    """Move a label to a side of its point."""
    horizontal, vertical = side
    label.set_position((GAP * horizontal, GAP * vertical))
    label.set_ha(("center", "left", "right")[(horizontal > 0) - (horizontal < 0)])
    label.set_va(("center", "bottom", "top")[(vertical > 0) - (vertical < 0)])


def box_beside(label: Text, side: tuple[int, int], scale: float) -> Bbox:
    """The room that a label takes at a side of its point, in pixels."""
    settle(label, side)
    return label.get_window_extent().padded(scale)


def cost(box: Bbox, arms: Sequence[Bbox], occupied: Sequence[Bbox], frame: Bbox) -> float:
    """What a label would cover there: other labels worst, then what lies outside, then crosses."""
    outside = box.width * box.height - overlap(box, frame)
    return 10 * sum(overlap(box, other) for other in occupied) + 10 * outside + sum(overlap(box, arm) for arm in arms)


def overlap(a: Bbox, b: Bbox) -> float:
    """The area that two boxes share."""
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(width, 0.0) * max(height, 0.0)
