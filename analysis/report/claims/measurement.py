"""Section 4, its confirmatory part: everything that is claimed of the measurement model."""

from analysis.report.claim import Claim
from analysis.report.claims import (
    measurement_fit,
    measurement_invariance,
    measurement_method,
    measurement_separation,
    measurement_validity,
)
from analysis.report.lookups import available

PARTS = (
    measurement_fit,
    measurement_validity,
    measurement_separation,
    measurement_invariance,
    measurement_method,
)


def claims(results: dict) -> list[Claim]:
    if not available(results, "cfa"):
        return []
    return [claim for part in PARTS for claim in part.claims(results)]
