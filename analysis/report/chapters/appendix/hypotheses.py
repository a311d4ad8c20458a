"""Every test behind the report, gathered from the results, each with its null and its correction."""

from collections.abc import Sequence

from analysis.report.chapters.appendix import (
    further_hypotheses,
    group_hypotheses,
    measurement_hypotheses,
    pain_point_hypotheses,
)
from analysis.report.chapters.appendix.tested import Test
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.chapters.sample import complete_claims
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.ols import Coefficient


def tests(results: Results) -> list[Test]:
    """All tests, in the order of the report."""
    in_order = (
        structure_tests(results),
        measurement_hypotheses.tests(results),
        regression_tests(results),
        further_hypotheses.tests(results),
        pain_point_hypotheses.tests(results),
        group_hypotheses.tests(results),
    )
    return [*missingness_tests(results), *completeness_tests(results), *(test for made in in_order for test in made)]


def missingness_tests(results: Results) -> list[Test]:
    """Those who left something out against those who did not, scale by scale."""
    found = had(results.sample.missingness)
    return [
        Test(
            section="sample",
            null="complete_like_incomplete",
            symbol="t",
            statistic=row.statistic,
            df=row.df,
            p_value=row.p_value,
            p_adjusted=row.p_value_holm,
            subject=row.scale,
        )
        for row in (found.scales if found else [])
        if row.p_value is not None
    ]


def completeness_tests(results: Results) -> list[Test]:
    """Shares of complete answers at the levels of each group."""
    return [
        Test(
            section="sample",
            null="complete_at_all_levels",
            symbol="χ²",
            statistic=test.statistic,
            df=test.df,
            p_value=test.p_value,
            p_adjusted=test.p_value_holm,
            words={"group": name},
        )
        for name, test in complete_claims.tests(results.sample.completeness).items()
    ]


def structure_tests(results: Results) -> list[Test]:
    efa = had(results.efa)
    if not efa:
        return []
    bartlett, fit, made = had(efa.bartlett), efa.fit, []
    if bartlett:
        made.append(Test("structure", "uncorrelated_items", "χ²", bartlett.statistic, bartlett.df, bartlett.p_value))
    if fit and fit.p_value is not None:
        made.append(Test("structure", "exact_fit", "χ²", fit.chi_square, fit.df, fit.p_value))
    return made


def regression_tests(results: Results) -> list[Test]:
    regression = results.drivers
    if not regression:
        return []
    f, outcome = regression.f_statistic, regression.outcome
    made = [Test("drivers", "all_slopes_zero", "F", f.statistic, [f.df_model, f.df_resid], f.p_value)]
    if f.p_value_hc3 is not None:
        made.append(replaced(made[0], "all_slopes_zero_robust", f.statistic_hc3, f.p_value_hc3))
    made += slope_tests(regression.terms, outcome, f.df_resid)
    made = [*logistic_tests(regression), *made]
    made += residual_tests(regression)
    for further in regression.further_outcomes:
        if not isinstance(further, Unavailable):
            made += slope_tests(further.terms, further.outcome, None)
    return made


def residual_tests(regression: DriverRegression) -> list[Test]:
    """The tests on the residuals of a linear model."""
    found = None if logistic.of(regression) else had(regression.residual_tests)
    if not found:
        return []
    made = (("breusch_pagan", "χ²", found.breusch_pagan), ("jarque_bera", "χ²", found.jarque_bera))
    tests = (*made, ("reset", "F", found.reset))
    return [Test("drivers", name, symbol, of.statistic, of.df, of.p_value) for name, symbol, of in tests]


def logistic_tests(regression: DriverRegression) -> list[Test]:
    """Of an outcome of two values: no dimension is related to its odds, and each by itself is not."""
    model = logistic.fitted(regression)
    if not model:
        return []
    whole = model.test
    return [
        Test("drivers", "all_odds_ratios_one", "χ²", whole.statistic, whole.df, whole.p_value),
        *(
            Test(
                section="drivers",
                null="odds_ratio_one",
                symbol="z",
                statistic=term.statistic,
                df=None,
                p_value=term.p_value,
                p_adjusted=term.p_value_adjusted,
                subject=term.term,
                outcome=model.outcome,
            )
            for term in model.terms
        ),
    ]


def replaced(test: Test, null: str, statistic: float | None, p_value: float | None) -> Test:
    return test._replace(null=null, statistic=statistic, p_value=p_value)


def slope_tests(terms: Sequence[Coefficient], outcome: str, df: float | None) -> list[Test]:
    return [
        Test(
            section="drivers",
            null="slope_zero",
            symbol="t",
            statistic=term.statistic,
            df=df,
            p_value=term.p_value,
            p_adjusted=term.p_value_holm,
            subject=term.term,
            outcome=outcome,
        )
        for term in terms
    ]
