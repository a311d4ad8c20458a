"""How much less satisfied are those who met a pain point: differences in means with their intervals."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """A row for each pain point, the largest loss first."""
    rows = [difference_row(point, wording) for point in ordered_points(results)]
    figure = style.canvas(intervals.height_cm(rows))
    ax = figure.add_subplot()
    intervals.draw_rows(ax, rows, zero=True, colour=style.VERMILLION)
    heads = (wording.text("difference", level=wording.conf_level), "g")
    intervals.print_cells(ax, rows, heads)
    outcome = wording.scale(results["regression"]["outcome"])
    intervals.name_axis(ax, wording.text("difference_axis", outcome=outcome))
    return figure


def ordered_points(results: dict[str, Any]) -> list[dict[str, Any]]:
    """The comparisons, the most negative difference first."""
    return sorted(results["regression"]["pain_points"], key=lambda point: found(point)["estimate"] or 0.0)


def found(point: dict[str, Any]) -> dict[str, Any]:
    """A comparison's difference; nothing known where too few people stand on one side."""
    return {"estimate": None, "conf_low": None, "conf_high": None} | (point.get("difference") or {})


def difference_row(point: dict[str, Any], wording: Wording) -> intervals.Row:
    """A comparison as a row of the figure."""
    difference = found(point)
    estimate, low, high = difference["estimate"], difference["conf_low"], difference["conf_high"]
    return intervals.Row(
        label=labels.wrapped(wording.pain_point(point["name"]), intervals.LABEL_WIDTH),
        estimate=estimate,
        low=low,
        high=high,
        cells=(f"{numbers.number(estimate)} {numbers.interval(low, high)}", numbers.number(point.get("hedges_g"))),
    )


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {
        "outcome": wording.scale(results["regression"]["outcome"]),
        "level": wording.conf_level,
        "points": [point | {"difference": found(point)} for point in ordered_points(results)],
    }
