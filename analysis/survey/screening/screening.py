"""
Screening: who answered carelessly, by which signs, and who is left.

At least `min_flags` flags exclude, and never fewer than two, because each flag catches honest people too. In
experiments long runs of one answer come near chance while consistency does best (2024, Behavior Research Methods, doi
10.3758/s13428-024-02484-3), and a straight line at the top may be honest: so a run must span three quarters of the
questionnaire. The even-odd correlation of honest respondents scatters widely over five or six correlated scales: so
only clearly negative ones are flagged. A respondent without a single answer is no respondent and leaves by that alone.

A study that declares no screening variable and has no [screening] table is analysed whole.
"""

from collections import Counter
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from analysis.survey.declared.codebook import SCREENING_ROLES
from analysis.survey.declared.settings import ScreeningSettings
from analysis.survey.screening.flags import FLAGS, Respondents, longstring

NO_ANSWERS = "no_answers"


@dataclass(frozen=True, kw_only=True)
class FlowStep:
    """
    A step on the way from the responses to those of each analysis, and how many it speaks of.

    Where a filter is declared: in_file, the rows of the file, and not_kept, those that it leaves out; received; where
    screening was applied no_answers and excluded, who left at that step; analysed; then those among them who answered
    all items (complete_items), and all items and the outcome to be explained (complete_model).
    """

    step: str
    n: int


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """Who left, by spreadsheet row, and the flags that they left for."""

    row: int
    flags: list[str]


@dataclass(frozen=True, kw_only=True)
class FlagCount:
    """How many respondents a flag marks; in what is published None where too few."""

    flag: str
    n: int | None


@dataclass(frozen=True, kw_only=True)
class StraightLining:
    """How many of those analysed (`n_obs`) gave one answer over most of the questionnaire (`n`; None where too few)."""

    n: int | None
    n_obs: int


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From where on each flag marks a respondent; see `ScreeningSettings`."""

    min_seconds_per_item: float
    max_missing_share: float
    max_longstring_share: float
    mahalanobis_p: float
    min_consistency: float


@dataclass(frozen=True, kw_only=True)
class ScreeningSummary:
    """
    How the respondents were screened.

    `applied`: whether at all; `exclude`: whether `min_flags` flags exclude, or are only reported. `keep` has, for
    columns of the response file, the values that a row must have to be a response; `not_assessed` the flags that this
    study does not allow.
    """

    applied: bool
    exclude: bool
    min_flags: int
    keep: dict[str, list[str | int | float | bool]]
    not_assessed: list[str]
    thresholds: Thresholds


@dataclass(frozen=True, kw_only=True, eq=False)
class ScreeningResult:
    """
    Who was flagged, who was excluded, and how many are left.

    Attributes
    ----------
    applied : bool
        Whether anyone was screened at all.
    settings : ScreeningSettings
        Whether flags exclude, how many do, and the thresholds of each.
    flagged : pandas.DataFrame
        Respondents received x flags assessed, bool, indexed by spreadsheet row.
    not_assessed : list of str
        Flags that this study does not allow.
    kept : numpy.ndarray
        Whether each respondent received is analysed, (n,) of bool.
    excluded : list of Exclusion
    flow : list of FlowStep
    straight_lining : StraightLining or None
        Whether anyone was screened or not; None where the questionnaire is too short to tell.
    """

    applied: bool
    settings: ScreeningSettings
    flagged: pd.DataFrame
    not_assessed: list[str]
    kept: np.ndarray
    excluded: list[Exclusion]
    flow: list[FlowStep]
    straight_lining: StraightLining | None

    @property
    def flags(self) -> list[FlagCount]:
        """How many respondents each assessed flag marks."""
        return [FlagCount(flag=flag, n=int(n)) for flag, n in self.flagged.sum().items()]

    @property
    def reasons(self) -> list[FlagCount]:
        """How many of those excluded carry each flag, the commonest first."""
        counts = Counter(flag for row in self.excluded for flag in row.flags)
        return [FlagCount(flag=flag, n=n) for flag, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]

    @property
    def summary(self) -> ScreeningSummary:
        """How the respondents were screened."""
        settings = self.settings
        return ScreeningSummary(
            applied=self.applied,
            exclude=settings.exclude,
            min_flags=settings.min_flags,
            keep=settings.keep,
            not_assessed=self.not_assessed,
            thresholds=Thresholds(**{part.name: getattr(settings, part.name) for part in fields(Thresholds)}),
        )


def screened(who: Respondents, complete: dict[str, list[str]], n_not_kept: int = 0) -> ScreeningResult:
    """
    The respondents, flagged and excluded as the settings say.

    Parameters
    ----------
    who : Respondents
    complete : dict
        Steps of the flow after the exclusions: for each, the columns that its respondents have answered.
    n_not_kept : int
        Rows of the file that the declared filter has left out before.

    Returns
    -------
    ScreeningResult
    """
    settings = who.settings
    applied = settings.declared or bool(who.codebook.with_role(*SCREENING_ROLES))
    found = {name: flag(who) for name, flag in FLAGS.items()} if applied else {}
    assessed = {name: marks for name, marks in found.items() if marks is not None}
    flagged = pd.DataFrame(assessed, index=who.received.index, dtype=bool)
    silent = who.missing_share == 1
    careless = flagged.sum(axis=1).to_numpy() >= settings.min_flags
    leaving = (silent | careless) & (applied and settings.exclude)
    return ScreeningResult(
        applied=applied,
        settings=settings,
        flagged=flagged,
        not_assessed=[name for name, marks in found.items() if marks is None],
        kept=~leaving,
        excluded=exclusion_log(flagged[leaving], silent[leaving]),
        flow=filtered(settings, len(leaving), n_not_kept) + flow(who, silent, leaving, applied, complete),
        straight_lining=straight_lining(who, ~leaving),
    )


def straight_lining(who: Respondents, kept: np.ndarray) -> StraightLining | None:
    """How many of those analysed gave one answer over most of the questionnaire."""
    marks = longstring(who)
    return None if marks is None else StraightLining(n=int((marks & kept).sum()), n_obs=int(kept.sum()))


def exclusion_log(flagged: pd.DataFrame, silent: np.ndarray) -> list[Exclusion]:
    """Who left, by spreadsheet row, and why."""
    names = flagged.columns.to_numpy()
    return [
        Exclusion(row=int(row), flags=[NO_ANSWERS] if is_silent else [str(name) for name in names[marks]])
        for row, marks, is_silent in zip(flagged.index, flagged.to_numpy(), silent, strict=True)
    ]


def filtered(settings: ScreeningSettings, n_received: int, n_not_kept: int) -> list[FlowStep]:
    """The way from the rows of the file to the responses received, where a filter is declared."""
    steps = {"in_file": n_received + n_not_kept, "not_kept": n_not_kept} if settings.keep else {}
    return [FlowStep(step=step, n=int(n)) for step, n in steps.items()]


def flow(
    who: Respondents, silent: np.ndarray, leaving: np.ndarray, applied: bool, complete: dict[str, list[str]]
) -> list[FlowStep]:
    """The way from the respondents received to those of each analysis."""
    answered = who.keyed[~leaving].notna()
    steps = {"received": len(leaving)}
    if applied:
        steps |= {NO_ANSWERS: (leaving & silent).sum(), "excluded": (leaving & ~silent).sum()}
    steps["analysed"] = (~leaving).sum()
    steps |= {step: answered[columns].all(axis=1).sum() for step, columns in complete.items()}
    return [FlowStep(step=step, n=int(n)) for step, n in steps.items()]
