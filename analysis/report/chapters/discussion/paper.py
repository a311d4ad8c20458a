"""What the paper says of what the results mean: the author's discussion."""

from collections.abc import Iterator

from analysis.report.authored import prose
from analysis.report.document.blocks import Block, heading, note
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    written = prose.section(write, results, "discussion")
    yield from written
    if results.author and results.author.draft and not written:
        yield heading(write, 1, "discussion")
        yield note(write, "caution", "discussion.slot")
