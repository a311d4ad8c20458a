"""What the paper says of how the study was done, in the author's words."""

from collections.abc import Iterator

from analysis.report.authored import prose
from analysis.report.document.blocks import Block
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    yield from prose.section(write, results, "method", level=2)
