"""The appendix: items, all coefficients, every test, how to rerun the report."""

from collections.abc import Iterator

from analysis.report.chapters.appendix import group_hypotheses
from analysis.report.chapters.appendix import tables as appendix
from analysis.report.chapters.appendix.hypotheses import tests
from analysis.report.chapters.checklist import blocks as checklist
from analysis.report.chapters.drivers import tables as drivers
from analysis.report.chapters.measurement import tables as measurement
from analysis.report.chapters.reliability import tables as reliability
from analysis.report.chapters.structure import tables as structure
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, sound


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    yield {"kind": "appendix"}
    yield heading(write, 1, "appendix")
    yield from items(write, results)
    yield from all_loadings(write, results)
    yield from all_of_the_model(write, results)
    yield from all_coefficients(write, results)
    if tests(results):
        yield heading(write, 2, "tests")
        yield paragraph(write, "appendix.tests", n_pairs=group_hypotheses.n_unlisted_pairs(results))
        yield appendix.tests(write, results)
    yield from checklist.blocks(write, results)
    study = results.study
    yield heading(write, 2, "rerun")
    yield paragraph(write, "appendix.rerun", name=study.name, seed=study.seed)


def items(write: Writer, results: Results) -> Iterator[Block]:
    yield heading(write, 2, "items")
    worded = appendix.has_wordings(write, results)
    yield paragraph(write, "appendix.items", worded=worded)
    if worded:
        yield appendix.wordings(write, results)
    yield appendix.descriptives(write, results)
    found = had(results.reliability)
    if found and any(scale.alpha for scale in sound(found.scales).values()):
        yield paragraph(write, "appendix.item_reliability")
        yield reliability.items(write, results)


def all_loadings(write: Writer, results: Results) -> Iterator[Block]:
    efa = had(results.efa)
    parallel = had(efa.parallel) if efa else None
    if not efa or not (efa.structure or parallel):
        return
    yield heading(write, 2, "factor_details")
    if efa.structure:
        yield paragraph(write, "appendix.structure_matrix")
        yield structure.structure(write, results)
    if parallel:
        yield paragraph(write, "appendix.eigenvalues")
        yield structure.eigenvalues(write, results)


def all_of_the_model(write: Writer, results: Results) -> Iterator[Block]:
    cfa = results.cfa
    if not cfa or not cfa.headline:
        return
    lacking = {"modification": bool(cfa.modification_indices), "residuals": bool(cfa.residuals)}
    yield heading(write, 2, "confirmatory_details")
    yield paragraph(write, "measurement.details", **lacking)
    yield measurement.loadings(write, results)
    yield measurement.fit_details(write, results)
    if lacking["modification"]:
        yield measurement.modifications(write, results)
    if lacking["residuals"]:
        yield measurement.residuals(write, results)


def all_coefficients(write: Writer, results: Results) -> Iterator[Block]:
    if results.drivers:
        yield heading(write, 2, "all_coefficients")
        yield paragraph(write, "appendix.all_coefficients")
        yield drivers.all_coefficients(write, results)
