"""
The flags: who shows which sign of careless answering, each a function of the respondents.

===================  ===============================================================================================
duplicate_id         the respondent id has occurred in an earlier row
duplicate_answers    every declared column but the id repeats an earlier row (not judged: straight lines, blank rows)
attention_check      an attention check was answered outside its range of right answers
speed                less than `min_seconds_per_item` per item and outcome
longstring           one answer, unreversed, over at least `max_longstring_share` of the items in the file's order
mahalanobis          the answers are less probable than `mahalanobis_p` under multivariate normality
even_odd             the halves of the scales agree less than `min_consistency`
missing_share        more than `max_missing_share` of the items and outcomes that apply unanswered
===================  ===============================================================================================

A flag that a study does not allow, for want of a column, of items or of rows, is None: not assessed is not passed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.settings import ScreeningSettings
from analysis.survey.screening.indices import even_odd_consistency, longest_runs, mahalanobis_p_values

MIN_ITEMS_FOR_RUNS = 10  # in a shorter questionnaire a run over most items says little
MIN_SCALES_FOR_CONSISTENCY = 5  # a correlation over fewer scales scatters over its whole range
MIN_ROWS_PER_ITEM = 5  # complete rows per item from which the inverse of a covariance matrix can be trusted


@dataclass(frozen=True, kw_only=True, eq=False)
class Respondents:
    """
    What the flags look at.

    Attributes
    ----------
    received : pandas.DataFrame
        Every declared column of every response, not reversed, in the file's order of columns.
    keyed : pandas.DataFrame
        Items and outcomes, reversed where declared, in the same order.
    not_applicable : pandas.DataFrame
        Whether a question does not apply to a respondent, for the variables of which that is known.
    codebook : Codebook
    settings : ScreeningSettings
    """

    received: pd.DataFrame
    keyed: pd.DataFrame
    not_applicable: pd.DataFrame
    codebook: Codebook
    settings: ScreeningSettings

    @cached_property
    def given(self) -> np.ndarray:
        """Answers to items and outcomes as given, (n, k)."""
        return self.received[self.keyed.columns].to_numpy()

    @cached_property
    def missing_share(self) -> np.ndarray:
        """
        Proportion of the items and outcomes unanswered, (n,), of those that apply; 1 where none was answered.

        That an item does not apply is an answer, but none that says anything of the scale.
        """
        names = [name for name in self.keyed if name in self.not_applicable]
        n_apply = self.given.shape[1] - self.not_applicable[names].to_numpy().sum(axis=1)
        n_given = (~np.isnan(self.given)).sum(axis=1)
        return 1 - n_given / np.maximum(n_apply, 1)

    def columns(self, role: str) -> list[str]:
        """The names of the variables with a role."""
        return [variable.name for variable in self.codebook.with_role(role)]


def duplicate_id(who: Respondents) -> np.ndarray | None:
    """Whose respondent id has occurred in an earlier row."""
    names = who.columns("respondent_id")
    if not names:
        return None
    ids = who.received[names[0]]
    return (ids.duplicated() & ids.notna()).to_numpy()


def duplicate_answers(who: Respondents) -> np.ndarray:
    """
    Whose row repeats an earlier one in all but the id.

    Straight lines and mostly blank rows repeat each other without being copies: they are left to their own flags, so
    that one behaviour does not count twice.
    """
    repeated = who.received.drop(columns=who.columns("respondent_id")).duplicated().to_numpy()
    straight = longest_runs(who.given) >= who.settings.max_longstring_share * who.given.shape[1]
    return repeated & ~straight & ~missing_share(who)


def attention_check(who: Respondents) -> np.ndarray | None:
    """Who answered an attention check wrongly; an unanswered one is not wrong."""
    checks = who.codebook.with_role("attention_check")
    if not checks:
        return None
    answers = who.received[[check.name for check in checks]].to_numpy()
    low, high = np.array([[check.low, check.high] for check in checks]).T
    return ((answers < low) | (answers > high)).any(axis=1)


def speed(who: Respondents) -> np.ndarray | None:
    """Who took less time than reading takes (Huang et al. 2012, doi 10.1007/s10869-011-9231-8)."""
    names = who.columns("duration_seconds")
    if not names:
        return None
    return who.received[names[0]].to_numpy() < who.settings.min_seconds_per_item * who.given.shape[1]


def longstring(who: Respondents) -> np.ndarray | None:
    """Who gave one answer over most of the questionnaire."""
    n_items = who.given.shape[1]
    if n_items < MIN_ITEMS_FOR_RUNS:
        return None
    return longest_runs(who.given) >= who.settings.max_longstring_share * n_items


def mahalanobis(who: Respondents) -> np.ndarray | None:
    """Whose answers are improbable together; rows with a missing answer are not judged."""
    if (~np.isnan(who.given).any(axis=1)).sum() < MIN_ROWS_PER_ITEM * who.given.shape[1]:
        return None
    p_values = mahalanobis_p_values(who.given)
    return None if np.isnan(p_values).all() else p_values < who.settings.mahalanobis_p


def even_odd(who: Respondents) -> np.ndarray | None:
    """Whose scales disagree with themselves; rows that do not vary are not judged."""
    place = {name: index for index, name in enumerate(who.keyed.columns)}
    scales: dict[str, list[int]] = {}
    for name, index in place.items():
        scales.setdefault(who.codebook.by_name[name].scale, []).append(index)
    halved = [members for members in scales.values() if len(members) > 1]
    if len(halved) < MIN_SCALES_FOR_CONSISTENCY:
        return None
    return even_odd_consistency(who.keyed.to_numpy(), halved) < who.settings.min_consistency


def missing_share(who: Respondents) -> np.ndarray:
    """Who left most of the items and outcomes unanswered."""
    return who.missing_share > who.settings.max_missing_share


FLAGS: dict[str, Callable[[Respondents], np.ndarray | None]] = {
    flag.__name__: flag
    for flag in (
        duplicate_id,
        duplicate_answers,
        attention_check,
        speed,
        longstring,
        mahalanobis,
        even_odd,
        missing_share,
    )
}
