"""Section 8: what the results cannot carry."""

from analysis.report.chapters.appendix.hypotheses import tests
from analysis.report.chapters.drivers.claims import first_driver
from analysis.report.chapters.findings import claims as found_claims
from analysis.report.chapters.instrument.claims import outcome_measure
from analysis.report.chapters.structure.claims import counted, factor_number
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import Unavailable, had


def claims(results: Results) -> list[Claim]:
    return [
        origin(results),
        *dimensionality(results),
        *analysis(results),
        *ranking(results),
        *outcome_items(results),
        *multiplicity(results),
        *failed(results),
    ]


def origin(results: Results) -> Claim:
    """Whether people gave these answers."""
    study = results.study
    return Claim(
        id="limits.origin",
        verdict=either(bool(study.simulated), "simulated", "respondents"),
        verdicts=("simulated", "respondents"),
        values={"n_analysed": study.n_analysed},
    )


def analysis(results: Results) -> list[Claim]:
    """Everything found about the analysis itself, each in full."""
    return [found_claims.in_full(finding) for finding in of(results)]


def dimensionality(results: Results) -> list[Claim]:
    """Whether the number of dimensions is settled."""
    efa = had(results.efa)
    if not efa or not counted(efa):
        return []
    found = factor_number(efa)
    return [
        Claim(
            id="limits.dimensionality",
            verdict=either(found.verdict == "all_agree", "settled", "open"),
            verdicts=("settled", "open"),
            values=found.values,
        )
    ]


def ranking(results: Results) -> list[Claim]:
    """Whether the first driver may be called the first."""
    regression = results.drivers
    if not regression or not regression.weighed:
        return []
    first = first_driver(results)
    if first.verdict != "unclear":
        return []
    return [Claim(id="limits.ranking", verdict="unclear", verdicts=("unclear",), values=first.values)]


def outcome_items(results: Results) -> list[Claim]:
    """Whether the outcome was asked with one item, or with one of two answers."""
    if not results.drivers:
        return []
    asked = outcome_measure(results)
    return [
        Claim(
            id="limits.outcome_items",
            verdict=asked.verdict,
            verdicts=("one_item", "two_occurred", "binary", "several_items"),
            values=asked.values,
        )
    ]


def multiplicity(results: Results) -> list[Claim]:
    """How many tests were made and how many rejected their null."""
    made = [test for test in tests(results) if test.p_value is not None]
    if not made:
        return []
    level = results.study.conf_level
    deciding = [test.p_value if test.p_adjusted is None else test.p_adjusted for test in made]
    rejected = sum(is_rejected(p, level) for p in deciding)
    return [
        Claim(
            id="limits.multiplicity",
            verdict=either(rejected > 0, "some_rejected", "none_rejected"),
            verdicts=("some_rejected", "none_rejected"),
            values={
                "n_tests": len(made),
                "n_rejected": rejected,
                "n_adjusted": sum(test.p_adjusted is not None for test in made),
                "n_candidates": results.cfa.n_candidates if results.cfa else 0,
            },
        )
    ]


def can_fail(results: Results) -> dict[str, object]:
    """The sections that an estimator can refuse as a whole, by the name that the report gives them."""
    return {
        "reliability": results.reliability,
        "efa": results.efa,
        "measurement": results.measurement,
        "validity": results.validity,
        "alternatives": results.alternatives,
        "method_bias": results.method_bias,
        "dynamic_cutoffs": results.dynamic_cutoffs,
        "regression": results.regression,
    }


def failed(results: Results) -> list[Claim]:
    """Sections that an estimator refused, those with one reason together."""
    refused = {name: part for name, part in can_fail(results).items() if isinstance(part, Unavailable)}
    reasons: list[Unavailable] = []
    for part in refused.values():
        reasons += [part] if not any(alike(part, other) for other in reasons) else []
    together = [[name for name, part in refused.items() if alike(part, reason)] for reason in reasons]
    return [
        Claim(
            id="limits.failed",
            verdict="some",
            verdicts=("some",),
            values={"parts": parts, "n_failed": len(parts), "refusal": reason},
            subject=parts[0],
        )
        for parts, reason in zip(together, reasons, strict=True)
    ]


def alike(one: Unavailable, other: Unavailable) -> bool:
    """Whether two sections were refused for one reason."""
    return (one.code, one.values) == (other.code, other.values)
