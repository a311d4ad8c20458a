"""Each declared hypothesis with its verdict, withdrawn or qualified where a finding undermines it."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.report.findings.finding import Finding
from analysis.statistics.foundation.attempts import needed
from analysis.statistics.paths.hypotheses import HypothesisResult, RefusedHypothesis

VERDICTS = ("supported", "not_supported", "undecided")
WITHHELD = ("inseparable", "depends")
ALL = (*VERDICTS, *WITHHELD)


def claims(results: Results) -> list[Claim]:
    found = results.hypotheses
    if not found:
        return []
    return [overview(results), statement(results), *(claim(row, results) for row in found.rows)]


def statement(results: Results) -> Claim:
    """What the author says of when the hypotheses were declared."""
    said = results.study.registered
    return Claim(
        id="hypotheses.statement",
        verdict=either(bool(said), "stated", "silent"),
        verdicts=("stated", "silent"),
        values={"said": said or {}},
    )


def verdict_of(row: HypothesisResult, found: list[Finding]) -> str:
    """
    The verdict that the report gives.

    None about the slope of a dimension that cannot be told apart from another one in the model; and none that decides
    by a slope whose verdict is withdrawn for hanging on choices of analysis.
    """
    named = {row.predictor, row.mediator}
    if row.model != "interaction" and any(findings.inseparable_from(found, name) for name in named if name):
        return "inseparable"
    withdrawn = findings.withdrawn(found, "slope")
    if row.model == "slope" and row.predictor in withdrawn and row.verdict != "undecided":
        return "depends"
    return row.verdict


def claim(row: HypothesisResult | RefusedHypothesis, results: Results) -> Claim:
    """One hypothesis."""
    if isinstance(row, RefusedHypothesis):
        return refused("hypotheses.refused", row, subject=row.name, name=row.name)
    found = of(results)
    return Claim(
        id="hypotheses.tested",
        subject=row.name,
        verdict=verdict_of(row, found),
        verdicts=ALL,
        values={**vars(row), "neighbours": neighbours(row, found)},
    )


def neighbours(row: HypothesisResult, found: list[Finding]) -> list[str]:
    """The dimensions that those of a hypothesis cannot be told apart from."""
    named = [name for name in (row.predictor, row.mediator) if name]
    return [other for name in named for other in findings.inseparable_from(found, name)]


def tested(results: Results) -> list[HypothesisResult]:
    """The hypotheses that were tested; none in a study that declares none."""
    rows = results.hypotheses.rows if results.hypotheses else []
    return [row for row in rows if isinstance(row, HypothesisResult)]


def overview(results: Results) -> Claim:
    """How many hypotheses have which verdict."""
    found, rows = of(results), tested(results)
    given = [verdict_of(row, found) for row in rows]
    n = len(needed(results.hypotheses).rows)
    counts = {verdict: given.count(verdict) for verdict in VERDICTS}
    counts |= {"withheld": len(rows) - sum(counts.values()), "refused": n - len(rows)}
    return Claim(
        id="hypotheses.overview",
        verdict="counted",
        verdicts=("counted",),
        values={**counts, "n": n, "counts": [[verdict, count] for verdict, count in counts.items() if count]},
    )
