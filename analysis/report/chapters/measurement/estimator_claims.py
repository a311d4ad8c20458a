"""The confirmatory model: which estimator's number counts, and how much the choice matters."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, refused
from analysis.statistics.foundation.attempts import Unavailable, had, sound
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.models import MeasurementModels

BY_ESTIMATOR = ("ml", "mlr", "fiml", "fiml_mlr", "wlsmv")
REASONS = ("few_categories", "missing_answers", "five_categories_skewed", "five_categories", "many_categories")


def claims(cfa: MeasurementModels) -> list[Claim]:
    told = [rule(cfa), headline(cfa), *excluded(cfa), *left_out(cfa), *lost(cfa)]
    return [*told, *which_number(cfa), *naive(cfa)] if cfa.headline else told


def headline_model(cfa: MeasurementModels) -> FittedModel | None:
    """The fit that the text speaks of."""
    return had(cfa.models[cfa.headline]) if cfa.headline else None


def by_estimator(cfa: MeasurementModels) -> dict[str, FittedModel]:
    """The correlated dimensions, as each estimator fitted them."""
    return {name: model for name, model in sound(cfa.models).items() if name in BY_ESTIMATOR}


def rule(cfa: MeasurementModels) -> Claim:
    """What the printed rule asks for, given the answers."""
    found = cfa.rule
    return Claim(
        id="measurement.rule",
        verdict=found.reason,
        verdicts=REASONS,
        values={
            **vars(found.facts),
            "edges": vars(found.edges),
            "estimator": found.preferred,
            "is_skewed": (found.facts.median_skewness or 0) > found.edges.skewed,
        },
    )


def headline(cfa: MeasurementModels) -> Claim:
    """Which fit the text reports."""
    name, preferred = cfa.headline, cfa.rule.preferred
    return Claim(
        id="measurement.headline",
        verdict=either(name == preferred, "preferred", "another") if name else "none",
        verdicts=("preferred", "another", "none"),
        values={"estimator": name or preferred, "preferred": preferred, "n_obs": (headline_model(cfa) or cfa).n_obs},
    )


def excluded(cfa: MeasurementModels) -> list[Claim]:
    """Estimators that the answers rule out."""
    if not sound(cfa.models):
        return []
    codes = {row.code for row in cfa.rule.not_applicable}
    verdict = "both" if len(codes) > 1 else next(iter(codes), "none")
    return [
        Claim(
            id="measurement.excluded",
            verdict=verdict,
            verdicts=("none", "no_missing_answers", "too_many_categories", "both"),
            values={"most": cfa.rule.edges.most_categories, "n_estimators": len(by_estimator(cfa))},
        )
    ]


def left_out(cfa: MeasurementModels) -> list[Claim]:
    """Dimensions that are not in the model because one item cannot carry a factor."""
    names = [row.scale for row in cfa.left_out]
    if not names:
        return []
    return [
        Claim(
            id="measurement.left_out",
            verdict="some",
            verdicts=("some",),
            values={"scales": names, "n_scales": len(names)},
        )
    ]


def lost(cfa: MeasurementModels) -> list[Claim]:
    """Models that could not be fitted, each with its reason."""
    return [
        refused("measurement.refused", model, subject=name, model=name)
        for name, model in cfa.models.items()
        if isinstance(model, Unavailable)
    ]


def which_number(cfa: MeasurementModels) -> list[Claim]:
    """Whether the choice of the estimator decides how the fit is called."""
    indices = {name: model.fit.index("cfi") for name, model in by_estimator(cfa).items()}
    found = {name: cfi for name, cfi in indices.items() if cfi is not None}
    if len(found) < 2:
        return []
    sides = {thresholds.HU_BENTLER_CFI.verdict(cfi) for cfi in found.values()}
    printed = {thresholds.HU_BENTLER_CFI.printed(cfi) for cfi in found.values()}
    low, high = min(found, key=lambda name: found[name]), max(found, key=lambda name: found[name])
    verdict = "same_number" if len(printed) == 1 else either(len(sides) == 1, "same_side", "estimator_decides")
    return [
        Claim(
            id="measurement.which_number",
            verdict=verdict,
            verdicts=("same_number", "same_side", "estimator_decides"),
            values={
                "n_estimators": len(found),
                "low": {"estimator": low, "cfi": found[low]},
                "high": {"estimator": high, "cfi": found[high]},
                "edge": thresholds.HU_BENTLER_CFI.edges[0],
                "is_reached": sides == {thresholds.HU_BENTLER_CFI.labels[1]},
            },
        )
    ]


def naive(cfa: MeasurementModels) -> list[Claim]:
    """How far the uncorrected index of the ordinal fit lies from the robust one."""
    model = had(cfa.models.get("wlsmv"))
    robust = model.fit.cfi_robust if model else None
    if not model or robust is None:
        return []
    fit = model.fit
    return [
        Claim(
            id="measurement.naive",
            verdict=either(fit.cfi - robust >= thresholds.WORTH_A_REMARK, "flatters", "agrees"),
            verdicts=("agrees", "flatters"),
            values={"naive": fit.cfi, "robust": robust, "scaled": fit.cfi_scaled},
        )
    ]
