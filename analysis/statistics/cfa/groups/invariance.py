"""
Do groups answer by the same yardstick? Configural, metric, scalar and strict invariance.

Each step holds more parameters equal between groups (Meredith 1993, doi 10.1007/BF02294825; Vandenberg & Lance 2000):
nothing, loadings, intercepts, residual variances. A step is compared with the one that was kept before it, by one
version of the indices throughout, and holds if the CFI falls by less than the cut-off for these groups (Chen 2007, see
`group_cutoffs`); other indices and the difference test are beside. On a configural model that fits poorly nothing is
built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.statistics.cfa.after.fit_verdict import FitVerdict, Version, fit_verdict
from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.groups.climb import EQUAL, PARTIAL, Climb, Step
from analysis.statistics.cfa.groups.cutoffs import StepCutoffs, step_cutoffs
from analysis.statistics.cfa.groups.steps import LatentMean, latent_means
from analysis.statistics.cfa.model.specification import Model
from analysis.statistics.cfa.results import CfaResult, Estimator
from analysis.statistics.cfa.sample.samples import group_labels, label_text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class InvarianceResult:
    """
    The steps for one grouping.

    `version` of the indices and `cutoffs` are those of all steps. `configural_fit` judges the first step: where it is
    "poor", `verdict` is "no_basis" and nothing follows. Else `verdict` is the strictest level that holds with all below
    it: "strict", "partial_strict", "scalar", "partial_scalar", "metric", "partial_metric", "configural". Partial steps
    are None where they were not needed or not found. `unequal` are the parameters let free in vain at the step that
    ended the climb, the most unequal first. `latent_means` compare the groups with the first one, and are empty unless
    (partial) scalar invariance holds.
    """

    estimator: Estimator
    groups: list[str]
    n_obs: dict[str, int | None]
    n_free: int
    version: Version
    cutoffs: StepCutoffs
    configural_fit: FitVerdict
    configural: Step
    metric: Step
    scalar: Step
    strict: Step
    partial_metric: Step | None
    partial_scalar: Step | None
    partial_strict: Step | None
    verdict: Literal[
        "no_basis", "configural", "partial_metric", "metric", "partial_scalar", "scalar", "partial_strict", "strict"
    ]
    unequal: list[str]
    latent_means: list[LatentMean]

    @property
    def steps(self) -> dict[str, Step]:
        """The steps that were made, by name."""
        every = {
            "configural": self.configural,
            "metric": self.metric,
            "partial_metric": self.partial_metric,
            "scalar": self.scalar,
            "partial_scalar": self.partial_scalar,
            "strict": self.strict,
            "partial_strict": self.partial_strict,
        }
        return {name: step for name, step in every.items() if step}


def invariance(
    data: "pd.DataFrame",
    model: Model,
    groups: "pd.Series",
    *,
    estimator: str = "mlr",
    conf_level: float = 0.95,
) -> InvarianceResult:
    """
    Measurement invariance of a model across groups.

    Parameters
    ----------
    data : answers, one column per item; incomplete rows are dropped, except by FIML.
    model : the model of one group.
    groups : one label per row of `data`; rows without a label are dropped, the first level is the reference.

    Raises
    ------
    EstimationError
        A group is too small or too uniform for the model, named.
    """
    levels = group_levels(groups)
    if len(levels) < 2:
        raise ValueError(f"Invariance needs at least two groups; found {', '.join(levels) or 'none'}.")

    def fitted(step: str, free: Sequence[str] = ()) -> CfaResult:
        grouped = model.in_groups(levels, equal=EQUAL[step], free=free)
        return cfa(data, grouped, estimator=estimator, groups=groups, conf_level=conf_level)

    full = {step: fitted(step) for step in EQUAL}
    sizes = [sample.n_obs for sample in full["configural"].solution.samples]
    climb = Climb(full, fitted, step_cutoffs(sizes), conf_level)
    climb.ascend()
    basis = fit_verdict(full["configural"].fit, conf_level=conf_level)
    has_basis = basis.verdict != "poor"
    means = latent_means(climb.results[climb.with_means], conf_level) if has_basis and climb.with_means else []
    return InvarianceResult(
        estimator=estimator,
        groups=list(levels),
        n_obs=dict(zip(levels, sizes, strict=True)),
        n_free=full["configural"].fit.n_free // len(levels),
        version=climb.version,
        cutoffs=climb.cutoffs,
        configural_fit=basis,
        **{name: climb.steps.get(name) for name in (*EQUAL, *PARTIAL)},
        verdict=climb.kept if has_basis else "no_basis",
        unequal=list(climb.unequal),
        latent_means=means,
    )


def group_levels(groups: "pd.Series") -> tuple[str, ...]:
    """The groups that occur, in the order of the categories, else sorted."""
    present = set(group_labels(groups)) - {""}
    if hasattr(groups, "cat"):
        return tuple(name for name in map(label_text, groups.cat.categories) if name in present)
    return tuple(sorted(present))
