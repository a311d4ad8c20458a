"""What the paper says of reliability and validity."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.report.chapters.measurement import claims as made
from analysis.report.chapters.reliability import claims as reliability
from analysis.report.chapters.structure import claims as structure
from analysis.report.chapters.validity import tables as validity
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

VALIDITY = ("ave", "latent_correlations", "htmt", "fornell_larcker")


def counted(results: Results) -> Mapping[str, Any]:
    """How many factors the answers suggest, beside the design; nothing where that was not found out."""
    efa = had(results.efa)
    return structure.factor_number(efa).values if efa and structure.counted(efa) else {}


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    found = had(results.validity)
    alphas = picked(reliability.claims(results), "alpha_overview") if had(results.reliability) else []
    models = made.claims(results) if results.cfa else []
    if not alphas and not models:
        return
    yield heading(write, 2, "measured_well")
    factors = counted(results)
    told = ["measurement.counted"] if factors else []
    yield paragraph(write, *alphas, *told, *picked(models, "headline", "exact_fit", "indices"), **factors)
    if found and found.omega:
        fewer = [claim for claim in picked(models, "rows") if claim.verdict == "fewer"]
        yield paragraph(write, "validity.in_table", *fewer, *picked(models, *VALIDITY))
        yield validity.scales(write, results)
    if method := picked(models, "method_factor"):
        yield paragraph(write, *method)
