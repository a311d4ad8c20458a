"""What the paper says of reliability and validity."""

from collections.abc import Iterator

from analysis.report.chapters.measurement import claims as made
from analysis.report.chapters.reliability import claims as reliability
from analysis.report.chapters.structure import claims as structure
from analysis.report.chapters.validity import tables as validity
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

VALIDITY = ("ave", "latent_correlations", "htmt", "fornell_larcker")


def counted(results: Results) -> list[Claim]:
    """How many factors the answers suggest, beside the design."""
    efa = had(results.efa)
    if not efa or not structure.counted(efa):
        return []
    values = structure.factor_number(efa).values
    return [Claim(id="measurement.counted", verdict="counted", verdicts=("counted",), values=values)]


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    found = had(results.validity)
    alphas = picked(reliability.claims(results), "alpha_overview") if had(results.reliability) else []
    models = made.claims(results) if results.cfa else []
    if not alphas and not models:
        return
    yield heading(write, 2, "measured_well")
    yield paragraph(write, *alphas, *counted(results), *picked(models, "headline", "exact_fit", "indices"))
    if found and found.omega:
        fewer = [claim for claim in picked(models, "rows") if claim.verdict == "fewer"]
        yield paragraph(write, "validity.in_table", *fewer, *picked(models, *VALIDITY))
        yield validity.scales(write, results)
    if method := picked(models, "method_factor"):
        yield paragraph(write, *method)
