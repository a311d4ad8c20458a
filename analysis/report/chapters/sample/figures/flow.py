"""Who answered, who was left out and why, who is analysed: a column of boxes."""

from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from analysis.report.chapters.sample.claims import called
from analysis.report.document.contents import Results
from analysis.report.drawing import labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers

WIDTH_CM, BOX_CM, GAP_CM, SIDE_X, SIDE_CM = 13.0, 5.2, 0.9, 6.6, 6.2
LINE_CM, PADDING_CM = 0.42, 0.3
LEAVING = ("no_answers", "excluded")
MAIN_STEPS = ("in_file", "received", "analysed", "complete_items", "complete_model")


class Stage(NamedTuple):
    """A step that remains in the flow, as lines of text, with the lines of those who leave after it."""

    lines: list[str]
    leave: list[str]


def draw(results: Results, wording: Wording) -> Figure:
    """Boxes from those received to those in each analysis; beside them, those who leave."""
    stages = flow_stages(results, wording)
    heights = [stage_height(stage) for stage in stages]
    total = sum(heights) + GAP_CM * (len(stages) - 1) + 0.1
    figure = style.canvas(total, WIDTH_CM)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH_CM), ylim=(0, total))
    ax.set_axis_off()
    top = total - 0.05
    for stage, height in zip(stages, heights, strict=True):
        draw_stage(ax, stage, top, height, is_last=stage is stages[-1])
        top -= height + GAP_CM
    return figure


def flow_stages(results: Results, wording: Wording) -> list[Stage]:
    """Each step that remains in the flow, as lines of text, with the lines of those who leave after it."""
    steps = [step for step in results.sample.flow if step.step in MAIN_STEPS]
    stages = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        lost = step.n - following.n if following else 0
        lines = labels.wrapped(wording.code("steps", called(results, step.step)), 15).split("\n")
        leave = leaving(results, wording, following.step, lost) if following and lost else []
        stages.append(Stage([*lines, f"n = {numbers.count(step.n)}"], leave))
    return stages


def leaving(results: Results, wording: Wording, following: str, lost: int) -> list[str]:
    """Why people leave before a step: the flags that those excluded carry, or answers that are missing."""
    head = wording[{"received": "not_included", "analysed": "excluded"}.get(following, "incomplete")]
    lines = [wording.counted_as(head, f"n = {numbers.count(lost)}")]
    if following == "analysed" and (reasons := excluded_flags(results)):
        lines += labels.wrapped(wording["reasons"], 21).split("\n")
        for flag, n in reasons:
            lines.append("· " + wording.counted_as(wording.code("flags", flag), numbers.count(n)))
    return lines


def excluded_flags(results: Results) -> list[tuple[str, int]]:
    """How many of those excluded carry each flag, the commonest first; without flags that few of them carry."""
    return [(row.flag, row.n) for row in results.sample.excluded if row.n is not None]


def box_height(lines: list[str]) -> float:
    """Height of a box around lines of text, in centimetres."""
    return len(lines) * LINE_CM + 2 * PADDING_CM


def stage_height(stage: Stage) -> float:
    """Height of a step: its own box, and below it room for the box of those who leave."""
    leave = max(0.0, box_height(stage.leave) - GAP_CM + 0.3) if stage.leave else 0.0
    return box_height(stage.lines) + leave


def draw_stage(ax: Axes, stage: Stage, top: float, height: float, *, is_last: bool) -> None:
    """A step's box, the arrow down from it, and the box of those who leave on the way."""
    own = box_height(stage.lines)
    draw_box(ax, 0.05, top, BOX_CM, stage.lines, centred=True)
    if is_last:
        return
    middle, below = 0.05 + BOX_CM / 2, top - height - GAP_CM
    arrow(ax, (middle, top - own), (middle, below))
    if stage.leave:
        side = (top - own + below) / 2
        arrow(ax, (middle, side), (SIDE_X, side))
        draw_box(ax, SIDE_X, side + box_height(stage.leave) / 2, SIDE_CM, stage.leave, centred=False)


def draw_box(ax: Axes, left: float, top: float, width: float, lines: list[str], *, centred: bool) -> None:
    """A frame around lines of text."""
    height = box_height(lines)
    frame = {"facecolor": "none", "edgecolor": style.INK, "linewidth": 0.7}
    rounded = "round,pad=0,rounding_size=0.08"
    ax.add_patch(FancyBboxPatch((left, top - height), width, height, boxstyle=rounded, **frame))
    for number, line in enumerate(lines):
        x = left + (width / 2 if centred else 0.3)
        y = top - PADDING_CM - (number + 0.5) * LINE_CM
        ax.text(x, y, line, ha="center" if centred else "left", va="center_baseline")


def arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A thin arrow."""
    shape = {"arrowstyle": "-|>,head_width=0.18,head_length=0.36", "color": style.INK, "linewidth": 0.7}
    ax.annotate("", end, start, arrowprops={**shape, "shrinkA": 0, "shrinkB": 0})


def facts(results: Results, wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    steps = [step for step in results.sample.flow if step.step in MAIN_STEPS]
    return {
        "steps": [(wording.code("steps", called(results, step.step)), step.n) for step in steps],
        "n_excluded": sum(step.n for step in results.sample.flow if step.step in LEAVING),
        "n_not_kept": sum(step.n for step in results.sample.flow if step.step == "not_kept"),
        "reasons": [(wording.code("flags", flag), n) for flag, n in excluded_flags(results)],
    }
