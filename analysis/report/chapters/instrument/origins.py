"""Where the scales come from, as the author says it."""

from collections.abc import Iterator

from markupsafe import Markup

from analysis.report.authored import prose
from analysis.report.document.blocks import Block, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.names import unstopped
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    """The sources of scales, those that share one together; nothing where none is given."""
    given = results.author.instrument if results.author else {}
    scales: dict[str, list[str]] = {}
    for scale in results.study.scales:
        if scale.name in given:
            said = unstopped(prose.in_line(write, results, given[scale.name][write.language]))
            scales.setdefault(said, []).append(scale.name)
    told = [headed(write, names, said) for said, names in scales.items()]
    if told:
        has_items = any(any(item.source.values()) for item in results.study.items)
        is_all = all(scale.name in given for scale in results.study.scales)
        sources = Markup(write.names.listed(told))
        yield paragraph(write, "instrument.scale_sources", sources=sources, has_items=has_items, is_all=is_all)


def headed(write: Writer, scales: list[str], said: str) -> str:
    """A source under the names of its scales."""
    names = write.names.joined([write.names.part(name) for name in scales])
    return Markup(write.names.headed("{}", "{}")).format(names, Markup(said))
