"""Section 4, its confirmatory part: everything that is claimed of the measurement model."""

from analysis.report.chapters.invariance import claims as measurement_invariance
from analysis.report.chapters.measurement import fit_claims as measurement_fit
from analysis.report.chapters.method_bias import claims as measurement_method
from analysis.report.chapters.separation import claims as measurement_separation
from analysis.report.chapters.validity import claims as measurement_validity
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results

PARTS = (
    measurement_fit,
    measurement_validity,
    measurement_separation,
    measurement_invariance,
    measurement_method,
)


def claims(results: Results) -> list[Claim]:
    if not results.cfa:
        return []
    return [claim for part in PARTS for claim in part.claims(results)]
