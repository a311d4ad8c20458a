"""Common-method bias: lavaan's method factor, data with a known share of method, and what cannot be said."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.cfa import cfa, correlated_factors
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.method_bias import first_component_share, method_bias, method_verdict
from tests.oracle import answers_of, scales_of
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

PHI = np.array([[1, 0.3, 0.4], [0.3, 1, 0.2], [0.4, 0.2, 1]])
LOADINGS = np.tile([0.8, 0.5, 0.65, 0.75], 3)


def checked(items, scales):
    return method_bias(items, scales, cfa(items, correlated_factors(scales), estimator="mlr"))


def with_method(share, n_obs=1500, **how):
    """Answers in which the method explains this share of every item's variance."""
    return exact_answers(FOUR, implied_correlations(FOUR, PHI, LOADINGS, share / (1 - share)), n_obs, **how)


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize(
    ("name", "share", "statistic", "chi_square", "cfi", "aic"),
    [
        ("mobi", 0.376704884, 4.102317629, 255.3724568, 0.9366068168, 15284.39088),
        ("service_quality", 0.3337851768, 3.348595676, 892.3021501, 0.9153118372, 18921.80565),
    ],
)
def test_method_factor_is_lavaans(name, share, statistic, chi_square, cfi, aic):
    method = checked(answers_of(name), scales_of(name)).method_factor
    assert method.share == pytest.approx(share, rel=1e-6)
    assert method.comparison.test.statistic == pytest.approx(statistic, rel=5e-4)  # lavaan stops its search earlier
    assert (method.fit.chi_square, method.fit.aic) == pytest.approx((chi_square, aic), rel=1e-8)
    assert method.fit.cfi_robust == pytest.approx(cfi, abs=1e-5)


# ---------------------------------------------------------------- known answers
def test_a_known_share_of_method_is_found():
    method = checked(with_method(0.2), FOUR).method_factor
    assert method.share == pytest.approx(0.2, abs=1e-6) and method.is_admissible
    assert method.conf_low < 0.2 < method.conf_high
    trait = np.mean(LOADINGS**2) * 0.8
    assert method.share_of_common == pytest.approx(0.2 / (0.2 + trait), abs=1e-6)
    for row, loading in zip(method.loadings, LOADINGS, strict=True):
        assert row.with_method == pytest.approx(loading * np.sqrt(0.8), abs=1e-5)
        assert row.method_share == pytest.approx(0.2, abs=1e-6)


def test_verdicts_follow_the_share():
    assert checked(with_method(0.15), FOUR).method_factor.verdict == "weaker_than_typical"
    assert checked(with_method(0.35), FOUR).method_factor.verdict == "typical_or_stronger"
    assert checked(with_method(1e-9), FOUR).method_factor.verdict == "not_shown"
    assert method_verdict(False, 0.001, 0.3) == method_verdict(True, 0.001, -0.01) == "improper"
    assert method_verdict(True, None, 0.3) == method_verdict(True, 0.05, 0.3) == "not_shown"


def test_harmans_check_passes_a_third_of_method_variance():
    """Why it is no evidence: the latent factor finds what the first component's share does not show."""
    distinct = implied_correlations(FOUR, 0.9 * np.eye(3) + 0.1, LOADINGS, 0.33 / 0.67)
    found = checked(exact_answers(FOUR, distinct, 1500), FOUR)
    assert not found.one_factor.exceeds and found.method_factor.share > 0.3
    assert found.one_factor.caveat == "harman_is_no_evidence"


def test_first_component_of_equal_correlations():
    R = np.full((5, 5), 0.4) + 0.6 * np.eye(5)
    assert first_component_share(R) == pytest.approx((1 + 4 * 0.4) / 5)


# ---------------------------------------------------------------- invariances and refusals
def test_order_of_rows_and_items_changes_nothing():
    items = with_method(0.2, 600)
    turned = {name: FOUR[name][::-1] for name in reversed(FOUR)}
    one, other = checked(items, FOUR), checked(items.sample(frac=1, random_state=5), turned)
    assert other.method_factor.share == pytest.approx(one.method_factor.share, rel=1e-6)
    assert other.one_factor.share == pytest.approx(one.one_factor.share)


def test_a_scale_called_method_does_not_disturb():
    renamed = {"method": FOUR["a"], "b": FOUR["b"], "c": FOUR["c"]}
    items = with_method(0.2, 600)
    assert checked(items, renamed).method_factor.share == pytest.approx(checked(items, FOUR).method_factor.share)


def test_an_impossible_solution_claims_no_shares():
    method = checked(answers_of("mobi"), scales_of("mobi")).method_factor
    assert method.verdict == "improper" and method.share_of_common is None
    assert [problem.code for problem in method.problems] == ["negative_factor_variance"]


def test_dimensions_without_a_solution_get_no_method_factor_and_harman_goes_on():
    impossible = implied_correlations(FOUR, [[1, 1.05, 0.4], [1.05, 1, 0.4], [0.4, 0.4, 1]], 0.6)
    found = checked(exact_answers(FOUR, impossible, 600), FOUR)
    assert isinstance(found.method_factor, Unavailable)
    assert found.method_factor.code == "dimensions_not_admissible"
    assert 0 < found.one_factor.share < 1 and found.tidy().empty
    assert found.glance()["verdict"].isna().all()


@pytest.mark.parametrize(
    ("n_scales", "n_items", "loading", "n_obs", "n_draws"), [(2, 3, 0.7, 300, 25), (3, 4, 0.8, 410, 20)]
)
def test_clean_answers_of_equally_correlated_dimensions_always_get_a_verdict(
    n_scales, n_items, loading, n_obs, n_draws
):
    """The model with a method factor leaves these dimensions negative variances in many draws: no change to report."""
    rng, verdicts = np.random.default_rng(7), []
    scales = {f"s{k}": [f"s{k}_{i}" for i in range(n_items)] for k in range(n_scales)}
    names = [item for items in scales.values() for item in items]
    for _ in range(n_draws):
        general = rng.normal(size=n_obs)
        factors = [np.sqrt(0.5) * (general + rng.normal(size=n_obs)) for _ in scales]
        noise = rng.normal(size=(n_obs, n_scales * n_items)) * np.sqrt(1 - loading**2)
        latent = loading * np.repeat(np.column_stack(factors), n_items, axis=1) + noise
        items = pd.DataFrame(np.digitize(latent, (-1.6, -0.8, 0, 0.9)) + 1.0, columns=names)
        reference = cfa(items, correlated_factors(scales), estimator="mlr")
        found = method_bias(items, scales, reference).method_factor
        changes = [row.change for row in getattr(found, "loadings", [])]
        assert getattr(found, "code", "") != "unexpected_error"
        assert isinstance(found, Unavailable) or (found.largest_change is None) == (not np.isfinite(changes).any())
        verdicts.append(getattr(found, "verdict", found))
    assert "improper" in verdicts
