"""How much single respondents move the regression: studentised residuals against leverage, with Cook's distances."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report.chapters.drivers.figures.residuals import areas
from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.drawing import style
from analysis.report.drawing.wording import Wording
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.regression.influence import InfluencePlot

EDGE = thresholds.COOKS_DISTANCE.edges[0]
BEYOND = 1.08  # how far the axes reach beyond the outermost respondents


def draw(results: Results, wording: Wording) -> Figure:
    """A dot for each cell, its area by the number of respondents, between the lines of equal Cook's distance."""
    found, cutoff = plotted(results), needed(had(needed(results.drivers).influence)).cutoff
    figure = style.canvas(7.0)
    ax = figure.add_subplot()
    ax.axhline(0, color=style.SECONDARY, linewidth=0.8)
    sizes = areas(found.counts, results.study.min_cell)
    ax.scatter(found.leverage, found.residuals, s=sizes, color=style.BLUE, alpha=0.5)
    right, top = limits(found)
    ax.set(xlim=(0, right), ylim=(-top, top), xlabel=wording["leverage_axis"], ylabel=wording["studentised_axis"])
    line(ax, found, cutoff, "--")
    line(ax, found, EDGE, "-")
    style.note(figure, wording["influence_note"])
    return figure


def line(ax: Axes, found: InfluencePlot, distance: float, how: str) -> None:
    """Where a respondent of this Cook's distance would lie, above and below."""
    right, _ = limits(found)
    leverage = np.linspace(right / 400, right, 400)
    residual = np.sqrt(distance * found.n_coefficients * (1 - leverage) / leverage)
    for side in (residual, -residual):
        ax.plot(leverage, side, how, color=style.INK, linewidth=1.0)


def limits(found: InfluencePlot) -> tuple[float, float]:
    """The ends of the axes: of leverage, and of residuals above and below."""
    return min(max(found.leverage) * BEYOND, 1.0), max(np.abs(found.residuals)) * BEYOND


def plotted(results: Results) -> InfluencePlot:
    """What the figure shows."""
    return needed(had(needed(results.drivers).influence_plot))


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says: the largest values and which lines are seen."""
    found, drivers = plotted(results), needed(results.drivers)
    largest = needed(had(drivers.influence))
    right, top = limits(found)
    return {
        "outcome": wording.scale(drivers.outcome),
        "n_obs": found.n_obs,
        "leverage": largest.max_leverage,
        "distance": largest.max_cooks_distance,
        "cutoff": largest.cutoff,
        "edge": EDGE,
        "is_edge_shown": top**2 * right > EDGE * found.n_coefficients * (1 - right),
    }
