"""Figures of the report: one small module per question, drawn from results alone."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from analysis.report.document.bridge import known
from analysis.report.drawing import items
from analysis.report.language import numbers
from analysis.statistics.foundation.attempts import Unavailable

HOME = {  # the chapter that each figure stands in
    "flow": "sample",
    "answers": "sample",
    "distributions": "sample",
    "scree": "structure",
    "loadings": "structure",
    "factor_correlations": "structure",
    "fit": "measurement",
    "measurement_loadings": "measurement",
    "latent_correlations": "validity",
    "coefficients": "drivers",
    "importance": "drivers",
    "residuals": "drivers",
    "priorities": "priorities",
    "pain_points": "pain_points",
    "pain_point_differences": "pain_points",
}

NEEDS: dict[str, tuple[str, ...]] = {
    "flow": ("sample.flow",),
    "answers": ("study.items", "sample.items"),
    "distributions": ("study.items", "sample.items"),
    "scree": ("efa.parallel.rows",),
    "loadings": ("efa.loadings",),
    "factor_correlations": ("efa.factor_correlations",),
    "fit": ("cfa.models", "cfa.headline"),
    "measurement_loadings": ("cfa.models", "cfa.headline"),
    "latent_correlations": ("validity.latent_correlations",),
    "coefficients": ("regression.terms",),
    "importance": ("regression.terms", "regression.importance"),
    "residuals": ("regression.residual_plot.counts",),
    "priorities": ("regression.priorities", "sample.scales"),
    "pain_points": ("study.pain_points", "sample.pain_points"),
    "pain_point_differences": ("study.pain_points", "regression.pain_points"),
}

FITS: dict[str, Callable[[dict[str, Any]], bool]] = {  # what else must hold
    "answers": items.has_categorical,
    "distributions": items.has_continuous,
    "loadings": items.are_few_loadings,
    "factor_correlations": items.has_factor_correlations,
    "latent_correlations": items.has_latent_correlations,
    "measurement_loadings": items.are_few_model_loadings,
    "pain_points": items.has_pain_point_answers,
}


def available(results: dict[str, Any]) -> tuple[str, ...]:
    """Names of the figures that these results allow, in the report's order."""
    held = [name for name, paths in NEEDS.items() if all(found(results, path) for path in paths)]
    return tuple(name for name in held if name not in FITS or FITS[name](results))


def found(results: dict[str, Any], path: str) -> Any:
    """What stands at a dotted path of the results; None where it is absent, empty or could not be estimated."""
    value: Any = results
    for key in path.split("."):
        value = value.get(key) if hasattr(value, "get") else None
        if not value or isinstance(value, Unavailable):
            return None
    return value


def drawn_by(name: str) -> ModuleType:
    """The module that draws a figure (`draw`) and gathers its numbers (`facts`)."""
    return import_module(f"analysis.report.chapters.{HOME[name]}.figures.{name}")


def figure(name: str, results: dict[str, Any], language: str) -> dict[str, Any]:
    """
    One figure, ready for the three formats.

    Parameters
    ----------
    name : one of `available(results)`.
    results : the plain content of results.json.
    language : "en" or "zh".

    Returns
    -------
    dict with `svg` (one element, text as text in the sans, no background), `alt` (a plain sentence or two with the
    figure's numbers) and `width_cm` (printed width). Equal results give equal bytes.

    Raises
    ------
    ValueError : the results do not allow this figure.
    """
    results = known(results) if isinstance(results, dict) else results
    if name not in available(results):
        offered = ", ".join(available(results)) or "none"
        raise ValueError(f"These results have no figure {name!r}; they have: {offered}.")
    from analysis.report.drawing import rendering, style
    from analysis.report.drawing.wording import Wording, alt_text

    with numbers.printed_in(language):
        module = drawn_by(name)
        wording = Wording(results["study"], language)
        with style.theme():
            drawing = module.draw(results, wording)
            svg = rendering.rendered(drawing, name)
        alt = alt_text(name, module.facts(results, wording), wording)
        return {"svg": svg, "alt": alt, "width_cm": style.width_cm(drawing)}
