"""Whether the dimensions can be told apart: their correlations free of measurement error, with intervals."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.report.chapters.structure.figures import loadings
from analysis.report.document.contents import Results
from analysis.report.document.thresholds import INSEPARABLE, LATENT_CORRELATION
from analysis.report.drawing import heat, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.measurement.separation import JudgedPair, pair_verdict

ROW_CM, LINE_CM, LABEL_EMS = 1.15, 0.36, 12
INTERVAL_EMS = 4.6  # room that an interval takes in its cell
CLOSE = LATENT_CORRELATION.edges[1]  # from here on a problem of discriminant validity is more than marginal


def draw(results: Results, wording: Wording) -> Figure:
    """A row and a column for each dimension, each pair once, its interval below its correlation."""
    names = shown_dimensions(results)
    rows, columns = names[1:], names[:-1]
    grid = lower_triangle(results, rows, columns)
    beside = [labels.wrapped(wording.scale(name), LABEL_EMS) for name in rows]
    ems = loadings.head_ems(len(columns), style.WIDTH_CM - loadings.labels_cm(beside))
    heads, turned, high = column_heads([wording.scale(name) for name in columns], ems)
    are_shown = ems > INTERVAL_EMS
    figure = style.canvas(len(rows) * ROW_CM + high + 1.2)
    ax = figure.add_subplot()
    heat.draw_grid(ax, [[pair.estimate if pair else None for pair in row] for row in grid])
    if are_shown:
        print_intervals(ax, grid)
    frame_close(ax, grid)
    row_labels.label_rows(ax, beside, 0.5, fontsize=style.SMALL)
    ax.set_xticks(
        [i + 0.5 for i in range(len(columns))], heads, fontsize=style.SMALL, linespacing=1.15, rotation=turned
    )
    ax.tick_params(length=0)
    drawn = wording.text("latent_intervals_note", level=wording.conf_level) if are_shown else ""
    style.note(figure, drawn + wording.text("latent_correlations_note", close=numbers.bounded(CLOSE)))
    return figure


def column_heads(names: list[str], ems: float) -> tuple[list[str], int, float]:
    """The heads of columns `ems` wide, the angle they stand at, upright where a word is too wide, and their height."""
    heads = [labels.wrapped(name, min(ems, LABEL_EMS)) for name in names]
    if max(map(labels.text_width, heads)) <= ems:
        return heads, 0, labels.line_count(heads) * LINE_CM
    most = max(int((ems + 0.6) * loadings.EM_CM / LINE_CM), 1)
    heads = [labels.wrapped(name, LABEL_EMS, most) for name in names]
    return heads, 90, max(map(labels.text_width, heads)) * loadings.EM_CM


def known_pairs(results: Results) -> list[JudgedPair]:
    """The pairs of dimensions whose correlation could be estimated: one of a dimension without variance could not."""
    return [pair for pair in needed(had(results.validity)).latent_correlations if pair.estimate is not None]


def shown_dimensions(results: Results) -> list[str]:
    """The dimensions that have a latent correlation, in the study's order."""
    known = {name for pair in known_pairs(results) for name in (pair.a, pair.b)}
    return [scale.name for scale in results.study.scales if scale.name in known]


def lower_triangle(results: Results, rows: list[str], columns: list[str]) -> list[list[JudgedPair | None]]:
    """Each pair of dimensions once, below the diagonal; None above it."""
    pairs = {frozenset((pair.a, pair.b)): pair for pair in known_pairs(results)}
    below = [[pairs.get(frozenset((a, b))) for b in columns[: i + 1]] for i, a in enumerate(rows)]
    return [row + [None] * (len(columns) - len(row)) for row in below]


def print_intervals(ax: Any, grid: list[list[JudgedPair | None]]) -> None:
    """Each pair's interval in its cell."""
    colours = style.diverging()
    for i, row in enumerate(grid):
        for j, pair in enumerate(row):
            if pair is None:
                continue
            if pair.estimate is not None and pair.conf_low is not None:
                text = numbers.interval(pair.conf_low, pair.conf_high, form=numbers.bounded)
                colour = style.text_on(colours((min(max(pair.estimate, -1), 1) + 1) / 2))
                style.text_within(ax, j + 0.5, i + 0.78, text, color=colour, fontsize=style.SMALL - 1)


def frame_close(ax: Any, grid: list[list[JudgedPair | None]]) -> None:
    """A frame around the pairs that come too close."""
    frame = {"fill": False, "edgecolor": style.VERMILLION, "linewidth": 1.6, "zorder": 4}
    for i, row in enumerate(grid):
        for j, pair in enumerate(row):
            if pair is not None and pair_verdict(pair.estimate, pair.conf_low, pair.conf_high) in INSEPARABLE:
                ax.add_patch(Rectangle((j + 0.03, i + 0.03), 0.94, 0.94, **frame))


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    ordered = sorted(known_pairs(results), key=lambda pair: -abs(pair.estimate or 0.0))
    return {
        "n_scales": len(shown_dimensions(results)),
        "level": wording.conf_level,
        "closest": ordered[0],
        "farthest": ordered[-1],
    }
