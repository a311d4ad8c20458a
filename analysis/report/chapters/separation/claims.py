"""When dimensions do not separate: what else the items could measure, and what may still be claimed."""

from analysis.report.chapters.limits.refusal_claims import refusal
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import agreement, available, succeeded
from analysis.report.findings.build import of
from analysis.report.findings.finding import scales_with

SYMPTOMS = (
    "high_correlation",
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
)
SUPPORTED = ("dimensions_close", "pairs_as_one", "general_factor", "single_dimension", "no_separate_effects")
SUPPORTED += ("improper",)


def claims(results: dict) -> list[Claim]:
    found = available(results, "alternatives")
    if not found:
        return refusal("separation", results.get("alternatives"))
    if not found["triggered"]:
        return [separate(found), *general(results)]
    return [
        separate(found),
        *general(results),
        *starts(succeeded(found["models"]), "alternatives"),
        *symptoms(found),
        *pairs(found),
        *best(found),
        *general_share(found),
        *refused(found),
        *supported(found),
        *in_regression(results, found),
    ]


def suspects(results: dict) -> list[str]:
    """The dimensions that do not separate, by the finding that all chapters go by; empty where all do."""
    return list(scales_with(of(results), "inseparable"))


def separate(found: dict) -> Claim:
    """Whether anything speaks against separate dimensions."""
    return Claim(
        id="separation.separate",
        verdict=either(found["triggered"], either(bool(found["pairs"]), "do_not", "improper"), "separate"),
        verdicts=("separate", "do_not", "improper"),
        values={"edge": thresholds.LATENT_CORRELATION.edges[1], "n_symptoms": len(found["symptoms"])},
    )


def symptoms(found: dict) -> list[Claim]:
    """What speaks against separate dimensions, with the dimensions or items concerned."""
    return [
        Claim(
            id="separation.symptom",
            subject=f"{row['code']}:{'+'.join(row['names'])}",
            verdict=row["code"],
            verdicts=SYMPTOMS,
            values={"names": row["names"], "value": row["value"]},
        )
        for row in found["symptoms"]
    ]


def pairs(found: dict) -> list[Claim]:
    """For each suspect pair, whether calling it one dimension costs fit."""
    return [pair(row, found["n_obs"]) for row in found["pairs"]]


def pair(row: dict, n_obs: int) -> Claim:
    """One suspect pair and the price of merging it."""
    compared = row["comparison"] or {}
    test, edge = compared.get("test") or {}, thresholds.LATENT_CORRELATION.edges[1]
    return Claim(
        id="separation.pair",
        subject=f"{row['a']}+{row['b']}",
        verdict=row["verdict"] if test else "untested",
        verdicts=("distinct", "one", "unclear", "untested"),
        values={
            **{key: row[key] for key in ("a", "b", "correlation", "conf_low", "conf_high")},
            **{key: test.get(key) for key in ("statistic", "df")},
            "n_obs": n_obs,
            "p_value": compared.get("p_value_adjusted"),
            "edge": edge,
            "edge_rejected": row["conf_low"] is not None and nearer_end(row) >= edge,
            "delta_bic": compared.get("delta_bic"),
        },
    )


def nearer_end(row: dict) -> float:
    """The end of a correlation's interval that is nearer to zero, in size; zero where it includes zero."""
    ends = (row["conf_low"], row["conf_high"])
    return 0.0 if min(ends) < 0 < max(ends) else min(abs(end) for end in ends)


