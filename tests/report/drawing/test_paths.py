"""The drawing of the model: which paths are dashed, and where it stands without an outcome."""

import pytest
from matplotlib.figure import Figure

from analysis.report.chapters.measurement.figures import paths
from analysis.report.drawing import style
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from tests.report import samples

INTERVALS = [
    ((0.01, 0.3), False),
    ((0.0, 0.3), True),
    ((-0.1, 0.3), True),
    ((-0.3, 0.0), True),
    ((-0.3, -0.01), False),
    ((None, None), True),
]


def drawn(results: dict) -> Figure:
    read = samples.typed(results)
    with numbers.printed_in("en"), style.theme():
        return paths.draw(read, Wording(read.study, "en"))


def arrows(figure: Figure) -> list:
    """The arrows of a drawing that are wide: the paths to the outcome."""
    found = [text.arrow_patch for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    return [arrow for arrow in found if arrow.get_linewidth() > 1]


@pytest.mark.parametrize(("interval", "is_dashed"), INTERVALS)
def test_a_path_is_dashed_where_its_interval_includes_zero(interval, is_dashed):
    results = samples.example()
    terms = results["latent_regression"]["terms"]
    for term in terms:
        term |= {"beta_low": 0.1, "beta_high": 0.4}
    terms[0] |= dict(zip(("beta_low", "beta_high"), interval, strict=True))
    styles = [arrow.get_linestyle() for arrow in arrows(drawn(results))]
    assert len(styles) == len(terms)
    solid = {style for style in styles if style in ("-", "solid")}
    assert len(solid) == 1 and [style not in solid for style in styles].count(True) == is_dashed


def test_without_paths_the_drawing_stands_in_the_middle():
    results = samples.example()
    ends = []
    for _ in range(2):
        figure = drawn(results)
        left, right = figure.axes[0].get_xlim()
        assert right - left == pytest.approx(style.WIDTH_CM)
        ends.append((left, right, len(arrows(figure))))
        results.pop("latent_regression", None)
    (left, _, n_paths), (moved, right, none) = ends
    assert (left, n_paths > 0, none) == (0, True, 0)
    assert right - (paths.NAME + paths.NAME_CM / 2) == pytest.approx(-moved) and moved < -1
