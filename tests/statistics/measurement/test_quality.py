"""The measurement chapter: R's numbers in one call, what is left out, and refusals that stop nothing else."""

import numpy as np
import pandas as pd
import pytest

from analysis.report.document.results import plain
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.group_invariance import DroppedLevel
from analysis.statistics.measurement.models import LeftOutScale
from analysis.statistics.measurement.quality import MeasurementQuality, measurement_quality
from tests.oracle import answers_of, oracle, scales_of
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

PHI = np.array([[1, 0.3, 0.4], [0.3, 1, 0.2], [0.4, 0.2, 1]])
TOLERANCE = {"wlsmv": 1e-3, "bifactor": 1e-5}  # lavaan ends some bifactor searches early, without standard errors
LIKELIHOOD = {"ml", "mlr", "second_order", "bifactor", "single_factor"}


def quality(scales, seed=1, **how) -> MeasurementQuality:
    return measurement_quality(scales, rng=np.random.default_rng(seed), n_resamples=100, **how)


def framed(items, scales=FOUR):
    return {name: items[members] for name, members in scales.items()}


def five_points(n_obs=400, seed=1):
    """Answers from 1 to 5 to three scales of four items."""
    answers = exact_answers(FOUR, implied_correlations(FOUR, PHI, 0.75), n_obs, seed)
    return pd.DataFrame(np.digitize(answers, [-1.5, -0.5, 0.5, 1.5]) + 1.0, columns=answers.columns)


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize("name", ["service_quality", "ecsq600"])
def test_every_model_is_lavaans(name):
    found = quality(framed(answers_of(name), scales_of(name)))
    reference = oracle(name).r["cfa"]
    assert set(found.cfa.models) == LIKELIHOOD | {"wlsmv"}
    for model, fitted in found.cfa.models.items():
        theirs, tolerance = reference[model]["fit"], TOLERANCE.get(model, 1e-6)
        assert fitted.fit.chi_square == pytest.approx(theirs["chisq"], rel=tolerance)
        assert fitted.fit.df == theirs["df"] and fitted.fit.srmr == pytest.approx(theirs["srmr"], rel=1e-3)
    assert found.validity.omega == pytest.approx(reference["omega"], rel=1e-5)
    assert found.validity.ave == pytest.approx(reference["ave"], rel=1e-5)


def test_where_lavaan_did_not_converge_the_likelihood_is_better():
    """mobi's bifactor model: lavaan stops without standard errors; the likelihood rises on towards no maximum."""
    bifactor = quality(framed(answers_of("mobi"), scales_of("mobi"))).cfa.models["bifactor"]
    assert bifactor.fit.log_likelihood >= oracle("mobi").r["cfa"]["bifactor"]["fit"]["logl"]
    assert "no_maximum" in {problem.code for problem in bifactor.problems}


def test_headline_of_ten_categories_is_mlr_and_nothing_is_ordinal():
    found = quality(framed(answers_of("mobi"), scales_of("mobi")))
    assert found.cfa.headline == "mlr" and set(found.cfa.models) == LIKELIHOOD
    assert found.validity.omega_ordinal == {}


# ---------------------------------------------------------------- known answers
def test_the_model_that_made_the_answers_fits():
    found = quality(framed(exact_answers(FOUR, implied_correlations(FOUR, PHI, 0.75))))
    fit = found.cfa.models["mlr"].fit
    assert fit.chi_square == pytest.approx(0, abs=1e-8) and fit.cfi == 1 and fit.srmr == pytest.approx(0, abs=1e-6)
    for row in found.cfa.models["mlr"].loadings:
        assert row.std_estimate == pytest.approx(0.75, abs=1e-6)
    assert found.alternatives.supported == ["dimensions_distinct"]
    assert abs(found.cfa.residuals[0].residual) < 1e-6


def test_a_residual_correlation_leads_the_modification_indices():
    Sigma = implied_correlations(FOUR, PHI, 0.7)
    Sigma[[0, 6], [6, 0]] += 0.25
    found = quality(framed(exact_answers(FOUR, Sigma))).cfa
    first = found.modification_indices[0]
    assert (first.lhs, first.op, first.rhs) == ("a1", "~~", "b3")
    assert first.p_value_adjusted == pytest.approx(first.p_value * found.n_candidates)
    assert {found.residuals[0].a, found.residuals[0].b} == {"a1", "b3"}


def test_missing_answers_bring_full_information_to_the_head():
    items = five_points()
    items.iloc[::9, 2] = np.nan
    found = quality(framed(items)).cfa
    assert found.headline == "fiml_mlr" and found.models["fiml_mlr"].n_obs == 400
    assert found.n_obs == found.models["ml"].n_obs == 400 - 45 and found.n_rows == 400


