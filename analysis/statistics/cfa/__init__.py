"""
Confirmatory factor analysis to lavaan's numbers.

`cfa` fits a model, `invariance` fits the four steps across groups; the models themselves are built by
`correlated_factors`, `single_factor`, `second_order`, `bifactor`, `method_factor` and `structural`.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Model": "model.specification",
    "Parameter": "model.specification",
    "correlated_factors": "model.constructors",
    "single_factor": "model.constructors",
    "second_order": "model.constructors",
    "bifactor": "model.constructors",
    "method_factor": "model.constructors",
    "structural": "model.constructors",
    "CfaResult": "results",
    "cfa": "estimate",
    "scaled_difference": "after.difference",
    "factor_scores": "after.scores",
    "modification_indices": "after.modification",
    "correlation_residuals": "after.residuals",
    "invariance": "groups.invariance",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
