"""One look for every figure: fonts from files, thin axes, colours that colour-blind readers can tell apart."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
import seaborn
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from analysis.report.drawing import labels
from analysis.report.fonts.coverage import (
    CHINESE_SANS,
    coverage,
    drawable,
    family,
    font_files,
    needs_glyph,
    scripts_needed,
)
from analysis.report.language import numbers

CM = 1 / 2.54
WIDTH_CM = 16.0

# A dark page replaces these four, exactly as written here; every other colour carries data and stays.
INK, SECONDARY, RULE, PAPER = "#1a1a1a", "#5c5c5c", "#d4d4d4", "#ffffff"
# Text on a data colour, which no page replaces.
ON_LIGHT, ON_DARK = "#111111", "#fdfdfd"
# Okabe & Ito (2008), Color universal design.
BLUE, VERMILLION = "#0072b2", "#d55e00"
PALE = "#9ecae4"
ORANGE_TO_BLUE = ("#a44a00", "#d98032", "#f2c18f", "#e3e3e3", PALE, "#3d8fc4", "#00517f")

SIZE, SMALL = 8.5, 7.5
TOLD, EXACT = "tell:", 4  # what marks a mark that tells its value, and the decimals in which it does
RULES = {
    "font.size": SIZE,
    "axes.labelsize": SIZE,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "legend.fontsize": SMALL,
    "lines.linewidth": 1.2,
    "patch.linewidth": 0.5,
    "lines.markersize": 4.5,
    "text.color": INK,
    "text.hinting": "no_hinting",
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SIZE,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "svg.fonttype": "none",
    "svg.hashsalt": "figure",
    "text.parse_math": False,  # a label is a text, whatever signs it has
}


known_scripts: set[Path] = set()  # fonts of further scripts that matplotlib has been told of


@cache
def font_families() -> tuple[str, ...]:
    """The report's fonts by family, made known to matplotlib: the sans first, the others for what it lacks."""
    for path in font_files():
        fontManager.addfont(path)
    return tuple(dict.fromkeys([CHINESE_SANS, *map(family, font_files())]))


@cache
def sans_characters() -> frozenset[int]:
    """Code points that every weight of the sans draws."""
    return frozenset.intersection(*(coverage(path) for path in font_files() if family(path) == CHINESE_SANS))


@contextmanager
def theme() -> Iterator[None]:
    """The figures' settings, for as long as one is drawn and written."""
    font_families()
    settings = {**seaborn.axes_style("ticks"), **RULES, "font.family": CHINESE_SANS}
    log = logging.getLogger("matplotlib.font_manager")  # it would tell readers which bold is only a semi-bold
    level = log.level
    with matplotlib.rc_context(settings):
        log.setLevel(logging.ERROR)
        try:
            yield
        finally:
            log.setLevel(level)


def canvas(height_cm: float, width: float = WIDTH_CM) -> Figure:
    """An empty figure of a printed size that fits its own labels."""
    figure = Figure(figsize=(width * CM, height_cm * CM), dpi=100, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.02, h_pad=0.035, wspace=0.02, hspace=0.02)
    FigureCanvasAgg(figure)
    return figure


def settle_fonts(figure: Figure) -> None:
    """Let a text with characters beyond the sans use the other fonts too: each font is looked up for every text."""
    for text in figure.findobj(Text):
        shown = drawable(text.get_text())
        if shown != text.get_text():
            text.set_text(shown)
        if is_beyond_sans(shown):
            text.set_fontfamily([CHINESE_SANS, *script_families(shown), *font_families()[1:]])


def is_beyond_sans(text: str) -> bool:
    """Whether a text holds a character that the sans lacks."""
    return any(needs_glyph(character) and ord(character) not in sans_characters() for character in text)


def script_families(text: str) -> list[str]:
    """The families of further scripts that a text needs beside the sans, made known to matplotlib."""
    needed = scripts_needed(text, sans_characters())
    for path in needed:
        if path not in known_scripts:
            fontManager.addfont(path)
            known_scripts.add(path)
    return list(map(family, needed))


