"""What the paper says of the author's hypotheses: the table, and how many have which verdict."""

from collections.abc import Iterator

from analysis.report.chapters.hypotheses import claims as made
from analysis.report.chapters.hypotheses import tables
from analysis.report.chapters.hypotheses.page import opening
from analysis.report.document.blocks import Block, heading
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 2, "expected")
    yield opening(write, results, claims)
    yield tables.hypotheses(write, results)
