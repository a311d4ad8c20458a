"""Split halves and Guttman's bounds: psych's numbers, known answers, invariances, refusals."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.reliability.split_half import guttman_bounds, half_splits, split_coefficients, split_half
from tests.oracle import ORDINAL, answers_of, oracle, scales_of
from tests.refusals import refused

SCALES = [(name, scale) for name in (*ORDINAL, "mobi", "supermarket") for scale in range(5)]


def scale_of(name, number):
    dimensions = scales_of(name)
    if number >= len(dimensions):
        pytest.skip(f"{name} has {len(dimensions)} scales")
    scale = list(dimensions)[number]
    return answers_of(name)[dimensions[scale]], oracle(name).r["split_half"][scale]


# ---------------------------------------------------------------- another program's numbers
@pytest.mark.parametrize(("name", "number"), SCALES)
def test_splits_of_even_scales_are_psychs_and_those_of_odd_ones_include_them(name, number):
    """psych tries every second split of a scale with an odd number of items; its mean over three items is too large."""
    items, theirs = scale_of(name, number)
    ours = split_half(items, standardized=True).split_half
    if items.shape[1] % 2 == 0:
        assert ours == pytest.approx(theirs, abs=1e-12)
    else:
        assert ours["max"] >= theirs["max"] - 1e-12
        assert ours["min"] <= theirs["min"] + 1e-12


def test_lambda6_is_psychs():
    for scale, items in scales_of("ecsq600").items():
        ours = split_half(answers_of("ecsq600")[items], standardized=True).lambda6
        assert ours == pytest.approx(oracle("ecsq600").r["alpha"][scale]["lambda6"], abs=1e-12)


def test_lambdas_are_those_of_psychs_guttman():
    found = split_half(answers_of("ecsq600")[["RES1", "RES2", "RES3", "RES4"]], standardized=True)
    expected = (0.5546888806, 0.7413800990, 0.7395851741, 0.7596388175, 0.7353469369, 0.6864294365)
    assert [getattr(found, f"lambda{number}") for number in range(1, 7)] == pytest.approx(expected, abs=1e-9)


def test_lambda3_is_the_raw_alpha():
    for scale, items in scales_of("ecsq600").items():
        expected = oracle("ecsq600").r["alpha"][scale]["raw"]
        assert split_half(answers_of("ecsq600")[items]).lambda3 == pytest.approx(expected, abs=1e-12)


# ---------------------------------------------------------------- known answers
@pytest.mark.parametrize(("n_items", "n_splits"), [(2, 1), (3, 3), (4, 3), (5, 10), (6, 10), (8, 35)])
def test_every_split_is_made_once(n_items, n_splits):
    splits = half_splits(n_items)
    halves = {frozenset((tuple(row), tuple(1 - row))) for row in splits.tolist() for row in [np.array(row)]}
    assert len(splits) == len(halves) == n_splits
    assert set(splits.sum(axis=1)) == {n_items // 2}


def test_parallel_items_have_one_reliability():
    C = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
    coefficients = split_coefficients(C, half_splits(4))
    bounds = guttman_bounds(C, coefficients)
    alpha = 4 * 0.4 / (1 + 3 * 0.4)
    np.testing.assert_allclose(coefficients, alpha)
    assert (bounds["lambda2"], bounds["lambda3"], bounds["lambda4"]) == pytest.approx((alpha,) * 3)


def test_mean_of_all_even_splits_is_alpha():
    found = split_half(answers_of("service_quality")[["a01", "a02", "a03", "a04"]])
    assert found.split_half["mean"] == pytest.approx(found.lambda3, abs=1e-12)


# ---------------------------------------------------------------- invariances
def test_order_of_rows_and_items_does_not_matter():
    items = answers_of("ecsq600").iloc[:, :5]
    expected, found = split_half(items), split_half(items.iloc[::-1, ::-1] + 2)
    assert found.split_half == pytest.approx(expected.split_half)
    assert found.lambda5 == pytest.approx(expected.lambda5)


def test_incomplete_rows_are_dropped_before_counting():
    items = answers_of("ecsq600").iloc[:, :4].astype(float)
    holed = items.copy()
    holed.iloc[:30, 2] = np.nan
    found, expected = split_half(holed), split_half(items.iloc[30:])
    assert found.n_obs == 570
    assert found.split_half == expected.split_half


# ---------------------------------------------------------------- what is said
def test_items_that_determine_each_other_have_no_lambda6():
    items = answers_of("ecsq600").iloc[:, :2]
    found = split_half(items.assign(sum=items.sum(axis=1)))
    assert found.lambda6 is None and found.lambda4 > 0
    assert len(found.tidy()) == 9 and found.glance().loc[0, "n_splits"] == 3


@pytest.mark.parametrize(
    ("items", "code", "values"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "too_few_items", {"at_least": 2, "items": ["a"]}),
        (pd.DataFrame({"a": [1, 2], "b": [2, 1]}), "too_few_rows", {"n_obs": 2, "items": ["a", "b"]}),
        (pd.DataFrame({"a": [1, 1, 1], "b": [1, 2, 3]}), "constant_items", {"items": ["a"]}),
        (pd.DataFrame(np.random.default_rng(0).normal(size=(30, 21))), "too_many_splits", {"n_items": 21, "most": 20}),
    ],
)
def test_refusals_say_why(items, code, values):
    with refused(code, **values):
        split_half(items)
