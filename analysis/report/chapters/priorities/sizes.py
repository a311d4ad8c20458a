"""What would show that something worked: what to measure again, and the smallest change that would be shown."""

from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had
from analysis.statistics.priorities.detectable import Detectable, Measured

VERDICTS = ("scale", "item", "pain_point", "quantity", "yes_no", "level")


def detectable(results: Results, kind: Measured, term: str, level: str = "") -> Detectable | None:
    """The smallest change that a second survey of the same size would show."""
    found = had(results.priorities)
    rows = found.detectable if found else []
    return next((row for row in rows if (row.kind, row.term, row.level) == (kind, term, level)), None)


def shown_by(results: Results, kind: Measured, term: str, level: str = "") -> list[Claim]:
    """What to measure again and how large a change would be shown; nothing where that is not known."""
    row, evidence = detectable(results, kind, term, level), had(results.priorities)
    if not row or not evidence:
        return []
    kinds = {one.variable: one.kind for one in results.study.indicators}
    return [
        Claim(
            id="priorities.shown_by",
            subject=f"{kind}:{term}",
            verdict=kinds[term] if kind == "indicator" else kind,
            verdicts=VERDICTS,
            values={
                "term": term,
                "level": level,
                "n_obs": row.n_obs,
                "change": row.change,
                "power": evidence.power,
            },
        )
    ]
