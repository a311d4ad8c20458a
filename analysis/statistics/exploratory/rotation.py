"""
Rotations of a loading matrix to simple structure: oblimin, promax, varimax.

Each returns the pattern loadings (p, m) and the factor correlations Phi (m, m).
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

PROMAX_POWER = 4
GRADIENT_TOLERANCE = 1e-7
VARIMAX_TOLERANCE = 1e-5
"""Where R stops (`stats::varimax`, used by psych for varimax and promax): the default, so that loadings equal R's."""
MAX_STEPS = 10_000
MAX_HALVINGS = 30
REMEMBERED_VALUES = 8
SHORTEST_STEP, LONGEST_STEP = 1e-4, 1e4
TINY = 1e-300
N_STARTS = 20
"""Random starts of oblimin beside the usual one: its criterion can have several minima, and the lowest is kept."""

STARTS_SEED = 20251101  # the same loadings always end at the same rotation
SAME_CRITERION = 1e-6  # criteria that differ by less are the same minimum

Criterion = Callable[[np.ndarray], tuple[float, np.ndarray]]
"""Value and gradient of a simplicity criterion at a loading matrix; smaller is simpler."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rotation:
    """
    Pattern loadings (p, m), factor correlations (m, m), and the criterion reached (None where there is none).

    Of `n_starts` random starts `n_agreeing` ended at this criterion; `usual` is the one reached from the identity.
    """

    loadings: np.ndarray
    Phi: np.ndarray
    criterion: float | None
    n_starts: int = 0
    n_agreeing: int = 0
    usual: float | None = None


def rotate(loadings: np.ndarray, rotation: str) -> Rotation:
    """Rotated `loadings` (p, m); `rotation` is "oblimin", "promax", "varimax" or "none". One factor stays as it is."""
    rotations = {"oblimin": simplest_oblimin, "promax": promax, "varimax": varimax, "none": unrotated}
    if rotation not in rotations:
        raise ValueError(f"rotation is one of {', '.join(rotations)}; {rotation!r} was given.")
    return unrotated(loadings) if loadings.shape[1] == 1 else rotations[rotation](loadings)


def unrotated(loadings: np.ndarray) -> Rotation:
    """The loadings as they are."""
    return Rotation(loadings=loadings, Phi=np.eye(loadings.shape[1]), criterion=None)


def quartimin_criterion(loadings: np.ndarray) -> tuple[float, np.ndarray]:
    """Sum over pairs of factors of the products of squared loadings, over 2; oblimin with gamma = 0 (Carroll 1953)."""
    squared = loadings**2
    others = squared.sum(axis=1, keepdims=True) - squared
    return float((squared * others).sum() / 4), loadings * others


def oblimin(loadings: np.ndarray, start: np.ndarray | None = None) -> Rotation:
    """
    Direct oblimin with gamma = 0 (direct quartimin), without Kaiser normalisation.

    `start` is the first transformation (m, m), columns of unit length; the identity if None. The criterion can have
    several local minima: what is returned is the one reached from `start`.
    """
    start = np.eye(loadings.shape[1]) if start is None else start
    T, criterion = oblique_descent(loadings, start, quartimin_criterion)
    return Rotation(loadings=loadings @ np.linalg.inv(T).T, Phi=T.T @ T, criterion=criterion)


def simplest_oblimin(loadings: np.ndarray, n_starts: int = N_STARTS) -> Rotation:
    """
    The simplest of the oblimin rotations reached from the identity and from random orthogonal starts.

    The identity's, which other programs print, unless another is lower.
    """
    rng, m = np.random.default_rng(STARTS_SEED), loadings.shape[1]
    usual = oblimin(loadings)
    others = [oblimin(loadings, np.linalg.qr(rng.standard_normal((m, m)))[0]) for _ in range(n_starts)]
    lowest = min(others, key=lambda found: found.criterion, default=usual)
    best = lowest if lowest.criterion < usual.criterion - SAME_CRITERION else usual
    agreeing = sum(abs(found.criterion - best.criterion) <= SAME_CRITERION for found in others)
    return replace(best, n_starts=n_starts, n_agreeing=agreeing, usual=usual.criterion)


def oblique_descent(A: np.ndarray, T: np.ndarray, criterion: Criterion) -> tuple[np.ndarray, float]:
    """
    Transformation T (m, m) minimising `criterion` at A inv(T)', and the minimum.

    Gradient projection on matrices with columns of unit length (Jennrich 2002, Psychometrika 67, 7-19), with step
    lengths from the last two gradients (Barzilai & Borwein 1988), which may rise above the last values but not above
    the highest of several (Raydan 1997, SIAM Journal on Optimization 7, 26-33).
    """
    value, slope = projected_slope(A, T, criterion)
    step, recent = 1.0, deque([value], maxlen=REMEMBERED_VALUES)
    for _ in range(MAX_STEPS):
        size = (slope * slope).sum()
        if size < GRADIENT_TOLERANCE**2:
            break
        for _ in range(MAX_HALVINGS):
            moved = unit_columns(T - step * slope)
            moved_value, moved_slope = projected_slope(A, moved, criterion)
            if moved_value <= max(recent) - 1e-4 * step * size:
                break
            step /= 2
        else:
            break  # rounding hides any further improvement
        change, turn = moved - T, moved_slope - slope
        T, value, slope = moved, moved_value, moved_slope
        recent.append(value)
        step = min(max((change * change).sum() / max(abs((change * turn).sum()), TINY), SHORTEST_STEP), LONGEST_STEP)
    return T, value


def projected_slope(A: np.ndarray, T: np.ndarray, criterion: Criterion) -> tuple[float, np.ndarray]:
    """Criterion at A inv(T)', and its gradient in T along matrices whose columns keep unit length."""
    inverse = np.linalg.inv(T)
    L = A @ inverse.T
    value, slope = criterion(L)
    gradient = -(L.T @ slope @ inverse).T
    return value, gradient - T * (T * gradient).sum(axis=0)