def settle_layout(figure: Figure) -> None:
    """Give every part its place, once, in its own fonts; later drawings keep it."""
    settle_fonts(figure)
    if engine := figure.get_layout_engine():
        engine.execute(figure)
        figure.set_layout_engine("none")


def width_cm(figure: Figure) -> float:
    """Printed width of a figure."""
    return round(figure.get_figwidth() / CM, 2)


@cache
def diverging() -> LinearSegmentedColormap:
    """Orange through grey to blue: low answers to high ones, negative values to positive."""
    return LinearSegmentedColormap.from_list("orange_to_blue", ORANGE_TO_BLUE)


def luminance(colour: str | tuple) -> float:
    """Relative luminance (WCAG 2.2), 0 black to 1 white."""
    channels = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(a: str | tuple, b: str | tuple) -> float:
    """Contrast of two colours (WCAG 2.2), 1 to 21."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


@cache
def text_on(background: str | tuple) -> str:
    """The colour, of a dark and a light one, that reads better on a data colour."""
    return max((ON_LIGHT, ON_DARK), key=lambda colour: contrast(colour, background))


def tell(mark: Artist, label: str, value: float, low: float | None = None, high: float | None = None) -> None:
    """Let a mark tell its exact value, and the interval around it, to whoever points at it on a page."""
    interval = "" if low is None else f" [{numbers.number(low, EXACT)}, {numbers.number(high, EXACT)}]"
    mark.set_gid(f"{TOLD}{' '.join(label.split())}: {numbers.number(value, EXACT)}{interval}")


def note(figure: Figure, text: str) -> None:
    """A remark at the foot of a figure, flush left."""
    room = width_cm(figure) * 72 * CM / (SMALL - 0.5)
    form = {"fontsize": SMALL - 0.5, "color": SECONDARY, "linespacing": 1.15}
    figure.supxlabel(labels.wrapped(text, room), x=0.005, ha="left", **form)


def open_axes(ax: Axes, *, left: bool = False) -> None:
    """Keep the bottom axis line, and the left one where asked."""
    seaborn.despine(ax=ax, left=not left)
    if not left:
        ax.tick_params(axis="y", length=0)


LEAST_SPAN = 0.012
"""The least that an axis of what cannot exceed one spans: six steps that three decimals tell apart."""


FEW_PER_CENT = 0.06
"""A span of shares from which whole per cent tell ticks apart."""


def bounded_ticks(ax: Axes) -> None:
    """Numbers along the bottom as the report prints what cannot exceed one, told apart from each other."""
    low, high = ax.get_xlim()
    if high - low < LEAST_SPAN:
        low, high = ((low + high + side * LEAST_SPAN) / 2 for side in (-1, 1))
        ax.set_xlim(low, high)
    decimals = 2 if high - low > 0.06 else 3
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda value, _: "0" if value == 0 else numbers.bounded(value, decimals))


def share_ticks(ax: Axes, whole: float) -> None:
    """Shares of a whole along the bottom, in per cent, for coordinates in the unit of the whole."""
    if whole <= 0:
        return bounded_ticks(ax)
    low, high = (end / whole for end in ax.get_xlim())
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(low, high)
    ax.set_xticks([tick * whole for tick in ticks if low <= tick <= high])
    decimals = 0 if high - low > FEW_PER_CENT else 1
    ax.xaxis.set_major_formatter(lambda value, _: numbers.percent(value / whole, decimals))
    return None


def text_within(ax: Axes, x: float, y: float, text: str, **form: Any) -> Text:
    """Text inside the frame of an axes, where it takes no part in the layout; centred unless told otherwise."""
    form = {"ha": "center", "va": "center_baseline", "fontsize": SMALL, **form}
    written = ax.text(x, y, text, **form)
    written.set_in_layout(False)
    return written


def empty_axes(ax: Axes) -> None:
    """An axes that only carries text and shapes."""
    seaborn.despine(ax=ax, left=True, bottom=True)
    ax.set(xticks=[], yticks=[])
