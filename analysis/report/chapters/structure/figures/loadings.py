"""Which items go together: pattern loadings, items by factors, weak ones faded."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.report.chapters.structure.claims import analysed
from analysis.report.document.contents import Results
from analysis.report.document.thresholds import CROSS_LOADING
from analysis.report.drawing import heat, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.exploratory.efa import Loading
from analysis.statistics.exploratory.structure import FactorStructure

ROW_CM, LINE_CM = 0.46, 0.36
CODE_EMS, SCALE_EMS = 14, 12
EM_CM = style.SMALL / 72 / style.CM


def draw(results: Results, wording: Wording) -> Figure:
    """A row for each item, in the study's order; a column for each factor, headed by the scale it comes closest to."""
    efa = analysed(results)
    items, factors = items_by_scale(results), factor_names(efa)
    codes = [labels.wrapped(wording.item(item), CODE_EMS) for _, item in items]
    names = [labels.wrapped(wording.scale(scale), SCALE_EMS) for scale, _ in items]
    width = head_ems(len(factors), style.WIDTH_CM - labels_cm(codes) - labels_cm(names))
    scales = scale_names(efa, wording, width)
    heads = [f"{scale}\n{factor}".strip() for factor, scale in zip(factors, scales, strict=True)]
    row = max(ROW_CM, labels.line_count(codes) * 0.34 + 0.1)
    figure = style.canvas(len(items) * row + labels.line_count(heads) * LINE_CM + 1.0)
    ax = figure.add_subplot()
    value = {(cell.term, cell.factor): cell.estimate for cell in efa.loadings}
    heat.draw_grid(ax, [[value[item, factor] for factor in factors] for _, item in items], weak=CROSS_LOADING)
    row_labels.label_rows(ax, codes, 0.5, fontsize=style.SMALL, linespacing=1.0)
    ax.set_xticks([i + 0.5 for i in range(len(factors))], heads, fontsize=style.SMALL, linespacing=1.15)
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    name_scales(ax, [scale for scale, _ in items], wording)
    style.note(figure, wording.text("loadings_note", weak=numbers.bounded(CROSS_LOADING)))
    return figure


def items_by_scale(results: Results) -> list[tuple[str, str]]:
    """The analysed items with their scales, in the study's order."""
    items = {cell.term for cell in analysed(results).loadings}
    scales = results.study.scales
    return [(scale.name, item) for scale in scales for item in scale.items if item in items]


def factor_names(efa: FactorStructure) -> list[str]:
    """The factors, in the results' order."""
    return list(dict.fromkeys(cell.factor for cell in efa.loadings))


def labels_cm(texts: list[str]) -> float:
    """Room that labels in small type take beside a grid, and the gap to it."""
    return max(map(labels.text_width, texts)) * EM_CM + 0.4


def head_ems(n_columns: int, grid_cm: float) -> float:
    """Room for a column's head, in ems of small type."""
    return grid_cm / n_columns / EM_CM - 0.6


def scale_names(efa: FactorStructure, wording: Wording, ems: float) -> list[str]:
    """
    For each factor the label of the scale whose items load on it most; empty where there is none.

    All are empty where one has a word wider than `ems`: the rows name the scales too.
    """
    scales = [efa.assignment.get(factor) for factor in factor_names(efa)]
    names = [labels.wrapped(wording.scale(scale), ems) if scale else "" for scale in scales]
    is_fitting = all(labels.extent(line) <= ems + 0.4 for name in names for line in name.split("\n"))
    return names if is_fitting else [""] * len(names)


def name_scales(ax: Axes, scales: list[str], wording: Wording) -> None:
    """The scales' names to the right of their items, and a line between one scale and the next."""
    for scale in dict.fromkeys(scales):
        first, end = scales.index(scale), len(scales) - scales[::-1].index(scale)
        label = labels.wrapped(wording.scale(scale), SCALE_EMS)
        at, offset = (1, (first + end) / 2), (8, 0)
        ax.annotate(
            label, at, offset, xycoords=ax.get_yaxis_transform(), textcoords="offset points",
            va="center", fontsize=style.SMALL, annotation_clip=False,
        )  # fmt: skip
        if first:
            ax.axhline(first, color=style.INK, linewidth=0.6)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    efa = analysed(results)
    strongest: dict[str, Loading] = {}
    for cell in sorted(efa.loadings, key=lambda cell: -abs(cell.estimate)):
        strongest.setdefault(cell.factor, cell)
    return {
        "n_items": len(items_by_scale(results)),
        "factors": factor_names(efa),
        "assignment": efa.assignment,
        "strongest": strongest,
        "weak": CROSS_LOADING,
    }
