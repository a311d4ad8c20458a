"""Specifications: each against the estimator that it names, on data built for it."""

import gc
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression._tools import _MinimalWLS

from analysis.statistics import driver_regression, random_stream, scale_reliability, specification_curve
from analysis.statistics.cfa import cfa, correlated_factors, factor_scores
from analysis.statistics.description.descriptives import scale_scores
from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.measurement.fitted_model import fitted_model
from analysis.statistics.regression.ols import ols
from analysis.statistics.sensitivity.answered import Answered
from analysis.statistics.sensitivity.curve import drawing
from analysis.statistics.sensitivity.estimates import Choices
from analysis.statistics.sensitivity.measured import fit_of
from analysis.statistics.sensitivity.regressed import alternatives, regression_estimates
from analysis.statistics.sensitivity.slopes import robust_slopes
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

RANGES = {item: (-9.0, 9.0) for items in FOUR.values() for item in items}
SAMPLE = exact_answers(FOUR, implied_correlations(FOUR, [[1, 0.4, 0.3], [0.4, 1, 0.5], [0.3, 0.5, 1]]), 300)
NO_MODEL = SimpleNamespace(cfa=Unavailable(code="no_complete_rows"))


@dataclass
class Sample:
    """Two dimensions and an outcome."""

    answers: pd.DataFrame
    pain_points: dict = field(default_factory=dict)
    severity_ranges: dict = field(default_factory=dict)
    n_items: int = 9

    @property
    def scales(self):
        return {name: self.answers[FOUR[name]] for name in "ab"}

    @property
    def outcomes(self):
        return {"c": self.answers[FOUR["c"][: self.n_items]]}

    @property
    def ranges(self):
        return RANGES


def everyone() -> pd.DataFrame:
    """The sample, and sixty who answer at random."""
    noise = np.random.default_rng(5).uniform(-3, 3, (60, SAMPLE.shape[1]))
    return pd.DataFrame(np.vstack([SAMPLE.to_numpy(), noise]), columns=SAMPLE.columns)


def gappy() -> pd.DataFrame:
    """The sample with answers missing at random."""
    gone = np.random.default_rng(3).random(SAMPLE.shape) < 0.04
    return SAMPLE.mask(gone)


def quality_of(answers: pd.DataFrame):
    scales = {name: FOUR[name] for name in "ab"}
    items = answers[[item for names in scales.values() for item in names]]
    fit = fitted_model(cfa(items, correlated_factors(scales), estimator="mlr"))
    refused = Unavailable(code="search_left")
    return SimpleNamespace(cfa=SimpleNamespace(headline="mlr", models={"mlr": fit, "wlsmv": refused}))


def estimates(answers: pd.DataFrame, scores="means", missing="complete", method="least_squares", n_items=9) -> dict:
    of = Answered.of(Sample(answers, n_items=n_items))
    choices = Choices(part="regression", respondents="analysed", scores=scores, missing=missing, method=method)
    n_obs, rows = regression_estimates(of, choices, n_resamples=400, rng=np.random.default_rng(1), conf_level=0.95)
    return {"n_obs": n_obs} | {(row.quantity, row.subject + row.against): row.found for row in rows}


def test_each_rule_of_screening_has_its_own_sample():
    samples = {"analysed": Sample(SAMPLE), "everyone": Sample(everyone())}
    curve = specification_curve(samples, quality=quality_of(SAMPLE), seed=7)
    assert curve.n_respondents == {"analysed": 300, "everyone": 360}
    made = {(one.choices.part, *list(vars(one.choices).values())[1:]): one for one in curve.specifications}
    for respondents, sample in samples.items():
        own = driver_regression(
            sample.scales, outcomes=sample.outcomes, ranges=RANGES, rng=random_stream(7, "regression")
        )
        one = made["regression", respondents, "means", "complete", "least_squares"]
        found = {(row.quantity, row.subject): row.found for row in one.estimates if not row.against}
        assert one.is_report is (respondents == "analysed")
        assert found["r_squared", "c"].r_squared == pytest.approx(own.r_squared)
        alphas = scale_reliability({**sample.scales, **sample.outcomes}).scales
        read = {row.subject: row.found.conf_low for row in made["reliability", respondents, None, None, None].estimates}
        assert read == {name: scale.alpha.conf_low for name, scale in alphas.items()}
        for term in own.terms:
            slope = found["slope", term.term]
            assert (slope.estimate, slope.p_value_holm) == pytest.approx((term.estimate, term.p_value_holm))
            assert slope.beta == pytest.approx(term.beta)
        if respondents == "analysed":  # the report's own, resample by resample
            assert [found["slope", t.term].prob_first for t in own.terms] == [t.prob_first for t in own.terms]
            assert [found["quadrant", p.term].importance for p in own.priorities] == pytest.approx(
                [p.importance for p in own.priorities]
            )
    fits = [(one.choices.respondents, one.choices.method) for one in curve.specifications if one.choices.part == "fit"]
    assert fits == [("analysed", "mlr"), ("analysed", "wlsmv"), ("everyone", "mlr")]
    assert made["fit", "analysed", None, None, "wlsmv"].estimates.code == "search_left"
    again = cfa(everyone()[FOUR["a"] + FOUR["b"]], correlated_factors({s: FOUR[s] for s in "ab"}), estimator="mlr").fit
    (row,) = made["fit", "everyone", None, None, "mlr"].estimates
    assert row.found.cfi_robust == pytest.approx(again.cfi_robust, abs=1e-9)
    assert len(curve.glance()) == len(curve.specifications) and set(curve.tidy()["quantity"]) >= {"alpha", "order"}


