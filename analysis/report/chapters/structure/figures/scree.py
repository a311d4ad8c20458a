"""How many factors the answers hold: eigenvalues beside those of random data, and what each criterion says."""

from dataclasses import replace
from typing import Any

import seaborn
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report.chapters.structure.claims import analysed, criteria
from analysis.report.document.contents import Results
from analysis.report.drawing import labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.exploratory.factor_number import Eigenvalue, ParallelAnalysis
from analysis.statistics.exploratory.structure import FactorStructure
from analysis.statistics.foundation.attempts import had, needed

LEAST_SHOWN, SHOWN_BEYOND = 8, 4  # components
CURVES_CM, STRIP_ROW_CM, LABEL_EMS = 6.5, 0.5, 24


def draw(results: Results, wording: Wording) -> Figure:
    """
    Eigenvalues of the data and of random data; below them, on the same axis, each criterion's number.

    The axis ends a little behind what matters: the criteria's numbers, and where the two curves have parted.
    """
    efa = analysed(results)
    found = criteria(efa)
    strip = len(found) * STRIP_ROW_CM + 1.2
    figure = style.canvas(CURVES_CM + strip)
    curves, counts = figure.subplots(2, 1, sharex=True, height_ratios=(CURVES_CM, strip))
    draw_curves(curves, replace(horn(efa), rows=shown_rows(efa)), wording)
    draw_criteria(counts, found, wording)
    return figure


def horn(efa: FactorStructure) -> ParallelAnalysis:
    """The parallel analysis that is drawn."""
    return needed(had(efa.parallel))


def shown_rows(efa: FactorStructure) -> list[Eigenvalue]:
    """The components that are drawn."""
    rows = horn(efa).rows
    parted = next((k for k, row in enumerate(rows) if row.eigenvalue <= row.simulated_quantile), len(rows))
    most = max([*criteria(efa).values(), parted])
    return rows[: max(LEAST_SHOWN, most + SHOWN_BEYOND)]


def draw_criteria(ax: Axes, found: dict[str, int], wording: Wording) -> None:
    """A row for each criterion, a point at its number of factors; the design's is drawn as a line through all."""
    names = [labels.wrapped(wording.code("counting", name), LABEL_EMS) for name in found]
    ax.axvline(found["designed"], color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    ax.plot(list(found.values()), range(len(found)), "o", color=style.BLUE, zorder=3)
    row_labels.label_rows(ax, names, fontsize=style.SMALL)
    ax.set(ylim=(len(names) - 0.4, -0.6), xlabel=wording["n_factors"])
    style.open_axes(ax)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def draw_curves(ax: Axes, parallel: ParallelAnalysis, wording: Wording) -> None:
    """Both curves, labelled where they run; points above random data are filled."""
    rows = parallel.rows
    component, eigenvalue = [row.component for row in rows], [row.eigenvalue for row in rows]
    quantile = [row.simulated_quantile for row in rows]
    seaborn.lineplot(x=component, y=quantile, ax=ax, color=style.VERMILLION, linestyle=(0, (4, 2)), errorbar=None)
    ax.plot(component, quantile, "D", color=style.VERMILLION, markersize=2.6, zorder=3)
    seaborn.lineplot(x=component, y=eigenvalue, ax=ax, color=style.BLUE, errorbar=None)
    above = [e > q for e, q in zip(eigenvalue, quantile, strict=True)]
    for is_above, fill in ((True, style.BLUE), (False, style.PAPER)):
        chosen = [i for i, value in enumerate(above) if value is is_above]
        x, y = [component[i] for i in chosen], [eigenvalue[i] for i in chosen]
        ax.plot(x, y, "o", color=style.BLUE, markerfacecolor=fill, markeredgewidth=1, zorder=4)
    label_curves(ax, parallel, wording)
    ax.set_xticks([n for n in component if n == 1 or n % (5 if len(rows) > 16 else 1) == 0])
    ax.set(xlabel="", ylabel=wording["eigenvalue"], ylim=(0, None), xlim=(0.5, len(rows) + 0.5))
    style.open_axes(ax, left=True)


def label_curves(ax: Axes, parallel: ParallelAnalysis, wording: Wording) -> None:
    """Names at the curves, in their colours."""
    first, last = parallel.rows[0], parallel.rows[-1]
    text = {"fontsize": style.SIZE, "va": "center", "annotation_clip": False}
    at = (first.component, first.eigenvalue)
    ax.annotate(wording["data"], at, (8, 0), textcoords="offset points", color=style.BLUE, **text)
    random = wording.text("random_data", quantile=numbers.percent(parallel.quantile, 0))
    at = (len(parallel.rows), last.simulated_quantile)
    ax.annotate(random, at, (0, 12), textcoords="offset points", color=style.VERMILLION, ha="right", **text)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    efa = analysed(results)
    parallel = horn(efa)
    return {
        "eigenvalues": [row.eigenvalue for row in parallel.rows],
        "n_factors": efa.n_factors,
        "criteria": [(wording.code("counting", name), n) for name, n in criteria(efa).items()],
        "n_draws": parallel.n_draws,
        "quantile": parallel.quantile,
    }
