"""
Answers that are sound and still look wrong: items against their scale, columns pasted twice, items without variance.

Each check takes the answers of those analysed and gives warnings. None changes anything: a person decides.
"""

from collections.abc import Mapping
from itertools import combinations
from math import sqrt, tanh

import numpy as np
import pandas as pd

from analysis.survey.declared.codings import NO_SCALES, levels_of, plain, vocabulary
from analysis.survey.declared.declarations import Variable
from analysis.survey.problems import Problem, problem
from analysis.survey.values import shown

AGAINST_Z = 3.0  # standard errors below zero at which a correlation with the rest of a scale is no accident
AGAINST_R = 0.1  # and the least size at which it matters
MIN_ROWS = 10  # complete pairs from which a correlation says anything

Scales = Mapping[str, pd.DataFrame]


def against_scale_warnings(scales: Scales) -> list[Problem]:
    """Items that run against the others of their scale, most likely worded the other way and not declared so."""
    warnings = []
    for scale, answers in scales.items():
        if names := items_against_scale(answers):
            code = "suspicion.two_items_disagree" if answers.shape[1] == 2 else "suspicion.against_scale"
            warnings.append(problem(code, scale=scale, names=names))
    return warnings


def items_against_scale(answers: pd.DataFrame) -> list[str]:
    """
    The items of a scale whose correlation with the mean of the majority is clearly negative.

    The majority are the items on the larger side of the first principal component; where both sides are equal, the
    side of the first item. Of two items that disagree, both are named.

    Parameters
    ----------
    answers : DataFrame
        Keyed answers of one scale, (n, k), NaN where missing.
    """
    if answers.shape[1] < 2 or len(answers.dropna(how="all")) < MIN_ROWS:
        return []
    R = answers.corr(min_periods=MIN_ROWS).fillna(0).to_numpy()
    side = np.sign(np.linalg.eigh(R)[1][:, -1])
    side = side if side.sum() > 0 or (side.sum() == 0 and side[0] > 0) else -side
    rest = answers.loc[:, side >= 0].mean(axis=1)
    against = [name for name in answers.columns[side < 0] if is_clearly_negative(answers[name], rest)]
    return list(answers) if against and answers.shape[1] == 2 else against


def is_clearly_negative(first: pd.Series, second: pd.Series) -> bool:
    """Whether two columns correlate below zero by more than chance (Fisher 1921) and by enough to matter."""
    pairs = pd.concat([first, second], axis=1).dropna()
    if len(pairs) < MIN_ROWS or (pairs.nunique() < 2).any():
        return False
    r = float(np.corrcoef(pairs.to_numpy().T)[0, 1])
    return r < -max(AGAINST_R, tanh(AGAINST_Z / sqrt(len(pairs) - 3)))


def identical_warnings(answers: pd.DataFrame, ranges: Mapping[str, tuple[float, float]]) -> list[Problem]:
    """
    Items and outcomes that hold the same answers in every row, as they are or exactly mirrored.

    Parameters
    ----------
    answers : DataFrame
        Items and outcomes as given, (n, k).
    ranges : mapping of item to (low, high)
    """
    alike: dict[bytes, list[str]] = {}
    for name, given in answers.items():
        low, high = ranges[name]
        share = np.nan_to_num(np.round((given.to_numpy() - low) / (high - low), 9), nan=-9.0)
        mirrored = np.where(share == -9.0, share, np.round(1 - share, 9))
        key = min((share + 0.0).tobytes(), (mirrored + 0.0).tobytes())
        alike.setdefault(key, []).append(name)
    pairs = [f"{first} = {second}" for names in alike.values() for first, second in combinations(names, 2)]
    return [problem("suspicion.identical", pairs=pairs)] if pairs else []


def repeated_id_warnings(ids: pd.Series) -> list[Problem]:
    """Respondents whose id stands in several rows that are analysed: every row counts as another person."""
    repeated = ids[ids.duplicated(keep=False) & ids.notna()]
    if repeated.empty:
        return []
    first = repeated[repeated == repeated.iloc[0]].index
    return [problem("suspicion.repeated_ids", name=ids.name, n=repeated.nunique(), rows=first.tolist())]


def constant_warnings(scales: Scales) -> list[Problem]:
    """Items that vary, but not among the rows that are complete on their scale, or on the items of all scales."""
    warnings = []
    for scale, answers in scales.items():
        complete = answers.dropna()
        if complete.empty:
            warnings.append(problem("suspicion.nobody_complete", scale=scale))
        for name in without_variance(complete):
            value = shown(float(complete[name].iloc[0]))
            warnings.append(
                problem("suspicion.constant_on_scale", name=name, scale=scale, n=len(complete), value=value)
            )
    told = {warning.values.get("name") for warning in warnings}
    everything = pd.concat(scales.values(), axis=1).dropna() if scales else pd.DataFrame()
    return warnings + [
        problem(
            "suspicion.constant_overall", name=name, n=len(everything), value=shown(float(everything[name].iloc[0]))
        )
        for name in without_variance(everything)
        if name not in told
    ]


def without_variance(complete: pd.DataFrame) -> list[str]:
    """The columns that hold one value only; none where one row alone is complete, for then all do."""
    return [str(name) for name in complete if len(complete) > 1 and complete[name].nunique() == 1]


def label_warnings(variables: tuple[Variable, ...]) -> list[Problem]:
    """Items that are not reversed and whose labels say that a high answer means little: 5 = strongly disagree."""
    names = [v.name for v in variables if not v.reversed and v.has_range and labels_run_down(v)]
    if not names:
        return []
    first = next(v for v in variables if v.name == names[0])
    ends = [f"{shown(end)} = {first.labels[end]}" for end in (first.low, first.high)]
    return [problem("suspicion.labels_run_down", names=names, low=ends[0], high=ends[1])]


def labels_run_down(variable: Variable) -> bool:
    """Whether the label of the low end stands above that of the high end in a family of answer scales."""
    low, high = variable.labels.get(variable.low), variable.labels.get(variable.high)
    if low is None or high is None:
        return False
    for family in vocabulary():
        levels = levels_of(family)
        found = [next((levels[p] for p in map(plain, text.split("/")) if p in levels), None) for text in (low, high)]
        if family not in NO_SCALES and None not in found:
            return found[0] > found[1]
    return False
