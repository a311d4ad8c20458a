"""Those whom one rule of screening keeps, with what several specifications share."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.statistics.cfa.fiml.saturated_information import SaturatedInformation, saturated_information
from analysis.statistics.cfa.sample.moments import Moments, moments
from analysis.statistics.cfa.sample.saturated import sorted_answers
from analysis.statistics.description.descriptives import Ranges, performance_scores
from analysis.statistics.foundation.requirements import complete_rows
from analysis.statistics.pain_points.exposure import Answers, SeverityRanges
from analysis.statistics.sensitivity.estimates import Missing, Scoring
from analysis.statistics.sensitivity.scoring import Scales, factor_weights, mean_weights


class Sample(Protocol):
    """What of a study a specification needs; see `Answered`."""

    @property
    def scales(self) -> Scales: ...

    @property
    def outcomes(self) -> Scales: ...

    @property
    def ranges(self) -> Ranges: ...

    @property
    def pain_points(self) -> Answers: ...

    @property
    def severity_ranges(self) -> SeverityRanges: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Answered:
    """
    Those whom one rule of screening keeps: keyed answers, and who met which pain point.

    Of the outcomes the first is explained. What several specifications share is computed once.
    """

    dimensions: Scales
    outcomes: Scales
    ranges: Ranges
    pain_points: Answers
    severity_ranges: SeverityRanges

    @classmethod
    def of(cls, sample: Sample) -> "Answered":
        """What is needed of a sample."""
        return cls(
            dimensions=sample.scales,
            outcomes=sample.outcomes,
            ranges=sample.ranges,
            pain_points=sample.pain_points,
            severity_ranges=sample.severity_ranges,
        )

    @property
    def n_respondents(self) -> int:
        """How many they are."""
        return len(next(iter({**self.dimensions, **self.outcomes}.values()), ()))

    @property
    def outcome(self) -> Scales:
        """The outcome to be explained; none in a study without."""
        return dict(list(self.outcomes.items())[:1])

    @cached_property
    def items(self) -> pd.DataFrame:
        """All items, those of the outcome last."""
        return pd.concat([*self.dimensions.values(), *self.outcome.values()], axis=1)

    @cached_property
    def complete(self) -> pd.DataFrame:
        """The rows without a missing answer."""
        return complete_rows(self.items)

    @cached_property
    def saturated(self) -> SaturatedInformation:
        """What incomplete answers say of means and covariances; raises EstimationError where they do not."""
        answers = self.items.to_numpy(dtype=float)
        return saturated_information(*sorted_answers(answers, [str(name) for name in self.items]))

    @cached_property
    def moments(self) -> Moments:
        """Of the complete rows."""
        return moments(self.complete.to_numpy(), [str(name) for name in self.items])

    def weights(self, scores: Scoring, missing: Missing) -> np.ndarray:
        """Weights (p, k + 1) of the items in the outcome, a mean in any case, and in the scores of the dimensions."""
        names = [str(name) for name in self.items]
        if scores == "factor_scores":
            known = self.moments if missing == "complete" else self.saturated.moments
            own = factor_weights(self.dimensions, known)
        else:
            own = mean_weights(self.dimensions, names)
        return np.column_stack([mean_weights(self.outcome, names), own])

    @cached_property
    def performance(self) -> np.ndarray:
        """Of the dimensions in complete rows, (n, k)."""
        rows = {name: self.complete[list(answers)] for name, answers in self.dimensions.items()}
        return performance_scores(rows, self.ranges).to_numpy()

    @cached_property
    def performing(self) -> tuple[np.ndarray, np.ndarray]:
        """Weights (p, k) and constants (k,) that make performance of the means of the items."""
        names = [str(name) for name in self.items]
        low, high = np.array([self.ranges[name] for name in names], dtype=float).T
        slopes = mean_weights(self.dimensions, names) * (100 / (high - low))[:, None]
        return slopes, -low @ slopes
