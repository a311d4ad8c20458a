"""What could not be computed, and why."""

from analysis.report.document.claim import Claim


def refusal(section: str, part: dict | None) -> list[Claim]:
    """That a part of the chapter could not be had, with the reason that was given."""
    if not part or "unavailable" not in part:
        return []
    return [
        Claim(
            id=f"{section}.refused",
            verdict="refused",
            verdicts=("refused",),
            values={"refusal": part},
        )
    ]
