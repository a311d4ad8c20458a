"""The findings about the analysis as claims: in full for the limits, in brief for the summary."""

from analysis.report.document.claim import Claim
from analysis.report.findings.finding import CODES, Finding


def in_full(finding: Finding) -> Claim:
    """A finding with its numbers and what follows from it."""
    return Claim(
        id=f"findings.{finding.code}",
        verdict=finding.severity,
        verdicts=CODES[finding.code],
        values=finding.values,
    )


def in_brief(finding: Finding) -> Claim:
    """A finding in one sentence; what is only a note is not said in brief."""
    return Claim(
        id=f"findings.{finding.code}_brief",
        verdict=finding.severity,
        verdicts=tuple(severity for severity in CODES[finding.code] if severity != "note"),
        values=finding.values,
    )
