"""Groups compared as if they were alike in the other groupings: a linear model with robust errors."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import f_p_value, t_quantile
from analysis.statistics.foundation.errors import EstimationError


@dataclass(frozen=True, kw_only=True, eq=False)
class LevelMean:
    """Mean of a scale at one level of a grouping, in scale points, with its interval."""

    level: str
    n_obs: int | None
    mean: float
    conf_low: float
    conf_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class AdjustedDifference:
    """
    Whether the levels differ when the other groupings, `controls`, are held equal.

    Wald's F with the HC3 covariance; `df` is that of the levels and that of the residuals. `levels` are the means that
    the model expects if every level were composed of the `controls` as all respondents together are. `p_value_holm` is
    adjusted over all scales and groupings of the study.
    """

    controls: list[str]
    n_obs: int
    levels: list[LevelMean]
    statistic: float
    df: list[float]
    p_value: float
    p_value_holm: float


def adjusted_difference(
    score: pd.Series, levels: pd.Series, others: pd.DataFrame, *, fewest: int, conf_level: float = 0.95
) -> AdjustedDifference:
    """
    Least squares of a score on a grouping and the other groupings.

    Parameters
    ----------
    score : Series, length n
    levels : Series, length n
        Level of each person in the grouping that is looked at, as text.
    others : DataFrame, shape (n, g)
        Levels in the other groupings. One of fewer than `fewest` people counts as the commonest level.
    fewest : int
        People that a level of the grouping needs to be compared.

    Raises
    ------
    EstimationError
        Fewer than two levels are left, groupings determine each other, or too few people for so many levels.

    References
    ----------
    MacKinnon & White (1985), Journal of Econometrics 29, 305-325 (HC3).
    """
    complete = pd.concat([score, levels.rename("level"), others], axis=1).dropna().index
    kept = large_levels(levels.loc[complete], fewest)
    complete = complete[levels.loc[complete].isin(kept).to_numpy()]
    if len(kept) < 2:
        raise EstimationError("one_level_only", n_levels=len(kept))
    own = dummies(levels.loc[complete], kept[1:])
    controls = {
        str(name): dummies(others.loc[complete, name], rare_joined(others.loc[complete, name], fewest))
        for name in others
    }
    controls = {name: columns for name, columns in controls.items() if columns.shape[1]}
    if not controls:
        raise EstimationError("nothing_to_adjust_for")
    design = np.column_stack([np.ones(len(complete)), own, *controls.values()])
    estimate, covariance = robust_fit(score.loc[complete].to_numpy(dtype=float), design, [str(levels.name), *controls])
    df = [float(own.shape[1]), float(len(design) - design.shape[1])]
    of_levels = slice(1, own.shape[1] + 1)
    wald = estimate[of_levels] @ np.linalg.solve(covariance[of_levels, of_levels], estimate[of_levels]) / df[0]
    sizes = levels.loc[complete].value_counts()
    p_value = f_p_value(wald, *df)
    return AdjustedDifference(
        controls=list(controls),
        n_obs=len(design),
        levels=[
            expected_mean(level, int(sizes[level]), row, estimate, covariance, t_quantile((1 + conf_level) / 2, df[1]))
            for level, row in zip(kept, standard_rows(design, own.shape[1]), strict=True)
        ],
        statistic=float(wald),
        df=df,
        p_value=p_value,
        p_value_holm=p_value,
    )


def large_levels(levels: pd.Series, fewest: int) -> list[str]:
    """Levels that at least `fewest` people have, in the order of the categories, else sorted."""
    counts = levels.value_counts(sort=False)
    ordered = counts if hasattr(levels, "cat") else counts.sort_index()
    return [level for level, n in ordered.items() if n >= fewest]


def rare_joined(levels: pd.Series, fewest: int) -> list[str]:
    """The levels that have a column: the large ones, without the commonest, with which the rare ones are joined."""
    large = large_levels(levels, fewest)
    return [level for level in large if level != levels.value_counts().index[0]]


def dummies(levels: pd.Series, chosen: list[str]) -> np.ndarray:
    """A column for each of the chosen levels, one where a person has it, else zero: (n, number chosen)."""
    return (
        np.column_stack([(levels == level).to_numpy(dtype=float) for level in chosen])
        if chosen
        else np.empty((len(levels), 0))
    )


def robust_fit(y: np.ndarray, design: np.ndarray, groupings: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients of complete `y` (n,) on `design` (n, p), and their HC3 covariance (p, p)."""
    from statsmodels.regression.linear_model import OLS

    n_obs, n_terms = design.shape
    if np.linalg.matrix_rank(design) < n_terms:
        raise EstimationError("groupings_determine_each_other", groupings=groupings)
    if n_obs < n_terms + 3:
        raise EstimationError("too_few_for_levels", n_obs=n_obs, at_least=n_terms + 3)
    model = OLS(y, design).fit()
    return model.params, model.cov_HC3


def standard_rows(design: np.ndarray, n_own: int) -> np.ndarray:
    """A row of the design for each level, the first one's columns all zero, the controls at their means."""
    rows = np.tile(design.mean(axis=0), (n_own + 1, 1))
    rows[:, 1 : n_own + 1] = np.vstack([np.zeros(n_own), np.eye(n_own)])
    return rows


def expected_mean(
    level: str, n_obs: int, row: np.ndarray, estimate: np.ndarray, covariance: np.ndarray, quantile: float
) -> LevelMean:
    """What the model expects at one row of the design, with its interval."""
    mean, half_width = float(row @ estimate), float(quantile * np.sqrt(row @ covariance @ row))
    return LevelMean(level=level, n_obs=n_obs, mean=mean, conf_low=mean - half_width, conf_high=mean + half_width)
