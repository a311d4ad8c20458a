"""All findings about the analysis, from the results of every chapter."""

from functools import lru_cache

from analysis.report.document.contents import Results
from analysis.report.findings import measurement, regression, sample
from analysis.report.findings.finding import SEVERITIES, Finding


def build(results: Results) -> list[Finding]:
    """Everything found about the analysis, the most serious first; otherwise in the order of the report."""
    parts = (measurement, sample, regression)
    found = [finding for part in parts for finding in part.findings(results)]
    return sorted(found, key=lambda finding: -SEVERITIES.index(finding.severity))


@lru_cache(maxsize=4)
def of(results: Results) -> list[Finding]:
    """The findings of results, which the first who asks builds and all others share."""
    return build(results)
