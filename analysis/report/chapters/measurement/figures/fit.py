"""How well each model fits: four indices side by side, against the cut-offs that readers expect."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report.document.contents import Results
from analysis.report.document.thresholds import (
    HU_BENTLER_CFI,
    HU_BENTLER_RMSEA,
    HU_BENTLER_SRMR,
    HU_BENTLER_TLI,
    RMSEA_LEVEL,
)
from analysis.report.drawing import labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.cfa.results import Fit, IndexName
from analysis.statistics.foundation.attempts import needed, sound

CUTOFFS: dict[IndexName, float] = {
    "cfi": HU_BENTLER_CFI.edges[0],
    "tli": HU_BENTLER_TLI.edges[0],
    "rmsea": HU_BENTLER_RMSEA.edges[0],
    "srmr": HU_BENTLER_SRMR.edges[0],
}
LABEL_EMS, ROW_CM = 15, 0.62


def draw(results: Results, wording: Wording) -> Figure:
    """A panel for each index, a row for each model; filled where the index is corrected for non-normal answers."""
    cfa = needed(results.cfa)
    models = sound(cfa.models)
    names = [labels.wrapped(capital(wording.code("models", name)), LABEL_EMS) for name in models]
    reported = list(models).index(needed(cfa.headline))
    figure = style.canvas(len(models) * max(ROW_CM, labels.line_count(names) * 0.36 + 0.1) + 2.0)
    panels = figure.subplots(1, len(CUTOFFS), sharey=True)
    for ax, index in zip(panels, CUTOFFS, strict=True):
        draw_panel(ax, index, [model.fit for model in models.values()])
        ax.axhspan(reported - 0.5, reported + 0.5, color=style.RULE, alpha=0.45, linewidth=0, zorder=0)
        ax.set_ylim(len(models) - 0.5, -0.5)
        style.open_axes(ax)
    row_labels.label_rows(panels[0], names, fontsize=style.SMALL)
    style.note(figure, wording.text("fit_note", level=numbers.percent(RMSEA_LEVEL, 0)))
    return figure


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]


def draw_panel(ax: Axes, index: IndexName, fits: list[Fit]) -> None:
    """One index of every model, with the interval where it has one, and its cut-off."""
    for position, fit in enumerate(fits):
        value, version = fit.index(index), fit.version(index)
        if value is None:
            continue
        low, high = fit.index("rmsea_low", version), fit.index("rmsea_high", version)
        if index == "rmsea" and low is not None and high is not None:
            ax.hlines(position, low, high, colors=style.BLUE)
        face = style.PAPER if version == "plain" else style.BLUE
        ax.plot(value, position, "o", color=style.BLUE, markerfacecolor=face, markeredgewidth=1.0, zorder=3)
    ax.axvline(CUTOFFS[index], color=style.SECONDARY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    ax.set_xlabel(index.upper())
    ax.margins(x=0.12)
    style.bounded_ticks(ax)
    ax.xaxis.get_major_locator().set_params(nbins=3)
    ax.grid(axis="x")
    ax.set_axisbelow(True)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    models = sound(needed(results.cfa).models)
    found = [(name, {index: model.fit.index(index) for index in CUTOFFS}) for name, model in models.items()]
    return {"models": [(wording.code("models", name), indices) for name, indices in found]}
