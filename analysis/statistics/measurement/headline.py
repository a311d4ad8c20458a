"""
Which of several fits of one measurement model is the headline.

The rule looks at the answers alone, never at the fit that it chooses: how many categories the items have, how skewed
the answers are, how many people answered, and whether answers are missing. Every fit that applies is kept beside the
headline, so that a reader sees how much the choice matters.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.cfa.results import Estimator
from analysis.statistics.description.descriptives import skewness
from analysis.statistics.foundation.errors import EstimationError

FEW_CATEGORIES = 4
"""Up to so many, answers are ordinal; from the next number on they may be treated as continuous (Rhemtulla,
Brosseau-Liard & Savalei 2012, doi 10.1037/a0029315)."""

MOST_CATEGORIES = 7
"""Beyond so many, the tables of pairs are too thin for polychoric correlations."""

SKEWED = 1.0
"""Median absolute skewness above which five categories are too lopsided to be treated as continuous."""

SMALLEST_ORDINAL_SAMPLE = 200
"""Fewer complete rows leave least squares on polychoric correlations unstable (Rhemtulla et al. 2012)."""

PREFERENCE = {
    "few_categories": ("wlsmv", "fiml_mlr", "mlr"),
    "missing_answers": ("fiml_mlr", "mlr", "wlsmv"),
    "five_categories_skewed": ("wlsmv", "mlr"),
    "five_categories": ("mlr", "wlsmv"),
    "many_categories": ("mlr", "wlsmv"),
}
"""For each branch of the rule, the fits from the most to the least trusted."""


@dataclass(frozen=True, kw_only=True)
class NotApplicable:
    """An estimator that the answers rule out, and a code why."""

    estimator: Estimator
    code: Literal["no_missing_answers", "too_many_categories"]


@dataclass(frozen=True, kw_only=True)
class RuleEdges:
    """
    The rule's limits.

    Up to `few_categories` answers are ordinal, beyond `most_categories` they never are; `skewed` is an absolute
    skewness, `smallest_ordinal_sample` a number of complete rows.
    """

    few_categories: int
    most_categories: int
    skewed: float
    smallest_ordinal_sample: int


@dataclass(frozen=True, kw_only=True, eq=False)
class AnswerFacts:
    """
    What the rule looks at.

    `n_rows` answered at least one item, `n_obs` all of them; `share_incomplete` is the proportion of rows that listwise
    deletion drops. `fewest_categories` and `most_categories` are over the items: as many as the declared range has
    whole numbers, or as were used where no range is declared. Skewness is absolute, over the items.
    """

    n_rows: int
    n_obs: int
    share_incomplete: float
    fewest_categories: int
    most_categories: int
    median_skewness: float | None
    largest_skewness: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class HeadlineRule:
    """
    The rule's answer for one set of answers.

    `reason` is the branch taken (a key of `PREFERENCE`), `preferred` the fit it asks for, `order` all fits that could
    be the headline, most trusted first. `edges` are the rule's limits, `facts` what they were held against.
    """

    reason: Literal["few_categories", "missing_answers", "five_categories_skewed", "five_categories", "many_categories"]
    preferred: Estimator
    order: tuple[Estimator, ...]
    not_applicable: list[NotApplicable]
    edges: RuleEdges
    facts: AnswerFacts

    def headline(self, fitted: Container[str]) -> str | None:
        """The most trusted of the fits that succeeded; None where none did."""
        return next((name for name in self.order if name in fitted), None)

    def glance(self) -> pd.DataFrame:
        """The branch and the facts as a table of one row."""
        return pd.DataFrame([{"reason": self.reason, "preferred": self.preferred} | vars(self.facts)])


def headline_rule(items: pd.DataFrame, ranges: Mapping[str, tuple[float, float]] | None = None) -> HeadlineRule:
    """
    Which estimator's fit is the headline for these answers.

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers, missing ones NaN.
    ranges : mapping of item to (low, high), optional
        Declared ends of the answer scales.

    Returns
    -------
    HeadlineRule

    Raises
    ------
    EstimationError
        Nobody answered all items.

    Notes
    -----
    Up to four categories: WLSMV. Else with missing answers: full information and MLR. Else five categories: WLSMV where
    the median absolute skewness is above 1 and at least 200 rows are complete, otherwise MLR. Else MLR. "Five" is meant
    of the item with the fewest.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 5, 6], "b": [2, 1, 4, 3, 6, 5]})
    >>> headline_rule(answers).preferred
    'mlr'
    >>> headline_rule(answers.clip(upper=3)).reason
    'few_categories'
    """
    facts = answer_facts(items, ranges or {})
    reason = branch(facts)
    not_applicable = inapplicable(facts)
    barred = {row.estimator for row in not_applicable}
    order = tuple(name for name in PREFERENCE[reason] if name not in barred)
    return HeadlineRule(
        reason=reason,
        preferred=order[0],
        order=order,
        not_applicable=not_applicable,
        edges=RuleEdges(
            few_categories=FEW_CATEGORIES,
            most_categories=MOST_CATEGORIES,
            skewed=SKEWED,
            smallest_ordinal_sample=SMALLEST_ORDINAL_SAMPLE,
        ),
        facts=facts,
    )


def answer_facts(items: pd.DataFrame, ranges: Mapping[str, tuple[float, float]]) -> AnswerFacts:
    """The facts of `items`, (n, p); see `AnswerFacts`."""
    given = items.notna().to_numpy()
    n_rows, n_obs = int(given.any(axis=1).sum()), int(given.all(axis=1).sum())
    if n_obs == 0:
        raise EstimationError("no_complete_rows")
    columns = {name: column.dropna().to_numpy(dtype=float) for name, column in items.items()}
    counts = [category_count(values, ranges.get(name)) for name, values in columns.items()]
    skew = np.array([abs(skewness(values) or 0.0) for values in columns.values()])
    return AnswerFacts(
        n_rows=n_rows,
        n_obs=n_obs,
        share_incomplete=1 - n_obs / n_rows,
        fewest_categories=min(counts),
        most_categories=max(counts),
        median_skewness=float(np.median(skew)),
        largest_skewness=float(skew.max()),
    )


def category_count(values: np.ndarray, declared: tuple[float, float] | None) -> int:
    """Number of answer categories: whole numbers in the `declared` range, or distinct `values` in use."""
    whole = bool((values == np.rint(values)).all())
    if declared is not None and whole:
        return round(declared[1] - declared[0]) + 1
    return len(np.unique(values))


def branch(facts: AnswerFacts) -> str:
    """The branch of the rule, a key of `PREFERENCE`."""
    if facts.fewest_categories <= FEW_CATEGORIES:
        return "few_categories"
    if facts.n_obs < facts.n_rows:
        return "missing_answers"
    if facts.fewest_categories > FEW_CATEGORIES + 1:
        return "many_categories"
    is_skewed = facts.median_skewness > SKEWED and facts.n_obs >= SMALLEST_ORDINAL_SAMPLE
    return "five_categories_skewed" if is_skewed else "five_categories"


def inapplicable(facts: AnswerFacts) -> list[NotApplicable]:
    """Estimators that the answers rule out, each with its code."""
    rows = []
    if facts.n_obs == facts.n_rows:
        rows += [NotApplicable(estimator=name, code="no_missing_answers") for name in ("fiml", "fiml_mlr")]
    if facts.most_categories > MOST_CATEGORIES and facts.fewest_categories > FEW_CATEGORIES:
        rows.append(NotApplicable(estimator="wlsmv", code="too_many_categories"))
    return rows
