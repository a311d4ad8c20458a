"""The model as a drawing: dimensions with their items, and their paths to the outcome where these were estimated."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from analysis.report.chapters.measurement.figures.measurement_loadings import headline
from analysis.report.document.contents import Results
from analysis.report.drawing import labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had
from analysis.statistics.paths.latent_regression import LatentTerm

ROW_CM, LINE_CM, GAP_CM = 0.4, 0.3, 0.3
CODE_EMS, NAME_EMS = 11, 10
CODE, LOADING, TIP, NAME, OUTCOME = 3.0, 3.15, 5.9, 8.3, 14.3  # cm from the left: ends of texts, tips, middles
NAME_CM, OUTCOME_CM, ALONG = 3.2, 3.0, 0.42
# Where the plot begins in which, without an outcome, the rest stands in the middle.
ALONE_LEFT = (NAME + NAME_CM / 2 - style.WIDTH_CM) / 2


@dataclass(frozen=True)
class Part:
    """A dimension: its name, its items with their loadings, its path, and where it stands (cm from the top)."""

    name: str
    items: list[tuple[str, str]]
    path: LatentTerm | None
    row_cm: float
    top: float

    @property
    def height(self) -> float:
        return max(len(self.items) * self.row_cm, name_cm(self.name) + 0.1)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw(results: Results, wording: Wording) -> Figure:
    """Items on the left, dimensions in the middle, the outcome on the right; a dashed path's interval includes zero."""
    parts = parts_of(results, wording)
    height = parts[-1].top + parts[-1].height + GAP_CM
    figure = style.canvas(height + 1.0)
    ax = figure.add_subplot()
    style.empty_axes(ax)
    paths = [(part, part.path) for part in parts if part.path]
    left = 0.0 if paths else ALONE_LEFT
    ax.set(xlim=(left, left + style.WIDTH_CM), ylim=(height, 0))
    for part in parts:
        draw_dimension(ax, part)
    if paths:
        draw_outcome(ax, paths, wording, results)
    note = wording.text("paths_note", level=wording.conf_level)
    style.note(figure, note + wording["paths_regression_note"] if paths else note)
    return figure


def parts_of(results: Results, wording: Wording) -> list[Part]:
    """The dimensions from the top down."""
    found = had(results.latent_regression)
    paths = {term.term: term for term in found.terms} if found else {}
    cells = headline(results).loadings
    codes = {cell.term: labels.wrapped(wording.item(cell.term), CODE_EMS) for cell in cells}
    row_cm = max(ROW_CM, labels.line_count(list(codes.values())) * LINE_CM + 0.06)
    made: list[Part] = []
    for factor in dict.fromkeys(cell.factor for cell in cells):
        items = [
            (codes[cell.term], estimate(cell.std_estimate, cell.std_conf_low, cell.std_conf_high))
            for cell in cells
            if cell.factor == factor
        ]
        top = made[-1].top + made[-1].height + GAP_CM if made else GAP_CM
        name = labels.wrapped(wording.scale(factor), NAME_EMS)
        made.append(Part(name=name, items=items, path=paths.get(factor), row_cm=row_cm, top=top))
    return made


def estimate(value: float | None, low: float | None, high: float | None) -> str:
    """A standardised estimate with its interval."""
    return f"{numbers.bounded(value)} {numbers.interval(low, high, form=numbers.bounded)}"


def name_cm(name: str) -> float:
    """Height of an ellipse around a name."""
    return 0.5 + (name.count("\n") + 1) * LINE_CM * 1.25


def draw_dimension(ax: Axes, part: Part) -> None:
    """A dimension and its items, an arrow to each with its loading."""
    draw_name(ax, part.name, NAME, part.middle, NAME_CM)
    first = part.middle - len(part.items) * part.row_cm / 2 + part.row_cm / 2
    for number, (code, loading) in enumerate(part.items):
        y = first + number * part.row_cm
        form = {"va": "center_baseline", "fontsize": style.SMALL, "linespacing": 1.0}
        ax.text(CODE, y, code, ha="right", **form)
        ax.text(LOADING, y, loading, ha="left", color=style.SECONDARY, **form)
        arrow(ax, (NAME - NAME_CM / 2, part.middle), (TIP, y))


def draw_name(ax: Axes, name: str, x: float, y: float, width: float) -> None:
    """A latent variable: an ellipse around its name."""
    form = {"facecolor": "none", "edgecolor": style.INK, "linewidth": 0.9}
    ax.add_patch(Ellipse((x, y), width, name_cm(name), **form))
    ax.text(x, y, name, ha="center", va="center", fontsize=style.SMALL, linespacing=1.1)


def draw_outcome(ax: Axes, paths: list[tuple[Part, LatentTerm]], wording: Wording, results: Results) -> None:
    """The outcome and a path from each dimension, its standardised coefficient beside the dimension."""
    outcome = labels.wrapped(wording.scale(results.outcome or ""), NAME_EMS)
    middle = (paths[0][0].middle + paths[-1][0].middle) / 2
    draw_name(ax, outcome, OUTCOME, middle, OUTCOME_CM)
    for part, path in paths:
        start, end = (NAME + NAME_CM / 2, part.middle), (OUTCOME - OUTCOME_CM / 2, middle)
        arrow(ax, start, end, dashed=is_open(path), width=1.1)
        x, y = start[0] + ALONG * (end[0] - start[0]), part.middle + ALONG * (middle - part.middle)
        told = f"β = {estimate(path.beta, path.beta_low, path.beta_high)}"
        label = ax.text(x, y, told, ha="center", va="center_baseline", fontsize=style.SMALL, zorder=5)
        label.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.0})


def is_open(path: LatentTerm) -> bool:
    """Whether a path has no interval, or one that includes zero."""
    low, high = path.beta_low, path.beta_high
    return low is None or high is None or low <= 0 <= high


def arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False, width: float = 0.6
) -> None:
    """An arrow, dashed where the path is open."""
    line = {"arrowstyle": "-|>,head_length=0.25,head_width=0.12", "color": style.INK, "linewidth": width}
    ends = {"shrinkA": 0, "shrinkB": 0, "linestyle": (0, (4, 3)) if dashed else "solid"}
    ax.annotate("", end, start, arrowprops=line | ends, zorder=1)


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    found = had(results.latent_regression)
    return {
        "n_items": len(headline(results).loadings),
        "scales": list(dict.fromkeys(cell.factor for cell in headline(results).loadings)),
        "paths": found.terms if found else [],
        "level": wording.conf_level,
    }
