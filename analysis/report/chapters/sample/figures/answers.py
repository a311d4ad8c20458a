"""How everyone answered: each item's answers as one bar, centred on the middle of its answer scale."""

from collections import Counter
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from analysis.report.drawing import items, labels, row_labels, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers

MOST_NAMED = 7  # with more answers than this only the ends are named
CODE_EMS, LABEL_LINE_CM, STRIP_CM, TALLEST_CM = 15, 0.34, 0.45, 23.0
COLUMN = 0.12  # width of a printed column, in shares of the answers
NO_ANSWERS = {"shares": [], "below": 0.0, "middle": 0.0, "above": 0.0}


def draw(results: dict[str, Any], wording: Wording) -> Figure:
    """A key of the answers, and below it a bar for each item under its scale's name; for each scale where many."""
    rows = answer_rows(results, wording)
    codes = [labels.wrapped(row["name"], CODE_EMS) if row["shares"] else "" for row in rows]
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


def note(rows: list[dict[str, Any]], wording: Wording) -> str:
    """What the columns mean, and the mark of reversed items or the pooling of items, where there is any."""
    variables = {row["variable"] for row in rows}
    end = wording["reversed_note"] if variables & wording.reversed_items else ""
    return wording["answers_note"] + (wording["pooled_note"] if variables == {""} else end)


def answer_rows(results: dict[str, Any], wording: Wording) -> list[dict[str, Any]]:
    """
    Scale names and their items' answers, top to bottom; a scale's name has no shares.

    Where there are more items than stand on a page, the answers to all items of a scale are one row.
    """
    about = {item["variable"]: item for item in results["study"]["items"]}
    found, scales = items.described(results), items.of_scales(results, categorical=True)
    rows = []
    for scale, names in scales.items():
        title = wording.scale(scale)
        own = [
            {"name": wording.item(name), "variable": name, "mean": found[name]["mean"]}
            | answer_shares(about[name], found[name])
            for name in names
        ]
        if sum(map(len, scales.values())) + len(scales) > items.MOST_BARS:
            rows += [pooled(title, alike) for alike in together(own)]
        else:
            rows += [{"name": title, "variable": "", **NO_ANSWERS}, *own]
    return rows


def together(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Items of a scale in groups of the same answers."""
    sets = dict.fromkeys(tuple(row["answers"]) for row in rows)
    return [[row for row in rows if tuple(row["answers"]) == answers] for answers in sets]


def pooled(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Several items as one row: the means of their shares and of their means."""

    def mean(key: str) -> float:
        return sum(row[key] for row in rows) / len(rows)

    shares = [sum(of_answer) / len(rows) for of_answer in zip(*(row["shares"] for row in rows), strict=True)]
    numbers_of = {key: mean(key) for key in ("mean", "below", "middle", "above")}
    return {"name": name, "variable": "", "shares": shares} | numbers_of


def answer_shares(item: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The share of each answer from low to high, and the shares below and above the middle of the scale."""
    answers = items.categories(item)
    counts = [found["counts"].get(f"{answer:g}", 0) for answer in answers]
    total = sum(counts) or 1
    shares = [n / total for n in counts]
    half = len(shares) // 2
    middle = shares[half] if len(shares) % 2 else 0.0
    above = shares[half + len(shares) % 2 :]
    return {"answers": answers, "shares": shares, "middle": middle, "below": sum(shares[:half]), "above": sum(above)}


def answer_keys(results: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer scales in use, each with the names that most of its items give their answers."""
    about = {item["variable"]: item for item in results["study"]["items"]}
    keys: dict[tuple, Counter] = {}
    for names in items.of_scales(results, categorical=True).values():
        for item in map(about.get, names):
            named = tuple(sorted((item.get("labels") or {}).items()))
            keys.setdefault(tuple(items.categories(item)), Counter())[named] += not item.get("reversed")
    return [{"answers": list(answers), "labels": dict(names.most_common(1)[0][0])} for answers, names in keys.items()]


def strip_labels(key: dict[str, Any], wording: Wording) -> list[str]:
    """The names printed below the boxes of an answer scale: all where they are few, else those of the ends."""
    names = [wording.answer(key["labels"].get(f"{answer:g}", "")) for answer in key["answers"]]
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
        style.text_within(ax, k, (1 + bottom) / 2, answer_text(key["answers"][k]), color=style.text_on(colour))
        is_end = not all(texts) and k in (0, n - 1)
        side, shift = {0: ("left", -0.48), n - 1: ("right", 0.48)}.get(k, ("center", 0)) if is_end else ("center", 0)
        style.text_within(ax, k + shift, bottom - 0.05 / height, text, ha=side, va="top", linespacing=1.1)
    ax.set(xlim=(-0.5, n - 0.5), ylim=(0, 1))
    style.empty_axes(ax)


def answer_text(answer: float) -> str:
    """An answer's number: '1', '−2', '2.5'."""
    return f"{answer:g}".replace("-", "−")


def draw_bars(ax: Axes, rows: list[dict[str, Any]], codes: list[str], wording: Wording) -> None:
    """The bars, and beside each the shares below and above the middle and the mean."""
    left = -max(row["below"] + row["middle"] / 2 for row in rows) - COLUMN
    right = max(row["above"] + row["middle"] / 2 for row in rows) + COLUMN
    ax.add_collection(bars(rows), autolim=False)
    middles = [[(0, k - 0.45), (0, k + 0.45)] for k, row in enumerate(rows) if row["shares"]]
    ax.add_collection(LineCollection(middles, colors=style.SECONDARY, linewidths=0.6, zorder=3), autolim=False)
    print_columns(ax, rows, {"below": left + 0.8 * COLUMN, "above": right, "mean": right + COLUMN}, wording)
    for position, row in enumerate(rows):
        if not row["shares"]:
            name, form = row["name"], {"weight": "bold", "fontsize": style.SIZE}
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
            if row["shares"]:
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
    rows = [row for row in answer_rows(results, wording) if row["shares"]]
    ordered = sorted(rows, key=lambda row: row["above"])
    scales = results["sample"].get("scales") or {}
    return {
        "n_items": sum(map(len, items.of_scales(results, categorical=True).values())),
        "lowest": ordered[0],
        "highest": ordered[-1],
        "scales": [(name, found["mean"]) for name, found in scales.items() if "unavailable" not in found],
    }
