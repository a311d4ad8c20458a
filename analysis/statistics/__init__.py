"""
Numbers in, results out: estimators that know no survey, no language and no file.

Every public name is listed here and imported on first use, so that a caller pays only for what it asks for.
"""

from importlib import import_module
from typing import Any

EXPORTS = {
    "exploratory.adequacy": ["Sphericity", "SamplingAdequacy", "bartlett_sphericity", "kmo"],
    "foundation.bootstrap": ["bootstrap_moments"],
    "description.agreement": ["Agreement", "agreement"],
    "description.comparison": ["pain_point_comparisons", "welch_comparison"],
    "description.completeness": ["Completeness", "complete_answers"],
    "description.descriptives": ["item_descriptives", "performance_scores", "sample_descriptives", "scale_scores"],
    "foundation.distributions": ["holm"],
    "regression.driver_importance": ["DriverImportance", "driver_importance"],
    "regression.drivers": ["DriverRegression", "driver_regression"],
    "foundation.errors": ["EstimationError"],
    "exploratory.efa": ["Efa", "efa"],
    "exploratory.factor_number": ["minimum_average_partial", "parallel_analysis"],
    "regression.importance": ["Importance", "johnson_weights", "shapley_importance"],
    "regression.blocks.hierarchy": ["HierarchicalRegression", "hierarchical_regression"],
    "regression.blocks.moderation": ["Moderation", "moderation"],
    "groups.differences": ["GroupDifferences", "group_differences"],
    "description.indicators": ["Indicators", "indicator_descriptions"],
    "foundation.intervals": ["Interval", "correlation_interval", "mean_interval", "proportion"],
    "description.missingness": ["Missingness"],
    "description.promoters": ["NetPromoterScores", "net_promoter_scores"],
    "description.overview": ["Overview", "overview"],
    "description.option_shares": ["OptionShares", "shares_of_options"],
    "exploratory.ordinal_factor_number": ["polychoric_parallel_analysis"],
    "regression.logistic": ["LogisticRegression", "logistic_regression"],
    "measurement.quality": ["MeasurementQuality", "measurement_quality"],
    "pain_points.pain_points": ["PainPoints", "pain_points_together"],
    "description.paired": ["paired_difference", "prevalence_difference"],
    "regression.ordered.ordered_logit": ["OrderedRegression", "ordered_logit"],
    "paths.hypotheses": ["Hypotheses", "hypothesis_tests"],
    "paths.latent_regression": ["LatentRegression", "latent_regression", "outcome_validity"],
    "paths.mediation": ["Mediation", "mediation"],
    "priorities.evidence": ["PriorityEvidence", "priority_evidence"],
    "foundation.randomness": ["random_stream"],
    "regression.ols": ["OlsRegression", "ols"],
    "reliability.alpha": ["Reliability", "ScaleReliability", "cronbach_alpha", "scale_reliability"],
    "sensitivity.curve": ["SpecificationCurve", "specification_curve"],
    "description.score_correlations": ["ScoreCorrelations", "score_correlations"],
    "exploratory.structure": ["FactorStructure", "factor_structure"],
}
"""Module to the names it gives. No name may be a module's: importing that module would put it in the name's place."""

HOME = {name: module for module, names in EXPORTS.items() for name in names}

__all__ = sorted(HOME)


def __getattr__(name: str) -> Any:
    """Import the module that gives `name`, the first time it is asked for."""
    if name not in HOME:
        raise AttributeError(f"analysis.statistics has no {name!r}.")
    value = getattr(import_module(f".{HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
