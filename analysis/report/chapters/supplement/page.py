"""How the supplement begins: its title, and what it is for."""

from collections.abc import Iterator

from analysis.report.document.blocks import Block, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    yield {
        "kind": "title",
        "id": "supplement",
        "text": write.names.title,
        "subtitle": write.plain("supplement", "subtitle"),
        "meta": [],
    }
    yield paragraph(write, "supplement.about")