def unit_columns(T: np.ndarray) -> np.ndarray:
    """T with columns of unit length."""
    return T / np.sqrt((T * T).sum(axis=0))


def varimax_criterion(loadings: np.ndarray) -> float:
    """Variance of squared loadings, summed over factors; larger is simpler (Kaiser 1958, Psychometrika 23, 187-200)."""
    return float((loadings**2).var(axis=0).sum())


def varimax_transformation(loadings: np.ndarray, tolerance: float = VARIMAX_TOLERANCE) -> np.ndarray:
    """
    Orthogonal T (m, m) maximising `varimax_criterion` at loadings @ T, by iterated Procrustes rotation.

    It stops when the nuclear norm grows by less than the share `tolerance`. At R's 1e-5 loadings can still be off in
    the third decimal; 1e-14 goes on to the maximum.
    """
    T, last = np.eye(loadings.shape[1]), 0.0
    for _ in range(MAX_STEPS):
        rotated = loadings @ T
        target = rotated**3 - rotated * (rotated**2).mean(axis=0)
        left, sizes, right = np.linalg.svd(loadings.T @ target)
        T, total = left @ right, sizes.sum()
        if total < last * (1 + tolerance):
            break
        last = total
    return T


def kaiser_normalised(loadings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Loadings with rows of unit length, and the lengths (p, 1) they had."""
    lengths = np.linalg.norm(loadings, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return loadings / lengths, lengths


def varimax(loadings: np.ndarray, tolerance: float = VARIMAX_TOLERANCE) -> Rotation:
    """Varimax with Kaiser normalisation: factors stay uncorrelated. `tolerance` as in `varimax_transformation`."""
    normalised, _ = kaiser_normalised(loadings)
    T = varimax_transformation(normalised, tolerance)
    return Rotation(loadings=loadings @ T, Phi=np.eye(len(T)), criterion=varimax_criterion(normalised @ T))


def promax(loadings: np.ndarray, power: int = PROMAX_POWER, tolerance: float = VARIMAX_TOLERANCE) -> Rotation:
    """
    Promax: least-squares rotation of the varimax solution towards its own loadings raised to a power.

    Hendrickson & White (1964), British Journal of Statistical Psychology 17, 65-70; rows have unit length meanwhile
    (Kaiser normalisation), as in SPSS and psych. `tolerance` as in `varimax_transformation`.
    """
    normalised, lengths = kaiser_normalised(loadings)
    orthogonal = normalised @ varimax_transformation(normalised, tolerance)
    target = orthogonal * np.abs(orthogonal) ** (power - 1)
    U = np.linalg.lstsq(orthogonal, target, rcond=None)[0]
    U *= np.sqrt(np.diag(np.linalg.inv(U.T @ U)))
    inverse = np.linalg.inv(U)
    return Rotation(loadings=orthogonal @ U * lengths, Phi=inverse @ inverse.T, criterion=None)
