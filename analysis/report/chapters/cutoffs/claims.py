"""The study's fit against cut-offs simulated for its own model."""

from analysis.report.chapters.limits.refusal_claims import refusal
from analysis.report.document.claim import Claim, either

INDICES = ("cfi", "rmsea", "srmr")


def claims(results: dict) -> list[Claim]:
    found = results.get("dynamic_cutoffs")
    if not found or "unavailable" in found:
        return refusal("cutoffs", found)
    return [cutoff(found, name) for name in INDICES]


def cutoff(found: dict, name: str) -> Claim:
    """Which of the wrong models an index tells the study's model from."""
    level = found["below_level"][name]
    return Claim(
        id="cutoffs.cutoff",
        subject=name,
        verdict="beyond_all" if level is None else either(level == 1, "below_first", "below_later"),
        verdicts=("below_first", "below_later", "beyond_all"),
        values={
            "index": name,
            "observed": found["observed"][name],
            "correct": found["correct"][name],
            "level": level if level is not None else len(found["levels"]),
        },
    )
