"""The figures hold together: same bytes again, words with the same numbers, nothing cut, nothing covered."""

import re
from itertools import combinations

import pytest

from analysis.report.document.results import plain
from analysis.report.drawing import figures
from analysis.report.drawing.rendering import shortened
from analysis.statistics.foundation.attempts import Unavailable
from tests.report import samples
from tests.report.drawing.conftest import on_sliders
from tests.report.samples import typed
from tests.report.test_fonts import SCRIPTS

LANGUAGES = ("en", "zh")


def drawn(name, results, language):
    """A figure before it is written, its parts in their places."""
    from analysis.report.drawing import style
    from analysis.report.drawing.figures import drawn_by
    from analysis.report.drawing.wording import Wording

    with style.theme():
        figure = drawn_by(name).draw(samples.typed(results), Wording(typed(results).study, language))
        style.settle_layout(figure)
    return figure


def boxes(figure):
    """Every text that shows, with the room it takes."""
    from matplotlib.text import Text

    beyond = {label for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for label in labels_beyond(axis)}
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in texts if text not in beyond]


def labels_beyond(axis):
    """Labels of ticks that lie outside the axis and are never drawn."""
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if not low - 1e-9 <= tick.get_loc() <= high + 1e-9]
    return [label for tick in ticks for label in (tick.label1, tick.label2)]


def require_readable(figure):
    """Fail where a text is cut by the edge or lies on another one."""
    frame = figure.bbox
    for text, box in boxes(figure):
        cut = max(frame.x0 - box.x0, box.x1 - frame.x1, frame.y0 - box.y0, box.y1 - frame.y1)
        assert cut < 1.5, f"{text!r} is cut by {cut:.1f} pixels"
    for (text, a), (other, b) in combinations(boxes(figure), 2):
        width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(width, height) < 2.5, f"{text!r} lies on {other!r}"


