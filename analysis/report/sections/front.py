"""The title and, where the answers are simulated, the notice that they are."""

from collections.abc import Iterator

from analysis.report import numbers
from analysis.report.blocks import Block, note
from analysis.report.sentences import Writer


def blocks(write: Writer, results: dict) -> Iterator[Block]:
    study = results["study"]
    counts = {"n": numbers.count(study["n_analysed"]), "received": numbers.count(study["n_received"])}
    yield {
        "kind": "title",
        "text": write.names.title,
        "subtitle": write.plain("labels", "front", "subtitle"),
        "meta": [write.plain("labels", "front", "counts", **counts), write.plain("labels", "front", "level")],
    }
    if study.get("simulated"):
        yield note(write, "caution", "summary.simulated")
