"""Answers whose sample covariances are exactly those of a factor model."""

import numpy as np
import pandas as pd

FOUR = {name: [f"{name}{number}" for number in range(1, 5)] for name in "abc"}
"""Three scales of four items."""


def implied_correlations(scales, Phi, loading=0.7, method=0.0):
    """
    Correlations of items with equal (or given) loadings on correlated factors; `method` is a share of variance on top.

    Items have unit variance without the method factor, and 1 + method with it.
    """
    own = np.repeat(np.arange(len(scales)), [len(items) for items in scales.values()])
    loading = np.broadcast_to(loading, own.shape)
    Sigma = np.asarray(Phi, dtype=float)[np.ix_(own, own)] * np.outer(loading, loading)
    np.fill_diagonal(Sigma, 1.0)
    return Sigma + method


def exact_answers(scales, Sigma, n_obs=400, seed=1, *, skewed=False):
    """Answers, (n_obs, p), with mean zero and covariance (divisor n) exactly `Sigma`."""
    names = [item for items in scales.values() for item in items]
    draws = np.random.default_rng(seed).standard_normal((n_obs, len(names)))
    draws = np.exp(draws) if skewed else draws
    draws -= draws.mean(axis=0)
    white = draws @ np.linalg.inv(np.linalg.cholesky(draws.T @ draws / n_obs)).T
    return pd.DataFrame(white @ np.linalg.cholesky(Sigma).T, columns=names)
