"""How the outcome changes with the number of pain points met."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.pain_points.together_claims import spared
from analysis.report.document.contents import Results
from analysis.report.drawing import intervals, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.pain_points.dose import DoseLevel


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each number of pain points, from none to all."""
    rows = [dose_row(level, wording) for level in levels(results)]
    figure = style.canvas(intervals.height_cm(rows) + intervals.NOTE_CM)
    ax = figure.add_subplot()
    intervals.draw_rows(ax, rows, colour=style.VERMILLION)
    heads = (wording.text("dose_mean", level=wording.conf_level), "n", wording["dose_share"])
    intervals.print_cells(ax, rows, heads)
    intervals.name_axis(ax, wording.text("dose_axis", outcome=outcome(results, wording)))
    style.note(figure, note(results, wording))
    return figure


def levels(results: Results) -> list[DoseLevel]:
    """Every number of pain points that could be met, neighbours of few people together."""
    return needed(had(needed(had(results.pain_points)).dose))


def bases(results: Results) -> dict[str, Any]:
    """Of how many people the shares are, and of how many the means; and whether some could not meet a pain point."""
    n_all = levels(results)[0].n_all
    return {
        "n_all": n_all,
        "n_obs": sum(level.n_obs for level in levels(results)),
        "is_part": n_all < results.study.n_analysed,
        "has_spared": bool(spared(needed(had(results.pain_points)))),
    }


def note(results: Results, wording: Wording) -> str:
    """Whose shares and whose means the figure has."""
    found = bases(results)
    counts = {name: numbers.count(found[name]) for name in ("n_all", "n_obs")}
    return wording.text("dose_note", **found | counts, outcome=outcome(results, wording))


def outcome(results: Results, wording: Wording) -> str:
    """What is compared."""
    return wording.scale(needed(needed(had(results.pain_points)).outcome))


def dose_row(level: DoseLevel, wording: Wording) -> intervals.Row:
    """A number of pain points as a row; without a point where fewer than two people have an outcome."""
    return intervals.Row(
        label=wording.text("dose_row", n_met=numbers.count(level.n_met), n_most=numbers.count(level.n_most)),
        estimate=level.mean,
        low=level.conf_low,
        high=level.conf_high,
        cells=(
            f"{numbers.number(level.mean)} {numbers.interval(level.conf_low, level.conf_high)}",
            numbers.count(level.n_obs),
            numbers.percent(level.share),
        ),
    )


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    return {
        "outcome": outcome(results, wording),
        "level": wording.conf_level,
        "doses": levels(results),
        **bases(results),
    }
