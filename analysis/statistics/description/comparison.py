"""Two groups of people compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import nan, sqrt
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.foundation.distributions import holm, t_quantile
from analysis.statistics.foundation.errors import EstimationError
from analysis.statistics.foundation.intervals import Interval, require_level

ROUNDING = 1e-9
"""Range of values, as a share of their size, up to which they are the same but for rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class WelchComparison:
    """Difference of two means with Welch's test, and as Hedges' g."""

    difference: Interval
    statistic: float
    df: float
    p_value: float
    hedges_g: float

    def glance(self) -> pd.DataFrame:
        """The comparison as a table of one row."""
        tested = {"statistic": self.statistic, "df": self.df, "p_value": self.p_value, "hedges_g": self.hedges_g}
        return pd.DataFrame([asdict(self.difference) | tested])


@dataclass(frozen=True, kw_only=True, eq=False)
class PainPointComparison:
    """
    Outcome of those who met a pain point less that of those who did not.

    Where one of the two groups has fewer than two people there is no comparison: its fields are None.
    """

    name: str
    n_met: int
    n_not_met: int
    difference: Interval | None
    statistic: float | None
    df: float | None
    p_value: float | None
    p_value_holm: float | None
    hedges_g: float | None


def welch_comparison(first: Any, second: Any, *, conf_level: float = 0.95) -> WelchComparison:
    """
    Mean of `first` less mean of `second`, variances not assumed equal; missing values are dropped.

    Raises
    ------
    EstimationError
        A group has fewer than two values, or neither varies.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35. The test is pingouin's.
    """
    import pingouin

    first, second = require_group(first), require_group(second)
    if not varies(first, second):
        raise EstimationError("constant_groups")
    test = pingouin.ttest(first, second, correction=True)
    statistic, df = float(test["T"].iloc[0]), float(test["dof"].iloc[0])
    difference = float(first.mean() - second.mean())
    std_error = sqrt(first.var(ddof=1) / len(first) + second.var(ddof=1) / len(second))
    half_width = t_quantile((1 + require_level(conf_level)) / 2, df) * std_error
    return WelchComparison(
        difference=Interval(
            estimate=difference,
            conf_low=difference - half_width,
            conf_high=difference + half_width,
            conf_level=conf_level,
        ),
        statistic=statistic,
        df=df,
        p_value=float(test.filter(regex="^p[-_]val").iloc[0, 0]),
        hedges_g=float(pingouin.compute_effsize(first, second, eftype="hedges")),
    )


def varies(*groups: np.ndarray | pd.Series) -> bool:
    """Whether a group varies by more than the rounding of its values."""
    return any(np.ptp(values) > ROUNDING * max(np.abs(values).max(), 1.0) for values in groups)


def require_group(values: Any) -> np.ndarray:
    """Values of one group without the missing ones, refused where fewer than two are left."""
    values = np.asarray(values, dtype=float)
    values = values[~np.isnan(values)]
    if len(values) < 2:
        raise EstimationError("group_too_small", n_obs=len(values), at_least=2)
    return values


def pain_point_comparisons(
    outcome: pd.Series, pain_points: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95
) -> list[PainPointComparison]:
    """
    Outcome of those who met each pain point against those who did not, p-values adjusted by Holm over all of them.

    Parameters
    ----------
    outcome : Series, length n
    pain_points : mapping of name to DataFrame
        Rows as `outcome`; column "met" is 1 or 0. Pain points without it are left out.
    """
    asked = {name: answers["met"] for name, answers in pain_points.items() if "met" in answers}
    compared = {name: met_against_not(outcome, met, conf_level) for name, met in asked.items()}
    adjusted = holm([pair[2].p_value if pair[2] else nan for pair in compared.values()])
    return [
        PainPointComparison(
            name=name,
            n_met=n_met,
            n_not_met=n_not_met,
            difference=comparison.difference if comparison else None,
            statistic=comparison.statistic if comparison else None,
            df=comparison.df if comparison else None,
            p_value=comparison.p_value if comparison else None,
            p_value_holm=float(p_value_holm) if comparison else None,
            hedges_g=comparison.hedges_g if comparison else None,
        )
        for (name, (n_met, n_not_met, comparison)), p_value_holm in zip(compared.items(), adjusted, strict=True)
    ]


def met_against_not(outcome: pd.Series, met: pd.Series, conf_level: float) -> tuple[int, int, WelchComparison | None]:
    """Sizes of the two groups among those whose outcome is known, and their comparison where both can be compared."""
    first, second = outcome[met == 1].dropna(), outcome[met == 0].dropna()
    too_few = min(len(first), len(second)) < 2
    comparable = not too_few and varies(first, second)
    return len(first), len(second), welch_comparison(first, second, conf_level=conf_level) if comparable else None
