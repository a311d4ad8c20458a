"""When dimensions do not separate: lavaan's numbers, data in which two dimensions are one, what may be claimed."""

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.statistics.cfa import bifactor, cfa, correlated_factors
from analysis.statistics.cfa.results import Problem
from analysis.statistics.cfa.tables import FactorCorrelationRow
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.alternatives import alternatives, merged_scales
from analysis.statistics.measurement.general_factors import explained_common_variance, limit_of
from analysis.statistics.measurement.separation import closeness, clusters, judged_pairs, separation
from tests.oracle import answers_of, scales_of
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

LOADINGS = np.tile([0.8, 0.7, 0.6, 0.75], 3)


def tried(items, scales):
    reference = cfa(items, correlated_factors(scales), estimator="mlr")
    return alternatives(items, scales, reference, separation(reference))


def three(r_ab, n_obs=400):
    """Answers to three scales, of which the first two correlate `r_ab`."""
    Phi = np.array([[1, r_ab, 0.5], [r_ab, 1, 0.5], [0.5, 0.5, 1]])
    return exact_answers(FOUR, implied_correlations(FOUR, Phi, LOADINGS), n_obs)


# ---------------------------------------------------------------- another program's numbers
LAVAAN = {  # lavTestLRT of MLR fits (lavaan 0.6-14): statistic, df; fit of the restricted model: chi-square, CFI, BIC
    ("mobi", "merged: imag + perq"): (3.3888951954, 3, 348.4621432, 0.8978397487, 15499.77462),
    ("mobi", "second_order"): (0.2726063638, 2, 341.6892810, 0.9014367162, 15498.52322),
    ("mobi", "single_factor"): (50.6830185213, 6, 444.3122247, 0.8443994061, 15579.06032),
    ("service_quality", "merged: responsiveness + assurance"): (41.8646908, 4, 1018.357979, 0.9014012087, 19238.79114),
    ("service_quality", "second_order"): (28.2949279551, 5, 990.44149, 0.9052707955, 19204.85492),
    ("service_quality", "single_factor"): (320.0248407613, 10, 1566.684654, 0.8281475178, 19751.00625),
}


@pytest.mark.parametrize(("name", "model"), LAVAAN)
def test_fits_and_scaled_differences_are_lavaans(name, model):
    found = tried(answers_of(name), scales_of(name))
    statistic, df, chi_square, cfi, bic = LAVAAN[name, model]
    compared = next(c for c in found.comparisons if (c.restricted, c.general) == (model, "correlated_factors"))
    assert (compared.test.statistic, compared.test.df) == (pytest.approx(statistic, rel=1e-4), df)
    fit = found.models[model].fit
    assert (fit.chi_square, fit.cfi_robust, fit.bic) == pytest.approx((chi_square, cfi, bic), rel=1e-6)


def test_service_quality_keeps_five_close_dimensions():
    found = tried(answers_of("service_quality"), scales_of("service_quality"))
    assert found.supported == ["dimensions_close", "no_separate_effects"]
    assert len(found.pairs) == 4 and all(pair.verdict == "distinct" for pair in found.pairs)
    assert found.best == {"aic": "correlated_factors", "bic": "correlated_factors"}
    assert "merged: responsiveness + assurance + empathy + reliability" in found.models


def test_mobi_calls_image_and_quality_one():
    found = tried(answers_of("mobi"), scales_of("mobi"))
    assert (found.pairs[0].a, found.pairs[0].b, found.pairs[0].verdict) == ("imag", "perq", "one")
    assert found.supported == ["pairs_as_one", "general_factor", "no_separate_effects"]
    wide = {frozenset((pair.a, pair.b)) for pair in found.pairs[1:]}
    assert frozenset(("cuex", "perq")) in wide  # r = .86, but the interval reaches one: undecided, tried all the same
    assert not found.models["bifactor"].is_admissible and found.models["bifactor"].explained_common_variance is None