def general(results: dict) -> list[Claim]:
    """
    The models with a general factor that the table of fit has, and whether a simpler one does as well.

    Nothing is said where the design itself has an inadmissible solution.
    """
    models = succeeded(results["cfa"]["models"])
    rows = [
        {"model": name, "cfi": models[name]["fit"]["cfi"], "is_admissible": models[name]["is_admissible"]}
        for name in ("second_order", "bifactor", "single_factor")
        if name in models
    ]
    if not rows or "ml" not in models or not models["ml"]["is_admissible"]:
        return []
    design = models["ml"]["fit"]
    as_good = [
        row["model"]
        for row in rows
        if row["is_admissible"]
        and models[row["model"]]["fit"]["df"] > design["df"]
        and round(design["cfi"] - row["cfi"], 3) < thresholds.WORTH_A_REMARK
    ]
    return [
        Claim(
            id="separation.general",
            verdict=either(is_defended(results), "as_good", "not_defended") if as_good else "design_better",
            verdicts=("as_good", "not_defended", "design_better"),
            values={"design": design["cfi"], "as_good": as_good, "edge": thresholds.WORTH_A_REMARK},
        ),
        *starts(models, "general"),
    ]


def is_defended(results: dict) -> bool:
    """Whether the report defends a general factor: its rule is met, and the design does not fit badly."""
    hierarchical = (available(results, "validity") or {}).get("hierarchical") or {}
    design = results["cfa"]["models"]["ml"]["fit"]
    return bool(hierarchical.get("is_defensible")) and thresholds.FIT_CFI.verdict(design["cfi"]) != "bad"


def starts(models: dict, table: str) -> list[Claim]:
    """How many starts of the search agree, for models whose likelihood can have several maxima."""
    searched = {
        name: models[name]["convergence"]
        for name in ("second_order", "bifactor")
        if models.get(name, {}).get("convergence", {}).get("n_starts", 1) > 1
    }
    return [
        Claim(
            id="separation.starts",
            subject=f"{table}:{name}",
            verdict=agreement(found),
            verdicts=("all_agree", "most_agree", "few_agree"),
            values={"model": name, **{key: found[key] for key in ("n_starts", "n_agreeing")}},
        )
        for name, found in searched.items()
    ]


def best(found: dict) -> list[Claim]:
    """The admissible models that the information criteria prefer."""
    chosen = found["best"]
    if not chosen["aic"] or not chosen["bic"]:
        return []
    return [
        Claim(
            id="separation.best",
            verdict=either(chosen["aic"] == chosen["bic"], "same", "differ"),
            verdicts=("same", "differ"),
            values=dict(chosen),
        )
    ]


def general_share(found: dict) -> list[Claim]:
    """The general factor's share of the common variance of an admissible bifactor model."""
    share = (found["models"].get("bifactor") or {}).get("explained_common_variance")
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


def refused(found: dict) -> list[Claim]:
    """Alternatives that could not be fitted, and those whose solution is impossible."""
    lost = [name for name, model in found["models"].items() if "unavailable" in model]
    impossible = [name for name, model in found["models"].items() if model.get("is_admissible") is False]
    return [
        Claim(
            id="separation.models",
            verdict="refused" if lost else either(bool(impossible), "inadmissible", "all_sound"),
            verdicts=("all_sound", "inadmissible", "refused"),
            values={
                "n_models": len(found["models"]),
                "n_obs": found["n_obs"],
                "estimator": found["estimator"],
                "refused": lost,
                "inadmissible": impossible,
                "has_both": bool(lost and impossible),
            },
        )
    ]


def supported(found: dict) -> list[Claim]:
    """What may still be claimed of the dimensions."""
    one = [[row["a"], row["b"]] for row in found["pairs"] if row["verdict"] != "distinct"]
    return [
        Claim(
            id="separation.supported",
            subject=code,
            verdict=code,
            verdicts=SUPPORTED,
            values={"pairs": one or [[row["a"], row["b"]] for row in found["pairs"]]},
        )
        for code in found["supported"]
    ]


def in_regression(results: dict, found: dict) -> list[Claim]:
    """That separate effects of such dimensions cannot be told apart; said where the effects are."""
    if not available(results, "regression") or not suspects(results) or "no_separate_effects" not in found["supported"]:
        return []
    return [
        Claim(
            id="separation.in_regression",
            verdict="not_told_apart",
            verdicts=("not_told_apart",),
            values={"scales": suspects(results)},
        )
    ]
