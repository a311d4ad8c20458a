"""Factors point the way of most of their items, whichever item comes first, by every estimator and model."""

import numpy as np
import pytest

from analysis.statistics.cfa import bifactor, cfa, correlated_factors, second_order
from tests.oracle import oracle, scales_of
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations

Phi = np.array([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]])
LOADINGS = np.tile([0.8, 0.7, 0.6, 0.75], 3)


def answers(turned=()):
    """Three scales of four items that correlate positively; the items named run the other way."""
    found = exact_answers(FOUR, implied_correlations(FOUR, Phi, LOADINGS), 400)
    return found.assign(**{item: -found[item] for item in turned})


def correlations(result):
    return {(row.a, row.b): row.estimate for row in result.factor_correlations}


def by_item(result):
    return {row.term: row.std_estimate for row in result.loadings if row.factor in FOUR}


@pytest.mark.parametrize("std_lv", [False, True])
def test_a_first_item_that_runs_against_its_scale_turns_nothing_round(std_lv):
    first = FOUR["a"][0]
    model = correlated_factors(FOUR, std_lv=std_lv)
    plain, turned = cfa(answers(), model), cfa(answers([first]), model)
    assert turned.fit.chi_square == pytest.approx(plain.fit.chi_square, abs=1e-8)
    for pair, r in correlations(plain).items():
        assert correlations(turned)[pair] == pytest.approx(r, abs=1e-6) and r > 0
    assert by_item(turned)[first] == pytest.approx(-by_item(plain)[first], abs=1e-6) and by_item(turned)[first] < 0


@pytest.mark.parametrize("turned", [FOUR["a"][:2], FOUR["a"][1:], FOUR["a"][:1], FOUR["a"][:3]])
def test_the_majority_decides_and_the_sum_at_a_draw(turned):
    found = by_item(cfa(answers(turned), correlated_factors(FOUR)))
    own = np.array([found[item] for item in FOUR["a"]])
    assert (np.sign(own).sum() or own.sum()) > 0


def test_the_order_of_items_decides_nothing():
    data = answers(FOUR["a"][:1])
    turned = {**FOUR, "a": FOUR["a"][::-1]}
    one, other = (cfa(data, correlated_factors(scales), estimator="mlr") for scales in (FOUR, turned))
    for pair, r in correlations(one).items():
        assert correlations(other)[pair] == pytest.approx(r, abs=1e-6)


def test_a_general_factor_points_with_its_dimensions():
    data = answers([*FOUR["a"][:1], *FOUR["b"]])
    result = cfa(data, second_order(FOUR))
    general = {row.term: row.std_estimate for row in result.loadings if row.factor == "G"}
    assert all(value > 0 for name, value in general.items() if name != "b")
    assert sum(value < 0 for value in by_item(result).values()) == 1
    specific = [row.std_estimate for row in cfa(data, bifactor(FOUR)).loadings if row.factor == "G"]
    assert np.sign(specific).sum() > 0


@pytest.mark.parametrize("estimator", ["fiml_mlr", "wlsmv"])
def test_every_estimator_turns(estimator):
    name, scales = "ecsq600_missing", scales_of("ecsq600_missing")
    first = next(iter(scales.values()))[0]
    items = oracle(name).items
    model = correlated_factors(scales)
    plain = cfa(items, model, estimator=estimator)
    other = cfa(items.assign(**{first: 6 - items[first]}), model, estimator=estimator)
    assert other.fit.chi_square_scaled == pytest.approx(plain.fit.chi_square_scaled, rel=1e-4)
    for pair, r in correlations(plain).items():
        assert correlations(other)[pair] == pytest.approx(r, abs=1e-4)
