"""Every test behind the measurement model, its alternatives and its invariance, each with its null."""

from collections.abc import Iterator

from analysis.report.chapters.appendix.tested import Test
from analysis.report.chapters.invariance.claims import estimated
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.measurement.group_invariance import GroupInvariance
from analysis.statistics.measurement.method_bias import MethodBias
from analysis.statistics.measurement.model_comparison import ModelComparison
from analysis.statistics.measurement.models import MeasurementModels


def tests(results: Results) -> Iterator[Test]:
    """Each test; `words` are what the null's label must name: models, items, a grouping, levels."""
    if not results.cfa:
        return
    yield from fit_tests(results.cfa)
    alternatives = had(results.alternatives)
    compared = alternatives.comparisons if alternatives else []
    for row in compared:
        yield from difference("separation", row)
    for name, group in estimated(results.invariance or {}).items():
        yield from step_tests(name, group)
        yield from mean_tests(name, group)
    if bias := had(results.method_bias):
        yield from method_tests(bias, {(row.restricted, row.general) for row in compared if row.test})


def fit_tests(cfa: MeasurementModels) -> Iterator[Test]:
    """Exact and close fit of every model, and the largest modification indices."""
    for name, model in sound(cfa.models).items():
        statistic, p_value = model.fit.test
        words, df = {"model": name}, model.fit.df
        yield Test("confirmatory", "model_exact", "χ²", statistic, df, p_value, words=words)
        close = model.fit.index("rmsea_close")
        if close is not None:
            yield Test("confirmatory", "model_close", "RMSEA", model.fit.index("rmsea"), df, close, words=words)
    for row in cfa.modification_indices:
        null = "modification_residual" if row.op == "~~" else "modification_loading"
        pair = {"a": row.lhs, "b": row.rhs}
        yield Test("confirmatory", null, "χ²", row.mi, 1, row.p_value, row.p_value_adjusted, words=pair)


def difference(section: str, row: ModelComparison, adjusted: bool = True) -> Iterator[Test]:
    """The test of a restricted model against a general one, where it could be made."""
    if not row.test:
        return
    words = {"model_a": row.restricted, "model_b": row.general}
    found, p_adjusted = row.test, row.p_value_adjusted if adjusted else None
    yield Test(section, "model_difference", "Δχ²", found.statistic, found.df, found.p_value, p_adjusted, words=words)


def step_tests(name: str, group: GroupInvariance) -> Iterator[Test]:
    """What each step of invariance adds."""
    for step, made in group.steps.items():
        if found := made.difference:
            words = {"group": name}
            yield Test("invariance", f"step_{step}", "Δχ²", found.statistic, found.df, found.p_value, words=words)


def mean_tests(name: str, group: GroupInvariance) -> Iterator[Test]:
    """Equal latent means."""
    for row in group.latent_means:
        words = {"group": name, "level": row.group, "reference": group.groups[0], "a": row.factor}
        yield Test("invariance", "latent_mean", "z", row.statistic, None, row.p_value, row.p_value_holm, words=words)


def method_tests(found: MethodBias, listed: set[tuple[str, str]]) -> Iterator[Test]:
    """No method factor, and one factor in place of all, unless that is `listed` among other models already."""
    latent, alone = had(found.method_factor), had(found.one_factor)
    made = latent.comparison.test if latent and latent.comparison else None
    if latent and made:
        yield Test("method_bias", "no_method", "Δχ²", made.statistic, made.df, latent.p_value_boundary)
    if alone and alone.comparison and (alone.comparison.restricted, alone.comparison.general) not in listed:
        yield from difference("method_bias", alone.comparison, adjusted=False)
