"""Which specifications are the report's own, which arise at all, and from whom each estimates: part by part."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.pain_points.expected_loss import expected_loss
from analysis.statistics.pain_points.exposure import exposures
from analysis.statistics.sensitivity import curve, measured, regressed
from analysis.statistics.sensitivity.answered import Answered
from analysis.statistics.sensitivity.estimates import (
    Choices,
    SensitiveShare,
    Specification,
    SpecificationCurve,
    Specified,
)
from analysis.statistics.sensitivity.lost import is_asked, loss_estimates
from analysis.statistics.sensitivity.scoring import FEWEST_ITEMS, factor_weights, has_factors, mean_weights
from analysis.statistics.sensitivity.slopes import robust_slopes
from tests.refusals import refused
from tests.statistics.factor_data import FOUR
from tests.statistics.test_sensitivity import SAMPLE, Sample, gappy, quality_of


def counted(*_, **__):
    return 300, []


@pytest.fixture
def parts(monkeypatch):
    """Every part of the curve of one sample, none of it estimated: which specifications there are."""
    for name in ("regression_estimates", "loss_estimates", "fit_of"):
        monkeypatch.setattr(curve, name, counted)
    monkeypatch.setattr(curve, "alphas", lambda *_: [])
    met = {"late": pd.DataFrame({"met": [1.0, 0.0] * 150})}
    of, quality = Answered.of(Sample(SAMPLE, met)), quality_of(SAMPLE)

    def made(part, respondents):
        return [(one.choices, one.is_report) for one in part(respondents, of, quality, 7, 0.95)]

    return made


@pytest.mark.parametrize("part", [curve.of_reliability, curve.of_fit, curve.of_regression, curve.of_pain_points])
def test_one_of_those_analysed_is_the_reports_own_and_none_of_the_others(parts, part):
    own = [is_report for _, is_report in parts(part, "analysed")]
    assert own == [True] + [False] * (len(own) - 1)
    others = [is_report for _, is_report in parts(part, "everyone")]
    assert others and not any(others)


def test_pain_points_need_an_outcome_to_take_from():
    none = {"outcome": {}, "pain_points": {}}
    assert not is_asked(SimpleNamespace(**none)) and is_asked(SimpleNamespace(outcome={"y": 1}, pain_points={"p": 1}))
    assert not is_asked(SimpleNamespace(**none | {"outcome": {"y": 1}}))
    assert not is_asked(SimpleNamespace(**none | {"pain_points": {"p": 1}}))


def test_losses_by_least_squares_are_the_reports():
    met = {"late": pd.DataFrame({"met": (np.arange(300) % 3 == 0).astype(float)})}
    of = Answered.of(Sample(SAMPLE.reset_index(drop=True), met))
    drawn = {"n_resamples": 50, "conf_level": 0.95}
    _, [row] = loss_estimates(of, "least_squares", rng=np.random.default_rng(1), **drawn)
    outcome = SAMPLE.reset_index(drop=True)[FOUR["c"]].mean(axis=1)
    own = expected_loss(outcome, exposures(met, {}), rng=np.random.default_rng(1), **drawn)
    assert row.found.loss == pytest.approx(own.terms[0].estimate, abs=1e-12)
    _, [other] = loss_estimates(of, "robust", rng=np.random.default_rng(1), **drawn)
    assert other.found.loss != row.found.loss


def test_estimators_of_the_fit():
    models = SimpleNamespace(models=dict.fromkeys(("mlr", "wlsmv", "bifactor")))
    assert measured.estimators("analysed", models, "mlr") == ["mlr", "wlsmv"]
    assert measured.estimators("everyone", models, "mlr") == ["mlr"]
    assert measured.estimators("strict", models, "wlsmv") == [measured.ELSEWHERE]


def test_the_fit_of_those_analysed_is_the_one_that_was_made():
    quality, of = quality_of(SAMPLE), Answered.of(Sample(SAMPLE.iloc[:200]))
    fit = quality.cfa.models["mlr"]
    n_obs, [row] = measured.fit_of(of, "analysed", quality.cfa, "mlr", "x")
    assert (n_obs, row.found.cfi_robust) == (300, fit.fit.cfi_robust)
    with refused("search_left"):
        measured.fit_of(of, "analysed", quality.cfa, "wlsmv", "x")
    assert measured.fit_of(of, "everyone", quality.cfa, "mlr", "x")[0] == 200


def test_full_information_uses_incomplete_answers_and_robust_likelihood_does_not():
    quality, of = quality_of(SAMPLE), Answered.of(Sample(gappy()))
    n_complete = len(of.complete)
    rows = gappy()[FOUR["a"] + FOUR["b"]].notna().all(axis=1).sum()
    assert measured.fit_of(of, "everyone", quality.cfa, "mlr", "x")[0] == rows < 300 and n_complete < 300
    assert measured.fit_of(of, "everyone", quality.cfa, "fiml_mlr", "x")[0] == 300


def test_an_outcome_of_several_items_has_no_ordered_model():
    answers = SAMPLE.copy()
    answers[FOUR["c"]] = np.digitize(answers[FOUR["c"]], [-1, 0, 1]).astype(float)
    methods = {method for *_, method in regressed.alternatives(Answered.of(Sample(answers)))}
    assert methods == {"least_squares", "robust"}


@pytest.mark.parametrize(("spare", "n_told"), [(0, 1), (1, 0)])
def test_so_many_predictors_share_r_squared_and_no_more(monkeypatch, spare, n_told):
    monkeypatch.setattr(regressed, "of_importance", lambda *_: ["told"])
    monkeypatch.setattr(regressed, "places", lambda *_: [])
    monkeypatch.setattr(regressed, "rows_of", lambda *_: [])
    slopes = dict.fromkeys(map(str, range(regressed.MOST_PREDICTORS + spare)))
    assert len(regressed.told("y", slopes, None, 0.95)) == n_told


def test_factor_scores_of_incomplete_answers_rest_on_all_of_them(monkeypatch):
    of = Answered.of(Sample(gappy()))
    whole, listwise = (of.weights("factor_scores", missing)[:, 1:] for missing in ("fiml", "complete"))
    assert whole == pytest.approx(factor_weights(of.dimensions, of.saturated.moments))
    assert listwise == pytest.approx(factor_weights(of.dimensions, of.moments)) and not np.allclose(whole, listwise)
    asked = []

    def weights(self, scores, missing):
        asked.append((scores, missing))
        raise EstimationError("no_complete_rows")

    monkeypatch.setattr(Answered, "weights", weights)
    choices = Choices(part="regression", respondents="analysed", scores="factor_scores", missing="fiml")
    with refused("no_complete_rows"):
        regressed.regression_estimates(of, choices, n_resamples=1, rng=np.random.default_rng(1), conf_level=0.95)
    assert asked == [("factor_scores", "fiml")]


@pytest.mark.parametrize(("sizes", "has"), [((0, 0), True), ((0, -1), False), ((-1, -1), False), ((0, 0, -1), True)])
def test_two_dimensions_of_enough_items_have_factors(sizes, has):
    frames = {str(k): pd.DataFrame(columns=range(FEWEST_ITEMS + size)) for k, size in enumerate(sizes)}
    assert has_factors(frames) is has


def test_a_dimension_of_just_enough_items_is_scored_as_a_factor():
    answers = SAMPLE[[*FOUR["a"][:FEWEST_ITEMS], *FOUR["b"][:FEWEST_ITEMS]]]
    dimensions = {name: answers[FOUR[name][:FEWEST_ITEMS]] for name in "ab"}
    of = Answered.of(Sample(SAMPLE))
    moments = of.moments
    found = factor_weights(dimensions, moments)
    assert found.shape == (len(moments.names), 2) and not np.allclose(found, mean_weights(dimensions, moments.names))


def test_a_nearly_exact_relation_still_has_a_scale():
    rng = np.random.default_rng(1)
    x = pd.DataFrame({"a": rng.normal(size=200)})
    y = x["a"] + 2e-4 * rng.normal(size=200)
    assert robust_slopes(y, x, 0.95)[0]["a"].estimate == pytest.approx(1, abs=1e-3)


def test_what_was_refused_has_no_row():
    choices = Choices(part="regression", respondents="analysed")
    share = Specified(quantity="r_squared", subject="y", found=SensitiveShare(r_squared=0.5))
    rows = [
        Specification(choices=choices, is_report=True, n_obs=300, estimates=[share]),
        Specification(choices=choices, is_report=False, n_obs=300, estimates=Unavailable(code="no_complete_rows")),
    ]
    made = SpecificationCurve(n_respondents={"analysed": 300}, specifications=rows)
    assert made.tidy()["is_report"].tolist() == [True]
