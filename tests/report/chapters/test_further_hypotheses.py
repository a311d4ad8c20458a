"""Every test of the other models and of the hypotheses is in the report's list of tests."""

from dataclasses import replace

from analysis.report.chapters.appendix import further_hypotheses, hypotheses
from analysis.report.document import composer
from analysis.statistics.paths.hypotheses import HypothesisResult
from tests.report import samples
from tests.report.chapters.test_further_models import block, moderation, of, ordered, regression, term


def listed(results, null: str) -> list:
    return [test for test in further_hypotheses.tests(results) if test.null == null]


def test_blocks_and_the_coefficients_of_the_largest_model():
    last = [term("shop", "controls", 0.2, level="West", reference="North"), term("speed", "dimensions", 0.01)]
    made = of(regression(block("controls", last[0]), block("dimensions", *last)))
    assert [t.words["block"] for t in listed(made, "block_adds_nothing")] == ["controls", "dimensions"]
    assert listed(made, "block_adds_nothing")[0].df == [2, 90]
    (level,), (slope,) = listed(made, "level_like_reference"), listed(made, "coefficient_zero")
    assert level.words == {"group": "shop", "level": "West", "reference": "North"}
    assert (slope.df, slope.p_adjusted) == (97, 0.01)
    assert list(further_hypotheses.tests(of(regression(block("dimensions", last[1]))))) == []


def test_ordered_answers_and_slopes_by_group():
    made = of(replace(regression(), ordered=ordered(0.01, 0.2), moderation=moderation(0.03)))
    found = [test.null for test in further_hypotheses.tests(made)]
    of_answers = ["all_odds_ratios_one", "odds_ratio_one", "odds_ratio_one"]
    of_splits = ["proportional_odds", "proportional_odds_of", "proportional_odds_of"]
    assert found == [*of_answers, *of_splits, "equal_slopes"]
    untested = of(replace(regression(), moderation=moderation(0.1, has_test=False)))
    assert listed(made, "equal_slopes") and not listed(untested, "equal_slopes")


def test_the_example_lists_them_in_both_languages():
    results = samples.typed(samples.example())
    tests = hypotheses.tests(results)
    tested = [row for row in results.hypotheses.rows if isinstance(row, HypothesisResult)]
    assert len([test for test in tests if test.null == "hypothesis_zero"]) == len(tested) > 0
    assert len([test for test in tests if test.null == "latent_path_zero"]) == len(results.latent_regression.terms)
    for language in ("en", "zh"):
        page = composer.Page(results, language, figures=())
        (table,) = (draft for draft in page.section("appendix").drafts if draft.get("id") == "tbl-tests")
        assert len([row for row in table["rows"] if not row.get("section")]) == len(tests)
