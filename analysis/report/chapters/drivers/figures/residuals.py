"""What the straight line leaves: residuals against fitted values, with a smooth line through them."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from analysis.report.document.contents import Results
from analysis.report.drawing import style
from analysis.report.drawing.wording import Wording
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.regression.residual_plot import ResidualPlot

LARGEST_DOT = 60.0  # area, in square points, of the cell with most respondents


def draw(results: Results, wording: Wording) -> Figure:
    """A dot for each cell, its area by the number of respondents; of one size where they are few."""
    found = plotted(results)
    figure = style.canvas(7.0)
    ax = figure.add_subplot()
    ax.axhline(0, color=style.SECONDARY, linewidth=0.8)
    sizes = areas(found.counts, results.study.min_cell)
    ax.scatter(found.fitted, found.residuals, s=sizes, color=style.BLUE, alpha=0.5)
    ax.plot(found.line_fitted, found.line_residuals, color=style.INK, linewidth=1.4)
    outcome = wording.scale(needed(results.drivers).outcome)
    ax.set(xlabel=wording.text("fitted_axis", outcome=outcome), ylabel=wording["residual_axis"])
    style.note(figure, wording["residuals_note"])
    return figure


def areas(counts: list[int | None], min_cell: int) -> np.ndarray:
    """The area of each dot, by how many respondents it stands for; of one size where they are few."""
    known = np.array([min_cell / 2 if n is None else n for n in counts])
    return LARGEST_DOT * known / known.max()


def plotted(results: Results) -> ResidualPlot:
    """What the figure shows."""
    return needed(had(needed(results.drivers).residual_plot))


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says: the ends of both axes and where the line runs."""
    found = plotted(results)
    line = found.line_residuals
    return {
        "outcome": wording.scale(needed(results.drivers).outcome),
        "n_obs": found.n_obs,
        "low": min(found.line_fitted),
        "high": max(found.line_fitted),
        "lowest": min(line),
        "highest": max(line),
    }
