"""The study's fit against cut-offs simulated for its own model."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.simulated_cutoffs import DynamicCutoffs, Index

INDICES: tuple[Index, ...] = ("cfi", "rmsea", "srmr")


def claims(results: Results) -> list[Claim]:
    found = results.dynamic_cutoffs
    if found is None:
        return []
    if isinstance(found, Unavailable):
        return [refused("cutoffs.refused", found)]
    return [cutoff(found, name) for name in INDICES]


def cutoff(found: DynamicCutoffs, name: Index) -> Claim:
    """Which of the wrong models an index tells the study's model from."""
    level = found.below_level[name]
    return Claim(
        id="cutoffs.cutoff",
        subject=name,
        verdict="beyond_all" if level is None else either(level == 1, "below_first", "below_later"),
        verdicts=("below_first", "below_later", "beyond_all"),
        values={
            "index": name,
            "observed": found.observed[name],
            "correct": found.correct[name],
            "level": level if level is not None else len(found.levels),
        },
    )
