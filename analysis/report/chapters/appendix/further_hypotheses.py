"""The tests behind the other models of the outcome, and those of the author's hypotheses."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.appendix.tested import Test
from analysis.report.chapters.further_models.ordered_claims import of as ordered_of
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had
from analysis.statistics.paths.hypotheses import HypothesisResult
from analysis.statistics.regression.blocks.hierarchy import BlockTerm
from analysis.statistics.regression.drivers import DriverRegression


def tests(results: Results) -> Iterator[Test]:
    """All of them, in the order of the report."""
    regression = had(results.regression)
    if regression:
        yield from in_blocks(regression)
        yield from of_ordered(results)
    yield from of_latent(results)
    if regression and regression.moderation:
        yield from of_moderation(regression)
    yield from of_hypotheses(results)


def test(null: str, symbol: str, statistic: float | None, p_value: float | None, **more: Any) -> Test:
    """A test of this section."""
    named = {"section": "further_models", "df": None} | more
    return Test(null=null, symbol=symbol, statistic=statistic, p_value=p_value, **named)


def in_blocks(regression: DriverRegression) -> Iterator[Test]:
    """What each block adds, and each coefficient of the largest model."""
    if len(regression.blocks) < 2:
        return
    for block in regression.blocks:
        if block.test:
            tried, words = block.test, {"block": str(block.name)}
            degrees = [tried.df, tried.df_resid]
            yield test("block_adds_nothing", "F", tried.statistic, tried.p_value, df=degrees, words=words)
    largest = regression.blocks[-1]
    for term in largest.terms:
        df = largest.n_obs - len(largest.terms) - 1
        null, words = coefficient(term)
        yield test(null, "t", term.statistic, term.p_value, df=df, p_adjusted=term.p_value_holm, words=words)


def coefficient(term: BlockTerm) -> tuple[str, dict[str, str]]:
    """The null of one coefficient, and the names in it."""
    if term.level is not None:
        return "level_like_reference", {"group": term.term, "level": term.level, "reference": term.reference or ""}
    return "coefficient_zero", {"named": term.term}


def of_ordered(results: Results) -> Iterator[Test]:
    """Those of the ordered logit, and of proportional odds."""
    model = ordered_of(results)
    if not model:
        return
    whole, odds = model.test, had(model.proportional_odds)
    yield test("all_odds_ratios_one", "χ²", whole.statistic, whole.p_value, df=whole.df, outcome=model.outcome)
    for term in model.terms:
        named = {"p_adjusted": term.p_value_adjusted, "subject": term.term, "outcome": model.outcome}
        yield test("odds_ratio_one", "z", term.statistic, term.p_value, **named)
    if odds:
        yield test("proportional_odds", "χ²", odds.statistic, odds.p_value, df=odds.df)
        for part in odds.terms:
            named = {"df": part.df, "p_adjusted": part.p_value_adjusted, "subject": part.term}
            yield test("proportional_odds_of", "χ²", part.statistic, part.p_value, **named)


def of_latent(results: Results) -> Iterator[Test]:
    """The paths of a latent regression that is reported."""
    found = had(results.latent_regression)
    if not found or not found.is_admissible:
        return
    for term in found.terms:
        named = {"p_adjusted": term.p_value_holm, "subject": term.term, "outcome": found.outcome}
        yield test("latent_path_zero", "z", term.statistic, term.p_value, **named)


def of_moderation(regression: DriverRegression) -> Iterator[Test]:
    """Equal slopes in all levels of a group."""
    for entry in regression.moderation.interactions if regression.moderation else []:
        if entry.test:
            named = {"subject": entry.term, "words": {"group": entry.moderator}, "p_adjusted": entry.p_value_holm}
            degrees = [entry.test.df, entry.test.df_resid]
            yield test("equal_slopes", "F", entry.test.statistic, entry.test.p_value, df=degrees, **named)


def of_hypotheses(results: Results) -> Iterator[Test]:
    """Each hypothesis, its p value adjusted for all of them."""
    for row in results.hypotheses.rows if results.hypotheses else []:
        if isinstance(row, HypothesisResult):
            named = {"section": "hypotheses", "p_adjusted": row.p_value_holm, "words": {"name": row.name}}
            yield test("hypothesis_zero", "b", row.estimate, row.p_value, **named)
