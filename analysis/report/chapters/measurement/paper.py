"""What the paper says of reliability and validity."""

from collections.abc import Iterator

from analysis.report.chapters.measurement import claims as made
from analysis.report.chapters.reliability import claims as reliability
from analysis.report.chapters.validity import tables as validity
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    found = had(results.validity)
    alphas = picked(reliability.claims(results), "alpha_overview") if had(results.reliability) else []
    models = made.claims(results) if results.cfa else []
    if not alphas and not models:
        return
    yield heading(write, 2, "measured_well")
    yield paragraph(write, *alphas, *picked(models, "headline", "exact_fit", "indices"))
    if found and found.omega:
        yield paragraph(write, "validity.in_table", *picked(models, "ave", "latent_correlations", "htmt"))
        yield validity.scales(write, results)
