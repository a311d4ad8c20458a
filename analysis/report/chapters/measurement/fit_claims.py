"""The confirmatory model: how well it fits, what its loadings are, what is wrong with it."""

from analysis.report.chapters.cutoffs import claims as measurement_cutoffs
from analysis.report.chapters.measurement import estimator_claims as measurement_estimator
from analysis.report.chapters.measurement.estimator_claims import headline_model
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.statistics.cfa.results import IndexName
from analysis.statistics.cfa.tables import LoadingRow
from analysis.statistics.foundation.attempts import needed, sound
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import MeasurementModels

HU_BENTLER: dict[IndexName, thresholds.Benchmark] = {
    "cfi": thresholds.HU_BENTLER_CFI,
    "tli": thresholds.HU_BENTLER_TLI,
    "rmsea": thresholds.HU_BENTLER_RMSEA,
    "srmr": thresholds.HU_BENTLER_SRMR,
}


def claims(results: Results) -> list[Claim]:
    cfa, level = needed(results.cfa), results.study.conf_level
    model = headline_model(cfa)
    told = measurement_estimator.claims(cfa)
    if model:
        told += [
            exact_fit(model, level),
            *close_fit(model, level),
            indices(model),
            *scaled_indices(model),
            *loadings(model),
            admissible(cfa),
        ]
    return [*told, *problems(cfa), *modification(cfa, level), *residual(cfa), *measurement_cutoffs.claims(results)]


