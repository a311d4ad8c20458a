"""Which pain points are common and which hurt: prevalence and severity, with their intervals."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.description.pain_points import PainPointDescription
from analysis.statistics.foundation.attempts import sound
from analysis.statistics.foundation.intervals import Interval

LABEL_WIDTH = 17  # ems


def draw(results: Results, wording: Wording) -> Figure:
    """Prevalence above, severity below, where both were asked; the commonest first."""
    points = ordered_points(results)
    panels = [kind for kind in ("prevalence", "severity") if any(of_kind(point, kind) for _, point in points)]
    panel_rows = {kind: [point_row(name, point, kind, wording) for name, point in points] for kind in panels}
    figure = style.canvas(len(panels) * intervals.height_cm(panel_rows[panels[0]]))
    axes = figure.subplots(len(panels), 1, squeeze=False)[:, 0]
    for ax, kind in zip(axes, panels, strict=True):
        rows = panel_rows[kind]
        colour = style.BLUE if kind == "prevalence" else style.VERMILLION
        intervals.draw_rows(ax, rows, colour=colour)
        intervals.print_cells(ax, rows, (wording.text(kind, level=wording.conf_level),))
        intervals.name_axis(ax, wording[f"{kind}_axis"])
        if kind == "prevalence":
            ax.set_xlim(0, None)
            ax.xaxis.set_major_formatter(lambda share, _: numbers.percent(share, 0))
        elif limits := severity_range(results):
            ax.set_xlim(*limits)
            ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def severity_range(results: Results) -> tuple[float, float] | None:
    """The ends of the severity scale, where the study declares the same ones for all pain points."""
    variables = [variable for point in results.study.pain_points for variable in point.variables]
    ranges = {(variable.low, variable.high) for variable in variables if variable.kind == "severity"}
    return ranges.pop() if len(ranges) == 1 else None


def of_kind(point: PainPointDescription, kind: str) -> Interval | None:
    """A pain point's prevalence or severity."""
    return point.prevalence if kind == "prevalence" else point.severity


def ordered_points(results: Results) -> list[tuple[str, PainPointDescription]]:
    """The pain points, the commonest (else the severest) first."""

    def size(pair: tuple[str, PainPointDescription]) -> float:
        answer = pair[1].prevalence or pair[1].severity
        return -answer.estimate if answer else 0.0

    return sorted(sound(results.sample.pain_points).items(), key=size)


def point_row(name: str, point: PainPointDescription, kind: str, wording: Wording) -> intervals.Row:
    """A pain point's prevalence or severity as a row of the figure."""
    answer = of_kind(point, kind)
    estimate, low, high = (answer.estimate, answer.conf_low, answer.conf_high) if answer else (None, None, None)
    as_text = numbers.percent if kind == "prevalence" else numbers.number
    return intervals.Row(
        label=labels.wrapped(wording.pain_point(name), LABEL_WIDTH),
        estimate=estimate,
        low=low,
        high=high,
        cells=(f"{as_text(estimate)} {numbers.interval(low, high, as_text)}" if answer else numbers.ABSENT,),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {"level": wording.conf_level, "points": ordered_points(results)}
