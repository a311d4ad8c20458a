"""Whether a dimension's slope differs between the levels of a group: interactions, and the slope at each level."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.statistics.foundation.attempts import Unavailable, attempted
from analysis.statistics.foundation.distributions import holm, t_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import require_level
from analysis.statistics.regression.blocks.design import levels_in, without_small_levels
from analysis.statistics.regression.blocks.hierarchy import MIN_GROUP
from analysis.statistics.regression.ols import WaldTest, hc3, least_squares, model_rows, wald_test


@dataclass(frozen=True, kw_only=True, eq=False)
class SimpleSlope:
    """The slope of a dimension among those of one level, with its HC3 error; the other dimensions held equal."""

    level: str
    n_obs: int
    estimate: float
    std_error_hc3: float | None
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Interaction:
    """
    A dimension and a group: the slopes level by level, and Wald's test (HC3) that they are all the same.

    `test` is None where a respondent determines a slope alone; `p_value_holm` is adjusted for all interactions asked
    for.
    """

    moderator: str
    term: str
    n_obs: int
    test: WaldTest | None
    p_value_holm: float | None
    slopes: list[SimpleSlope]


@dataclass(frozen=True, kw_only=True, eq=False)
class RefusedModerator(Unavailable):
    """Why a group has no interactions."""

    moderator: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Moderation:
    """The interactions of every dimension with every moderator, in that order; `refused` moderators say why."""

    outcome: str
    conf_level: float
    interactions: list[Interaction]
    refused: list[RefusedModerator]

    def tidy(self) -> pd.DataFrame:
        """A row per slope."""
        return pd.DataFrame(
            [
                {"moderator": i.moderator, "term": i.term} | asdict(slope)
                for i in self.interactions
                for slope in i.slopes
            ]
        )


def moderation(
    outcome: pd.Series,
    scores: pd.DataFrame,
    moderators: pd.DataFrame,
    *,
    min_group: int = MIN_GROUP,
    conf_level: float = 0.95,
) -> Moderation:
    """
    Interactions of the dimensions with declared groups, one dimension and one group at a time.

    Parameters
    ----------
    outcome : Series, length n
    scores : DataFrame, shape (n, k)
        Scores of the dimensions, all of them in every model.
    moderators : DataFrame, shape (n, g)
        Categorical levels of each group. Levels with fewer than `min_group` complete rows are left out.
    min_group : int
    conf_level : float
        Level of the intervals.

    References
    ----------
    Aiken & West (1991), Multiple regression: testing and interpreting interactions, ch. 7 (simple slopes).
    """
    require_level(conf_level)
    interactions, refused = [], []
    for name, levels in moderators.items():
        found = attempted(lambda levels=levels: of_moderator(outcome, scores, levels, min_group, conf_level))
        if isinstance(found, Unavailable):
            refused.append(RefusedModerator(**vars(found), moderator=str(name)))
        else:
            interactions += found
    adjusted = holm([i.test.p_value if i.test else np.nan for i in interactions])
    return Moderation(
        outcome=str(outcome.name),
        conf_level=conf_level,
        interactions=[
            Interaction(**vars(i) | {"p_value_holm": float(p)}) for i, p in zip(interactions, adjusted, strict=True)
        ],
        refused=refused,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupModel:
    """
    Slopes of one predictor at each of `levels` (m,), their HC3 covariance (m, m), and the test that all are the same.

    `sizes` are the rows of each level; `unit` turns a slope into standard deviations, over all rows.
    """

    levels: list[str]
    sizes: list[int]
    slopes: np.ndarray
    covariance: np.ndarray
    df_resid: int
    test: WaldTest | None
    n_obs: int
    unit: float


def of_moderator(
    outcome: pd.Series, scores: pd.DataFrame, levels: pd.Series, min_group: int, conf_level: float
) -> list[Interaction]:
    """The interaction of each dimension with one group; raises what `group_model` does."""
    return [
        interaction(group_model(outcome, scores, levels, str(name), min_group), str(name), str(levels.name), conf_level)
        for name in scores
    ]


def group_model(outcome: pd.Series, scores: pd.DataFrame, levels: pd.Series, name: str, min_group: int) -> GroupModel:
    """
    A slope of the predictor `name` for each level of a group.

    The model has a slope of the predictor for each level, a mean for each level, and one slope for each other
    predictor: the same model as with products, in which simple slopes are coefficients.

    Raises
    ------
    EstimationError
        Fewer than two levels that are large enough, a level in which the predictor does not vary, or whatever refuses
        the regression on the predictors itself.
    """
    complete = outcome.notna() & scores.notna().all(axis=1) & levels.notna()
    rows = without_small_levels(complete, [levels], min_group)
    counts = levels_in(levels[rows])
    if len(counts) < 2:
        raise EstimationError("too_few_levels", n_levels=len(counts), at_least=min_group)
    y, x = model_rows(outcome[rows], scores[rows])
    present = [level for level in levels.cat.categories if level in counts.index]
    member = np.column_stack([levels[rows] == level for level in present]).astype(float)
    own, others, m = x[[name]].to_numpy(), x.drop(columns=name), len(present)
    level_names = [str(level) for level in present]
    if constant := [level for level, here in zip(level_names, member.T, strict=True) if np.ptp(own[here == 1]) == 0]:
        raise EstimationError("constant_in_levels", levels=constant)
    columns = np.column_stack([member[:, 1:], others, own * member])
    model = least_squares(y.to_numpy(), columns, [*level_names[1:], *others.columns, *[name] * m])
    first = columns.shape[1] + 1 - m
    differences = np.zeros((m - 1, first + m))
    differences[:, first], differences[:, first + 1 :] = -1, np.eye(m - 1)
    return GroupModel(
        levels=level_names,
        sizes=[int(size) for size in member.sum(axis=0)],
        slopes=model.params[first:],
        covariance=hc3(model)[first:, first:],
        df_resid=int(model.df_resid),
        test=wald_test(model, differences),
        n_obs=len(y),
        unit=float(own.std() / y.to_numpy().std()),
    )


def interaction(found: GroupModel, name: str, moderator: str, conf_level: float) -> Interaction:
    """The slopes of one dimension with their intervals."""
    error = np.sqrt(np.diag(found.covariance))
    reach = t_quantile((1 + conf_level) / 2, found.df_resid) * error
    columns = (found.slopes, error, found.slopes - reach, found.slopes + reach)
    rows = zip(found.levels, found.sizes, *(column.tolist() for column in columns), strict=True)
    return Interaction(
        moderator=moderator,
        term=name,
        n_obs=found.n_obs,
        test=found.test,
        p_value_holm=None,
        slopes=[
            SimpleSlope(level=level, n_obs=n_obs, estimate=slope, std_error_hc3=se, conf_low=low, conf_high=high)
            for level, n_obs, slope, se, low, high in rows
        ],
    )
