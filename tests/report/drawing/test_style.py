"""Colours that can be told apart, text that can be read on them."""

import re
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

from analysis.report.chapters.sample.figures import answers
from analysis.report.drawing import heat, intervals, rendering, style
from analysis.report.formats.web.figures import drawing

# Viénot, Brettel & Mollon (1999), linear RGB as a deuteranope sees it.
DEUTERANOPE = ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, -0.02234), (-0.02234, 0.02234, 1.0))


def seen(colour):
    """A colour as someone without green-sensitive cones sees it, in CIE-like lightness and blue-yellow."""
    linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in to_rgb(colour)]
    red, _, blue = (sum(w * c for w, c in zip(row, linear, strict=True)) for row in DEUTERANOPE)
    return max(red, 0) ** (1 / 3), max(blue, 0) ** (1 / 3)


def distance(a, b):
    return sum((p - q) ** 2 for p, q in zip(seen(a), seen(b), strict=True)) ** 0.5


@pytest.mark.parametrize("n_answers", range(2, 12))
def test_neighbouring_answers_differ_for_colour_blind_readers(n_answers):
    colours = answers.colours(n_answers)
    assert len(colours) == n_answers
    assert all(distance(a, b) > 0.06 for a, b in pairwise(colours))
    assert distance(colours[0], colours[-1]) > 0.4


def test_text_reads_on_paper_and_on_every_colour_of_the_scale():
    assert style.contrast(style.INK, style.PAPER) > 12
    assert style.contrast(style.SECONDARY, style.PAPER) > 4.5
    shades = [style.diverging()(k / 40) for k in range(41)]
    assert all(style.contrast(style.text_on(shade), shade) > 4.2 for shade in shades)


def test_lines_stand_out_from_paper_and_from_each_other():
    assert all(style.contrast(colour, style.PAPER) > 3 for colour in (style.BLUE, style.VERMILLION))
    assert distance(style.BLUE, style.VERMILLION) > 0.4


def test_contrast_is_that_of_wcag():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_a_value_that_prints_as_the_limit_is_not_faded():
    assert not heat.is_weak(0.2999, 0.30)
    assert heat.is_weak(-0.294, 0.30)
    assert heat.is_weak(None, 0.0)


def test_a_mark_tells_its_value_and_its_interval():
    figure = style.canvas(4)
    rows = [intervals.Row(label="A & <b>\nc", estimate=0.16234, low=-0.1, high=0.2)]
    rows += [intervals.Row(label="d", estimate=1.0, low=None, high=None)]
    with style.theme():
        intervals.draw_rows(figure.add_subplot(), rows)
        svg = rendering.rendered(figure, "x")
    assert re.findall(r'data-tell="([^"]*)"', svg) == ["A &amp; &lt;b&gt; c: 0.1623 [−0.1000, 0.2000]", "d: 1.0000"]
    page = drawing({"id": "fig-x", "label": "Figure 1", "alt": "", "svg": svg}, "d0")
    assert page.count('role="img" aria-label="') == 2 and "<svg" in page and 'role="group"' in page


@pytest.mark.parametrize("spread", [0.0, 0.001, 0.02, 0.5])
def test_numbers_along_an_axis_differ(spread):
    """However close the values lie, no two ticks read alike."""
    figure = style.canvas(5)
    ax = figure.add_subplot()
    ax.plot([0.9, 0.9 + spread], [0, 0], "o")
    style.bounded_ticks(ax)
    figure.canvas.draw()
    low, high = ax.get_xlim()
    read = [tick.get_text() for tick in ax.get_xticklabels() if low <= tick.get_position()[0] <= high]
    assert len(read) > 2 and len(set(read)) == len(read)
    assert low < 0.9 <= 0.9 + spread < high
