"""
What results.json holds: its sections by name, each of the type that an estimator, or the study, gives.

This is the one declaration of them: `schema` makes the JSON Schema of it, and files are proved by it and read back into
it.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.report.document.loose import nothing
from analysis.report.findings.finding import Finding
from analysis.statistics.description.agreement import Agreement
from analysis.statistics.description.comparison import PainPointComparison
from analysis.statistics.description.completeness import GroupCompleteness
from analysis.statistics.description.descriptives import SampleDescription
from analysis.statistics.description.indicators import Indicator
from analysis.statistics.description.option_shares import OptionShare
from analysis.statistics.description.paired import Measure, PairedDifference
from analysis.statistics.description.promoters import NetPromoterScore
from analysis.statistics.description.score_correlations import ScoreCorrelations
from analysis.statistics.exploratory.structure import FactorStructure
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.measurement.alternatives import Alternatives
from analysis.statistics.measurement.fitted_model import FittedModel
from analysis.statistics.measurement.group_invariance import GroupInvariance, RefusedInvariance
from analysis.statistics.measurement.method_bias import MethodBias
from analysis.statistics.measurement.models import MeasurementModels
from analysis.statistics.measurement.simulated_cutoffs import DynamicCutoffs
from analysis.statistics.measurement.validity import ValidityResult
from analysis.statistics.pain_points.pain_points import PainPoints
from analysis.statistics.paths.hypotheses import Hypotheses
from analysis.statistics.paths.latent_regression import LatentRegression
from analysis.statistics.paths.mediation import Mediation
from analysis.statistics.priorities.evidence import PriorityEvidence
from analysis.statistics.regression.driver_importance import DriverImportance
from analysis.statistics.regression.drivers import DriverRegression, RefusedRegression
from analysis.statistics.reliability.alpha import Reliability
from analysis.statistics.sensitivity.estimates import SpecificationCurve
from analysis.survey.authored.author import Author
from analysis.survey.sections import RespondentsSection, StudySection


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample(SampleDescription, RespondentsSection):
    """
    Who answered, and what.

    `multi` has, for each question with several answers, its options in the order of the section `study`;
    `completeness`, for each declared group, the shares of complete answers.
    """

    multi: dict[str, list[OptionShare]]
    completeness: dict[str, GroupCompleteness]

    def compared(self, measure: Measure, a: str, b: str) -> PairedDifference | None:
        """The comparison of `a` with `b` among the same people: a less b."""
        found = had(self.comparisons)
        return found.pair(measure, a, b) if found else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Results:
    """
    Every number of one run, in full precision, keyed by name.

    Proportions lie between 0 and 1; a number that does not exist is null; what an estimator refused says why under
    `unavailable`. A section whose chapter does not apply is absent. `measurement` stands in the place of `cfa`,
    `validity`, `invariance`, `alternatives` and `method_bias` where no measurement model could be had at all;
    `agreement` is that with the items, `correlations` are of the scale scores, `promoters` are net promoter scores,
    `groups` has, by grouping and scale, the levels compared, `indicators` the measured quantities, `priorities` the
    items within their dimensions and what a second survey could show. `dynamic_cutoffs`, `mediation` and `hypotheses`
    are there where the study asks for them, `latent_regression` and `outcome_validity` where an outcome has several
    items. `findings` are what limits what may be said, the most serious first;
    `sensitivity` is what verdicts rest on, under every set of choices that could have been made.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - of all that it is made of, too

    schema_version: Literal["1"]
    study: StudySection
    sample: Sample
    agreement: Agreement | Unavailable | None = None
    correlations: ScoreCorrelations | Unavailable | None = None
    promoters: dict[str, NetPromoterScore | Unavailable] | None = None
    reliability: Reliability | Unavailable | None = None
    efa: FactorStructure | Unavailable | None = None
    regression: DriverRegression | RefusedRegression | Unavailable | None = None
    importance: DriverImportance | Unavailable | None = None
    pain_points: PainPoints | Unavailable | None = None
    priorities: PriorityEvidence | Unavailable | None = None
    latent_regression: LatentRegression | Unavailable | None = None
    outcome_validity: ValidityResult | Unavailable | None = None
    mediation: Mediation | None = None
    hypotheses: Hypotheses | None = None
    cfa: MeasurementModels | None = None
    validity: ValidityResult | Unavailable | None = None
    invariance: dict[str, GroupInvariance | RefusedInvariance] | None = None
    alternatives: Alternatives | Unavailable | None = None
    method_bias: MethodBias | Unavailable | None = None
    dynamic_cutoffs: DynamicCutoffs | Unavailable | None = None
    measurement: Unavailable | None = None
    groups: dict[str, dict[str, GroupDifference | Unavailable]] | Unavailable | None = None
    indicators: dict[str, Indicator | Unavailable] | None = None
    sensitivity: SpecificationCurve | Unavailable | None = None
    findings: list[Finding] | None = None
    author: Author | None = None

    @property
    def drivers(self) -> DriverRegression | None:
        """The regression of the outcome, where there is one."""
        return self.regression if isinstance(self.regression, DriverRegression) else None

    @property
    def outcome(self) -> str | None:
        """The outcome that the study explains: the regression's, else the first outcome scale."""
        if isinstance(self.regression, DriverRegression | RefusedRegression):
            return self.regression.outcome
        return next((scale.name for scale in self.study.outcomes), None)

    @property
    def pain_point_comparisons(self) -> list[PainPointComparison]:
        """The outcome of those who met each pain point against those who did not."""
        found = self.regression
        return found.pain_points if isinstance(found, DriverRegression | RefusedRegression) else []

    @property
    def headline(self) -> FittedModel | None:
        """The measurement model that the report rests on, where one could be fitted."""
        return had(self.cfa.models[self.cfa.headline]) if self.cfa and self.cfa.headline else None


def only(**sections: Any) -> Results:
    """Results of some sections alone; of the sample and the study, where they are another chapter's, nothing."""
    return replace(nothing(Results), **sections)
