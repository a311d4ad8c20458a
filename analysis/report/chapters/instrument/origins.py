"""Where each scale comes from, as the author says it."""

from collections.abc import Iterator

from markupsafe import Markup

from analysis.report.authored import prose
from analysis.report.chapters.sample.collected import unstopped
from analysis.report.document.blocks import Block, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    """The scales with a source, in one sentence; nothing where none has one."""
    given = results.author.instrument if results.author else {}
    colon = "：" if write.language == "zh" else ": "
    told: list[str] = [
        Markup("{}{}{}").format(
            write.names.scale(scale.name), colon, Markup(unstopped(source(write, results, given[scale.name])))
        )
        for scale in results.study.scales
        if scale.name in given
    ]
    if told:
        yield paragraph(write, "instrument.scale_sources", sources=Markup(write.names.listed(told)))


def source(write: Writer, results: Results, wording: dict[str, str]) -> str:
    """A source in the language of the report, its citations in print."""
    return prose.in_line(write, results, wording[write.language])
