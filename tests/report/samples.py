"""Results for the report's tests: the simulated example study's, and the same with this or that missing or other."""

import copy
import json
from functools import cache
from pathlib import Path

from analysis.report import document

FIGURES = ("flow", "answers", "scree", "loadings", "factor_correlations", "coefficients", "importance")
FIGURES += ("priorities", "pain_points", "pain_point_differences")
FIGURES += ("fit", "measurement_loadings", "latent_correlations")


@cache
def read(name: str = "example") -> dict:
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))


def example() -> dict:
    """The example study's results, free to be changed."""
    return copy.deepcopy(read())


def without_outcome() -> dict:
    """A study that asked for no outcome, no pain points and no groups, of real respondents, unscreened."""
    results = example()
    study, sample = results["study"], results["sample"]
    gone = {scale["name"] for scale in study["scales"] if scale["kind"] == "outcome"}
    items = {item["variable"] for item in study["items"] if item["scale"] in gone}
    study |= {"simulated": False, "pain_points": [], "groups": [], "further_outcomes": []}
    study["scales"] = [scale for scale in study["scales"] if scale["name"] not in gone]
    study["items"] = [item for item in study["items"] if item["variable"] not in items]
    sample |= {"pain_points": {}, "groups": {}, "excluded": [], "flags": []}
    sample["items"] = {name: item for name, item in sample["items"].items() if name not in items}
    sample["scales"] = {name: scale for name, scale in sample["scales"].items() if name not in gone}
    sample["screening"] = {"applied": False, "exclude": True, "min_flags": 2}
    sample["flow"] = [step for step in sample["flow"] if step["step"] in ("received", "analysed", "complete_items")]
    scales = results["reliability"]["scales"]
    results["reliability"]["scales"] = {name: scale for name, scale in scales.items() if name not in gone}
    del results["regression"]
    return results


def single_item_outcome() -> dict:
    """A study whose outcome is one item and which kept everyone by choice."""
    results = example()
    outcome = results["regression"]["outcome"]
    scale = next(scale for scale in results["study"]["scales"] if scale["name"] == outcome)
    dropped = scale["items"][1:]
    scale["items"] = scale["items"][:1]
    results["study"]["items"] = [i for i in results["study"]["items"] if i["variable"] not in dropped]
    found = results["reliability"]["scales"][outcome]
    items = {scale["items"][0]: {"item_rest_correlation": None, "alpha_if_dropped": None}}
    found |= {"n_items": 1, "alpha": None, "bootstrap": None, "items": items}
    found |= {"standardized_alpha": None, "mean_inter_item_correlation": None}
    results["sample"]["screening"]["exclude"] = False
    results["study"]["simulated"] = False
    results["sample"]["pain_points"]["process"] |= {"n_met": None, "prevalence": None}
    return results


def refused() -> dict:
    """A study whose factor analysis and regression were refused."""
    results = example()
    results["efa"] = {"unavailable": "The correlation matrix is singular: <A1> & A2."}
    results["regression"] = {"unavailable": "Too few complete rows."}
    return results


def inseparable() -> dict:
    """A study whose dimensions do not separate, of real respondents, without groups (service quality, n = 411)."""
    return copy.deepcopy(read("service_quality"))


ALL = {
    "example": example,
    "without_outcome": without_outcome,
    "single_item_outcome": single_item_outcome,
    "refused": refused,
    "inseparable": inseparable,
}


@cache
def page(name: str, language: str) -> document.Page:
    """The page of one of these, composed once."""
    return document.Page(ALL[name](), language)
