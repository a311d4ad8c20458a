"""How much of what guidelines ask is answered here."""

from collections import Counter

from analysis.report.chapters.checklist.points import points
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results


def claims(results: Results) -> list[Claim]:
    """How many points are answered, left to the author, and not examined."""
    found = Counter(point.state for point in points(results))
    return [
        Claim(
            id="checklist.overview",
            verdict="counted",
            verdicts=("counted",),
            values={
                "n_points": found.total(),
                "n_answered": found["answered"],
                "n_author": found["author"],
                "n_not_examined": found["not_examined"],
            },
        )
    ]
