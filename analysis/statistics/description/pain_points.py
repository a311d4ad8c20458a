"""Pain points: how many met each and, of those who did, how much it hurt."""

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.foundation.intervals import Interval, mean_interval, proportion


@dataclass(frozen=True, kw_only=True, eq=False)
class Severity(Interval):
    """Mean severity in scale points with its interval; `n_obs` people said how much."""

    n_obs: int


@dataclass(frozen=True, kw_only=True, eq=False)
class PainPointDescription:
    """How many met a pain point and, of those who did, how much it hurt."""

    n_obs: int
    n_met: int | None
    prevalence: Interval | None
    severity: Severity | None


def pain_point_description(answers: pd.DataFrame, *, conf_level: float = 0.95) -> PainPointDescription:
    """
    Prevalence of a pain point, and its severity among those who met it.

    Parameters
    ----------
    answers : DataFrame
        Columns "met" (1 met, 0 not) and/or "severity" (scale points). Without "met" all severities count.
    """
    met = answers["met"].dropna() if "met" in answers else None
    return PainPointDescription(
        n_obs=len(met) if met is not None else int(answers["severity"].notna().sum()),
        n_met=int((met == 1).sum()) if met is not None else None,
        prevalence=proportion(int((met == 1).sum()), len(met), conf_level=conf_level) if met is not None else None,
        severity=severity_of(answers, conf_level=conf_level),
    )


def severity_of(answers: pd.DataFrame, *, conf_level: float) -> Severity | None:
    """Mean severity and its interval among those who met the pain point; None where fewer than two said how much."""
    if "severity" not in answers:
        return None
    asked = answers["severity"][answers["met"] == 1] if "met" in answers else answers["severity"]
    n_obs = int(asked.notna().sum())
    return Severity(n_obs=n_obs, **vars(mean_interval(asked, conf_level=conf_level))) if n_obs >= 2 else None
