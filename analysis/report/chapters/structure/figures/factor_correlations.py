"""How closely the factors are related: their correlations, below the diagonal."""

from typing import Any

from matplotlib.figure import Figure

from analysis.report.chapters.structure.claims import analysed
from analysis.report.chapters.structure.figures import loadings
from analysis.report.document.contents import Results
from analysis.report.drawing import heat, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.statistics.exploratory.structure import FactorStructure

ROW_CM, LABEL_EMS, WIDTH_CM = 1.0, 14, 13.0


def draw(results: Results, wording: Wording) -> Figure:
    """A row and a column for each factor, the first row and the last column left out because they would be empty."""
    efa = analysed(results)
    factors = loadings.factor_names(efa)
    rows, columns = factors[1:], factors[:-1]
    grid = lower_triangle(efa, rows, columns)
    figure = style.canvas(len(rows) * ROW_CM + 2.0, WIDTH_CM)
    ax = figure.add_subplot()
    heat.draw_grid(ax, grid)
    names = [labels.wrapped(named(efa, factor, wording), LABEL_EMS) for factor in rows]
    width = loadings.head_ems(len(columns), WIDTH_CM - loadings.labels_cm(names))
    scales = dict(zip(factors, loadings.scale_names(efa, wording, width), strict=True))
    heads = [f"{factor}\n{scales[factor]}".strip() for factor in columns]
    row_labels.label_rows(ax, names, 0.5, fontsize=style.SMALL)
    ax.set_xticks([i + 0.5 for i in range(len(columns))], heads, fontsize=style.SMALL, linespacing=1.15)
    ax.tick_params(length=0)
    return figure


def lower_triangle(efa: FactorStructure, rows: list[str], columns: list[str]) -> list[list[float | None]]:
    """The correlation of each pair of factors once, below the diagonal; None above it."""
    value = {frozenset((pair.a, pair.b)): pair.estimate for pair in efa.factor_correlations}
    return [[value[frozenset((a, b))] if j <= i else None for j, b in enumerate(columns)] for i, a in enumerate(rows)]


def named(efa: FactorStructure, factor: str, wording: Wording) -> str:
    """A factor's name with the scale whose items load on it most, on one line."""
    scale = efa.assignment.get(factor)
    return f"{factor} {wording.scale(scale)}" if scale else factor


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    efa = analysed(results)
    ordered = sorted(efa.factor_correlations, key=lambda pair: -abs(pair.estimate))
    ends = {"closest": ordered[0], "farthest": ordered[-1]}
    named_ends = {
        end: {"pair": [named(efa, factor, wording) for factor in (pair.b, pair.a)], "estimate": pair.estimate}
        for end, pair in ends.items()
    }
    return {"n_factors": len(loadings.factor_names(efa)), **named_ends}
