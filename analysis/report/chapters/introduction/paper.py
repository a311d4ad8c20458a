"""What the paper says before the study: the author's introduction, and the questions that it asks."""

from collections.abc import Iterator

from analysis.report.authored import prose
from analysis.report.document.blocks import Block, heading, note, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    author, written = results.author, prose.section(write, results, "introduction")
    if author is None:
        return
    asked = author.questions.get(write.language, [])
    if not written and (asked or author.draft):
        yield heading(write, 1, "introduction")
    yield from written
    if author.draft and not written:
        yield note(write, "caution", "introduction.slot")
    if asked:
        yield paragraph(write, "introduction.questions", n_questions=len(asked))
        items = [prose.in_line(write, results, question) for question in asked]
        yield {"kind": "list", "ordered": True, "items": items, "claims": []}
