"""How much less satisfied are those who met a pain point: differences in means with their intervals."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.pain_points.claims import comparing, comparisons
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.description.comparison import PainPointComparison


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each pain point, the largest loss first."""
    rows = [difference_row(point, wording) for point in ordered_points(results)]
    figure = style.canvas(intervals.height_cm(rows))
    ax = figure.add_subplot()
    intervals.draw_rows(ax, rows, zero=True, colour=style.VERMILLION)
    heads = (wording.text("difference", level=wording.conf_level), "g")
    intervals.print_cells(ax, rows, heads)
    intervals.name_axis(ax, wording.text("difference_axis", outcome=outcome(results, wording)))
    return figure


def outcome(results: Results, wording: Wording) -> str:
    """What the pain points are compared on."""
    found = comparing(results)
    return wording.scale(found.outcome) if found else ""


def ordered_points(results: Results) -> list[PainPointComparison]:
    """The comparisons, the most negative difference first."""
    return sorted(comparisons(results), key=lambda point: point.difference.estimate if point.difference else 0.0)


def ends(point: PainPointComparison) -> tuple[float | None, float | None, float | None]:
    """A comparison's difference and its interval; nothing known where too few people stand on one side."""
    found = point.difference
    return (found.estimate, found.conf_low, found.conf_high) if found else (None, None, None)


def difference_row(point: PainPointComparison, wording: Wording) -> intervals.Row:
    """A comparison as a row of the figure; without a point where too few people stand on one side."""
    estimate, low, high = ends(point)
    return intervals.Row(
        label=labels.wrapped(wording.pain_point(point.name), intervals.LABEL_WIDTH),
        estimate=estimate,
        low=low,
        high=high,
        cells=(f"{numbers.number(estimate)} {numbers.interval(low, high)}", numbers.number(point.hedges_g)),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {
        "outcome": outcome(results, wording),
        "level": wording.conf_level,
        "points": [(point.name, *ends(point)) for point in ordered_points(results)],
    }
