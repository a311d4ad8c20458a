"""All findings about the analysis, from the results of every chapter."""

from dataclasses import asdict
from functools import cache

from analysis.report.document.missing import without_refused
from analysis.report.findings import measurement, regression, sample
from analysis.report.findings.finding import SEVERITIES, Finding


def build(results: dict) -> list[Finding]:
    """Everything found about the analysis, the most serious first; otherwise in the order of the report."""
    parts = (measurement, sample, regression)
    found = [finding for part in parts for finding in part.findings(results)]
    return sorted(found, key=lambda finding: -SEVERITIES.index(finding.severity))


def known(results: dict) -> dict:
    """The results with a way to their findings, which the first who asks builds and all others share."""
    return results | {"found": cache(lambda: build(results))}


def of(results: dict) -> list[Finding]:
    """The findings of results: of a report's as they were built for it, else built now."""
    return results["found"]() if "found" in results else build(results)


def listed(results: dict) -> list[dict]:
    """The findings as plain data for results.json, from results as the chapters saved them."""
    return [asdict(finding) for finding in build(without_refused(results))]
