"""How many factors the items hold: parallel analysis and the minimum average partial."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .adequacy import correlation_matrix, require_factorable

N_DRAWS = 1_000
QUANTILE = 0.95


@dataclass(frozen=True, kw_only=True, eq=False)
class ParallelAnalysis:
    """
    Eigenvalues of the data beside those of uncorrelated normal data of the same size.

    `rows` has component, eigenvalue, simulated_mean, simulated_quantile; `n_factors` counts the leading eigenvalues
    that exceed the simulated quantile, stopping at the first that does not.
    """

    n_factors: int
    rows: list[dict]
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
    rows: list[dict]

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
    items: pd.DataFrame,
    *,
    rng: np.random.Generator,
    n_draws: int = N_DRAWS,
    quantile: float = QUANTILE,
) -> ParallelAnalysis:
    """
    Parallel analysis on principal components (Horn 1965), against a quantile of the random eigenvalues (Glorfeld 1995).

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

    Raises
    ------
    EstimationError
        Fewer complete rows than items, an item that does not vary, or a singular correlation matrix.
    """
    complete = require_factorable(items)
    n_obs, p = complete.shape
    observed = descending_eigenvalues(correlation_matrix(complete))
    simulated = descending_eigenvalues(random_correlations(n_obs, p, n_draws, rng))
    threshold = np.quantile(simulated, quantile, axis=0)
    table = {
        "component": np.arange(1, p + 1),
        "eigenvalue": observed,
        "simulated_mean": simulated.mean(axis=0),
        "simulated_quantile": threshold,
    }
    return ParallelAnalysis(
        n_factors=leading_above(observed, threshold),
        rows=pd.DataFrame(table).to_dict("records"),
        quantile=quantile,
        n_draws=n_draws,
    )


def descending_eigenvalues(R: np.ndarray) -> np.ndarray:
    """Eigenvalues, largest first, of a correlation matrix or a stack of them (..., p, p)."""
    return np.linalg.eigvalsh(R)[..., ::-1]


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


def minimum_average_partial(items: pd.DataFrame) -> AveragePartial:
    """Velicer's minimum average partial; rows with a missing answer are dropped, refusals as `parallel_analysis`."""
    complete = require_factorable(items)
    averages = average_partials(correlation_matrix(complete))
    return AveragePartial(
        n_factors=int(averages[:, 0].argmin()),
        n_factors_fourth=int(averages[:, 1].argmin()),
        rows=[
            {"n_components": m, "average_squared_correlation": squared, "average_fourth_power": fourth}
            for m, (squared, fourth) in enumerate(averages.tolist())
        ],
    )
