"""The section on other models of the outcome."""

from collections.abc import Iterator

from analysis.report.chapters.further_models import claims as made
from analysis.report.chapters.further_models import tables
from analysis.report.chapters.further_models.hierarchy_claims import asked_for
from analysis.report.chapters.further_models.ordered_claims import of as ordered_of
from analysis.report.chapters.separation import claims as separation
from analysis.report.document.blocks import Block, bullets, heading, note, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    claims = made.claims(results)
    if not claims:
        return
    yield heading(write, 1, "further_models")
    if inseparable := picked(separation.claims(results), "in_regression"):
        yield note(write, "caution", *inseparable)
    if bent := picked(claims, "bent"):
        yield note(write, "caution", *bent)
    for part in (hierarchy, ordered, latent, moderation, mediation):
        yield from part(write, results, claims)


def hierarchy(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    if not picked(claims, "hierarchy_rows", "blocks_refused"):
        return
    yield heading(write, 2, "blocks", parts=asked_for(results))
    if refused := picked(claims, "blocks_refused"):
        yield note(write, "caution", *refused)
        return
    if added := [claim for claim in claims if claim.name in ("added", "added_untested")]:
        rows = picked(claims, "controls", "hierarchy_rows", "counted_as_not_met")
        yield paragraph(write, "further_models.blocks", *rows)
        yield bullets(write, [[claim] for claim in added])
        yield (
            paragraph(write, *picked(claims, "beyond", "remains", "per_coefficient"))
            if picked(claims, "beyond", "remains", "per_coefficient")
            else paragraph(write, "further_models.blocks_table")
        )
        yield tables.in_blocks(write, results)
    if absent := picked(claims, "left_out"):
        yield paragraph(write, "further_models.absent")
        yield bullets(write, [[claim] for claim in absent])


def ordered(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    if not picked(claims, "ordered_test", "ordered_refused"):
        return
    yield heading(write, 2, "ordered_logit")
    if not ordered_of(results):
        yield note(write, "caution", *picked(claims, "ordered_refused"))
        return
    yield paragraph(write, "further_models.ordered", *picked(claims, "ordered_test"))
    yield paragraph(write, "further_models.ordered_terms", *picked(claims, "ordered_overview", "ordered_agreement"))
    yield tables.ordered(write, results)
    yield paragraph(write, *picked(claims, "proportional", "proportional_untested"))


def latent(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    told = picked(claims, "latent_explained", "latent_refused", "outcomes_apart")
    if not told:
        return
    yield heading(write, 2, "latent_regression")
    if refused := picked(claims, "latent_refused"):
        yield note(write, "caution", *refused)
    if found := had(results.latent_regression):
        yield paragraph(write, "further_models.latent", *picked(claims, "latent_explained", "latent_paths"))
        yield from (paragraph(write, claim) for claim in picked(claims, "latent_without"))
        if found.is_admissible:
            yield tables.latent(write, results)
    if apart := picked(claims, "outcomes_apart"):
        yield paragraph(write, "further_models.outcomes", *apart, n_outcomes=apart[0].values["n_outcomes"])
        yield tables.outcomes(write, results)
        yield tables.outcome_pairs(write, results)


def moderation(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    told = picked(claims, "by_group", "moderator_refused")
    if not told:
        return
    yield heading(write, 2, "moderation")
    yield paragraph(write, "further_models.moderation", *told)
    if differing := picked(claims, "differing"):
        yield bullets(write, [[claim] for claim in differing])
    if picked(claims, "by_group"):
        yield tables.slopes_by_group(write, results)


def mediation(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    told = picked(claims, "indirect", "mediation_refused")
    if not told:
        return
    yield heading(write, 2, "mediation")
    yield note(write, "caution", "further_models.no_mediation")
    yield paragraph(write, "further_models.mediation", *told)
    if picked(claims, "indirect"):
        yield tables.indirect_effects(write, results)
