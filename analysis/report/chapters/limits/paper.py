"""What the paper says of its limits."""

from collections.abc import Iterator

from analysis.report.chapters.limits import claims as made
from analysis.report.document.blocks import Block, bullets, heading
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

LAST = ("dimensionality", "ranking", "outcome_items", "multiplicity")


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    common_method = "limits.common_method_checked" if had(results.method_bias) else "limits.common_method"
    rows: list[list[str | Claim]] = [["limits.design"], [common_method], ["limits.sampling"]]
    rows += [[claim] for claim in picked(claims, "origin")]
    rows += [[claim] for claim in claims if claim.section == "findings"]
    rows += [[claim] for claim in picked(claims, *LAST, "failed")]
    yield heading(write, 1, "limits")
    yield bullets(write, rows)
