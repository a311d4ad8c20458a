"""When dimensions do not separate: what else the items could measure, and what may still be claimed."""

from collections.abc import Mapping
from typing import Any

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.report.document.rules import agreement
from analysis.report.findings.build import of
from analysis.report.findings.finding import scales_with
from analysis.statistics.cfa.results import Fit
from analysis.statistics.foundation.attempts import Unavailable, had, needed, sound
from analysis.statistics.measurement.alternatives import Alternative, Alternatives, Pair
from analysis.statistics.measurement.fitted_model import FittedModel

SYMPTOMS = (
    "high_correlation",
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
)
SUPPORTED: tuple[str, ...] = (
    "dimensions_close",
    "pairs_as_one",
    "general_factor",
    "single_dimension",
    "no_separate_effects",
)
SUPPORTED += ("improper",)


def claims(results: Results) -> list[Claim]:
    found = results.alternatives
    if found is None:
        return []
    if isinstance(found, Unavailable):
        return [refused("separation.refused", found)]
    if not found.triggered:
        return [separate(found), *general(results)]
    return [
        separate(found),
        *general(results),
        *starts(sound(found.models), "alternatives"),
        *symptoms(found),
        *pairs(found),
        *best(found),
        *general_share(found),
        *unusable(found),
        *supported(found),
        *in_regression(results, found),
    ]


def suspects(results: Results) -> list[str]:
    """The dimensions that do not separate, by the finding that all chapters go by; empty where all do."""
    return list(scales_with(of(results), "inseparable"))


def separate(found: Alternatives) -> Claim:
    """Whether anything speaks against separate dimensions."""
    return Claim(
        id="separation.separate",
        verdict=either(found.triggered, either(bool(found.pairs), "do_not", "improper"), "separate"),
        verdicts=("separate", "do_not", "improper"),
        values={"edge": thresholds.LATENT_CORRELATION.edges[1], "n_symptoms": len(found.symptoms)},
    )


def symptoms(found: Alternatives) -> list[Claim]:
    """What speaks against separate dimensions, with the dimensions or items concerned."""
    ends = {frozenset((pair.a, pair.b)): (pair.conf_low, pair.conf_high) for pair in found.pairs}
    return [
        Claim(
            id="separation.symptom",
            subject=f"{row.code}:{'+'.join(row.names)}",
            verdict=row.code,
            verdicts=SYMPTOMS,
            values={"names": row.names, "value": row.value, "conf_low": low, "conf_high": high},
        )
        for row in found.symptoms
        for low, high in [ends.get(frozenset(row.names), (None, None))]
    ]


def pairs(found: Alternatives) -> list[Claim]:
    """For each suspect pair, whether calling it one dimension costs fit."""
    return [pair(row, found.n_obs) for row in found.pairs]


def pair(row: Pair, n_obs: int) -> Claim:
    """One suspect pair and the price of merging it."""
    compared = row.comparison
    test, edge = compared.test if compared else None, thresholds.LATENT_CORRELATION.edges[1]
    return Claim(
        id="separation.pair",
        subject=f"{row.a}+{row.b}",
        verdict=row.verdict if test else "untested",
        verdicts=("distinct", "one", "unclear", "untested"),
        values={
            "a": row.a,
            "b": row.b,
            "correlation": row.correlation,
            "conf_low": row.conf_low,
            "conf_high": row.conf_high,
            "statistic": test.statistic if test else None,
            "df": test.df if test else None,
            "n_obs": n_obs,
            "p_value": compared.p_value_adjusted if compared else None,
            "edge": edge,
            "edge_rejected": nearer_end(row) >= edge,
            "delta_bic": compared.delta_bic if compared else None,
        },
    )


def nearer_end(row: Pair) -> float:
    """The end of a correlation's interval that is nearer to zero, in size; zero where it includes zero or is not."""
    if row.conf_low is None or row.conf_high is None or row.conf_low < 0 < row.conf_high:
        return 0.0
    return min(abs(row.conf_low), abs(row.conf_high))


