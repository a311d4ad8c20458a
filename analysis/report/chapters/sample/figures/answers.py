"""How everyone answered: each item's answers as one bar, centred on the middle of its answer scale."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from statistics import fmean
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from analysis.report.document.contents import Results
from analysis.report.drawing import items, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.statistics.description.descriptives import ItemDescription
from analysis.statistics.foundation.attempts import sound
from analysis.survey.sections import ItemSection
from analysis.survey.values import JOINT

MOST_NAMED = 7  # with more answers than this only the ends are named
CODE_EMS, LABEL_LINE_CM, STRIP_CM, TALLEST_CM = 15, 0.34, 0.45, 23.0
COLUMN = 0.12  # width of a printed column, in shares of the answers


@dataclass(frozen=True, kw_only=True)
class Row:
    """
    The answers to an item, to several of a scale as one, or, without any, a scale's name.

    `shares` are those of the `answers` from low to high; `below`, `middle` and `above` those around the middle of the
    scale. `variable` is empty where the row is not of one item. `joint` are the first and last places of answers that
    are counted together, for few gave one of them: their shares are one, divided evenly.
    """

    name: str
    variable: str = ""
    mean: float = 0.0
    answers: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    below: float = 0.0
    middle: float = 0.0
    above: float = 0.0
    joint: tuple[tuple[int, int], ...] = ()

    @property
    def sides(self) -> tuple[float | None, float | None]:
        """The shares below and above the middle; None where answers on both sides are counted together."""
        half, has_middle = divmod(len(self.shares), 2)
        told = [any(first < edge <= last for first, last in self.joint) for edge in (half, half + has_middle)]
        return None if told[0] else self.below, None if told[1] else self.above


class Key(NamedTuple):
    """An answer scale in use, with the names that most of its items give their answers."""

    answers: list[float]
    labels: dict[str, str]


def draw(results: Results, wording: Wording) -> Figure:
    """A key of the answers, and below it a bar for each item under its scale's name; for each scale where many."""
    rows = answer_rows(results, wording)
    codes = [labels.wrapped(row.name, CODE_EMS) if row.shares else "" for row in rows]
    keys = answer_keys(results)
    strips = [strip_labels(key, wording) for key in keys]
    tops = [STRIP_CM + labels.line_count(texts) * LABEL_LINE_CM + 0.15 for texts in strips]
    line = 0.42 if labels.line_count(codes) < 2 else 0.6
    height = min(line * (len(rows) + 1), TALLEST_CM - sum(tops))
    figure = style.canvas(sum(tops) + height + 0.5)
    axes = figure.subplots(len(keys) + 1, 1, squeeze=False, height_ratios=[*tops, height])[:, 0]
    for ax, key, texts, top in zip(axes, keys, strips, tops, strict=False):
        draw_key(ax, key, texts, top)
    draw_bars(axes[-1], rows, codes, wording)
    style.note(figure, note(rows, wording))
    return figure


def note(rows: list[Row], wording: Wording) -> str:
    """What the columns mean, and reversed items, the pooling of items or of answers, where there is any."""
    variables = {row.variable for row in rows}
    end = wording["reversed_note"] if variables & wording.reversed_items else ""
    joint = wording["joint_note"] if any(row.joint for row in rows) else ""
    return wording["answers_note"] + (wording["pooled_note"] if variables == {""} else end) + joint


def answer_rows(results: Results, wording: Wording) -> list[Row]:
    """
    Scale names and their items' answers, top to bottom; a scale's name has no shares.

    Where there are more items than stand on a page, the answers to all items of a scale are one row.
    """
    about, found = results.study.by_variable, items.described(results)
    scales = items.of_scales(results, categorical=True)
    rows: list[Row] = []
    for scale, names in scales.items():
        title = wording.scale(scale)
        own = [replace(answer_shares(about[name], found[name]), name=wording.item(name)) for name in names]
        if sum(map(len, scales.values())) + len(scales) > items.MOST_BARS:
            rows += [pooled(title, alike) for alike in together(own)]
        else:
            rows += [Row(name=title), *own]
    return rows


def together(rows: list[Row]) -> list[list[Row]]:
    """Items of a scale in groups of the same answers."""
    sets = dict.fromkeys(row.answers for row in rows)
    return [[row for row in rows if row.answers == answers] for answers in sets]


def pooled(name: str, rows: list[Row]) -> Row:
    """Several items as one row: the means of their shares and of their means."""
    shares = zip(*(row.shares for row in rows), strict=True)
    return Row(
        name=name,
        shares=tuple(fmean(of_answer) for of_answer in shares),
        mean=fmean(row.mean for row in rows),
        below=fmean(row.below for row in rows),
        middle=fmean(row.middle for row in rows),
        above=fmean(row.above for row in rows),
        joint=united(span for row in rows for span in row.joint),
    )


def answer_shares(item: ItemSection, found: ItemDescription) -> Row:
    """The share of each answer from low to high, and the shares below and above the middle of the scale."""
    answers = tuple(items.categories(item))
    places = {f"{answer:g}": place for place, answer in enumerate(answers)}
    counts, joint = [0.0] * len(answers), []
    for name, n in found.counts.items():
        among = [places[answer] for answer in name.split(JOINT) if answer in places]
        joint += [(among[0], among[-1])] if len(among) > 1 else []
        for place in among:
            counts[place] = n / len(among)
    total = sum(counts) or 1
    shares = tuple(n / total for n in counts)
    half, has_middle = divmod(len(shares), 2)
    return Row(
        name=item.label,
        variable=item.variable,
        mean=found.mean,
        answers=answers,
        shares=shares,
        below=sum(shares[:half]),
        middle=shares[half] if has_middle else 0.0,
        above=sum(shares[half + has_middle :]),
        joint=tuple(joint),
    )