@pytest.mark.parametrize(("spare", "is_told"), [(0, True), (-1, False)])
def test_a_fit_of_fewer_respondents_than_parameters_is_no_other_choice(spare, is_told):
    """Full information used everyone; complete rows are as many as the parameters, or one fewer."""
    quality = quality_of(SAMPLE)
    fit = quality.cfa.models["mlr"]
    few = replace(fit, n_obs=fit.fit.n_free + spare)
    quality.cfa.headline, quality.cfa.models = "fiml_mlr", {"fiml_mlr": few, "mlr": few}
    of = Answered.of(Sample(SAMPLE))
    assert fit_of(of, "analysed", quality.cfa, "fiml_mlr", "x")[0] == few.n_obs
    rows = Answered.of(Sample(SAMPLE.iloc[: few.n_obs]))
    for told in (
        attempted(lambda: fit_of(of, "analysed", quality.cfa, "mlr", "x")),
        attempted(lambda: fit_of(rows, "everyone", quality.cfa, "mlr", "x")),
    ):
        assert isinstance(told, Unavailable) is not is_told
        assert is_told or (told.code, told.values) == (
            "fewer_than_parameters",
            {"n_obs": few.n_obs, "n_free": few.fit.n_free},
        )


def test_without_a_model_or_an_outcome_the_rest_is_there():
    class Describing(Sample):
        outcomes = {}  # noqa: RUF012

    curve = specification_curve({"analysed": Describing(SAMPLE)}, quality=NO_MODEL, seed=7)
    assert [one.choices.part for one in curve.specifications] == ["reliability"]


def test_incomplete_answers_without_gaps_are_complete_ones():
    complete, whole = estimates(SAMPLE), estimates(SAMPLE, missing="fiml")
    for key in (("slope", "a"), ("slope", "b"), ("r_squared", "c")):
        name = "beta" if key[0] == "slope" else "r_squared"
        assert getattr(whole[key], name) == pytest.approx(getattr(complete[key], name), abs=1e-6)
    width = [found["slope", "a"].beta_high - found["slope", "a"].beta_low for found in (complete, whole)]
    assert width[1] == pytest.approx(width[0], rel=0.05)  # a sandwich both, HC3 and without its correction
    assert whole["order", "ab"].prob_a_greater == pytest.approx(complete["order", "ab"].prob_a_greater, abs=0.06)


def test_all_answers_count_where_some_are_missing():
    listwise, whole, truth = estimates(gappy()), estimates(gappy(), missing="fiml"), estimates(SAMPLE)
    assert listwise["n_obs"] < 200 and whole["n_obs"] == 300
    assert whole["slope", "b"].beta == pytest.approx(truth["slope", "b"].beta, abs=0.03)
    width = [f["slope", "b"].beta_high - f["slope", "b"].beta_low for f in (truth, whole, listwise)]
    assert width[0] < width[1] < width[2]


def test_factor_scores_are_those_of_the_factors():
    found = estimates(SAMPLE, scores="factor_scores")
    scales = {name: FOUR[name] for name in "ab"}
    scores = factor_scores(SAMPLE, cfa(SAMPLE, correlated_factors(scales)).solution)
    model = ols(scale_scores({"c": SAMPLE[FOUR["c"]]})["c"], scores)
    for term in model.terms:
        assert found["slope", term.term].beta == pytest.approx(term.beta, abs=1e-5)
        assert found["slope", term.term].p_value == pytest.approx(term.p_value, rel=1e-3)
    means = estimates(SAMPLE)
    assert found["slope", "b"].beta > means["slope", "b"].beta  # measurement error no longer makes it smaller