def exact_fit(model: FittedModel, conf_level: float) -> Claim:
    """Test of the null that the model holds exactly."""
    statistic, p_value = model.fit.test
    return Claim(
        id="measurement.exact_fit",
        verdict=either(is_rejected(p_value, conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={"statistic": statistic, "df": model.fit.df, "p_value": p_value, "n_obs": model.n_obs},
    )


def close_fit(model: FittedModel, conf_level: float) -> list[Claim]:
    """Test of the null that the model is nearly right."""
    p_value = model.fit.index("rmsea_close")
    if p_value is None:
        return []
    return [
        Claim(
            id="measurement.close_fit",
            verdict=either(is_rejected(p_value, conf_level), "rejected", "not_rejected"),
            verdicts=("rejected", "not_rejected"),
            values={"p_value": p_value, "edge": thresholds.RMSEA.edges[0]},
        )
    ]


def indices(model: FittedModel) -> Claim:
    """The indices of fit against the values that Hu and Bentler found for one kind of model."""
    fit = model.fit
    values = {str(name): fit.index(name) for name in HU_BENTLER}
    reached = [n for n, benchmark in HU_BENTLER.items() if is_reached(benchmark, values[n])]
    return Claim(
        id="measurement.indices",
        verdict="all" if len(reached) == len(HU_BENTLER) else either(bool(reached), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            **values,
            "version": fit.version("cfi"),
            "low": fit.index("rmsea_low"),
            "high": fit.index("rmsea_high"),
            "level": thresholds.RMSEA_LEVEL,
            "edges": {name: benchmark.edges[0] for name, benchmark in HU_BENTLER.items()},
            "reached": reached,
            "missed": [name for name in HU_BENTLER if name not in reached],
        },
    )


def is_reached(benchmark: thresholds.Benchmark, value: float | None) -> bool:
    """Whether an index reaches a recommended value; one that is not defined does not."""
    return value is not None and benchmark.verdict(value) == "reached"


ROBUST_SOURCES = {
    "mlr": ("brosseau2012", "brosseau2014"),
    "fiml_mlr": ("zhang2023",),
    "wlsmv": ("savalei2021",),
}
"""Where the robust indices of an estimator come from: of complete, incomplete and ordered answers."""


def scaled_indices(model: FittedModel) -> list[Claim]:
    """The scaled indices beside the robust ones."""
    fit = model.fit
    if fit.cfi_robust is None or fit.cfi_scaled is None:
        return []
    gap = abs(fit.cfi_robust - fit.cfi_scaled)
    return [
        Claim(
            id="measurement.scaled_indices",
            verdict=either(gap < thresholds.WORTH_A_REMARK, "close", "apart"),
            verdicts=("close", "apart"),
            values={
                "cfi": fit.cfi_scaled,
                "tli": fit.tli_scaled,
                "rmsea": fit.rmsea_scaled,
                "edge": thresholds.WORTH_A_REMARK,
                "sources": ROBUST_SOURCES[model.estimator],
            },
        )
    ]


def loadings(model: FittedModel) -> list[Claim]:
    """The standardised loadings, and the items whose own is low."""
    rows = [row for row in model.loadings if row.std_estimate is not None]
    if not rows:  # every factor's variance came out negative
        return []
    edge = thresholds.WEAK_STANDARDISED_LOADING
    low = [row.term for row in rows if round(size(row), 2) < edge]
    return [
        Claim(
            id="measurement.loadings",
            verdict=either(bool(low), "some_low", "none_low"),
            verdicts=("none_low", "some_low"),
            values={
                "low": vars(min(rows, key=size)),
                "high": vars(max(rows, key=size)),
                "items": low,
                "n_low": len(low),
                "n_items": len(rows),
                "edge": edge,
            },
        )
    ]


def size(row: LoadingRow) -> float:
    """How strong a loading is, whichever way it points."""
    return abs(row.std_estimate or 0.0)


def admissible(cfa: MeasurementModels) -> Claim:
    """Whether the headline, and the others, could be true of any population."""
    fitted = sound(cfa.models)
    impossible = [name for name, model in fitted.items() if not model.is_admissible]
    verdict = "headline" if cfa.headline in impossible else either(bool(impossible), "others", "all")
    return Claim(
        id="measurement.admissible",
        verdict=verdict,
        verdicts=("all", "others", "headline"),
        values={"models": impossible, "n_models": len(impossible), "n_fitted": len(fitted)},
    )


PROBLEMS = (
    "negative_residual_variance",
    "negative_factor_variance",
    "factor_correlation_beyond_one",
    "factor_covariance_not_positive_definite",
    "residual_covariance_not_positive_definite",
    "not_identified",
    "no_maximum",
)


def problems(cfa: MeasurementModels) -> list[Claim]:
    """What is impossible about a solution, with the items or dimensions concerned."""
    return [
        Claim(
            id="measurement.problem",
            subject=f"{name}:{problem.code}:{'+'.join(problem.names)}",
            verdict=problem.code,
            verdicts=PROBLEMS,
            values={"model": name, "names": problem.names, "value": problem.value},
        )
        for name, model in sound(cfa.models).items()
        for problem in model.problems
    ]


def modification(cfa: MeasurementModels, conf_level: float) -> list[Claim]:
    """The parameter that the model lacks most."""
    if not cfa.modification_indices:
        return []
    first = cfa.modification_indices[0]
    kind = "residual_pair" if first.op == "~~" else "cross_loading"
    return [
        Claim(
            id="measurement.modification",
            verdict=kind if is_rejected(first.p_value_adjusted, conf_level) else "none",
            verdicts=("none", "residual_pair", "cross_loading"),
            values={
                "lhs": first.lhs,
                "rhs": first.rhs,
                "is_negative": first.epc < 0,
                "mi": first.mi,
                "p_value": first.p_value_adjusted,
                "n_candidates": cfa.n_candidates,
            },
        )
    ]


def residual(cfa: MeasurementModels) -> list[Claim]:
    """The pair of items whose correlation the model reproduces worst."""
    if not cfa.residuals:
        return []
    first = cfa.residuals[0]
    is_large = round(abs(first.residual), 2) >= thresholds.LARGE_RESIDUAL
    return [
        Claim(
            id="measurement.residual",
            verdict=either(is_large, "large", "small"),
            verdicts=("small", "large"),
            values={**vars(first), "edge": thresholds.LARGE_RESIDUAL},
        )
    ]