def united(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of answers, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def answer_keys(results: Results) -> list[Key]:
    """The answer scales in use."""
    about = results.study.by_variable
    keys: dict[tuple, Counter] = {}
    for names in items.of_scales(results, categorical=True).values():
        for item in (about[name] for name in names):
            named = tuple(sorted((item.labels or {}).items()))
            keys.setdefault(tuple(items.categories(item)), Counter())[named] += not item.reversed
    return [Key(list(answers), dict(names.most_common(1)[0][0])) for answers, names in keys.items()]


def strip_labels(key: Key, wording: Wording) -> list[str]:
    """The names printed below the boxes of an answer scale: all where they are few, else those of the ends."""
    names = [wording.answer(key.labels.get(f"{answer:g}", "")) for answer in key.answers]
    if not any(names):
        names = [wording["lowest"], *[""] * (len(names) - 2), wording["highest"]]
    elif len(names) > MOST_NAMED:
        names[1:-1] = [""] * (len(names) - 2)
    is_every = all(names)
    return [labels.wrapped(name, 42 / len(names) if is_every else 18) for name in names]


@cache
def colours(n_categories: int) -> list[tuple]:
    """A colour for each answer from the lowest to the highest; the middle one is grey."""
    return [style.diverging()(k / (n_categories - 1)) for k in range(n_categories)]


def draw_key(ax: Axes, key: Key, texts: list[str], height: float) -> None:
    """The answer scale as a row of coloured boxes with their numbers, names below."""
    n = len(texts)
    bottom = 1 - STRIP_CM / height
    boxes = [(k - 0.485, 0.97) for k in range(n)]
    ax.broken_barh(boxes, (bottom, 1 - bottom), facecolors=colours(n), linewidth=0)
    for k, (colour, text) in enumerate(zip(colours(n), texts, strict=True)):
        style.text_within(ax, k, (1 + bottom) / 2, answer_text(key.answers[k]), color=style.text_on(colour))
        is_end = not all(texts) and k in (0, n - 1)
        side, shift = {0: ("left", -0.48), n - 1: ("right", 0.48)}.get(k, ("center", 0)) if is_end else ("center", 0)
        style.text_within(ax, k + shift, bottom - 0.05 / height, text, ha=side, va="top", linespacing=1.1)
    ax.set(xlim=(-0.5, n - 0.5), ylim=(0, 1))
    style.empty_axes(ax)


def answer_text(answer: float) -> str:
    """An answer's number: '1', '−2', '2.5'."""
    return f"{answer:g}".replace("-", "−")


def draw_bars(ax: Axes, rows: list[Row], codes: list[str], wording: Wording) -> None:
    """The bars, and beside each the shares below and above the middle and the mean."""
    left = -max(row.below + row.middle / 2 for row in rows) - COLUMN
    right = max(row.above + row.middle / 2 for row in rows) + COLUMN
    ax.add_collection(bars(rows), autolim=False)
    middles = [[(0, k - 0.45), (0, k + 0.45)] for k, row in enumerate(rows) if row.shares]
    ax.add_collection(LineCollection(middles, colors=style.SECONDARY, linewidths=0.6, zorder=3), autolim=False)
    print_columns(ax, rows, (left + 0.8 * COLUMN, right, right + COLUMN), wording)
    for position, row in enumerate(rows):
        if not row.shares:
            name, form = row.name, {"weight": "bold", "fontsize": style.SIZE}
            style.text_within(ax, left, position + 0.1, name, ha="left", zorder=4, **form)
    row_labels.label_rows(ax, codes, fontsize=style.SMALL, linespacing=0.95)
    ax.set(xlim=(left, right + COLUMN), ylim=(len(rows) - 0.5, -1.5), xticks=[])
    style.open_axes(ax)
    ax.spines["bottom"].set_visible(False)


def print_columns(ax: Axes, rows: list[Row], places: tuple[float, float, float], wording: Wording) -> None:
    """Numbers beside the bars, flush right at these places along the axis, under their heads."""
    for column, x in zip(("below", "above", "mean"), places, strict=True):
        style.text_within(ax, x, -0.95, wording[column], ha="right", color=style.SECONDARY)
    for position, row in enumerate(rows):
        if row.shares:
            texts = *(numbers.percent(side, 0) for side in row.sides), numbers.number(row.mean)
            for text, x in zip(texts, places, strict=True):
                style.text_within(ax, x, position, text, ha="right")


def bars(rows: list[Row]) -> PolyCollection:
    """Every item's answers, side by side around the middle."""
    corners, fills = [], []
    for position, row in enumerate(rows):
        low, high, start = position - 0.37, position + 0.37, -row.below - row.middle / 2
        for first, last in united([*row.joint, *((place, place) for place in range(len(row.shares)))]):
            end = start + sum(row.shares[first : last + 1])
            corners.append([(start, low), (end, low), (end, high), (start, high)])
            fills.append(tuple(map(fmean, zip(*colours(len(row.shares))[first : last + 1], strict=True))))
            start = end
    return PolyCollection(corners, facecolors=fills, edgecolors=style.PAPER, linewidths=0.4, zorder=2)


def facts(results: Results, wording: Wording) -> dict[str, object]:
    """What the alternative text says."""
    rows = [row for row in answer_rows(results, wording) if row.shares and row.sides[1] is not None]
    ordered = sorted(rows, key=lambda row: row.above)
    return {
        "n_items": sum(map(len, items.of_scales(results, categorical=True).values())),
        "lowest": ordered[0] if ordered else None,
        "highest": ordered[-1] if ordered else None,
        "scales": [(name, found.mean) for name, found in sound(results.sample.scales).items()],
    }
