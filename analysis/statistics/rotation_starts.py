"""Whether other starts of a rotation end at a simpler solution than the one reported."""

from dataclasses import dataclass

import numpy as np

from analysis.statistics.exploratory import Efa
from analysis.statistics.rotation import oblimin

N_STARTS = 20
"""Random starts of the rotation, to learn whether it has a simpler solution than the one reported."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RotationCheck:
    """Whether other starts of the rotation ended at a lower criterion: how many did, and the lowest found."""

    criterion: float
    lowest: float
    n_starts: int
    n_lower: int


def rotation_check(solution: Efa, rng: np.random.Generator, n_starts: int = N_STARTS) -> RotationCheck:
    """Oblimin from random orthogonal starts, held against the solution that the identity start gave."""
    m = solution.n_factors
    starts = [np.linalg.qr(rng.standard_normal((m, m)))[0] for _ in range(n_starts)]
    reached = np.array([oblimin(solution.unrotated, start).criterion for start in starts])
    return RotationCheck(
        criterion=solution.criterion,
        lowest=float(min(reached.min(), solution.criterion)),
        n_starts=n_starts,
        n_lower=int(np.sum(reached < solution.criterion - 1e-6)),
    )
