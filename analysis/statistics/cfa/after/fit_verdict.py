"""
Does a model fit? One rule for the whole study: "good", "acceptable" or "poor".

Fixed cut-offs are no law (they were found for one kind of model), so the verdict is coarse and says which indices it
rests on. It is asked wherever something is built on a model: what follows from a poor one has no basis.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from analysis.statistics.cfa.results import Fit

GOOD = {"cfi": 0.95, "tli": 0.95, "rmsea": 0.06, "srmr": 0.08}
"""Hu & Bentler (1999, doi 10.1080/10705519909540118)."""

POOR = {"cfi": 0.90, "rmsea": 0.10}
"""CFI below: Bentler & Bonett (1980, doi 10.1037/0033-2909.88.3.588); RMSEA above: MacCallum, Browne & Sugawara (1996,
doi 10.1037/1082-989X.1.2.130)."""

RISING = ("cfi", "tli")  # the better the larger
DECIMALS = 3  # an index is judged as it is printed

Index = Literal["cfi", "tli", "rmsea", "srmr"]
Version = Literal["robust", "plain"]


@dataclass(frozen=True, kw_only=True, eq=False)
class FitVerdict:
    """
    The verdict and what it rests on.

    `version` of the indices: "robust" where all have one, else "plain". `missed` are the indices that do not reach
    `GOOD`, `poor` those beyond `POOR`. A model whose exact fit is not rejected is never called poor: with few people
    the indices of a right model can be as low.
    """

    verdict: Literal["good", "acceptable", "poor"]
    version: Version
    values: dict[Index, float]
    missed: list[Index]
    poor: list[Index]
    exact_fit_rejected: bool


def index_version(fits: list[Fit]) -> str:
    """ "robust" where every one of the fits has robust indices, else "plain": what can be compared throughout."""
    names = ("cfi_robust", "rmsea_robust")
    values = [getattr(fit, name) for fit in fits for name in names]
    return "robust" if all(value is not None and isfinite(value) for value in values) else "plain"


def index_value(fit: Fit, name: str, version: str) -> float:
    """An index in one version; there is one SRMR only."""
    return float(getattr(fit, name if version == "plain" or name == "srmr" else f"{name}_{version}"))


def fit_verdict(fit: Fit, *, conf_level: float = 0.95) -> FitVerdict:
    """How well a model fits, by its robust indices where it has them."""
    version = index_version([fit])
    values = {name: index_value(fit, name, version) for name in GOOD}
    p_value = fit.p_value if fit.p_value_scaled is None else fit.p_value_scaled
    missed = [name for name in GOOD if _is_worse(name, values[name], GOOD[name])]
    poor = [name for name in POOR if _is_worse(name, values[name], POOR[name])]
    is_rejected = bool(p_value < 1 - conf_level)
    return FitVerdict(
        verdict="poor" if poor and is_rejected else "acceptable" if missed else "good",
        version=version,
        values=values,
        missed=missed,
        poor=poor,
        exact_fit_rejected=is_rejected,
    )


def _is_worse(name: str, value: float, edge: float) -> bool:
    printed = round(value, DECIMALS)
    return printed < edge if name in RISING else printed > edge
