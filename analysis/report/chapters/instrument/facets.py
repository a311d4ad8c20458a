"""The sub-criteria of the dimensions, the items that stand for them, and where the items were taken from."""

from collections.abc import Iterator

from analysis.report.document.blocks import Block, Column, section_row, table
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.names import LABEL
from analysis.report.language.writer import Writer
from analysis.survey.sections import ItemSection, ScaleSection

Part = tuple[str, list[ItemSection]]
"""A sub-criterion, or "" where none is declared, and its items."""


def claims(results: Results) -> list[Claim]:
    """How many sub-criteria the dimensions have, and of how many items the source is given."""
    items = [item for scale in dimensions(results) for item in items_of(results, scale)]
    named = [item for item in items if any(item.facet.values())]
    sourced = [item for item in results.study.items if any(item.source.values())]
    n_facets = len({(item.scale, *item.facet.values()) for item in named})
    found = []
    if named:
        verdict = either(len(named) == len(items), "all", "some")
        values = {"n_facets": n_facets, "n_items": len(named)}
        found.append(Claim(id="instrument.facets", verdict=verdict, verdicts=("all", "some"), values=values))
    if sourced:
        all_of_them = len(sourced) == len(results.study.items)
        verdict = either(all_of_them, "all", "some") if named else either(all_of_them, "all_alone", "some_alone")
        verdicts = ("all", "some", "all_alone", "some_alone")
        values = {"n_items": len(sourced)}
        found.append(Claim(id="instrument.sources", verdict=verdict, verdicts=verdicts, values=values))
    return found


def dimensions(results: Results) -> list[ScaleSection]:
    """The scales that are dimensions, in order."""
    return [scale for scale in results.study.scales if scale.kind == "dimension"]


def items_of(results: Results, scale: ScaleSection) -> list[ItemSection]:
    """The items of a scale, in order."""
    return [item for item in results.study.items if item.scale == scale.name]


def parts(items: list[ItemSection], language: str) -> list[Part]:
    """The sub-criteria of a scale in the order of its items; those without one last."""
    found: dict[str, list[ItemSection]] = {}
    for item in sorted(items, key=lambda item: not item.facet[language]):
        found.setdefault(item.facet[language], []).append(item)
    return list(found.items())


def facets(write: Writer, results: Results) -> Block:
    """Dimension, sub-criterion and items, with the sources of these where any is given."""
    shown = [scale for scale in results.study.scales if any(map(has_more, items_of(results, scale)))]
    has_facets = any(any(item.facet.values()) for item in results.study.items)
    has_sources = any(any(item.source.values()) for item in results.study.items)
    columns = [Column("facet", "left")] if has_facets else []
    columns += [Column("items", "left"), *([Column("source", "left")] if has_sources else [])]
    rows: list[dict] = []
    for scale in shown:
        rows.append(section_row(columns, write.names.scale(scale.name)))
        for facet, items in parts(items_of(results, scale), write.language):
            rows += facet_rows(write, facet, items)
    kept = {column.key for column in columns}
    rows = [row if row.get("section") else {key: row[key] for key in row if key in kept} for row in rows]
    return table(write, "facets", columns, rows)


def has_more(item: ItemSection) -> bool:
    """Whether an item's sub-criterion or source is given."""
    return any(item.facet.values()) or any(item.source.values())


def facet_rows(write: Writer, facet: str, items: list[ItemSection]) -> Iterator[dict]:
    """A row for each source of a sub-criterion's items."""
    sources: dict[str, list[str]] = {}
    for item in items:
        sources.setdefault(item.source[write.language], []).append(write.names.item(item.variable))
    for source, names in sources.items():
        yield {
            "facet": write.names.shown(facet, LABEL) or numbers.ABSENT,
            "items": write.names.row(names),
            "source": write.names.shown(source, LABEL) or numbers.ABSENT,
        }
