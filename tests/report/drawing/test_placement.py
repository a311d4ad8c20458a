"""Names beside points keep clear of lines, and every map gives them its own."""

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
