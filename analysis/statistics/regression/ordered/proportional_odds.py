"""Whether one odds ratio serves every split of ordered answers: Brant's test."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import chi_square_p_value, holm
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.regression.logistic import is_separated

FEWEST_BESIDE = 10
"""Answers that must lie on either side of a split for a binary model of it (Peduzzi et al. 1996: ten a predictor would
be better, and leave hardly a split in most surveys)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OddsTerm:
    """
    One predictor's log odds over the splits of the answers, and the test that they are all the same.

    `lowest` and `highest` are its log odds per unit in the split where they are least and largest.
    """

    term: str
    statistic: float
    df: int
    p_value: float
    p_value_adjusted: float
    lowest: float
    highest: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ProportionalOdds:
    """
    Brant's test that every predictor has one odds ratio for all splits of the answers, and by predictor.

    Of `n_splits` splits `n_used` have answers enough on both sides.
    """

    n_splits: int
    n_used: int
    statistic: float
    df: int
    p_value: float
    terms: list[OddsTerm]

    def tidy(self) -> pd.DataFrame:
        """A row per predictor."""
        return pd.DataFrame([asdict(term) for term in self.terms])


def splits(answer: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    All splits of `answer` (n,), from 0 to m - 1, one under the other: whether it is higher, and the design.

    Returns (n (m - 1),) and (n (m - 1), m - 2 + k): a column for each split but the first, and those of `z` (n, k).
    """
    n_splits = int(answer.max())
    higher = np.concatenate([answer > split for split in range(n_splits)]).astype(float)
    own = np.repeat(np.eye(n_splits)[:, 1:], len(answer), axis=0)
    return higher, np.column_stack([own, np.tile(z, (n_splits, 1))])


def proportional_odds(answer: np.ndarray, z: np.ndarray, names: list[str], scale: np.ndarray) -> ProportionalOdds:
    """
    Brant's (1990, Biometrics 46, 1171-1178) test, from binary models of every split of the answers.

    Parameters
    ----------
    answer : (n,) from 0 to m - 1.
    z : (n, k) standardised predictors.
    names, scale : their names, and standard deviations (k,) in their own units.

    Raises
    ------
    EstimationError
        Fewer than two splits with ten answers on either side that the predictors do not part.
    """
    n_splits = int(answer.max())
    sides = [answer > split for split in range(n_splits)]
    used = [side.astype(float) for side in sides if min(side.sum(), (~side).sum()) >= FEWEST_BESIDE]
    used = [side for side in used if not is_separated(side, z)]
    if len(used) < 2:
        raise EstimationError("too_few_splits", n_used=len(used), at_least=2, n_beside=FEWEST_BESIDE)
    slopes, covariance = binary_slopes(used, z)
    k, m = len(names), len(used)
    contrast = np.column_stack([np.ones((m - 1, 1)), -np.eye(m - 1)])
    each = [wald(np.kron(contrast, np.eye(k)[j]), slopes, covariance) for j in range(k)]
    statistic, df = wald(np.kron(contrast, np.eye(k)), slopes, covariance)
    p_values = [chi_square_p_value(*test) for test in each]
    by_split = slopes.reshape(m, k) / scale
    return ProportionalOdds(
        n_splits=n_splits,
        n_used=m,
        statistic=statistic,
        df=df,
        p_value=chi_square_p_value(statistic, df),
        terms=[
            OddsTerm(
                term=name,
                statistic=each[j][0],
                df=each[j][1],
                p_value=p_values[j],
                p_value_adjusted=float(adjusted),
                lowest=float(by_split[:, j].min()),
                highest=float(by_split[:, j].max()),
            )
            for j, (name, adjusted) in enumerate(zip(names, holm(p_values), strict=True))
        ],
    )


def wald(combinations: np.ndarray, estimate: np.ndarray, covariance: np.ndarray) -> tuple[float, int]:
    """Wald's chi-square that `combinations` (q, m) of an estimate (m,) are zero, and its degrees of freedom."""
    off = combinations @ estimate
    return float(off @ np.linalg.solve(combinations @ covariance @ combinations.T, off)), len(combinations)


def binary_slopes(sides: list[np.ndarray], z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (m k,) of the binary models of `sides`, split by split, and their covariance across splits."""
    from statsmodels.discrete.discrete_model import Logit

    design = np.column_stack([np.ones(len(z)), z])
    fits = [Logit(side, design).fit(disp=0, maxiter=100) for side in sides]
    shares = [fit.predict() for fit in fits]
    bread = [np.linalg.inv(design.T * (p * (1 - p)) @ design) for p in shares]
    blocks = [
        [
            (bread[a] @ (design.T * (np.minimum(shares[a], shares[b]) - shares[a] * shares[b])) @ design @ bread[b])
            for b in range(len(sides))
        ]
        for a in range(len(sides))
    ]
    covariance = np.block([[block[1:, 1:] for block in row] for row in blocks])
    return np.concatenate([fit.params[1:] for fit in fits]), covariance
