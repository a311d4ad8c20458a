"""
Hierarchical regression: controls, then the dimensions, then the pain points, all on the same rows.

The change of R-squared from one model to the next is what a block adds to those before it; its test is Wald's, with
the HC3 covariance of the larger model, so that it holds with unequal variances.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import holm
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.foundation.requirements import require_rows, require_variation
from analysis.statistics.regression.blocks.design import BLOCKS, BlockName, Column, LeftOut, design, met_by
from analysis.statistics.regression.ols import Coefficient, WaldTest, coefficients, least_squares, wald_test

MIN_GROUP = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class BlockTerm(Coefficient):
    """
    A coefficient of one of the models, and the block that it came in with.

    Of a declared group there is a term for each `level` but the largest, its `reference`: the difference between the
    two. `p_value_holm` is adjusted for the terms of the same block in the same model.
    """

    block: BlockName
    level: str | None
    reference: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class RegressionBlock:
    """
    The model of a block and all blocks before it.

    `delta_r_squared` is what the block adds to R-squared, `test` that its coefficients are all zero (None where a
    respondent determines one of them alone). `terms` has every coefficient of the model but the intercept.
    """

    name: BlockName
    n_obs: int
    r_squared: float
    adj_r_squared: float
    delta_r_squared: float
    test: WaldTest | None
    terms: list[BlockTerm]


@dataclass(frozen=True, kw_only=True, eq=False)
class BlockRows:
    """
    The `n_obs` rows that all models share; `n_lost` more have the outcome and all dimensions, None where few are told.

    `left_out` names what is not in the models, and why.
    """

    n_obs: int
    n_lost: int | None
    left_out: list[LeftOut]


@dataclass(frozen=True, kw_only=True, eq=False)
class HierarchicalRegression:
    """Models that grow block by block, all on the same rows."""

    outcome: str
    conf_level: float
    rows: BlockRows
    blocks: list[RegressionBlock]

    def tidy(self) -> pd.DataFrame:
        """A row per model and coefficient."""
        return pd.DataFrame([{"model": block.name} | asdict(term) for block in self.blocks for term in block.terms])

    def glance(self) -> pd.DataFrame:
        """A row per model."""
        names = ("name", "n_obs", "r_squared", "adj_r_squared", "delta_r_squared")
        return pd.DataFrame(
            [
                {name: getattr(block, name) for name in names} | (asdict(block.test) if block.test else {})
                for block in self.blocks
            ]
        )


def hierarchical_regression(
    outcome: pd.Series,
    scores: pd.DataFrame,
    *,
    groups: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
    pain_points: Mapping[str, pd.DataFrame] | None = None,
    min_group: int = MIN_GROUP,
    conf_level: float = 0.95,
) -> HierarchicalRegression:
    """
    Regression of `outcome` on controls, then also on the dimensions, then also on the pain points.

    Parameters
    ----------
    outcome : Series, length n
    scores : DataFrame, shape (n, k)
        Scores of the dimensions.
    groups : DataFrame, shape (n, g), optional
        Categorical levels of each declared group.
    indicators : DataFrame, shape (n, i), optional
        Measured quantities.
    pain_points : mapping of name to DataFrame, optional
        Rows as `outcome`; see `met_by`. Pain points without "met" are left out.
    min_group : int
        Levels of a group with fewer respondents are not in the models, nor are their respondents; a pain point that
        fewer met, or fewer did not meet, is not either.
    conf_level : float
        Level of the intervals.

    Raises
    ------
    EstimationError
        Fewer than k + 3 rows with outcome and dimensions, an outcome that does not vary, or one that the columns
        determine exactly.

    Notes
    -----
    See `design` for what is left out of the models. Incomplete rows are dropped before anything is counted.

    References
    ----------
    Cohen, Cohen, West & Aiken (2003), Applied multiple regression, 3rd ed., ch. 5; MacKinnon & White (1985), Journal of
    Econometrics 29, 305-325.
    """
    require_level(conf_level)
    base = outcome.notna() & scores.notna().all(axis=1)
    names = [str(outcome.name), *map(str, scores)]
    complete = pd.concat([outcome[base], scores[base]], axis=1).set_axis(names, axis=1)
    require_variation(require_rows(complete, at_least=scores.shape[1] + 3))
    made = design(
        base,
        scores,
        groups=pd.DataFrame() if groups is None else groups,
        indicators=pd.DataFrame() if indicators is None else indicators,
        met=met_by(pain_points or {}),
        min_group=min_group,
    )
    return HierarchicalRegression(
        outcome=str(outcome.name),
        conf_level=conf_level,
        rows=BlockRows(n_obs=int(made.rows.sum()), n_lost=int(base.sum() - made.rows.sum()), left_out=made.left_out),
        blocks=grown(outcome[made.rows].to_numpy(dtype=float), made.rows, made.columns, conf_level),
    )


def grown(y: np.ndarray, rows: pd.Series, columns: list[Column], conf_level: float) -> list[RegressionBlock]:
    """A model of `y` (n,) for each block that has columns, on its columns and those of the blocks before it."""
    found: list[RegressionBlock] = []
    for last, name in enumerate(BLOCKS):
        here = [column for column in columns if column.block in BLOCKS[: last + 1]]
        own = [column.block == name for column in here]
        if any(own):
            before = found[-1].r_squared if found else 0.0
            found.append(block_model(name, y, rows, here, np.array(own), before, conf_level))
    return found


def block_model(
    name: str, y: np.ndarray, rows: pd.Series, columns: list[Column], own: np.ndarray, before: float, conf_level: float
) -> RegressionBlock:
    """The model of `y` on `columns`, of which `own` (k,) came in with this block."""
    x = np.column_stack([column.values[rows] for column in columns]).astype(float)
    terms = [column.term for column in columns]
    model = least_squares(y, x, terms)
    _, *rows_of_terms = coefficients(model, y, x, terms, conf_level)
    return RegressionBlock(
        name=name,
        n_obs=len(y),
        r_squared=float(model.rsquared),
        adj_r_squared=float(model.rsquared_adj),
        delta_r_squared=float(model.rsquared) - before,
        test=wald_test(model, np.column_stack([np.zeros(own.sum()), np.eye(len(own))[own]])),
        terms=adjusted_within_blocks(rows_of_terms, columns),
    )


def adjusted_within_blocks(terms: list[Coefficient], columns: list[Column]) -> list[BlockTerm]:
    """The coefficients with their blocks, p values adjusted for those of the same block."""
    p_values = np.array([np.nan if term.p_value is None else term.p_value for term in terms])
    blocks = np.array([column.block for column in columns])
    adjusted = np.full(len(terms), np.nan)
    for block in set(blocks):
        adjusted[blocks == block] = holm(p_values[blocks == block])
    return [
        BlockTerm(
            **asdict(term) | {"p_value_holm": float(p)},
            block=column.block,
            level=column.level,
            reference=column.reference,
        )
        for term, column, p in zip(terms, columns, adjusted, strict=True)
    ]
