"""Every test behind the report, gathered from the results, each with its null and its correction."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from analysis.report.chapters.appendix import measurement_hypotheses as hypotheses_measurement
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.document.lookups import available


class Test(NamedTuple):
    """
    A test that was made; `null` is a code that the labels word, `subject` the scale or pain point it is about.

    `words` names what else the null speaks of: models, items, a grouping and its levels.
    """

    section: str
    null: str
    symbol: str
    statistic: float | None
    df: float | list | None
    p_value: float | None
    p_adjusted: float | None = None
    subject: str = ""
    outcome: str = ""
    words: Mapping[str, str] = MappingProxyType({})


def tests(results: dict) -> list[Test]:
    """All tests, in the order of the report."""
    measurement = [Test(**fields) for fields in hypotheses_measurement.tests(results)]
    in_order = (structure_tests(results), measurement, regression_tests(results), pain_point_tests(results))
    return [*missingness_tests(results), *(test for made in in_order for test in made)]


def missingness_tests(results: dict) -> list[Test]:
    """Those who left something out against those who did not, scale by scale."""
    found = available(results["sample"], "missingness") or {}
    return [
        Test(
            section="sample",
            null="complete_like_incomplete",
            symbol="t",
            statistic=row["statistic"],
            df=row["df"],
            p_value=row["p_value"],
            p_adjusted=row["p_value_holm"],
            subject=row["scale"],
        )
        for row in found.get("scales") or []
        if row["p_value"] is not None
    ]


def structure_tests(results: dict) -> list[Test]:
    efa = available(results, "efa")
    if not efa:
        return []
    bartlett, fit, made = efa.get("bartlett"), efa.get("fit") or {}, []
    if bartlett:
        statistic = ("χ²", bartlett["statistic"], bartlett["df"], bartlett["p_value"])
        made.append(Test("structure", "uncorrelated_items", *statistic))
    if fit.get("p_value") is not None:
        made.append(Test("structure", "exact_fit", "χ²", fit["chi_square"], fit["df"], fit["p_value"]))
    return made


def regression_tests(results: dict) -> list[Test]:
    regression = available(results, "regression")
    if not regression:
        return []
    f, outcome = regression["f_statistic"], regression["outcome"]
    made = [Test("drivers", "all_slopes_zero", "F", f["statistic"], [f["df_model"], f["df_resid"]], f["p_value"])]
    if f.get("p_value_hc3") is not None:
        made.append(replaced(made[0], "all_slopes_zero_robust", f["statistic_hc3"], f["p_value_hc3"]))
    made += slope_tests(regression["terms"], outcome, f["df_resid"])
    made = [*logistic_tests(regression), *made]
    residuals = {} if logistic.of(regression) else regression.get("residual_tests") or {}
    symbols = {"breusch_pagan": "χ²", "jarque_bera": "χ²", "reset": "F"}
    made += [
        Test("drivers", name, symbol, residuals[name]["statistic"], residuals[name]["df"], residuals[name]["p_value"])
        for name, symbol in symbols.items()
        if residuals.get(name)
    ]
    for further in regression.get("further_outcomes") or []:
        made += slope_tests(further["terms"], further["outcome"], None)
    return made


def logistic_tests(regression: dict) -> list[Test]:
    """Of an outcome of two values: no dimension is related to its odds, and each by itself is not."""
    model = logistic.fitted(regression)
    if not model:
        return []
    whole = model["test"]
    return [
        Test("drivers", "all_odds_ratios_one", "χ²", whole["statistic"], whole["df"], whole["p_value"]),
        *(
            Test(
                section="drivers",
                null="odds_ratio_one",
                symbol="z",
                statistic=term["statistic"],
                df=None,
                p_value=term["p_value"],
                p_adjusted=term["p_value_adjusted"],
                subject=term["term"],
                outcome=model["outcome"],
            )
            for term in model["terms"]
        ),
    ]


def replaced(test: Test, null: str, statistic: float, p_value: float) -> Test:
    return test._replace(null=null, statistic=statistic, p_value=p_value)


def slope_tests(terms: list[dict], outcome: str, df: float | None) -> list[Test]:
    return [
        Test(
            section="drivers",
            null="slope_zero",
            symbol="t",
            statistic=term.get("statistic", term["estimate"] / term["std_error_hc3"]),
            df=df,
            p_value=term["p_value"],
            p_adjusted=term.get("p_value_holm"),
            subject=term["term"],
            outcome=outcome,
        )
        for term in terms
    ]


def pain_point_tests(results: dict) -> list[Test]:
    regression = results.get("regression") or {}
    return [
        Test(
            section="pain_points",
            null="equal_means",
            symbol="t",
            statistic=row.get("statistic"),
            df=row.get("df"),
            p_value=row["p_value"],
            p_adjusted=row["p_value_holm"],
            subject=row["name"],
        )
        for row in regression.get("pain_points") or []
        if row["p_value"] is not None
    ]
