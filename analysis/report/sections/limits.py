"""Section 8: limits."""

from collections.abc import Iterator

from analysis.report.blocks import Block, bullets, heading
from analysis.report.claim import Claim, picked
from analysis.report.claims import limits as made
from analysis.report.claims import measures
from analysis.report.lookups import available
from analysis.report.sentences import Writer

LAST = ("dimensionality", "ranking", "outcome_items", "multiplicity")


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    claims = made.claims(results)
    common_method = "limits.common_method_checked" if available(results, "method_bias") else "limits.common_method"
    rows: list[list[str | Claim]] = [["limits.design"], [common_method], ["limits.sampling"]]
    rows += [[claim] for claim in picked(claims, "origin")]
    rows += [[claim] for claim in claims if claim.section == "findings"]
    rows += [[claim] for claim in picked(claims, *LAST)]
    rows += [[claim] for claim in [*measures.left_out(results), *picked(claims, "failed")]]
    yield heading(write, 1, "limits")
    yield bullets(write, rows)
