"""What is said of the exclusions: whether verdicts hang on them."""

from analysis.report.document.claim import Claim, either
from analysis.report.findings import sensitivity


def sensitive(results: dict) -> list[Claim]:
    """Whether verdicts would be others with the excluded respondents kept."""
    rows = sensitivity.compared(results)
    if not rows:
        return []
    n_flips = sum(row["flips"] for row in rows)
    return [
        Claim(
            id="sample.sensitivity",
            verdict=either(n_flips > 0, "others", "same"),
            verdicts=("same", "others"),
            values={
                "n_flips": n_flips,
                "n_verdicts": len(rows),
                "n_without": results["sensitivity"]["n_without"],
            },
        )
    ]
