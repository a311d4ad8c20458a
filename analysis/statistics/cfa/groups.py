"""
Do groups answer by the same yardstick? Configural, metric, scalar and strict invariance.

Each step holds more parameters equal between groups (Meredith 1993, doi 10.1007/BF02294825; Vandenberg & Lance 2000):
nothing, loadings, intercepts, residual variances. A step holds if CFI falls by less than .010 (Cheung & Rensvold
2002, doi 10.1207/S15328007SEM0902_5; Chen 2007, doi 10.1080/10705510701301834); other differences and tests are beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.statistics.cfa.difference import Difference, scaled_difference
from analysis.statistics.cfa.estimate import cfa
from analysis.statistics.cfa.group_steps import LatentMean, freed_terms, latent_means, worst_equality
from analysis.statistics.cfa.model import Model
from analysis.statistics.cfa.results import CfaResult, Fit, Problem
from analysis.statistics.cfa.samples import group_labels, label_text
from analysis.statistics.errors import EstimationError

if TYPE_CHECKING:
    import pandas as pd

EQUAL = {
    "configural": (),
    "metric": ("loadings",),
    "scalar": ("loadings", "intercepts"),
    "strict": ("loadings", "intercepts", "residuals"),
}
LARGEST_FALL = 0.010  # of CFI, between one step and the next


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """
    One step of invariance: its fit, and what it loses against the step before (deltas are this step less that one).

    `difference` is None for the first step and where the scaled test is not defined. `freed` are the parameters let
    free in a partial step, worst first.
    """

    fit: Fit
    delta_cfi: float | None
    delta_rmsea: float | None
    delta_srmr: float | None
    difference: Difference | None
    holds: bool
    freed: list[str]
    problems: list[Problem]


@dataclass(frozen=True, kw_only=True, eq=False)
class InvarianceResult:
    """
    The steps for one grouping.

    `verdict` is the strictest level that holds with all below it: "strict", "scalar", "partial_scalar", "metric",
    "partial_metric", "configural". `partial` is the last partial step, None without one. `latent_means` compare the
    groups with the first one, and are empty unless (partial) scalar invariance holds.
    """

    estimator: str
    groups: list[str]
    n_obs: dict[str, int]
    configural: Step
    metric: Step
    scalar: Step
    strict: Step
    partial_metric: Step | None
    partial_scalar: Step | None
    verdict: str
    latent_means: list[LatentMean]


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
    steps = {"configural": _step(full["configural"], None)}
    for before, step in zip(list(EQUAL), list(EQUAL)[1:], strict=False):
        steps[step] = _step(full[step], full[before])
    path = _path(full, steps, fitted)
    accepted = path["accepted"]
    means = latent_means(accepted, conf_level) if path["scalar_holds"] else []
    samples = full["configural"].solution.samples
    return InvarianceResult(
        estimator=estimator,
        groups=list(levels),
        n_obs={name: sample.n_obs for name, sample in zip(levels, samples, strict=True)},
        **steps,
        partial_metric=path["partial_metric"],
        partial_scalar=path["partial_scalar"],
        verdict=path["verdict"],
        latent_means=means,
    )


def group_levels(groups: "pd.Series") -> tuple[str, ...]:
    """The groups that occur, in the order of the categories, else sorted."""
    present = set(group_labels(groups)) - {""}
    if hasattr(groups, "cat"):
        return tuple(name for name in map(label_text, groups.cat.categories) if name in present)
    return tuple(sorted(present))


def _step(result: CfaResult, before: CfaResult | None, freed: Sequence[str] = ()) -> Step:
    if before is None:
        deltas, difference, holds = (None, None, None), None, True
    else:
        deltas = tuple(getattr(result.fit, name) - getattr(before.fit, name) for name in ("cfi", "rmsea", "srmr"))
        difference, holds = _difference(result, before), deltas[0] > -LARGEST_FALL
    return Step(
        fit=result.fit,
        delta_cfi=deltas[0],
        delta_rmsea=deltas[1],
        delta_srmr=deltas[2],
        difference=difference,
        holds=holds,
        freed=list(freed),
        problems=result.problems,
    )


def _difference(result: CfaResult, before: CfaResult) -> Difference | None:
    """The test against the step before; None where it is not defined."""
    try:
        return scaled_difference(result, before)
    except EstimationError:
        return None


def _path(full: dict[str, CfaResult], steps: dict[str, Step], fitted) -> dict:
    """Climb the steps as far as they hold, fully or partially."""
    found = {"partial_metric": None, "partial_scalar": None, "scalar_holds": False, "accepted": full["configural"]}
    found["verdict"], free = "configural", ()
    if steps["metric"].holds:
        found |= {"verdict": "metric", "accepted": full["metric"]}
    else:
        result, free = _partial(full["configural"], full["metric"], "metric", (), fitted)
        if result is None:
            return found
        step = _step(result, full["configural"], free)
        found |= {"verdict": "partial_metric", "partial_metric": step, "accepted": result}
    if steps["scalar"].holds and not free:
        found |= {"verdict": "scalar", "accepted": full["scalar"], "scalar_holds": True}
        if steps["strict"].holds:
            found["verdict"] = "strict"
        return found
    metric = found["accepted"]
    free = (*free, *(f"{term.split('=~')[1]}~1" for term in free))
    start = fitted("scalar", free) if free else full["scalar"]
    result, free = _partial(metric, start, "scalar", free, fitted)
    if result is not None:
        step = _step(result, metric, free)
        found |= {"verdict": "partial_scalar", "partial_scalar": step, "accepted": result, "scalar_holds": True}
    return found


def _partial(before: CfaResult, result: CfaResult, step: str, free: Sequence[str], fitted):
    """
    Free the worst equality until the step holds; (None, terms) where fewer than two per factor would be left.

    Two invariant items per factor are the least for comparable factors (Byrne, Shavelson & Muthen 1989, doi
    10.1037/0033-2909.105.3.456; Steenkamp & Baumgartner 1998).
    """
    free = tuple(free)
    while result.fit.cfi - before.fit.cfi <= -LARGEST_FALL:
        worst = worst_equality(result, step, free)
        if worst is None:
            return None, free
        free = freed_terms(free, worst)
        result = fitted(step, free)
    return result, free