def test_groups_with_the_same_yardstick_are_found_so():
    items = five_points(600)
    groups = pd.DataFrame({"half": np.where(np.arange(600) % 2, "odd", "even")})
    section = quality(framed(items), groups=groups).invariance["half"]
    assert section.verdict == "strict" and section.groups == ["even", "odd"]
    assert section.dropped == [] and section.fewest_rows == 39


# ---------------------------------------------------------------- what is left out
def test_a_single_item_is_no_factor_and_two_are_enough():
    scales = framed(five_points(), {"a": FOUR["a"], "b": FOUR["b"][:2], "c": FOUR["c"][:1]})
    found = quality(scales)
    assert found.cfa.left_out == [LeftOutScale(scale="c", code="single_item", items=["c1"])]
    assert found.cfa.n_items == 6 and {row.factor for row in found.cfa.models["ml"].loadings} == {"a", "b"}
    assert found.cfa.models["second_order"].code == "too_few_dimensions"
    assert found.cfa.headline == "mlr"


def test_levels_that_are_too_small_are_dropped_by_name():
    items = five_points(600)
    sizes = np.repeat(["big", "large", "tiny"], [300, 270, 30])
    found = quality(framed(items), groups=pd.DataFrame({"size": sizes, "one": "all"})).invariance
    assert found["size"].dropped == [DroppedLevel(level="tiny", n_obs=30, code="fewer_rows_than_parameters")]
    assert found["size"].n_obs == {"big": 300, "large": 270}
    assert found["one"].code == "fewer_than_two_groups" and found["one"].fewest_rows == found["one"].values["fewest"]
    assert (found["one"].values["n_large"], found["one"].values["n_levels"]) == (1, 1)


def test_without_groups_there_is_no_invariance():
    assert quality(framed(five_points())).invariance == {}


def test_cutoffs_are_simulated_only_on_request():
    scales = framed(five_points())
    assert "dynamic_cutoffs" not in quality(scales).sections()
    assert list(quality(scales).cutoffs().columns) == ["simulated"]
    asked = quality(scales, cutoffs=True)
    assert asked.sections()["dynamic_cutoffs"].population == "ordinal"
    assert set(asked.cutoffs()["index"]) == {"srmr", "rmsea", "cfi"}


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    "members", [{"a": FOUR["a"]}, {"a": FOUR["a"], "b": FOUR["b"][:1]}, {"a": ["a1"], "b": ["b1"]}]
)
def test_fewer_than_two_scales_of_two_items_are_refused(members):
    found = quality(framed(five_points(), members))
    assert found.sections() == {"measurement": found.cfa} and found.cfa.code == "too_few_scales"
    assert found.glance().loc[0, "unavailable"] == "too_few_scales" and found.invariance_steps().empty


def test_a_refused_model_is_kept_with_its_reason_and_the_rest_goes_on():
    items = five_points()
    items["a2"] = items["a1"]  # the same answers twice: a perfect polychoric correlation, a singular matrix
    found = quality(framed(items))
    assert found.cfa.headline is None
    assert all(isinstance(model, Unavailable) for model in found.cfa.models.values())
    assert found.cfa.models["ml"].values == {"items": ["a1", "a2"]}
    assert isinstance(found.alternatives, Unavailable) and isinstance(found.method_bias, Unavailable)
    assert found.glance().empty and found.tidy().empty


def test_too_few_complete_rows_leave_full_information():
    items = five_points(300)
    missing = np.random.default_rng(5).random(items.shape) < 0.21
    items = items.mask(missing)
    found = quality(framed(items))
    assert isinstance(found.cfa.models["fiml_mlr"], FittedModel)
    assert found.cfa.headline == "fiml_mlr"


# ---------------------------------------------------------------- shape
def test_result_is_plain_and_has_tables():
    items = five_points(600)
    groups = pd.DataFrame({"half": np.where(np.arange(600) % 2, "odd", "even")})
    found = quality(framed(items), groups=groups)
    data = plain(found.sections())
    assert set(data) == {"cfa", "validity", "invariance", "alternatives", "method_bias"}
    assert data["cfa"]["models"]["ml"]["fit"]["df"] == 51 and "solution" not in data["cfa"]["models"]["ml"]
    assert list(found.invariance_steps()["step"]) == ["configural", "metric", "scalar", "strict"]
    assert set(found.glance()["model"]) == set(found.cfa.models) and found.glance()["is_headline"].sum() == 1
    assert len(found.tidy()) == 12


def test_the_same_seed_gives_the_same_numbers():
    scales = framed(five_points())
    one, again, other = (plain(quality(scales, seed).sections()) for seed in (1, 1, 2))
    assert one == again and one["validity"] != other["validity"] and one["cfa"] == other["cfa"]
