"""The title and, where the answers are simulated, the notice that they are."""

from collections.abc import Iterator

from analysis.report.document import thresholds
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
        "meta": [
            write.plain("front", "counts", **counts),
            write.plain("front", "level", **levels(results)),
        ],
    }
    if study.simulated:
        yield note(write, "caution", "summary.simulated")


def levels(results: Results) -> dict[str, str]:
    """The level of significance, and the level of the RMSEA's interval where one is printed."""
    has_rmsea = bool(results.cfa and results.cfa.headline)
    return {
        "alpha": numbers.bounded(1 - results.study.conf_level),
        "rmsea": numbers.percent(thresholds.RMSEA_LEVEL, 0) if has_rmsea else "",
    }