def test_a_known_limit_is_not_searched_for_again():
    items, scales = answers_of("mobi"), scales_of("mobi")
    reference = cfa(items, correlated_factors(scales), estimator="mlr")
    known = {"bifactor": cfa(items, bifactor(scales))}
    assert "no_maximum" in {problem.code for problem in known["bifactor"].problems}
    found = alternatives(items, scales, reference, separation(reference), known=known)
    assert found.models["bifactor"].fit is known["bifactor"].fit
    assert limit_of(known["bifactor"], reference).estimator == "mlr" and limit_of(reference, reference) is None


# ---------------------------------------------------------------- known answers
def test_two_scales_of_one_dimension_are_merged_at_no_cost():
    found = tried(three(1 - 1e-9), FOUR)
    pair = found.pairs[0]
    assert (pair.a, pair.b, pair.verdict) == ("a", "b", "one")
    assert pair.comparison.test.statistic == pytest.approx(0, abs=1e-4) and "boundary" in pair.comparison.codes
    assert found.best["bic"] == "merged: a + b" and "pairs_as_one" in found.supported
    assert found.models["merged: a + b"].n_factors == 2


def test_enough_people_tell_close_dimensions_apart():
    found = tried(three(0.93, n_obs=4000), FOUR)
    assert found.pairs[0].verdict == "distinct" and "dimensions_close" in found.supported
    assert "pairs_as_one" not in found.supported and "no_separate_effects" in found.supported


def test_dimensions_that_separate_are_left_alone():
    found = tried(three(0.6), FOUR)
    assert not found.triggered and found.models == {} and found.supported == ["dimensions_distinct"]


def test_one_dimension_behind_all_items_is_named():
    Phi = np.ones((3, 3)) - 1e-9 * (1 - np.eye(3))
    found = tried(exact_answers(FOUR, implied_correlations(FOUR, Phi, LOADINGS), 300), FOUR)
    assert "single_dimension" in found.supported and found.best["bic"] == "single_factor"
    assert "merged: a + b + c" not in found.models  # that is the single factor


def test_common_variance_of_a_bifactor_model_is_found():
    general, own = np.tile([0.7, 0.65, 0.75, 0.6], 3), np.tile([0.3, 0.4, 0.2, 0.35], 3)
    which = np.repeat(np.arange(3), 4)
    Sigma = np.outer(general, general) + (which[:, None] == which) * np.outer(own, own)
    np.fill_diagonal(Sigma, 1.0)
    fit = cfa(exact_answers(FOUR, Sigma, 500), bifactor(FOUR, name="G"))
    share = (general**2).sum() / ((general**2).sum() + (own**2).sum())
    assert explained_common_variance(fit) == pytest.approx(share, abs=1e-4)


# ---------------------------------------------------------------- invariances
def test_order_of_rows_and_of_scales_changes_nothing():
    items = three(0.95)
    found = tried(items, FOUR)
    turned = {name: FOUR[name][::-1] for name in reversed(FOUR)}
    other = tried(items.sample(frac=1, random_state=2), turned)
    assert other.supported == found.supported
    assert other.models["merged: b + a"].fit.chi_square == pytest.approx(found.models["merged: a + b"].fit.chi_square)


def test_p_values_are_adjusted_for_their_number():
    found = tried(three(0.95), FOUR)
    for compared in found.comparisons:
        if compared.test is not None:
            assert compared.p_value_adjusted >= compared.test.p_value


def test_clusters_follow_chains_of_pairs():
    assert clusters([("a", "b"), ("c", "d"), ("e", "b"), ("d", "f")]) == [["a", "b", "e"], ["c", "d", "f"]]
    assert clusters([("a", "b"), ("c", "d"), ("b", "c")]) == [["a", "b", "c", "d"]]


def test_merged_scales_keep_every_item_once():
    merged = merged_scales(FOUR, [["a", "c"]])
    assert merged == {"a + c": FOUR["a"] + FOUR["c"], "b": FOUR["b"]}


