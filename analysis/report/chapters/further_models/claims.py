"""Other models of the outcome: all claims of the section."""

from analysis.report.chapters.further_models import (
    hierarchy_claims,
    latent_claims,
    mediation_claims,
    moderation_claims,
    ordered_claims,
)
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had


def claims(results: Results) -> list[Claim]:
    if not had(results.regression):
        return []
    of_models = (hierarchy_claims, ordered_claims, latent_claims, moderation_claims, mediation_claims)
    made = [claim for part in of_models for claim in part.claims(results)]
    return [*bent(results), *made] if made else []


def bent(results: Results) -> list[Claim]:
    """Where the test of a straight relation is rejected, what that means for all models here."""
    if not findings.named(of(results), "non_linear"):
        return []
    return [Claim(id="further_models.bent", verdict="bent", verdicts=("bent",))]