def test_an_improper_factor_model_has_no_scores():
    answers = SAMPLE.copy()
    first, second = FOUR["a"][:2]
    rest = FOUR["a"][2:]
    answers[rest] = np.random.default_rng(2).normal(size=(len(answers), len(rest)))
    answers[second] = answers[first] + 0.05 * np.random.default_rng(4).normal(size=len(answers))
    with pytest.raises(EstimationError):
        estimates(answers, scores="factor_scores")
    assert estimates(answers)["slope", "b"].p_value < 0.001


def test_the_models_of_a_robust_regression_leave_nothing_behind():
    rng = np.random.default_rng(12)
    x = pd.DataFrame({"a": rng.normal(size=300), "b": rng.normal(size=300)})
    y = pd.Series(x["a"] + rng.standard_t(3, size=300), name="y")
    gc.disable()  # nobody else is to have cleared up
    try:
        robust_slopes(y, x, 0.95)
        assert not [left for left in gc.get_objects() if isinstance(left, _MinimalWLS)]
    finally:
        gc.enable()


def test_outliers_count_for_less():
    rng = np.random.default_rng(11)
    x = pd.DataFrame({"a": rng.normal(size=300), "b": rng.normal(size=300)})
    y = pd.Series(0.5 * x["a"] + rng.normal(size=300), name="y")
    clean, weights = robust_slopes(y, x, 0.95)
    outlying = x["a"].nlargest(12).index
    y[outlying] = -9.0
    held, outlying_weights = robust_slopes(y, x, 0.95)
    assert ols(y, x).terms[0].estimate < 0.2 < held["a"].estimate < clean["a"].estimate
    assert outlying_weights[outlying].max() < 0.2 < weights[outlying].mean()
    assert held["a"].p_value_holm == pytest.approx(min(1, 2 * held["a"].p_value))
    exact = pd.Series(x["a"], name="y").where(x.index > 20, 0.0)
    with pytest.raises(EstimationError, match="no_robust_scale"):
        robust_slopes(exact, x, 0.95)


@pytest.mark.parametrize(("cut", "method"), [([-1, 0, 1], "ordered"), ([0], "logistic")])
def test_one_item_has_a_model_of_its_own(cut, method):
    answers = SAMPLE.copy()
    answers[FOUR["c"][0]] = np.digitize(answers[FOUR["c"]].mean(axis=1), cut).astype(float)
    methods = [method for _, _, method in alternatives(Answered.of(Sample(answers, n_items=1)))]
    assert method in methods and ("robust" in methods) is (method == "ordered")
    found, least_squares = estimates(answers, method=method, n_items=1), estimates(answers, n_items=1)
    assert set(found) == {"n_obs", ("slope", "a"), ("slope", "b")}
    assert found["slope", "b"].beta == pytest.approx(least_squares["slope", "b"].beta, abs=0.06)
    assert found["slope", "b"].beta_low < found["slope", "b"].beta < found["slope", "b"].beta_high


def test_only_what_arises_is_tried():
    plain = alternatives(Answered.of(Sample(SAMPLE)))
    assert [choice for _, *choice in plain[:2]] == [["complete", "least_squares"], ["complete", "robust"]]
    assert {scores for scores, *_ in plain} == {"means", "factor_scores"} and len(plain) == 4
    assert ("means", "fiml", "least_squares") in alternatives(Answered.of(Sample(gappy())))


def test_pain_points_by_both_methods():
    rng = np.random.default_rng(6)
    met = pd.DataFrame({"late": rng.random(300) < 0.4, "rude": rng.random(300) < 0.3}).astype(float)
    answers = SAMPLE.reset_index(drop=True)
    answers[FOUR["c"]] = answers[FOUR["c"]].sub(1.0 * met["late"], axis=0)
    sample = Sample(answers, {name: met[[name]].set_axis(["met"], axis=1) for name in met})
    curve = specification_curve({"analysed": sample}, quality=NO_MODEL, seed=7)
    parts = [one for one in curve.specifications if one.choices.part == "pain_points"]
    assert [one.choices.method for one in parts] == ["least_squares", "robust"]
    for one in parts:
        found = {row.subject: row.found for row in one.estimates}
        assert found["late"].loss == pytest.approx(0.4, abs=0.1) and found["late"].conf_low > 0
        assert found["rude"].conf_low < 0 < found["late"].p_first


@pytest.mark.parametrize(("k", "n"), [(5, 2000), (9, 2000), (10, 1024), (12, 1000)])
def test_fewer_resamples_of_many_dimensions(k, n):
    assert drawing(False, k, 1, "regression")["n_resamples"] == n
    assert drawing(True, k, 1, "regression")["n_resamples"] == 10_000
