"""
Confirmatory factor analysis to lavaan's numbers.

`cfa` fits a model, `invariance` fits the four steps across groups; the models themselves are built by
`correlated_factors`, `single_factor`, `second_order`, `bifactor`, `method_factor` and `structural`.
"""

from importlib import import_module

_HOME = {
    "Model": "model",
    "Parameter": "model",
    "correlated_factors": "constructors",
    "single_factor": "constructors",
    "second_order": "constructors",
    "bifactor": "constructors",
    "method_factor": "constructors",
    "structural": "constructors",
    "CfaResult": "results",
    "cfa": "estimate",
    "scaled_difference": "difference",
    "factor_scores": "scores",
    "modification_indices": "modification",
    "correlation_residuals": "residuals",
    "invariance": "groups",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
