"""Alpha: psych's and pingouin's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from numpy.testing import assert_allclose

from analysis.statistics import cronbach_alpha, scale_reliability
from analysis.statistics.foundation.requirements import complete_rows
from tests.oracle import ALL, oracle
from tests.refusals import refused


def sample(n_obs=200, n_items=4, seed=0):
    """Answers 1 to 5 of `n_obs` people to items with one common factor."""
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n_obs, 1)) + rng.normal(size=(n_obs, n_items))
    return pd.DataFrame(np.clip(np.rint(3 + latent), 1, 5), columns=[f"i{j}" for j in range(n_items)])


@pytest.mark.parametrize("name", ALL)
def test_alpha_and_item_statistics_equal_psych(name):
    known = oracle(name)
    reliability = scale_reliability(known.scales)
    for scale, theirs in known.r["alpha"].items():
        ours = reliability.scales[scale]
        assert ours.n_obs == theirs["n"]
        assert_allclose(
            [ours.alpha.estimate, ours.standardized_alpha, ours.mean_inter_item_correlation],
            [theirs["raw"], theirs["std"], theirs["average_r"]],
            rtol=1e-9,
        )
        assert_allclose([ours.alpha.conf_low, ours.alpha.conf_high], theirs["feldt95"], rtol=1e-9)
        items = [ours.items[item] for item in theirs["items"]]
        assert_allclose([item.item_rest_correlation for item in items], theirs["corrected_item_total"], rtol=1e-9)
        if ours.n_items > 2:
            assert_allclose([item.alpha_if_dropped for item in items], theirs["alpha_if_deleted"], rtol=1e-9)


def test_alpha_equals_pingouin():
    items = sample()
    theirs, _ = pingouin.cronbach_alpha(items)
    assert cronbach_alpha(items).alpha.estimate == pytest.approx(theirs)


def test_parallel_items_have_the_spearman_brown_alpha():
    x = np.array([1.0, 1, -1, -1, 0, 0])
    y = np.array([1.0, -1, 1, -1, 0, 0])
    items = pd.DataFrame({"a": 3 + x, "b": 3 + 0.6 * x + 0.8 * y})  # equal variances, r = .6
    reliability = cronbach_alpha(items)
    assert reliability.alpha.estimate == pytest.approx(2 * 0.6 / 1.6)
    assert [item.alpha_if_dropped for item in reliability.items.values()] == [None, None]


@settings(max_examples=25, deadline=None)
@given(seed=some.integers(0, 10_000), shift=some.integers(-3, 3), factor=some.sampled_from([0.5, 2, 10]))
def test_alpha_does_not_depend_on_order_origin_or_unit(seed, shift, factor):
    items = sample(60, 4, seed)
    moved = (items.sample(frac=1, random_state=seed) * factor + shift)[["i2", "i0", "i3", "i1"]]
    before, after = cronbach_alpha(items), cronbach_alpha(moved)
    assert after.alpha.estimate == pytest.approx(before.alpha.estimate, abs=1e-12)
    for name, item in before.items.items():
        assert after.items[name].item_rest_correlation == pytest.approx(item.item_rest_correlation, abs=1e-12)
        assert after.items[name].alpha_if_dropped == pytest.approx(item.alpha_if_dropped, abs=1e-12)


def test_incomplete_rows_count_for_nothing():
    items = sample()
    holed = items.mask(np.random.default_rng(1).random(items.shape) < 0.05)
    before, after = cronbach_alpha(holed), cronbach_alpha(holed.dropna())
    assert before.n_obs == len(holed.dropna())
    rows_first = pd.DataFrame(np.ascontiguousarray(holed), columns=holed.columns, copy=False)
    columns_first = pd.DataFrame(np.asfortranarray(holed), columns=holed.columns, copy=False)
    for frame in (holed, holed.dropna(), rows_first, columns_first):
        assert complete_rows(frame).to_numpy().flags.f_contiguous
    assert before.alpha.estimate == after.alpha.estimate
    assert before.alpha.conf_low == after.alpha.conf_low


def test_bootstrap_of_alpha_agrees_with_resampling_rows():
    items = sample(150)
    rng = np.random.default_rng(2)
    rows = [cronbach_alpha(items.iloc[rng.integers(0, 150, 150)]).alpha.estimate for _ in range(800)]
    interval = cronbach_alpha(items, rng=np.random.default_rng(3), n_resamples=4_000).bootstrap
    assert_allclose([interval.conf_low, interval.conf_high], np.quantile(rows, [0.025, 0.975]), atol=0.012)


def test_bootstrap_of_one_scale_does_not_depend_on_the_others():
    items = sample()
    alone = scale_reliability({"a": items}, rng=np.random.default_rng(4)).scales["a"].bootstrap
    beside = scale_reliability({"b": sample(seed=9), "a": items}, rng=np.random.default_rng(4)).scales["a"].bootstrap
    assert (alone.conf_low, alone.conf_high) == (beside.conf_low, beside.conf_high)


def test_feldt_and_bootstrap_agree_on_much_normal_data():
    normal = np.random.default_rng(5).normal(size=(3_000, 1)) + np.random.default_rng(6).normal(size=(3_000, 5))
    reliability = cronbach_alpha(pd.DataFrame(normal, columns=list("abcde")), rng=np.random.default_rng(7))
    assert reliability.bootstrap.conf_low == pytest.approx(reliability.alpha.conf_low, abs=0.004)
    assert reliability.bootstrap.conf_high == pytest.approx(reliability.alpha.conf_high, abs=0.004)


def test_a_single_item_is_counted_and_has_no_alpha():
    single = cronbach_alpha(sample(n_items=1), rng=np.random.default_rng(0))
    assert single.n_obs == 200
    assert (single.alpha, single.bootstrap, single.standardized_alpha) == (None, None, None)


def test_a_constant_item_is_refused_by_name():
    with refused("constant_items", items=["i9"]):
        cronbach_alpha(sample().assign(i9=3))


def test_too_few_complete_rows_are_refused_with_their_number():
    items = sample(4).mask([[True] + [False] * 3, [True] + [False] * 3, [False] * 4, [False] * 4])
    with refused("too_few_rows", n_obs=2, at_least=3):
        cronbach_alpha(items)


def test_tables_have_a_row_per_item_and_per_scale():
    reliability = scale_reliability({"a": sample(), "b": sample(n_items=1)})
    assert len(reliability.tidy()) == 5
    assert list(reliability.glance()["scale"]) == ["a", "b"]