def numbers_in(text):
    return sorted(re.findall(r"\d[\d.,]*\d|\d", text.replace("R²", "")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", figures.HELD)
def test_no_text_is_cut_or_covered(name, results, language):
    if name == "distributions":
        on_sliders(results, list(results["sample"]["items"])[::2])
    require_readable(drawn(name, results, language))


@pytest.mark.parametrize(
    ("language", "shape", "names"),
    [
        ("en", {"items": (6, 2, 5, 4, 5, 4), "n_answers": 7, "answer": "Strongly disagree"}, ("answers", "loadings")),
        ("zh", {"items": (3, 2, 3, 2, 3, 2)}, ("factor_correlations", "priorities", "latent_correlations")),
        ("en", {"items": (3, 2), "n_answers": 11}, ("answers", "factor_correlations", "importance")),
        ("zh", {"items": (5, 5, 5, 5), "n_answers": 10, "code": "Pe1_Rapidez_"}, ("answers", "measurement_loadings")),
        ("zh", {"items": (5, 5, 5, 5), "n_answers": 10, "code": "Pe1_Rapidez_Resolver_"}, ("answers", "loadings")),
        ("zh", {"items": (4, 4), "n_answers": 2, "answer": "从来没有遇到过这种情况"}, ("answers",)),
    ],
)
def test_any_number_of_scales_and_answers_fits(made, language, shape, names):
    results = made(**shape)
    for name in names:
        require_readable(drawn(name, results, language))


def test_equal_results_give_equal_bytes(results):
    first, again = (figures.figure("priorities", typed(results), "zh") for _ in range(2))
    assert first == again


def test_a_figure_stands_inline_in_a_page(results):
    made = {name: figures.figure(name, typed(results), "en") for name in ("coefficients", "importance")}
    identifiers = [re.findall(r'id="([^"]+)"', picture["svg"]) for picture in made.values()]
    assert not set(identifiers[0]) & set(identifiers[1])
    for name, picture in made.items():
        svg = picture["svg"]
        assert svg.startswith("<svg") and svg.endswith("</svg>\n") and "viewBox" in svg
        assert "<style" not in svg and "<text" in svg and "<metadata" not in svg and "#1a1a1a" in svg
        untold = re.sub(r'data-tell="[^"]*"', "data-tell", svg)  # exact values, told on hover, keep their decimals
        assert not re.search(r"<[^>]*\.\d{3}|<g>|<g/>|\n\s*\n|font-family: 'Noto Sans SC';", untold)
        assert set(re.findall(r'(?:href="|url\()#([^")]+)', svg)) == set(re.findall(r'id="([^"]+)"', svg))
        assert all(i.startswith(f"fig-{name}-") for i in re.findall(r'id="([^"]+)"', svg))
        assert 0 < picture["width_cm"] <= 16


def test_what_is_written_in_a_figure_keeps_its_decimals():
    drawn = '<path d="M 1.0001 2 \nL 3.14159 -4.5678 \nz\n"/>'
    svg = f'<svg>\n<g id="a"><g>\n<text x="1.23456">L 0.12345, M 3</text>\n</g>\n</g>{drawn}</svg>'
    short = '<svg>\n<g id="a">\n<text x="1.23">L 0.12345, M 3</text>\n</g><path d="M1 2L3.14 -4.57z"/></svg>'
    assert shortened(svg) == short


def test_svg_paints_no_background(results):
    assert 'id="patch_1"' not in figures.figure("scree", typed(results), "en")["svg"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flow", ["1,700", "59", "1,641", "1,600", "1,587", "41"]),
        ("answers", ["13", "3.46"]),
        ("scree", ["5.12", "2.56", "95", "1,000"]),
        ("loadings", ["11", ".71"]),
        ("factor_correlations", [".50", ".40"]),
        ("fit", [".957", ".944", ".051", ".043"]),
        ("measurement_loadings", ["11", ".72", ".64"]),
        ("latent_correlations", ["3", "95", ".83", ".75"]),
        ("coefficients", ["0.10", "0.03", "0.17", "1,587"]),
        ("importance", [".05", ".03", ".08", "33.3", ".44"]),
        ("priorities", ["61.4", "30.0%"]),
        ("pain_point_dose", ["4.40", "3.90", "4.60", "140", "25.0"]),
        ("pain_point_losses", ["0.15", "0.09", "0.21", "0.13"]),
        ("pain_points", ["37.3", "33.3", "41.3", "3.38"]),
        ("pain_point_differences", ["0.61", "0.81", "0.41"]),
    ],
)
def test_alternative_texts_say_the_same_numbers_in_both_languages(results, name, expected):
    english, chinese = (alternative_text(name, results, language) for language in LANGUAGES)
    assert english != chinese
    for number in expected:
        assert number in english and number in chinese
    assert numbers_in(english) == numbers_in(chinese)
    assert "\n" not in english + chinese and "  " not in english
    assert not re.search(r"[，。；：] |\)[a-z]", chinese + english)


def alternative_text(name, results, language):
    from analysis.report.drawing.figures import drawn_by
    from analysis.report.drawing.wording import Wording, alt_text

    wording = Wording(typed(results).study, language)
    return alt_text(name, drawn_by(name).facts(samples.typed(results), wording), wording)


def test_figures_without_their_results_are_not_offered(results):
    on_sliders(results, list(results["sample"]["items"])[::2])
    assert figures.available(typed(results)) == tuple(figures.HELD)
    del results["regression"], results["cfa"], results["validity"], results["groups"], results["sensitivity"]
    del results["priorities"]
    results["efa"] = plain(Unavailable(code="no_complete_rows"))
    results["sample"]["pain_points"] = {}
    results["pain_points"] = plain(Unavailable(code="no_outcome"))
    assert figures.available(typed(results)) == ("flow", "answers", "distributions")
    with pytest.raises(ValueError, match="no figure 'scree'; they have: flow, answers, distributions"):
        figures.figure("scree", typed(results), "en")


def test_orthogonal_factors_have_no_correlations_to_show(results):
    results["efa"]["factor_correlations"] = []
    assert "factor_correlations" not in figures.available(typed(results))


def test_pain_points_with_severity_alone_or_prevalence_alone(results):
    for point in results["sample"]["pain_points"].values():
        point["prevalence"] = None
    assert len(drawn("pain_points", results, "en").axes) == 1
    alt = alternative_text("pain_points", results, "en")
    assert "3.38" in alt and "%" not in alt.partition("intervals")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_script_is_drawn_and_what_no_font_draws_is_replaced(results, language, recwarn):
    texts = [*SCRIPTS.values(), "\x07A \ue000\ufeff \U00020006"]
    for scale, text in zip(results["study"]["scales"], texts * 9, strict=False):
        scale["label"] = {language: text}
    for item, text in zip(results["study"]["items"], texts * 9, strict=False):
        item["label"] = text
    for point, text in zip(results["study"]["pain_points"], texts[::-1], strict=False):
        point["label"] = {language: text}
    for name in figures.available(typed(results)):
        picture = figures.figure(name, typed(results), language)
        assert "\ue000" not in picture["alt"]
    assert not [str(w.message) for w in recwarn if "missing" in str(w.message)]


def test_texts_from_right_to_left_are_joined():
    from matplotlib.figure import Figure

    from analysis.report.drawing import style

    with style.theme():
        figure = Figure()
        texts = [figure.text(0, 0, text) for text in ("عين", "ع", "ي", "ن")]
        style.settle_fonts(figure)
        joined, *letters = (text.get_window_extent().width for text in texts)
    assert 0 < joined < 0.9 * sum(letters)


def test_a_text_of_further_scripts_is_measured_too():
    from analysis.report.drawing import row_labels

    assert row_labels.drawn_width("고객 만족도") > row_labels.drawn_width("고객") > 0
    close = row_labels.drawn_width("Customers ҐҐ") / row_labels.drawn_width("Customers GG")
    assert 0.7 < close < 1.4


def test_invisible_characters_of_a_label_are_not_drawn_as_boxes(results):
    from analysis.report.drawing.wording import Wording

    results["study"]["scales"][0]["label"]["en"] = "Respon\u200bsive\ufeff’s"
    assert Wording(typed(results).study, "en").scale("scale_0") == "Responsive's"


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("平台A", "平台 A"),
        ("遭遇0个", "遭遇 0 个"),
        ("95%置信区间", "95% 置信区间"),
        ("平台 A", "平台 A"),
        ("Platform A", "Platform A"),
    ],
)
def test_hanzi_are_parted_from_letters_and_digits_in_figures(text, set_):
    from analysis.report.drawing.wording import typeset

    assert typeset(text) == set_
