"""From a table of answers to the samples that an estimator takes: incomplete rows dropped, groups split."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.sample.moments import Moments, moments
from analysis.statistics.foundation.errors import EstimationError

if TYPE_CHECKING:
    import pandas as pd


def group_rows(data: "pd.DataFrame", model: Model, groups: "pd.Series | None") -> list[tuple[np.ndarray, np.ndarray]]:
    """
    For each group the numbers of its rows and their answers to the model's items, (n, p), missing ones NaN.

    Rows without a group are left out. Raises ValueError where an item of the model is not in the data.
    """
    require_columns(data, model)
    table = data if data.columns.tolist() == list(model.items) else data[list(model.items)]
    answers = table.to_numpy(dtype=float, na_value=np.nan)
    if not model.groups:
        return [(np.arange(len(answers)), answers)]
    if groups is None:
        raise ValueError(f"The model has the groups {', '.join(model.groups)}; pass `groups`, one label per row.")
    labels = group_labels(groups)
    rows = [np.flatnonzero(labels == name) for name in model.groups]
    empty = [name for name, at in zip(model.groups, rows, strict=True) if not len(at)]
    if empty:
        raise EstimationError("empty_groups", levels=empty)
    return [(at, answers[at]) for at in rows]


def require_columns(data: "pd.DataFrame", model: Model) -> None:
    """Refuse answers without an item of the model."""
    absent = [item for item in model.items if item not in data.columns]
    if absent:
        raise ValueError(f"The data have no column for these items of the model: {', '.join(absent)}.")


def group_labels(groups: "pd.Series") -> np.ndarray:
    """Labels as text, (n,); an empty text where there is none."""
    missing = groups.isna().to_numpy()
    labels = ["" if gone else label_text(value) for value, gone in zip(groups, missing, strict=True)]
    return np.array(labels, dtype=object)


def label_text(value: Any) -> str:
    """A label as people write it: the number 1.0 is "1"."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def group_answers(data: "pd.DataFrame", model: Model, groups: "pd.Series | None") -> list[np.ndarray]:
    """The answers to the model's items, one (n, p) array per group."""
    return [answers for _, answers in group_rows(data, model, groups)]


def complete_samples(answers: Sequence[np.ndarray], model: Model) -> list[Moments]:
    """Moments of each group's complete rows."""
    samples = []
    for position, rows in enumerate(answers):
        try:
            has_gap = np.isnan(rows).any(axis=1)
            samples.append(moments(rows[~has_gap] if has_gap.any() else rows, model.items))
        except EstimationError as refusal:
            if not model.groups:
                raise
            raise EstimationError(refusal.code, **refusal.values, level=model.groups[position]) from refusal
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
