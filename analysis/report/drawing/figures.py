"""Figures of the report: one small module per question, drawn from results alone."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from analysis.report.chapters.groups import shown_levels
from analysis.report.chapters.sensitivity import shown_panels
from analysis.report.document.contents import Results
from analysis.report.drawing import held
from analysis.report.language import numbers

HOME = {  # the chapter that each figure stands in
    "flow": "sample",
    "answers": "sample",
    "distributions": "sample",
    "scree": "structure",
    "loadings": "structure",
    "factor_correlations": "structure",
    "fit": "measurement",
    "measurement_loadings": "measurement",
    "paths": "measurement",
    "latent_correlations": "validity",
    "coefficients": "drivers",
    "importance": "drivers",
    "residuals": "drivers",
    "influence": "drivers",
    "priorities": "priorities",
    "item_priorities": "priorities",
    "specifications": "sensitivity",
    "pain_point_dose": "pain_points",
    "pain_point_losses": "pain_points",
    "pain_points": "pain_points",
    "pain_point_differences": "pain_points",
    "group_means": "groups",
}

HELD: dict[str, Callable[[Results], bool]] = {  # whether results have what a figure shows
    "flow": lambda results: bool(results.sample.flow),
    "answers": held.categorical,
    "distributions": held.continuous,
    "scree": held.eigenvalues,
    "loadings": held.few_loadings,
    "factor_correlations": held.factor_correlations,
    "fit": held.model,
    "measurement_loadings": held.few_model_loadings,
    "paths": held.few_model_loadings,
    "latent_correlations": held.latent_correlations,
    "coefficients": held.slopes,
    "importance": held.importance,
    "residuals": held.residuals,
    "influence": held.influence,
    "priorities": held.places,
    "item_priorities": held.few_item_maps,
    "pain_point_dose": held.pain_point_dose,
    "pain_point_losses": held.pain_point_losses,
    "pain_points": held.pain_points,
    "pain_point_differences": held.pain_point_differences,
    "group_means": shown_levels.are_any,
    "specifications": shown_panels.is_held,
}


def available(results: Results) -> tuple[str, ...]:
    """Names of the figures that these results allow, in the report's order."""
    return tuple(name for name, is_held in HELD.items() if is_held(results))


def drawn_by(name: str) -> ModuleType:
    """The module that draws a figure (`draw`) and gathers its numbers (`facts`)."""
    return import_module(f"analysis.report.chapters.{HOME[name]}.figures.{name}")


def figure(name: str, results: Results, language: str) -> dict[str, Any]:
    """
    One figure, ready for the three formats.

    Parameters
    ----------
    name : one of `available(results)`.
    results : of one run.
    language : "en" or "zh".

    Returns
    -------
    dict with `svg` (one element, text as text in the sans, no background), `alt` (a plain sentence or two with the
    figure's numbers) and `width_cm` (printed width). Equal results give equal bytes.

    Raises
    ------
    ValueError : the results do not allow this figure.
    """
    if name not in available(results):
        offered = ", ".join(available(results)) or "none"
        raise ValueError(f"These results have no figure {name!r}; they have: {offered}.")
    from analysis.report.drawing import rendering, style
    from analysis.report.drawing.wording import Wording, alt_text

    with numbers.printed_in(language):
        module = drawn_by(name)
        wording = Wording(results.study, language)
        with style.theme():
            drawing = module.draw(results, wording)
            svg = rendering.rendered(drawing, name)
        alt = alt_text(name, module.facts(results, wording), wording)
        return {"svg": svg, "alt": alt, "width_cm": style.width_cm(drawing)}
