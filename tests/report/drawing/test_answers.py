"""The answers: few categories as bars, sliders as histograms, any mixture of both, any number of items."""

from dataclasses import replace

import pytest

from analysis.report.drawing import figures, held, items
from analysis.report.drawing.figures import drawn_by
from analysis.report.drawing.wording import Wording
from tests.report.drawing.conftest import on_sliders
from tests.report.drawing.test_figures import LANGUAGES, drawn, require_readable
from tests.report.samples import typed


def rows_of(name, results, language="en"):
    module, wording = drawn_by(name), Wording(typed(results).study, language)
    if name == "answers":
        return module.answer_rows(typed(results), wording)
    return [row for rows in module.panel_rows(typed(results), wording).values() for row in rows]


def names_in(results):
    return list(results["sample"]["items"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sliders_have_a_figure_of_their_own(results, language):
    assert "distributions" not in figures.available(typed(results))
    on_sliders(results, names_in(results))
    assert "answers" not in figures.available(typed(results)) and "distributions" in figures.available(typed(results))
    require_readable(drawn("distributions", results, language))
    alt = figures.figure("distributions", typed(results), language)["alt"]
    assert f"{len(names_in(results))} " in alt


def test_a_mixed_study_has_both_figures_and_each_item_stands_in_one(results):
    chosen = names_in(results)[::2]
    on_sliders(results, chosen[:3])
    on_sliders(results, chosen[3:], low=-10, high=10)
    bars = {row.variable for row in rows_of("answers", results)}
    histograms = {row.variable for row in rows_of("distributions", results)}
    assert histograms - {""} == set(chosen) and bars - {""} == set(names_in(results)) - set(chosen)
    assert len(drawn_by("distributions").panel_rows(typed(results), Wording(typed(results).study, "en"))) == 2
    for name in ("answers", "distributions"):
        require_readable(drawn(name, results, "zh"))


@pytest.mark.parametrize(("low", "high", "step", "n"), [(-2, 2, 1, 5), (1, 3, 0.5, 5), (0, 10, 1, 11), (0, 1, 1, 2)])
def test_any_few_answers_are_bars(results, low, high, step, n):
    name = names_in(results)[0]
    about = next(item for item in results["study"]["items"] if item["variable"] == name)
    about |= {"low": low, "high": high, "step": step}
    results["sample"]["items"][name]["counts"] = {f"{low + step * k:g}": k + 1 for k in range(n)}
    row = next(row for row in rows_of("answers", results) if row.variable == name)
    total = n * (n + 1) / 2
    assert row.shares == pytest.approx([(k + 1) / total for k in range(n)])
    assert row.below + row.middle + row.above == pytest.approx(1)
    require_readable(drawn("answers", results, "en"))


def test_twelve_answers_are_no_bars(results):
    about = replace(typed(results).study.items[0], low=1, high=11, step=1)
    found = next(iter(items.described(typed(results)).values()))
    assert items.is_categorical(about, found) and not items.is_categorical(replace(about, high=12), found)
    assert not items.is_categorical(replace(about, step=None), found)


def test_an_item_that_could_not_be_described_is_left_out(results):
    name = names_in(results)[0]
    results["sample"]["items"][name] = {"unavailable": "nobody answered", "code": "no_answers", "values": {}}
    assert name not in {row.variable for row in rows_of("answers", results)}
    figures.figure("answers", typed(results), "en")


@pytest.mark.parametrize("figure", ["answers", "distributions"])
def test_many_items_are_drawn_scale_by_scale(made, figure):
    results = made(items=(30, 30))
    if figure == "distributions":
        on_sliders(results, names_in(results))
    rows = rows_of(figure, results)
    assert len(rows) == len(results["study"]["scales"]) and {row.variable for row in rows} == {""}
    own = [results["sample"]["items"][name]["mean"] for name in results["study"]["scales"][0]["items"]]
    assert rows[0].mean == pytest.approx(sum(own) / 30, rel=0.02)
    require_readable(drawn(figure, results, "en"))
    assert "loadings" not in figures.available(typed(results)) and "measurement_loadings" not in figures.available(
        typed(results)
    )


def test_as_many_items_as_stand_on_a_page_are_drawn_one_by_one(made):
    for bound, figure in ((items.MOST_BARS - 2 - 3, "answers"), (held.MOST_ROWS, "loadings")):
        most, more = (made(items=(n - 6, 6)) for n in (bound, bound + 1))
        if figure == "loadings":
            assert figure in figures.available(typed(most)) and figure not in figures.available(typed(more))
        else:  # beside the items stand two of the outcome and the names of three scales
            assert {row.variable for row in rows_of(figure, most)} >= set(names_in(most))
            assert {row.variable for row in rows_of(figure, more)} == {""}
    assert "measurement_loadings" in figures.available(typed(made(items=(held.MOST_ROWS - 8, 6))))
    assert "measurement_loadings" not in figures.available(typed(made(items=(held.MOST_ROWS - 7, 6))))
