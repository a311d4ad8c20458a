"""
How many factors the items hold: parallel analysis and the minimum average partial.

Parallel analysis keeps the components (or factors) whose eigenvalues exceed those of uncorrelated data of that size.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.exploratory.adequacy import Items, require_factorable
from analysis.statistics.exploratory.one_factor import one_factor_loadings

N_DRAWS = 1_000
QUANTILE = 0.95


@dataclass(frozen=True, kw_only=True)
class Eigenvalue:
    """One eigenvalue of the data, and the mean and the quantile of the simulated ones of its place."""

    component: int
    eigenvalue: float
    simulated_mean: float
    simulated_quantile: float


@dataclass(frozen=True, kw_only=True)
class PartialCorrelations:
    """Averages of the partial correlations, squared and to the fourth power, after removing `n_components`."""

    n_components: int
    average_squared_correlation: float
    average_fourth_power: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ParallelAnalysis:
    """
    Eigenvalues of the data beside those of uncorrelated normal data of the same size.

    `n_factors` counts the leading eigenvalues
    that exceed the simulated quantile, stopping at the first that does not. `correlation` ("pearson", "polychoric") and
    `model` ("components", "factors") say what the eigenvalues are of.
    """

    n_factors: int
    correlation: Literal["pearson", "polychoric"]
    model: Literal["components", "factors"]
    rows: list[Eigenvalue]
    quantile: float
    n_draws: int

    def tidy(self) -> pd.DataFrame:
        """A row per component."""
        return pd.DataFrame(self.rows)


@dataclass(frozen=True, kw_only=True, eq=False)
class AveragePartial:
    """
    Average squared (and fourth-power) partial correlation after removing 0, 1, 2, ... components.

    `n_factors` is where the squared average is smallest (Velicer 1976), `n_factors_fourth` where the average of the
    fourth powers is (Velicer, Eaton & Fava 2000).
    """

    n_factors: int
    n_factors_fourth: int
    rows: list[PartialCorrelations]

    def tidy(self) -> pd.DataFrame:
        """A row per number of components."""
        return pd.DataFrame(self.rows)


def random_correlations(n_obs: int, p: int, n_draws: int, rng: np.random.Generator) -> np.ndarray:
    """
    Correlation matrices (n_draws, p, p) of samples of n_obs rows of p uncorrelated normal variables.

    Their covariance matrices are Wishart with n_obs - 1 degrees of freedom: A A' with A lower triangular, standard
    normal below the diagonal and chi on it (Bartlett 1933; Smith & Hocking 1972, Applied Statistics 21, 341-345).
    The cost does not depend on n_obs.
    """
    A = np.zeros((n_draws, p, p))
    below = np.tril_indices(p, -1)
    A[:, below[0], below[1]] = rng.standard_normal((n_draws, len(below[0])))
    A[:, range(p), range(p)] = np.sqrt(rng.chisquare(n_obs - 1 - np.arange(p), size=(n_draws, p)))
    A /= np.linalg.norm(A, axis=2, keepdims=True)
    return A @ A.transpose(0, 2, 1)


def leading_above(observed: np.ndarray, threshold: np.ndarray) -> int:
    """Number of leading values of `observed` above `threshold`, up to the first that is not."""
    not_above = np.flatnonzero(observed <= threshold)
    return int(not_above[0]) if len(not_above) else len(observed)


def parallel_analysis(
    items: Items,
    *,
    rng: np.random.Generator,
    n_draws: int = N_DRAWS,
    quantile: float = QUANTILE,
    model: str = "components",
    inflation: np.ndarray | None = None,
) -> ParallelAnalysis:
    """
    Parallel analysis (Horn 1965) against a quantile of the simulated eigenvalues (Glorfeld 1995).

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers. Rows with a missing answer are dropped.
    rng : Generator
        Random numbers for the simulated data.
    n_draws : int
        Number of simulated data sets.
    quantile : float
        Quantile of the simulated eigenvalues that an observed one must exceed.
    model : {"components", "factors"}
        Eigenvalues of the correlation matrix, or of the matrix with the communalities of one minres factor in its
        diagonal (as in R's psych).
    inflation : ndarray, shape (p,), optional
        Where the correlations are polychoric: how many times wider than a Pearson correlation's their sampling
        distribution is for each of the two items (see `polychoric_inflation`).

    Raises
    ------
    EstimationError
        Fewer complete rows than items, an item that does not vary, or a singular correlation matrix.
    """
    eigenvalues_of = {"components": descending_eigenvalues, "factors": reduced_eigenvalues}
    if model not in eigenvalues_of:
        raise ValueError(f"model is one of {', '.join(eigenvalues_of)}; {model!r} was given.")
    prepared = require_factorable(items)
    p = len(prepared.names)
    observed = eigenvalues_of[model](prepared.R[None])[0]
    drawn = random_correlations(prepared.n_obs, p, n_draws, rng)
    simulated = eigenvalues_of[model](drawn if inflation is None else inflated(drawn, inflation))
    threshold = np.quantile(simulated, quantile, axis=0)
    table = {
        "component": np.arange(1, p + 1),
        "eigenvalue": observed,
        "simulated_mean": simulated.mean(axis=0),
        "simulated_quantile": threshold,
    }
    return ParallelAnalysis(
        n_factors=leading_above(observed, threshold),
        correlation="pearson" if inflation is None else "polychoric",
        model=model,
        rows=[Eigenvalue(**row) for row in pd.DataFrame(table).to_dict("records")],
        quantile=quantile,
        n_draws=n_draws,
    )


def descending_eigenvalues(stack: np.ndarray) -> np.ndarray:
    """Eigenvalues, largest first, of each matrix of a stack (..., p, p)."""
    return np.linalg.eigvalsh(stack)[..., ::-1]


def reduced_eigenvalues(stack: np.ndarray) -> np.ndarray:
    """Eigenvalues, largest first, of correlation matrices (B, p, p) with communalities of one factor as diagonals."""
    reduced = stack.copy()
    diagonal = np.arange(stack.shape[-1])
    reduced[:, diagonal, diagonal] = one_factor_loadings(stack) ** 2
    return descending_eigenvalues(reduced)


def inflated(stack: np.ndarray, inflation: np.ndarray) -> np.ndarray:
    """Correlation matrices (B, p, p) with each correlation multiplied by the `inflation` (p,) of its two items."""
    wider = stack * inflation * inflation[:, None]
    diagonal = np.arange(stack.shape[-1])
    wider[:, diagonal, diagonal] = 1
    return wider


def average_partials(R: np.ndarray) -> np.ndarray:
    """
    Average squared and average fourth-power partial correlation (p - 1, 2) of R after removing 0 to p - 2 components.

    Velicer (1976), Psychometrika 41, 321-327, equation 5; fourth powers by Velicer, Eaton & Fava (2000).
    """
    p = len(R)
    eigenvalues, vectors = np.linalg.eigh(R)
    components = vectors[:, ::-1] * np.sqrt(np.maximum(eigenvalues[::-1], 0))
    averages = []
    for m in range(p - 1):
        residual = R - components[:, :m] @ components[:, :m].T
        scale = 1 / np.sqrt(np.diag(residual))
        partial = residual * scale * scale[:, None]
        np.fill_diagonal(partial, 0)
        averages.append([(partial**2).sum(), (partial**4).sum()])
    return np.array(averages) / (p * (p - 1))


def minimum_average_partial(items: Items) -> AveragePartial:
    """Velicer's minimum average partial; rows with a missing answer are dropped, refusals as `parallel_analysis`."""
    averages = average_partials(require_factorable(items).R)
    return AveragePartial(
        n_factors=int(averages[:, 0].argmin()),
        n_factors_fourth=int(averages[:, 1].argmin()),
        rows=[
            PartialCorrelations(n_components=m, average_squared_correlation=squared, average_fourth_power=fourth)
            for m, (squared, fourth) in enumerate(averages.tolist())
        ],
    )
