"""To which pain point most of the outcome is lost: how often it is met times what it costs."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.pain_points.figures.pain_point_dose import outcome
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.pain_points.expected_loss import Loss


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each pain point, the largest loss first."""
    rows = [loss_row(loss, wording) for loss in losses(results)]
    figure = style.canvas(intervals.height_cm(rows) + intervals.NOTE_CM)
    ax = figure.add_subplot()
    intervals.draw_rows(ax, rows, zero=True, colour=style.VERMILLION)
    heads = (wording.text("loss", level=wording.conf_level), wording["loss_ranks"], wording["loss_first"])
    intervals.print_cells(ax, rows, heads)
    intervals.name_axis(ax, wording.text("loss_axis", outcome=outcome(results, wording)))
    style.note(figure, wording["loss_note"])
    return figure


def losses(results: Results) -> list[Loss]:
    """The losses, the largest first."""
    return needed(had(needed(had(results.pain_points)).expected_loss)).terms


def loss_row(loss: Loss, wording: Wording) -> intervals.Row:
    """A pain point as a row of the figure."""
    return intervals.Row(
        label=labels.wrapped(wording.pain_point(loss.term), intervals.LABEL_WIDTH),
        estimate=loss.estimate,
        low=loss.conf_low,
        high=loss.conf_high,
        cells=(
            f"{numbers.number(loss.estimate)} {numbers.interval(loss.conf_low, loss.conf_high)}",
            f"{numbers.count(loss.rank_low)}–{numbers.count(loss.rank_high)}",
            numbers.percent(loss.p_first),
        ),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {"outcome": outcome(results, wording), "level": wording.conf_level, "losses": losses(results)}
