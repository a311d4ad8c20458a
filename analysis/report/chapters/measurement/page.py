"""Section 4, its confirmatory part: the design put to the test, and what follows from it."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.invariance.claims import estimated
from analysis.report.chapters.measurement import claims as made
from analysis.report.chapters.measurement import tables
from analysis.report.chapters.separation import tables as measurement_comparisons
from analysis.report.chapters.validity import tables as measurement_validity
from analysis.report.document.blocks import Block, bullets, figure, heading, note, paragraph
from analysis.report.document.claim import Claim, picked
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.cfa.groups.cutoffs import SMALL_SAMPLE, step_cutoffs
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.measurement.models import MeasurementModels


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    if not results.cfa and not results.measurement:
        return
    if not results.efa:
        yield heading(write, 1, "structure")
    yield heading(write, 2, "confirmatory")
    if not results.cfa:
        yield note(write, "caution", "limits.unavailable", refusal=results.measurement)
        return
    claims = made.claims(results)
    yield from confirmatory(write, results, results.cfa, told(claims, "measurement"))
    yield from cutoffs(write, results, told(claims, "cutoffs"))
    separation = told(claims, "separation")
    yield from validity(write, results, told(claims, "validity"), separation)
    yield from alternatives(write, results, separation)
    yield from invariance(write, results, told(claims, "invariance"))
    yield from method(write, results, told(claims, "method_bias"))


def told(claims: list[Claim], section: str) -> list[Claim]:
    return [claim for claim in claims if claim.section == section]


def listed(write: Writer, claims: list[Claim]) -> Iterator[Block]:
    if claims:
        yield bullets(write, [[claim] for claim in claims])


def confirmatory(write: Writer, results: Results, cfa: MeasurementModels, claims: list[Claim]) -> Iterator[Block]:
    """Whether the design fits, by which estimator, and how strongly items load."""
    yield paragraph(write, "measurement.model", *picked(claims, "left_out"))
    edges = vars(cfa.rule.edges) | {"next_categories": cfa.rule.edges.few_categories + 1}
    yield paragraph(write, "measurement.rule_in_words", *picked(claims, "rule", "headline"), **edges)
    if sound(cfa.models):
        yield paragraph(write, *picked(claims, "excluded", "exact_fit", "close_fit"))
        if found := picked(claims, "indices", "scaled_indices"):
            yield paragraph(write, *found)
        yield tables.fit(write, results)
    yield from listed(write, picked(claims, "refused"))
    if compared := picked(claims, "which_number", "naive"):
        yield paragraph(write, *compared)
    if picked(claims, "which_number"):
        yield from figure(write, "fit")
    if cfa.headline:
        yield paragraph(write, *picked(claims, "loadings"), "measurement.drawn")
        yield from figure(write, "measurement_loadings")
        yield from figure(write, "paths", has_paths=had(results.latent_regression) is not None)
        yield paragraph(write, *picked(claims, "admissible"))
    yield from listed(write, picked(claims, "problem"))
    if lacking := picked(claims, "residual", "modification"):
        yield paragraph(write, *lacking)


def cutoffs(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """The cut-offs simulated for this model, where they were asked for."""
    found = had(results.dynamic_cutoffs)
    if found:
        yield paragraph(write, "cutoffs.how", n_draws=found.n_draws, n_simulated=found.n_simulated)
        yield bullets(write, [[claim] for claim in claims])
        yield tables.cutoffs(write, results)
    elif claims:
        yield paragraph(write, *claims)


def validity(write: Writer, results: Results, claims: list[Claim], separation: list[Claim]) -> Iterator[Block]:
    """Convergent and discriminant validity, and whether the dimensions separate."""
    yield heading(write, 2, "validity")
    found = had(results.validity)
    if lost := picked(claims, "refused", "no_model"):
        yield paragraph(write, *lost)
    if found and found.omega:
        yield paragraph(
            write,
            "validity.convergent",
            *picked(claims, "rows", "improper", "turned", "ave", "ave_alone", "composite"),
        )
        yield paragraph(write, *picked(claims, "ordinal_omega", "hierarchical", "beyond_the_general", "resamples"))
        yield measurement_validity.scales(write, results)
    if found and found.htmt:
        yield paragraph(write, "validity.discriminant", *picked(claims, "latent_correlations", "close_pairs"))
        yield paragraph(write, *picked(claims, "htmt", "htmt2", "fornell_larcker"))
        yield measurement_validity.pairs(write, results)
        yield from figure(write, "latent_correlations")
    if closing := picked(separation, "separate", "general", "refused"):
        yield paragraph(write, *closing, *sought(separation, "general"))


def sought(claims: list[Claim], table: str) -> list[Claim]:
    """How many starts of the search agree, for the models of one table."""
    return [claim for claim in picked(claims, "starts") if claim.subject.startswith(table)]


def alternatives(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """The planned path for dimensions that do not separate."""
    found = had(results.alternatives)
    if not found or not found.triggered:
        return
    close = bool(found.pairs)
    yield heading(write, 2, "separation" if close else "improper")
    yield paragraph(write, "separation.signs" if close else "separation.improper_signs")
    yield from listed(write, picked(claims, "symptom"))
    compared = bool(found.comparisons)
    fitted = [*picked(claims, "models"), *sought(claims, "alternatives")]
    yield paragraph(write, "separation.how", *fitted, compared=compared, close=close)
    yield measurement_comparisons.alternatives(write, results)
    yield from listed(write, picked(claims, "pair"))
    if compared:
        yield measurement_comparisons.comparisons(write, results)
    if preferred := picked(claims, "best", "general_share"):
        yield paragraph(write, *preferred)
    if supported := picked(claims, "supported"):
        yield paragraph(write, "separation.claims_left")
        yield from listed(write, supported)


def invariance(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """Whether groups may be compared."""
    found = results.invariance
    if not found:
        return
    yield heading(write, 2, "invariance")
    opening = ["invariance.table"] if estimated(found) else []
    yield paragraph(write, "invariance.how", *opening, **step_rule())
    names = (
        "basis",
        "attained",
        "test_disagrees",
        "indices_disagree",
        "freed",
        "weak",
        "refused",
        "dropped",
        "latent_means",
        "no_means",
    )
    yield bullets(write, [[claim for claim in picked(claims, *names) if claim.subject == group] for group in found])
    if estimated(found):
        yield measurement_comparisons.invariance(write, results)
    if any(group.latent_means for group in estimated(found).values()):
        yield measurement_comparisons.latent_means(write, results)


def step_rule() -> dict[str, Any]:
    """The cut-offs of the steps, for large and equal groups and for others."""
    large, strict = step_cutoffs([SMALL_SAMPLE, SMALL_SAMPLE]), step_cutoffs([1, 1])
    return {"large": large, "strict": strict, "small": SMALL_SAMPLE}


def method(write: Writer, results: Results, claims: list[Claim]) -> Iterator[Block]:
    """How much may be due to the questionnaire itself."""
    yield heading(write, 2, "method_bias")
    yield paragraph(write, "method_bias.how", *picked(claims, "method_factor", "starts", "refused"))
    if had(results.method_bias):
        has_share = any(c.name == "method_factor" and c.verdict != "improper" for c in claims)
        caveat = ["method_bias.caveat"] if has_share else []
        yield paragraph(write, *caveat, *picked(claims, "one_factor"))
