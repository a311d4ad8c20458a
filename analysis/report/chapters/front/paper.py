"""The title and, where the answers are simulated, the notice that they are."""

from collections.abc import Iterator

from analysis.report.document.blocks import Block, note
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    study = results.study
    counts = {"n": numbers.count(study.n_analysed), "received": numbers.count(study.n_received)}
    yield {
        "kind": "title",
        "text": write.names.title,
        "subtitle": write.plain("front", "subtitle"),
        "meta": [write.plain("front", "counts", **counts)],
    }
    if study.simulated:
        yield note(write, "caution", "summary.simulated")
