"""Section 4: structure."""

from collections.abc import Iterator

from analysis.report.chapters.structure import claims as made
from analysis.report.chapters.structure import tables
from analysis.report.document.blocks import Block, figure, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

OF_LOADINGS = ("dimensions_found", "placement", "weak_items", "cross_loadings", "heywood", "singlets", "rotation")


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    efa = made.analysed(results)
    yield heading(write, 1, "structure")
    if suited := picked(claims, "kmo", "kmo_items", "bartlett"):
        yield paragraph(write, "structure.suitability", *suited)
    yield heading(write, 2, "factor_number")
    if parallel := had(efa.parallel):
        yield paragraph(write, "structure.counting", n_draws=parallel.n_draws, quantile=parallel.quantile)
    if number := picked(claims, "factor_number", "other_criteria"):
        yield paragraph(write, *number)
    yield tables.factor_number(write, results)
    yield from figure(write, "scree")
    if not efa.loadings:
        return
    yield heading(write, 2, "loadings")
    yield paragraph(write, "structure.extraction", method=efa.method, rotation=efa.rotation)
    yield paragraph(write, *picked(claims, *OF_LOADINGS))
    yield tables.loadings(write, results)
    yield from figure(write, "loadings")
    yield paragraph(write, *picked(claims, "factor_correlations", "variance", "fit"))
    if len(efa.factor_correlations) > 1:
        yield tables.factor_correlations(write, results)
        yield from figure(write, "factor_correlations")