def test_the_end_of_the_interval_decides_by_size_and_a_wide_one_is_undecided():
    edges = {(0.5, 0.794): "none", (0.5, 0.796): "marginal", (0.8, 0.894): "marginal", (0.8, 0.896): "moderate"}
    edges |= {(0.9, 0.994): "moderate", (0.9, 0.996): "severe", (0.796, 1.2): "severe", (0.794, 1.2): "undecided"}
    for (low, high), verdict in edges.items():
        assert closeness(low, high) == closeness(-high, -low) == verdict, (low, high)
    assert closeness(-0.95, 0.95) == "undecided" and closeness(-0.5, 0.85) == "marginal"


def test_dimensions_are_suspect_by_the_interval_not_by_the_estimate():
    found = {n_obs: separation(cfa(three(0.86, n_obs), correlated_factors(FOUR))) for n_obs in (100, 4000)}
    assert found[100].pairs == [("a", "b")] and found[4000].is_clean
    judged = judged_pairs(cfa(three(0.95, 2000), correlated_factors(FOUR)))
    assert [row.verdict for row in judged] == ["moderate", "none", "none"]
    close = three(0.95, 2000)
    turned = close.assign(**{item: -close[item] for item in FOUR["b"]})
    assert separation(cfa(turned, correlated_factors(FOUR))).pairs == [("a", "b")]


@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        ("factor_covariance_not_positive_definite", [("a", "c")]),
        ("factor_correlation_beyond_one", [("a", "c")]),
        ("negative_factor_variance", []),
        ("negative_residual_variance", []),
    ],
)
def test_only_impossible_correlations_make_a_pair_suspect(code, pairs):
    """A correlation that a negative variance leaves without a value comes first, not last."""
    nothing = dict.fromkeys(("estimate", "std_error", "conf_low", "conf_high"), float("nan"))
    known = {"estimate": 0.5, "std_error": 0.05, "conf_low": 0.4, "conf_high": 0.6}
    rows = [FactorCorrelationRow(a="a", b="b", **known), FactorCorrelationRow(a="a", b="c", **nothing)]
    problem = Problem(code=code, names=["c"], value=-0.1)
    found = separation(SimpleNamespace(factor_correlations=rows, problems=[problem]))
    assert found.pairs == pairs and [symptom.code for symptom in found.symptoms] == [code]


def test_a_heywood_case_merges_nothing():
    """Two dimensions of r = .1; the correlation of two items of one asks for a loading beyond one of the third."""
    scales = {"a": ["a1", "a2", "a3"], "b": ["b1", "b2", "b3"]}
    Sigma = implied_correlations(scales, [[1, 0.1], [0.1, 1]], 0.7)
    for i, j, r in ((0, 1, 0.75), (0, 2, 0.7), (1, 2, 0.45)):  # .75 * .70 / .45 = 1.17: a1's communality
        Sigma[i, j] = Sigma[j, i] = r
    found = tried(exact_answers(scales, Sigma, 300), scales)
    assert [symptom.code for symptom in found.symptoms] == ["negative_residual_variance"]
    assert found.triggered and found.pairs == [] and found.supported == ["improper"]
    assert not [name for name in found.models if name.startswith("merged")]


# ---------------------------------------------------------------- refusals
def test_a_model_that_is_not_defined_is_kept_with_its_reason():
    two = {name: FOUR[name] for name in "ab"}
    found = tried(three(0.97)[two["a"] + two["b"]], two)
    refused = found.models["second_order"]
    assert isinstance(refused, Unavailable) and refused.values == {"at_least": 3, "n_scales": 2}


def test_merging_the_only_two_dimensions_is_the_single_factor():
    two = {name: FOUR[name] for name in "ab"}
    found = tried(three(0.97)[two["a"] + two["b"]], two)
    assert not [name for name in found.models if name.startswith("merged")]
    assert found.pairs[0].comparison.restricted == "single_factor" and found.pairs[0].verdict in ("one", "unclear")
