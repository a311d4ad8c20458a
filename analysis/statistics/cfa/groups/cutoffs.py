"""
How much fit a step of invariance may cost, for the groups at hand.

Chen (2007, doi 10.1080/10705510701301834): a fall of the CFI of .010 speaks against a step, supplemented by a rise of
the RMSEA of .015 or of the SRMR of .030 (loadings) or .010 (intercepts, residuals); in samples of at most 300 people in
all, or of unequal groups, .005, .010 and .025 or .005. The CFI decides here, as she advises; the others are votes
beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SMALL_SAMPLE = 300
"""People in all groups up to which the stricter cut-offs hold."""

UNEQUAL = 2.0
"""The largest group over the smallest from which groups count as unequal in size. The line is ours: Chen (2007) speaks
of equal and of unequal groups."""

DECIMALS = 3  # a difference is judged as it is printed


@dataclass(frozen=True, kw_only=True, eq=False)
class StepCutoffs:
    """
    Changes of the indices from which they vote against a step; `reason` of these cut-offs: "large_equal_groups",
    "small_sample" or "unequal_groups".
    """

    reason: Literal["large_equal_groups", "small_sample", "unequal_groups"]
    cfi: float
    rmsea: float
    srmr_loadings: float
    srmr_others: float

    def votes(self, step: str, change: dict[str, float]) -> dict[str, bool]:
        """Which index is for a step ("metric", "scalar", "strict"; partial ones alike), given its changes."""
        srmr = self.srmr_loadings if step.endswith("metric") else self.srmr_others
        return {
            "cfi": round(change["cfi"], DECIMALS) > -self.cfi,
            "rmsea": round(change["rmsea"], DECIMALS) < self.rmsea,
            "srmr": round(change["srmr"], DECIMALS) < srmr,
        }


def step_cutoffs(sizes: Sequence[int]) -> StepCutoffs:
    """The cut-offs for groups of these sizes."""
    is_small, is_unequal = sum(sizes) <= SMALL_SAMPLE, max(sizes) >= UNEQUAL * min(sizes)
    if not is_small and not is_unequal:
        return StepCutoffs(reason="large_equal_groups", cfi=0.010, rmsea=0.015, srmr_loadings=0.030, srmr_others=0.010)
    return StepCutoffs(
        reason="small_sample" if is_small else "unequal_groups",
        cfi=0.005,
        rmsea=0.010,
        srmr_loadings=0.025,
        srmr_others=0.005,
    )
