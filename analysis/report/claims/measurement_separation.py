"""When dimensions do not separate: what else the items could measure, and what may still be claimed."""

from analysis.report import benchmarks
from analysis.report.claim import Claim, either
from analysis.report.claims.refusals import refusal
from analysis.report.lookups import available

SYMPTOMS = (
    "high_correlation",
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
)
SUPPORTED = ("dimensions_close", "pairs_as_one", "general_factor", "single_dimension", "no_separate_effects")


def claims(results: dict) -> list[Claim]:
    found = available(results, "alternatives")
    if not found:
        return refusal("measurement_separation", results.get("alternatives"))
    if not found["triggered"]:
        return [separate(found)]
    return [
        separate(found),
        *symptoms(found),
        *pairs(found),
        *best(found),
        *general_share(found),
        *refused(found),
        *supported(found),
        *in_regression(results, found),
    ]


def suspects(results: dict) -> list[str]:
    """The dimensions that do not separate; empty where all do."""
    found = available(results, "alternatives")
    if not found or not found["triggered"]:
        return []
    scales = [scale["name"] for scale in results["study"]["scales"]]
    named = {name for symptom in found["symptoms"] for name in symptom["names"]}
    return [name for name in scales if name in named] or scales_of_items(results, named)


def scales_of_items(results: dict, items: set[str]) -> list[str]:
    """The scales that hold some of these items."""
    return [scale["name"] for scale in results["study"]["scales"] if items & set(scale["items"])]


def separate(found: dict) -> Claim:
    """Whether anything speaks against separate dimensions."""
    return Claim(
        id="measurement_separation.separate",
        verdict=either(found["triggered"], "do_not", "separate"),
        verdicts=("separate", "do_not"),
        values={"edge": benchmarks.LATENT_CORRELATION.edges[1], "n_symptoms": len(found["symptoms"])},
    )


def symptoms(found: dict) -> list[Claim]:
    """What speaks against separate dimensions, with the dimensions or items concerned."""
    return [
        Claim(
            id="measurement_separation.symptom",
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
    test = compared.get("test") or {}
    return Claim(
        id="measurement_separation.pair",
        subject=f"{row['a']}+{row['b']}",
        verdict=row["verdict"] if test else "untested",
        verdicts=("distinct", "one", "unclear", "untested"),
        values={
            **{key: row[key] for key in ("a", "b", "correlation", "conf_low", "conf_high")},
            **{key: test.get(key) for key in ("statistic", "df")},
            "n_obs": n_obs,
            "p_value": compared.get("p_value_adjusted"),
            "delta_bic": compared.get("delta_bic"),
        },
    )


def best(found: dict) -> list[Claim]:
    """The admissible models that the information criteria prefer."""
    chosen = found["best"]
    if not chosen["aic"] or not chosen["bic"]:
        return []
    return [
        Claim(
            id="measurement_separation.best",
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
            id="measurement_separation.general_share",
            verdict=benchmarks.COMMON_VARIANCE.verdict(share),
            verdicts=benchmarks.COMMON_VARIANCE.labels,
            values={"share": share, "edge": benchmarks.COMMON_VARIANCE.edges[0]},
        )
    ]


def refused(found: dict) -> list[Claim]:
    """Alternatives that could not be fitted, and those whose solution is impossible."""
    lost = [name for name, model in found["models"].items() if "unavailable" in model]
    impossible = [name for name, model in found["models"].items() if model.get("is_admissible") is False]
    return [
        Claim(
            id="measurement_separation.models",
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
            id="measurement_separation.supported",
            subject=code,
            verdict=code,
            verdicts=SUPPORTED,
            values={"pairs": one or [[row["a"], row["b"]] for row in found["pairs"]]},
        )
        for code in found["supported"]
    ]


def in_regression(results: dict, found: dict) -> list[Claim]:
    """That separate effects of such dimensions cannot be told apart; said where the effects are."""
    if not available(results, "regression") or "no_separate_effects" not in found["supported"]:
        return []
    return [
        Claim(
            id="measurement_separation.in_regression",
            verdict="not_told_apart",
            verdicts=("not_told_apart", "told_apart"),
            values={"scales": suspects(results)},
        )
    ]
