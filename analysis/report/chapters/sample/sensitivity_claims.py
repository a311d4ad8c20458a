"""What is said of the exclusions: whether verdicts hang on them."""

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.statistics.foundation.attempts import had


def sensitive(results: Results) -> list[Claim]:
    """Whether verdicts would be others with the excluded respondents kept."""
    found, rows = had(results.sensitivity), sensitivity.compared(results)
    if not found or not rows:
        return []
    n_flips = sum(row.flips for row in rows)
    return [
        Claim(
            id="sample.sensitivity",
            verdict=either(n_flips > 0, "others", "same"),
            verdicts=("same", "others"),
            values={
                "n_flips": n_flips,
                "n_verdicts": len(rows),
                "n_without": found.n_without,
            },
        )
    ]
