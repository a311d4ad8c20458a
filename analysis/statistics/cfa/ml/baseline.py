"""The baseline of CFI and TLI: every item with its own mean and variance, all uncorrelated (Bentler & Bonett 1980)."""

from collections.abc import Sequence

import numpy as np

from analysis.statistics.cfa.sample.moments import Moments


def baseline_chi_square(samples: Sequence[Moments]) -> float:
    """Chi-square of independence: sum over groups of n (sum of ln s_ii - ln|S|)."""
    return float(sum(s.n_obs * (np.log(np.diagonal(s.cov)).sum() - s.log_det) for s in samples))


def baseline_df(n_items: int, n_groups: int = 1) -> int:
    """The p (p - 1) / 2 covariances of each group."""
    return n_groups * n_items * (n_items - 1) // 2
