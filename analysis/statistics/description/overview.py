"""What the answers say before any model: who agrees with what, and how the scores go together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.statistics.description.agreement import TOP_OPTIONS, Agreement, agreement
from analysis.statistics.description.descriptives import Ranges, Steps
from analysis.statistics.description.score_correlations import ScoreCorrelations, score_correlations
from analysis.statistics.foundation.attempts import Unavailable, attempted


@dataclass(frozen=True, kw_only=True, eq=False)
class Overview:
    """Agreement with the items, and the correlations of the scores; each fails by itself."""

    agreement: Agreement | Unavailable
    correlations: ScoreCorrelations | Unavailable


def overview(
    scales: Mapping[str, pd.DataFrame],
    *,
    ranges: Ranges,
    steps: Steps | None = None,
    reverse: Collection[str] = (),
    top: int = TOP_OPTIONS,
    conf_level: float = 0.95,
) -> Overview:
    """Agreement and correlations of all scales; for the arguments see `agreement` and `score_correlations`."""
    how = {"ranges": ranges, "steps": steps, "reverse": reverse, "top": top, "conf_level": conf_level}
    return Overview(
        agreement=attempted(lambda: agreement(scales, **how)),
        correlations=attempted(lambda: score_correlations(scales, conf_level=conf_level)),
    )
