"""Where to begin: the dimensions and pain points that the data name, each with its evidence and its size."""

from analysis.report.chapters.priorities.claims import placed, weakest_item
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_lost
from analysis.statistics.foundation.attempts import had
from analysis.statistics.pain_points.expected_loss import Loss

MOST = 3  # to begin with more is not to begin


def actions(results: Results) -> list[Claim]:
    """First the dimensions to concentrate on, the most important first; then pain points, the greatest loss first."""
    return [*improve(results), *relieve(results)][:MOST]


def improve(results: Results) -> list[Claim]:
    """Each dimension whose place on the map says to concentrate there, and the item to begin with."""
    scales = {scale.name: scale for scale in results.study.dimensions}
    made = []
    for row in placed(results):
        if row.reading != "concentrate":
            continue
        items = weakest_item(results, scales[row.term])
        made.append(
            Claim(
                id="priorities.improve",
                subject=row.term,
                verdict=either(bool(items), "item", "scale"),
                verdicts=("item", "scale"),
                values={
                    "scale": row.term,
                    "share": row.place.importance,
                    "performance": row.place.performance,
                    "prob": row.shares[row.likeliest],
                    "item": items[0].values["item"] if items else row.term,
                    "mean": items[0].values["mean"] if items else None,
                },
            )
        )
    return made


def relieve(results: Results) -> list[Claim]:
    """Each pain point that takes something from the outcome, interval and all."""
    found = had(results.pain_points)
    losses = had(found.expected_loss) if found else None
    if not found or not losses:
        return []
    met = {row.term: row.estimate for row in map(had, found.prevalence) if row}
    return [relief(row, met.get(row.term)) for row in losses.terms if is_lost(row.conf_low)]


def relief(row: Loss, prevalence: float | None) -> Claim:
    """What a pain point takes: how often it is met, what it costs who met it, and what it costs all together."""
    return Claim(
        id="priorities.relieve",
        subject=row.term,
        verdict=either(prevalence is not None, "met", "rated"),
        verdicts=("met", "rated"),
        values={
            "name": row.term,
            "prevalence": prevalence,
            "cost": row.cost,
            "estimate": row.estimate,
            "low": row.conf_low,
            "high": row.conf_high,
        },
    )
