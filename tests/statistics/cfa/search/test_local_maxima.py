"""Models with a general factor are searched from several starts, also after a search that succeeded."""

import numpy as np
import pytest

from analysis.statistics.cfa import bifactor, cfa, correlated_factors, method_factor, second_order, single_factor
from analysis.statistics.cfa.search import search as searching
from analysis.statistics.cfa.search.other_starts import has_general_factor, other_axes
from analysis.statistics.cfa.search.starts import starting_values
from tests.statistics.factor_data import FOUR, exact_answers, implied_correlations


def bifactor_answers(n_obs=500):
    general, own = np.tile([0.7, 0.65, 0.75, 0.6], 3), np.tile([0.3, 0.4, 0.2, 0.35], 3)
    which = np.repeat(np.arange(3), 4)
    Sigma = np.outer(general, general) + (which[:, None] == which) * np.outer(own, own)
    np.fill_diagonal(Sigma, 1.0)
    return exact_answers(FOUR, Sigma, n_obs)


def gaps(data):
    return np.random.default_rng(3).random(data.shape) < 0.03


@pytest.mark.parametrize("build", [bifactor, second_order, method_factor])
def test_the_share_of_starts_that_agree_is_kept(build):
    data = exact_answers(FOUR, implied_correlations(FOUR, 0.4 + 0.6 * np.eye(3), method=0.2), 500)
    for answers, estimator in ((data, "mlr"), (data.mask(gaps(data)), "fiml_mlr")):
        found = cfa(answers, build(FOUR), estimator=estimator).convergence
        assert found.n_starts > 1 and 1 <= found.n_agreeing <= found.n_starts
        assert 2 * found.n_agreeing > found.n_starts or build is bifactor
    plain = cfa(bifactor_answers(), correlated_factors(FOUR)).convergence
    assert (plain.n_starts, plain.n_agreeing) == (1, 1)


def test_only_models_with_a_general_factor_are_searched_again():
    assert all(has_general_factor(build(FOUR)) for build in (bifactor, second_order, method_factor))
    assert not any(has_general_factor(build(FOUR)) for build in (correlated_factors, single_factor))


def test_a_factor_of_equal_loadings_is_tried_along_its_items_once():
    """Every loading of a method factor is fixed; each serving as a marker would repeat the same starts."""
    data, model = bifactor_answers(), method_factor(FOUR)
    sample = cfa(data, model).solution.samples
    starts = list(other_axes(model, sample, starting_values(model, sample)))
    per_factor = 5  # a small negative variance and up to four axes
    assert len(starts) <= per_factor * model.n_factors


@pytest.mark.parametrize("build", [bifactor, second_order, method_factor])
def test_a_better_maximum_from_another_start_is_taken(build, monkeypatch):
    """The first search is led astray to a point that is worse; the others find the maximum all the same."""
    data = exact_answers(FOUR, implied_correlations(FOUR, 0.4 + 0.6 * np.eye(3), method=0.2), 500)
    model, original = build(FOUR), searching.minimum
    right, calls = cfa(data, model), []

    def astray(surface, theta, **options):
        calls.append(1)
        found = original(surface, theta, **options)
        if len(calls) > 1:
            return found
        worse = surface.at(found.point.theta * 1.02)
        return type(found)(worse, n_steps=5, decrement=0.0)

    monkeypatch.setattr(searching, "minimum", astray)
    found = cfa(data, model)
    assert found.fit.chi_square == pytest.approx(right.fit.chi_square, abs=1e-4)
    assert found.convergence.n_agreeing < found.convergence.n_starts
