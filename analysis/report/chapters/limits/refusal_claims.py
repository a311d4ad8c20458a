"""What could not be computed, and why."""

from analysis.report.document.claim import Claim
from analysis.statistics.foundation.attempts import Unavailable


def refusal(section: str, part: object) -> list[Claim]:
    """That a part of the chapter could not be had, with the reason that was given."""
    if not isinstance(part, Unavailable):
        return []
    return [
        Claim(
            id=f"{section}.refused",
            verdict="refused",
            verdicts=("refused",),
            values={"refusal": part},
        )
    ]
