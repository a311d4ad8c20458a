"""Names beside the rows of a plot, as plain texts: labels of ticks take several times as long to lay out and draw."""

import os
from collections.abc import Sequence
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ft2font import FT2Font
from matplotlib.transforms import ScaledTranslation

from analysis.report.drawing import labels, style
from analysis.report.fonts.coverage import CHINESE_SANS, family, font_files

DPI = 300  # fine enough to compare widths
UNITS_PER_POINT = DPI / 72 * 64  # of the widths that the font gives
GAP = 3.5  # points between a label and its row
NEARLY = 0.9  # labels this close to the widest are laid out too: widths are measured roughly


def label_rows(ax: Axes, texts: Sequence[str], first: float = 0.0, **form: Any) -> None:
    """Names left of a plot's rows, the first at height `first`, each further one 1 below; the widest makes the room."""
    ax.set_yticks([])
    beside = ax.get_yaxis_transform() + ScaledTranslation(-GAP / 72, 0, ax.figure.dpi_scale_trans)
    form = {"ha": "right", "va": "center_baseline", "linespacing": 1.1, **form}
    widest = NEARLY * max(map(drawn_width, texts))
    for position, text in enumerate(texts):
        if text:
            ax.text(0, first + position, text, transform=beside, **form).set_in_layout(drawn_width(text) >= widest)


@cache
def drawn_width(text: str) -> float:
    """Width of a text's longest line as the sans draws it, near enough where it takes other fonts too."""
    if style.is_beyond_sans(text):
        return labels.text_width(text) * style.SIZE * UNITS_PER_POINT
    return max(line_width(line) for line in text.split("\n"))


def line_width(line: str) -> int:
    """Width of a line as the sans draws it."""
    sans().set_text(line)
    return sans().get_width_height()[0]


@cache
def sans() -> FT2Font:
    """The sans in its regular weight, at a size fine enough to compare widths."""
    font = FT2Font(next(path for path in font_files() if family(path) == CHINESE_SANS))
    font.set_size(style.SIZE, DPI)
    return font


# An open font reads from its file as it goes: two children of one process would move the place that the other reads at.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=sans.cache_clear)
