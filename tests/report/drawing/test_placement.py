"""Names beside points keep clear of lines, and every map gives them its own."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.transforms import Bbox

from analysis.report.chapters.priorities.figures import item_priorities
from analysis.report.drawing import placement, style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from tests.report import samples


def test_a_name_keeps_clear_of_a_line_beside_its_point():
    with style.theme():
        figure = style.canvas(6.0)
        ax = figure.add_subplot()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        line = ax.axvline(0.53, linestyle="--")
        style.settle_layout(figure)
        point = [((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
        covered = []
        for taken in ([], [line]):
            [name] = placement.place_labels(ax, ["a name"], point, taken)
            covered.append(placement.overlap(name.get_window_extent(), line.get_window_extent().padded(1)))
    assert covered[0] > 0 and covered[1] == 0


def test_the_names_of_items_keep_clear_of_the_lines_of_their_map(monkeypatch):
    given = []
    monkeypatch.setattr(placement, "place_labels", lambda ax, texts, crosses, taken=(): given.append(list(taken)))
    results = samples.typed(samples.example())
    with numbers.printed_in("en"), style.theme():
        item_priorities.draw(results, Wording(results.study, "en"))
    assert [len(lines) for lines in given] == [2] * len(item_priorities.panels(results)) and given


@pytest.mark.parametrize("make", [samples.example, samples.inseparable], ids=["example", "service_quality"])
def test_a_line_that_a_name_cannot_keep_clear_of_is_hidden_by_it(make):
    results = samples.typed(make())
    with numbers.printed_in("en"), style.theme():
        figure = item_priorities.draw(results, Wording(results.study, "en"))
        names = [(ax, name) for ax in figure.axes for name in ax.texts if name.get_text()]
    assert names
    for ax, name in names:
        paper = name.get_bbox_patch()
        assert to_hex(paper.get_facecolor()) == to_hex(style.PAPER) and paper.get_edgecolor()[3] == 0
        assert (
            max(line.get_zorder() for line in ax.lines)
            < name.get_zorder()
            < min(points.get_zorder() for points in ax.collections)
        )


@pytest.mark.parametrize(("n_lines", "spot"), [(0, 0), (1, 1), (2, 2)])
def test_all_spots_nearby_are_tried_before_one_on_a_line(n_lines, spot):
    rooms = [Bbox.from_bounds(20 * place, 0, 10, 10) for place in range(3)]
    lines = [Bbox.from_bounds(20 * place + 5, -50, 0.4, 100) for place in range(n_lines)]
    assert placement.best_rooms([rooms], [], lines, Bbox.from_bounds(-10, -60, 200, 200)) == [spot]
