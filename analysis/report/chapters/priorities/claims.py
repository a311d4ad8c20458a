"""All that is said of priorities: where dimensions and items lie, and what advice rests on."""

from analysis.report.chapters.priorities import advice, item_claims, places
from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results


def claims(results: Results) -> list[Claim]:
    return [
        *places.claims(results),
        *item_claims.overview(results),
        *item_claims.claims(results),
        *advice.claims(results),
    ]
