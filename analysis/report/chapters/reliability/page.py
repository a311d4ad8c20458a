"""Section 3: reliability."""

from collections.abc import Iterator

from analysis.report.chapters.measurement import claims as measurement
from analysis.report.chapters.reliability import claims as made
from analysis.report.chapters.reliability import tables
from analysis.report.document.blocks import Block, bullets, heading, paragraph
from analysis.report.document.claim import picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    yield heading(write, 1, "reliability")
    yield paragraph(write, "reliability.how_to_read")
    if made.estimated(results):
        yield paragraph(write, "reliability.table", *picked(claims, "alpha_overview"))
        yield bullets(write, [[claim] for claim in picked(claims, "alpha_of_scale")])
        yield tables.alphas(write, results)
        if items := picked(claims, "bootstrap_agreement", "item_rest", "dropping"):
            yield paragraph(write, *items)
    if omega := picked(measurement.claims(results), "omega", "omega_alone"):
        n_obs = omega[0].values["n_obs"]
        yield paragraph(write, "validity.omega_how", *omega, n_obs=n_obs)
    if short := picked(claims, "two_items", "single_items"):
        yield paragraph(write, *short)
