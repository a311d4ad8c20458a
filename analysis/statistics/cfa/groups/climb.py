"""The climb from configural to strict invariance: each step against the one that was kept before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.statistics.cfa.after.difference import Difference, scaled_difference
from analysis.statistics.cfa.after.fit_verdict import fit_verdict, index_value, index_version
from analysis.statistics.cfa.groups.cutoffs import StepCutoffs
from analysis.statistics.cfa.groups.steps import freed_terms, worst_equality
from analysis.statistics.cfa.results import CfaResult, Fit, Problem
from analysis.statistics.foundation.errors import EstimationError

EQUAL = {
    "configural": (),
    "metric": ("loadings",),
    "scalar": ("loadings", "intercepts"),
    "strict": ("loadings", "intercepts", "residuals"),
}
PARTIAL = ("partial_metric", "partial_scalar", "partial_strict")
INDICES = ("cfi", "rmsea", "srmr")


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """
    One step of invariance: its fit, and what it loses against the step kept before it.

    `indices` are the values that are judged, all steps' in the same version; deltas are this step's less those of the
    step `against`. `difference` is None for the first step and where the scaled test is not defined. `votes` say
    which index, and whether the test (None: not made), is for the step; the CFI's decides. A step that asks again for
    an equality given up before it does not hold (`is_moot`). `freed` are the parameters let free in a partial step,
    worst first.
    """

    fit: Fit
    indices: dict[Literal["cfi", "rmsea", "srmr"], float]
    against: str | None
    delta_cfi: float | None
    delta_rmsea: float | None
    delta_srmr: float | None
    difference: Difference | None
    votes: dict[Literal["cfi", "rmsea", "srmr", "test"], bool | None]
    holds: bool
    is_moot: bool
    freed: list[str]
    problems: list[Problem]


class Climb:
    """
    The way up the steps: each against the one kept before it, fully, or partially where that does not hold.

    `kept` names the last step that holds, `with_means` the one with (partly) equal intercepts that was kept. `unequal`
    are the parameters that were let free in vain where a step does not hold even partially, worst first.
    """

    def __init__(
        self, full: dict[str, CfaResult], fitted: Callable[..., CfaResult], cutoffs: StepCutoffs, conf_level: float
    ) -> None:
        self.results, self.fitted, self.cutoffs, self.conf_level = dict(full), fitted, cutoffs, conf_level
        self.version = index_version([result.fit for result in full.values()])
        self.kept, self.with_means = "configural", None
        self.free: tuple[str, ...] = ()
        self.unequal: tuple[str, ...] = ()
        self.steps = {"configural": self.step("configural")}

    def ascend(self) -> None:
        """Judge every step."""
        is_climbing = True
        for name in list(EQUAL)[1:]:
            self.steps[name] = self.step(name, is_moot=not is_climbing or bool(self.free))
            is_climbing = is_climbing and (self.steps[name].holds or self.partially(name))
            if self.steps[name].holds:
                self.kept = name
            if is_climbing and name == "scalar":
                self.with_means = self.kept

    def partially(self, name: str) -> bool:
        """Whether a step holds with some of its equalities given up; then it is kept."""
        before = self.kept
        free = _with_intercepts(self.free) if name == "scalar" else self.free
        result, freed = self.relieved(name, free)
        if result is None:
            self.unequal = freed
            return False
        partial = f"partial_{name}"
        self.results[partial], self.free = result, freed
        self.steps[partial] = self.step(partial, against=before, freed=freed)
        if self.steps[partial].holds:
            self.kept = partial
        return self.steps[partial].holds

    def relieved(self, name: str, free: tuple[str, ...]) -> tuple[CfaResult | None, tuple[str, ...]]:
        """
        Free the worst equality until the step holds; None where fewer than two per factor would be left.

        Two invariant items per factor are the least for comparable factors (Byrne, Shavelson & Muthen 1989, doi
        10.1037/0033-2909.105.3.456; Steenkamp & Baumgartner 1998). No residual variance is given up: a strict step
        that is partial keeps what was free before, and need not hold.
        """
        result = self.fitted(name, free) if free else self.results[name]
        if name == "strict":
            return (result, free) if free else (None, free)
        while not self.is_kept(name, result):
            worst = worst_equality(result, name, free)
            if worst is None:
                return None, free
            free = freed_terms(free, worst)
            result = self.fitted(name, free)
        return result, free

    def is_kept(self, name: str, result: CfaResult) -> bool:
        """Whether a partial step holds; one without the indices that the others are judged by does not."""
        if self.version == "robust" and index_version([result.fit]) != "robust":
            return False
        return bool(self.votes(name, result, self.results[self.kept])["cfi"])

    def step(self, name: str, *, against: str | None = None, is_moot: bool = False, freed: Sequence[str] = ()) -> Step:
        """A step as it is reported."""
        result = self.results[name]
        indices = {index: index_value(result.fit, index, self.version) for index in INDICES}
        before, change, votes, difference = None, dict.fromkeys(INDICES), {}, None
        if name != "configural":
            before = against or self.kept
            change, votes = self.change(result, self.results[before]), self.votes(name, result, self.results[before])
            difference = _difference(result, self.results[before])
            votes |= {"test": None if difference is None else bool(difference.p_value >= 1 - self.conf_level)}
        return Step(
            fit=result.fit,
            indices=indices,
            against=before,
            **{f"delta_{index}": change[index] for index in INDICES},
            difference=difference,
            votes=votes,
            holds=self.first_holds(result) if before is None else votes["cfi"] and not is_moot,
            is_moot=is_moot,
            freed=list(freed),
            problems=result.problems,
        )

    def first_holds(self, result: CfaResult) -> bool:
        """Whether anything may be built on the configural model."""
        return fit_verdict(result.fit, conf_level=self.conf_level).verdict != "poor"

    def change(self, result: CfaResult, before: CfaResult) -> dict[str, float]:
        """What a step changes in each index."""
        after, less = ({index: index_value(r.fit, index, self.version) for index in INDICES} for r in (result, before))
        return {index: after[index] - less[index] for index in INDICES}

    def votes(self, name: str, result: CfaResult, before: CfaResult) -> dict[str, bool | None]:
        """Which index is for a step."""
        return dict(self.cutoffs.votes(name, self.change(result, before)))


def _with_intercepts(free: Sequence[str]) -> tuple[str, ...]:
    """The free loadings and the intercepts of the same items: an item that differs in one may in the other."""
    return (*free, *(f"{term.partition('=~')[2]}~1" for term in free if "=~" in term))


def _difference(result: CfaResult, before: CfaResult) -> Difference | None:
    """The test against the step before; None where it is not defined."""
    try:
        return scaled_difference(result, before)
    except EstimationError:
        return None
