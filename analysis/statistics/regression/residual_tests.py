"""Tests on the residuals of a linear model, each naming its null hypothesis."""

from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import chi_square_p_value, f_p_value


@dataclass(frozen=True, kw_only=True, eq=False)
class ResidualTest:
    """A test and the code of the hypothesis that a small p-value speaks against."""

    statistic: float | None
    df: int | list[int]
    p_value: float | None
    null: Literal["constant_variance", "normal_residuals", "linear_form"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ResidualTests:
    """
    Tests on the residuals.

    `durbin_watson` is a statistic only: answers of different people have no order to be correlated in.
    """

    breusch_pagan: ResidualTest
    jarque_bera: ResidualTest
    reset: ResidualTest
    durbin_watson: float

    def tidy(self) -> pd.DataFrame:
        """A row per test."""
        named = {"breusch_pagan": self.breusch_pagan, "jarque_bera": self.jarque_bera, "reset": self.reset}
        return pd.DataFrame([{"test": name} | asdict(test) for name, test in named.items()])


def least_squares_residuals(y: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Residuals of the least-squares fit of `y` (n,) on `design` (n, k)."""
    return y - design @ np.linalg.lstsq(design, y, rcond=None)[0]


def residual_tests(y: np.ndarray, design: np.ndarray) -> ResidualTests:
    """Tests on the residuals of `y` (n,) on `design` (n, k + 1), whose first column is the intercept."""
    residuals = least_squares_residuals(y, design)
    return ResidualTests(
        breusch_pagan=breusch_pagan(residuals, design),
        jarque_bera=jarque_bera(residuals),
        reset=reset(y, design),
        durbin_watson=float(np.sum(np.diff(residuals) ** 2) / np.sum(residuals**2)),
    )


def breusch_pagan(residuals: np.ndarray, design: np.ndarray) -> ResidualTest:
    """n R-squared of the squared residuals on the predictors, studentised; Koenker (1981), J. Econometrics 17, 107."""
    squared = residuals**2
    unexplained = least_squares_residuals(squared, design)
    share = 1 - (unexplained**2).sum() / ((squared - squared.mean()) ** 2).sum()
    statistic, df = float(len(squared) * share), design.shape[1] - 1
    return ResidualTest(statistic=statistic, df=df, p_value=chi_square_p_value(statistic, df), null="constant_variance")


def jarque_bera(residuals: np.ndarray) -> ResidualTest:
    """n (skewness^2 / 6 + excess kurtosis^2 / 24); Jarque & Bera (1987), Int. Statistical Review 55, 163-172."""
    variance = np.mean(residuals**2)
    skewness = np.mean(residuals**3) / variance**1.5
    excess = np.mean(residuals**4) / variance**2 - 3
    statistic = float(len(residuals) * (skewness**2 / 6 + excess**2 / 24))
    return ResidualTest(statistic=statistic, df=2, p_value=chi_square_p_value(statistic, 2), null="normal_residuals")


def reset(y: np.ndarray, design: np.ndarray) -> ResidualTest:
    """F test that squares and cubes of the fitted values add nothing; Ramsey (1969), J. R. Statist. Soc. B 31, 350."""
    residuals = least_squares_residuals(y, design)
    fitted = y - residuals
    scaled = (fitted - fitted.mean()) / fitted.std()
    extended = least_squares_residuals(y, np.column_stack([design, scaled**2, scaled**3]))
    df = 2, len(y) - design.shape[1] - 2
    if df[1] < 1:
        return ResidualTest(statistic=np.nan, df=list(df), p_value=np.nan, null="linear_form")
    drop = (residuals @ residuals - extended @ extended) / df[0]
    statistic = float(drop / (extended @ extended / df[1]))
    return ResidualTest(statistic=statistic, df=list(df), p_value=f_p_value(statistic, *df), null="linear_form")
