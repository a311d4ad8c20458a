"""From a table of answers to the samples that an estimator takes: incomplete rows dropped, groups split."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.moments import Moments, moments
from analysis.statistics.errors import EstimationError

if TYPE_CHECKING:
    import pandas as pd


def group_answers(data: "pd.DataFrame", model: Model, groups: "pd.Series | None") -> list[np.ndarray]:
    """
    The answers to the model's items, one (n, p) array per group, missing ones NaN.

    Rows without a group are dropped. Raises ValueError where an item or a group of the model is not in the data.
    """
    absent = [item for item in model.items if item not in data.columns]
    if absent:
        raise ValueError(f"The data have no column for these items of the model: {', '.join(absent)}.")
    answers = data[list(model.items)].to_numpy(dtype=float)
    if not model.groups:
        return [answers]
    if groups is None:
        raise ValueError(f"The model has the groups {', '.join(model.groups)}; pass `groups`, one label per row.")
    labels = np.asarray(groups, dtype=object)
    split = [answers[np.array([str(label) == name for label in labels])] for name in model.groups]
    empty = [name for name, rows in zip(model.groups, split, strict=True) if not len(rows)]
    if empty:
        raise EstimationError(f"No respondent is in the group {', '.join(empty)}.")
    return split


def complete_samples(answers: Sequence[np.ndarray], model: Model) -> list[Moments]:
    """Moments of each group's complete rows."""
    samples = []
    for position, rows in enumerate(answers):
        try:
            samples.append(moments(rows[~np.isnan(rows).any(axis=1)], model.items))
        except EstimationError as refusal:
            if not model.groups:
                raise
            raise EstimationError(f"Group {model.groups[position]}: {refusal}") from refusal
    return samples


def require_moments(samples: Sequence[Moments], model: Model) -> list[Moments]:
    """Published moments in the order of the model's items; refuses other items and another number of groups."""
    if len(samples) != model.n_groups:
        raise ValueError(f"The model has {model.n_groups} group(s), the moments have {len(samples)}.")
    ordered = []
    for sample in samples:
        absent = [item for item in model.items if item not in sample.names]
        if absent:
            raise ValueError(f"The moments have no row for these items of the model: {', '.join(absent)}.")
        at = [sample.names.index(item) for item in model.items]
        centred = None if sample.centred is None else sample.centred[:, at]
        ordered.append(Moments(model.items, sample.n_obs, sample.mean[at], sample.cov[np.ix_(at, at)], centred))
    return ordered
