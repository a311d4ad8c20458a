"""How everyone answered: each item's answers as one bar, centred on the middle of its answer scale."""

from collections import Counter
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from analysis.report import numbers
from analysis.report.figures import labels, row_labels, style
from analysis.report.figures.wording import Wording

MOST_CATEGORIES = 11  # an answer scale with more is a slider, not a row of boxes
MOST_NAMED = 7  # with more answers than this only the ends are named
CODE_EMS, LABEL_LINE_CM, STRIP_CM, TALLEST_CM = 15, 0.34, 0.45, 23.0
COLUMN = 0.12  # width of a printed column, in shares of the answers
NO_ANSWERS = {"shares": [], "below": 0.0, "middle": 0.0, "above": 0.0}


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """A key of the answers, and below it a bar for each item under its scale's name."""
    rows = answer_rows(results)
    codes = [labels.wrapped(wording.item(row["variable"]), CODE_EMS) if row["variable"] else "" for row in rows]
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
    is_any_reversed = any(row["variable"] in wording.reversed_items for row in rows)
    style.note(figure, wording["answers_note"] + (wording["reversed_note"] if is_any_reversed else ""))
    return figure


def answer_rows(results: dict[str, Any]) -> list[dict[str, Any]]:
    """Scale names and their items' answers, top to bottom: `variable` is empty where a row is a scale's name."""
    about = {item["variable"]: item for item in results["study"]["items"]}
    found = results["sample"]["items"]
    rows = []
    for scale in results["study"]["scales"]:
        items = [i for i in scale["items"] if i in found and is_drawable(about[i])]
        if items:
            rows.append({"scale": scale["name"], "variable": "", **NO_ANSWERS})
        rows += [{"variable": i, "mean": found[i]["mean"], **answer_shares(about[i], found[i])} for i in items]
    return rows


def is_drawable(item: dict[str, Any]) -> bool:
    """Whether an item's answers are few enough to be drawn side by side."""
    return 2 <= item["high"] - item["low"] + 1 <= MOST_CATEGORIES


def answer_shares(item: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The share of each answer from low to high, and the shares below and above the middle of the scale."""
    answers = range(int(item["low"]), int(item["high"]) + 1)
    counts = [found["counts"].get(str(answer), 0) for answer in answers]
    total = sum(counts) or 1
    shares = [n / total for n in counts]
    half = len(shares) // 2
    middle = shares[half] if len(shares) % 2 else 0.0
    return {"shares": shares, "middle": middle, "below": sum(shares[:half]), "above": sum(shares[-half:])}


def answer_keys(results: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer scales in use, each with the names that most of its items give their answers."""
    items = [item for item in results["study"]["items"] if item["variable"] in results["sample"]["items"]]
    keys: dict[tuple, Counter] = {}
    for item in items:
        if is_drawable(item) and item["role"] in ("item", "outcome"):
            named = tuple(sorted((item.get("labels") or {}).items()))
            keys.setdefault((int(item["low"]), int(item["high"])), Counter())[named] += not item.get("reversed")
    return [
        {"low": low, "high": high, "labels": dict(names.most_common(1)[0][0])} for (low, high), names in keys.items()
    ]


def strip_labels(key: dict[str, Any], wording: Wording) -> list[str]:
    """The names printed below the boxes of an answer scale: all where they are few, else those of the ends."""
    answers = range(key["low"], key["high"] + 1)
    names = [wording.answer(key["labels"].get(str(answer), "")) for answer in answers]
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


def draw_key(ax: Axes, key: dict[str, Any], texts: list[str], height: float) -> None:
    """The answer scale as a row of coloured boxes with their numbers, names below."""
    n = len(texts)
    bottom = 1 - STRIP_CM / height
    boxes = [(k - 0.485, 0.97) for k in range(n)]
    ax.broken_barh(boxes, (bottom, 1 - bottom), facecolors=colours(n), linewidth=0)
    for k, (colour, text) in enumerate(zip(colours(n), texts, strict=True)):
        style.text_within(ax, k, (1 + bottom) / 2, str(key["low"] + k), color=style.text_on(colour))
        is_end = not all(texts) and k in (0, n - 1)
        side, shift = {0: ("left", -0.48), n - 1: ("right", 0.48)}.get(k, ("center", 0)) if is_end else ("center", 0)
        style.text_within(ax, k + shift, bottom - 0.05 / height, text, ha=side, va="top", linespacing=1.1)
    ax.set(xlim=(-0.5, n - 0.5), ylim=(0, 1))
    style.empty_axes(ax)


def draw_bars(ax: Axes, rows: list[dict[str, Any]], codes: list[str], wording: Wording) -> None:
    """The bars, and beside each the shares below and above the middle and the mean."""
    left = -max(row["below"] + row["middle"] / 2 for row in rows) - COLUMN
    right = max(row["above"] + row["middle"] / 2 for row in rows) + COLUMN
    ax.add_collection(bars(rows), autolim=False)
    middles = [[(0, k - 0.45), (0, k + 0.45)] for k, row in enumerate(rows) if row["variable"]]
    ax.add_collection(LineCollection(middles, colors=style.SECONDARY, linewidths=0.6, zorder=3), autolim=False)
    print_columns(ax, rows, {"below": left + 0.8 * COLUMN, "above": right, "mean": right + COLUMN}, wording)
    for position, row in enumerate(rows):
        if not row["variable"]:
            name, form = wording.scale(row["scale"]), {"weight": "bold", "fontsize": style.SIZE}
            style.text_within(ax, left, position + 0.1, name, ha="left", zorder=4, **form)
    row_labels.label_rows(ax, codes, fontsize=style.SMALL, linespacing=0.95)
    ax.set(xlim=(left, right + COLUMN), ylim=(len(rows) - 0.5, -1.5), xticks=[])
    style.open_axes(ax)
    ax.spines["bottom"].set_visible(False)


def print_columns(ax: Axes, rows: list[dict[str, Any]], places: dict[str, float], wording: Wording) -> None:
    """Numbers beside the bars, flush right at these places along the axis, under their heads."""
    for column, x in places.items():
        style.text_within(ax, x, -0.95, wording[column], ha="right", color=style.SECONDARY)
        for position, row in enumerate(rows):
            if row["variable"]:
                text = numbers.number(row["mean"]) if column == "mean" else numbers.percent(row[column], 0)
                style.text_within(ax, x, position, text, ha="right")


def bars(rows: list[dict[str, Any]]) -> PolyCollection:
    """Every item's answers, side by side around the middle."""
    corners, fills = [], []
    for position, row in enumerate(rows):
        low, high, start = position - 0.37, position + 0.37, -row["below"] - row["middle"] / 2
        for share, colour in zip(row["shares"], colours(len(row["shares"])), strict=True):
            end = start + share
            corners.append([(start, low), (end, low), (end, high), (start, high)])
            fills.append(colour)
            start = end
    return PolyCollection(corners, facecolors=fills, edgecolors=style.PAPER, linewidths=0.4, zorder=2)


def facts(results: dict[str, Any], wording: Wording) -> dict[str, Any]:
    """What the alternative text says."""
    items = [row for row in answer_rows(results) if row["variable"]]
    ordered = sorted(items, key=lambda row: row["above"])
    return {
        "n_items": len(items),
        "lowest": ordered[0],
        "highest": ordered[-1],
        "scales": [(name, found["mean"]) for name, found in (results["sample"].get("scales") or {}).items()],
    }