def general(results: Results) -> list[Claim]:
    """
    The models with a general factor that the table of fit has, and whether a simpler one does as well.

    Nothing is said where the design itself has an inadmissible solution.
    """
    models = sound(needed(results.cfa).models)
    others = {name: models[name] for name in ("second_order", "bifactor", "single_factor") if name in models}
    if not others or "ml" not in models or not models["ml"].is_admissible:
        return []
    design = models["ml"].fit
    as_good = [
        name
        for name, model in others.items()
        if model.is_admissible
        and model.fit.df > design.df
        and round(design.cfi - model.fit.cfi, 3) < thresholds.WORTH_A_REMARK
    ]
    return [
        Claim(
            id="separation.general",
            verdict=either(is_defended(results, design), "as_good", "not_defended") if as_good else "design_better",
            verdicts=("as_good", "not_defended", "design_better"),
            values={
                "design": design.cfi,
                "as_good": as_good,
                "edge": thresholds.WORTH_A_REMARK,
                "inadmissible": [name for name, model in others.items() if not model.is_admissible],
            },
        ),
        *starts(models, "general"),
    ]


def is_defended(results: Results, design: Fit) -> bool:
    """Whether the report defends a general factor: its rule is met, and the design does not fit badly."""
    validity = had(results.validity)
    is_defensible = bool(validity and validity.hierarchical and validity.hierarchical.is_defensible)
    return is_defensible and thresholds.FIT_CFI.verdict(design.cfi) != "bad"


def starts(models: Mapping[Any, FittedModel] | Mapping[Any, Alternative], table: str) -> list[Claim]:
    """How many starts of the search agree, for models whose likelihood can have several maxima."""
    searched = {name: models[name].convergence for name in ("second_order", "bifactor") if name in models}
    return [
        Claim(
            id="separation.starts",
            subject=f"{table}:{name}",
            verdict=agreement(found),
            verdicts=("all_agree", "most_agree", "few_agree"),
            values={"model": name, "n_starts": found.n_starts, "n_agreeing": found.n_agreeing},
        )
        for name, found in searched.items()
        if found.n_starts > 1
    ]


def best(found: Alternatives) -> list[Claim]:
    """The admissible models that the information criteria prefer."""
    chosen = found.best
    if not chosen["aic"] or not chosen["bic"]:
        return []
    return [
        Claim(
            id="separation.best",
            verdict=either(chosen["aic"] == chosen["bic"], "same", "differ"),
            verdicts=("same", "differ"),
            values={"aic": chosen["aic"], "bic": chosen["bic"]},
        )
    ]


def general_share(found: Alternatives) -> list[Claim]:
    """The general factor's share of the common variance of an admissible bifactor model."""
    bifactor = had(found.models.get("bifactor"))
    share = bifactor.explained_common_variance if bifactor else None
    if share is None:
        return []
    return [
        Claim(
            id="separation.general_share",
            verdict=thresholds.COMMON_VARIANCE.verdict(share),
            verdicts=thresholds.COMMON_VARIANCE.labels,
            values={"share": share, "edge": thresholds.COMMON_VARIANCE.edges[0]},
        )
    ]


def unusable(found: Alternatives) -> list[Claim]:
    """Alternatives that could not be fitted, and those whose solution is impossible."""
    missing = [name for name, model in found.models.items() if isinstance(model, Unavailable)]
    impossible = [name for name, model in sound(found.models).items() if not model.is_admissible]
    return [
        Claim(
            id="separation.models",
            verdict="refused" if missing else either(bool(impossible), "inadmissible", "all_sound"),
            verdicts=("all_sound", "inadmissible", "refused"),
            values={
                "n_models": len(found.models),
                "n_obs": found.n_obs,
                "estimator": found.estimator,
                "refused": missing,
                "inadmissible": impossible,
                "has_both": bool(missing and impossible),
            },
        )
    ]


def supported(found: Alternatives) -> list[Claim]:
    """What may still be claimed of the dimensions."""
    one = [[row.a, row.b] for row in found.pairs if row.verdict != "distinct"]
    return [
        Claim(
            id="separation.supported",
            subject=code,
            verdict=code,
            verdicts=SUPPORTED,
            values={"pairs": one or [[row.a, row.b] for row in found.pairs]},
        )
        for code in found.supported
    ]


def in_regression(results: Results, found: Alternatives) -> list[Claim]:
    """That separate effects of such dimensions cannot be told apart; said where the effects are."""
    if not results.drivers or not suspects(results) or "no_separate_effects" not in found.supported:
        return []
    return [
        Claim(
            id="separation.in_regression",
            verdict="not_told_apart",
            verdicts=("not_told_apart",),
            values={"scales": suspects(results)},
        )
    ]
