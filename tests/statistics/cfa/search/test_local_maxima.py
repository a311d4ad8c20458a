"""Bifactor models are searched from several starts, also after a search that succeeded."""

import numpy as np
import pytest

from analysis.statistics.cfa import bifactor, cfa, correlated_factors
from analysis.statistics.cfa.search import search as searching
from tests.statistics.factor_data import FOUR, exact_answers


def bifactor_answers(n_obs=500):
    general, own = np.tile([0.7, 0.65, 0.75, 0.6], 3), np.tile([0.3, 0.4, 0.2, 0.35], 3)
    which = np.repeat(np.arange(3), 4)
    Sigma = np.outer(general, general) + (which[:, None] == which) * np.outer(own, own)
    np.fill_diagonal(Sigma, 1.0)
    return exact_answers(FOUR, Sigma, n_obs)


def test_the_share_of_starts_that_agree_is_kept():
    found = cfa(bifactor_answers(), bifactor(FOUR)).convergence
    assert found.n_starts > 1 and 1 <= found.n_agreeing <= found.n_starts
    plain = cfa(bifactor_answers(), correlated_factors(FOUR)).convergence
    assert (plain.n_starts, plain.n_agreeing) == (1, 1)


def test_a_better_maximum_from_another_start_is_taken(monkeypatch):
    """The first search is led astray to a point that is worse; the others find the maximum all the same."""
    data, model, original = bifactor_answers(), bifactor(FOUR), searching.minimum
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
