"""Results for the report's tests: the simulated example study's, and the same with this or that missing or other."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.report.document import composer as document
from analysis.report.document.contents import Results
from analysis.report.document.results import plain
from analysis.statistics.foundation.attempts import Unavailable
from tests.report.fragments import completed

FIGURES = ("flow", "answers", "distributions", "scree", "loadings", "factor_correlations", "coefficients", "importance")
FIGURES += ("residuals", "priorities", "pain_points", "pain_point_differences")
FIGURES += ("fit", "measurement_loadings", "latent_correlations", "group_means")


@cache
def text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8")


def read(name: str) -> dict:
    """A study's results, free to be changed: to parse is faster than to copy."""
    return json.loads(text(name))


def typed(results: dict) -> Results:
    """Results as the report reads them; what a fragment does not say is nothing."""
    return completed(Results, results)


def example() -> dict:
    """The example study's results, free to be changed."""
    return read("example")


def without_outcome() -> dict:
    """A study that asked for no outcome, no pain points and no groups, of real respondents, unscreened."""
    results = example()
    study, sample = results["study"], results["sample"]
    gone = {scale["name"] for scale in study["scales"] if scale["kind"] == "outcome"}
    items = {item["variable"] for item in study["items"] if item["scale"] in gone}
    study |= {"simulated": False, "pain_points": [], "groups": [], "further_outcomes": []}
    study["scales"] = [scale | {"better": None} for scale in study["scales"] if scale["name"] not in gone]
    study["items"] = [item for item in study["items"] if item["variable"] not in items]
    sample |= {"pain_points": {}, "groups": {}, "excluded": [], "flags": []}
    sample["items"] = {name: item for name, item in sample["items"].items() if name not in items}
    sample["scales"] = {name: scale for name, scale in sample["scales"].items() if name not in gone}
    sample["screening"] |= {"applied": False, "exclude": True, "min_flags": 2}
    sample["flow"] = [step for step in sample["flow"] if step["step"] in ("received", "analysed", "complete_items")]
    scales = results["reliability"]["scales"]
    results["reliability"]["scales"] = {name: scale for name, scale in scales.items() if name not in gone}
    curve = results["sensitivity"]
    curve["specifications"] = [
        one for one in curve["specifications"] if one["choices"]["part"] in ("reliability", "fit")
    ]
    for one in curve["specifications"]:
        one["estimates"] = [row for row in one["estimates"] if row["subject"] not in gone]
    for section in (
        "regression",
        "groups",
        "importance",
        "pain_points",
        "latent_regression",
        "outcome_validity",
        "priorities",
    ):
        results.pop(section, None)
    results["agreement"] = without_items(results["agreement"], items)
    return results


def without_items(agreement: dict, gone: set[str]) -> dict:
    """Who agrees with the other items; scales of which nothing is left are gone too."""
    found = agreement["scales"].items()
    orders = {name: order | {"items": [item for item in order["items"] if item not in gone]} for name, order in found}
    kept = {name: order for name, order in orders.items() if order["items"]}
    alone = {"lowest": None, "highest": None}
    scales = {name: order | (alone if len(order["items"]) == 1 else {}) for name, order in kept.items()}
    return {"items": {name: item for name, item in agreement["items"].items() if name not in gone}, "scales": scales}


def single_item_outcome() -> dict:
    """A study whose outcome is one item and which kept everyone by choice."""
    results = example()
    outcome = results["regression"]["outcome"]
    scale = next(scale for scale in results["study"]["scales"] if scale["name"] == outcome)
    dropped = scale["items"][1:]
    scale["items"] = scale["items"][:1]
    results["study"]["items"] = [i for i in results["study"]["items"] if i["variable"] not in dropped]
    sample = results["sample"]
    sample["items"] = {name: item for name, item in sample["items"].items() if name not in dropped}
    results["agreement"] = without_items(results["agreement"], set(dropped))
    found = results["reliability"]["scales"][outcome]
    alone = {"item_rest_correlation": None, "alpha_if_dropped": None}
    items = {name: found["items"][name] | alone for name in scale["items"]}
    found |= {"n_items": 1, "alpha": None, "bootstrap": None, "items": items}
    found |= {"standardized_alpha": None, "mean_inter_item_correlation": None}
    results["sample"]["screening"]["exclude"] = False
    results["study"]["simulated"] = False
    results["sample"]["pain_points"]["process"] |= {"n_met": None, "prevalence": None}
    return results


def two_values() -> dict:
    """A study whose outcome is a yes or no that some dimensions go with."""
    from analysis.statistics import logistic_regression

    results = single_item_outcome()
    regression, rng = results["regression"], np.random.default_rng(12)
    scores = pd.DataFrame({term["term"]: rng.normal(3, 0.8, 300) for term in regression["terms"]})
    first, second, *_ = scores
    answers = scores[first] - 0.8 * scores[second] + rng.logistic(size=300) > 1
    regression["logistic"] = plain(logistic_regression(answers.astype(float).rename(regression["outcome"]), scores))
    item = next(item for item in results["study"]["items"] if item["scale"] == regression["outcome"])
    item |= {"low": 0, "high": 1, "labels": {"0": "No, never", "1": "Yes"}}
    return results


def separated() -> dict:
    """A study of two-way items, whose outcome of two values a dimension parts exactly."""
    results = two_values()
    results["regression"]["logistic"] = missing("separated_outcome", scales=["resolution"], n_alone=1)
    for item in results["study"]["items"]:
        item |= {"low": 0, "high": 1, "labels": None}
    return results


def missing(code: str, **values) -> dict:
    """What stands in the place of a refused result."""
    return plain(Unavailable(code=code, values=values))


def refused() -> dict:
    """A study whose factor analysis and regression were refused."""
    results = example()
    results["efa"] = missing("singular_items", items=["<A1>", "A & 2"])
    results["regression"] = missing("too_few_rows", n_obs=4, at_least=8, items=["resolution", "attitude"])
    return results


def inseparable() -> dict:
    """A study whose dimensions do not separate, of real respondents, without groups (service quality, n = 411)."""
    return read("service_quality")


MEASUREMENT = ("cfa", "validity", "invariance", "alternatives", "method_bias")


def without_measurement() -> dict:
    """A study whose confirmatory chapter was not run."""
    return {name: section for name, section in example().items() if name not in MEASUREMENT}


def refused_measurement() -> dict:
    """A study whose confirmatory chapter was refused as a whole."""
    return without_measurement() | {"measurement": missing("no_complete_rows")}


def without_any_fit() -> dict:
    """A study to which no measurement model could be fitted."""
    results = example()
    refused_fit = missing("no_maximum", n_steps=90, slope=0.4, parameter="attitude=~ATT2")
    results["cfa"] |= {"headline": None, "models": dict.fromkeys(results["cfa"]["models"], refused_fit)}
    for name in ("modification_indices", "residuals"):
        results["cfa"][name] = []
    results["validity"] |= {key: {} for key in ("omega", "omega_ordinal", "cr", "ave", "intervals")}
    results["validity"] |= {"latent_correlations": [], "fornell_larcker": [], "hierarchical": None}
    results["validity"] |= {"refusal": refused_fit, "n_settled": 0}
    results["alternatives"] = results["method_bias"] = refused_fit
    results["invariance"] = {"gender": missing("search_left")}
    results["invariance"]["gender"] |= {"fewest_rows": 90, "dropped": [], "weak": [], "advised_rows": 450}
    return results


def doubtful() -> dict:
    """A study whose preferred fit, a pair of dimensions, a grouping and a method factor gave trouble; with cut-offs."""
    results = example()
    cfa = results["cfa"]
    cfa["models"]["fiml_mlr"] = cfa["models"]["bifactor"] = missing("implied_not_positive")
    cfa |= {"headline": "mlr", "left_out": [{"scale": "channels", "code": "single_item", "items": ["CHA1"]}]}
    results["alternatives"] = troubled_alternatives(cfa)
    results["method_bias"]["method_factor"] = missing("implied_not_positive")
    gender = results["invariance"]["gender"]
    partial = {**gender["metric"], "freed": ["attitude=~ATT2"]}
    gender |= {"partial_metric": partial, "verdict": "partial_metric", "latent_means": []}
    results["invariance"]["channel"] |= missing("search_left")
    results["validity"] |= {"n_settled": 1990}
    results["dynamic_cutoffs"] = simulated_cutoffs()
    return results


def few_resamples() -> dict:
    """A small study whose model could be fitted to so few resamples that nothing from it has an interval."""
    results = example()
    validity = results["validity"]
    nothing = {"conf_low": None, "conf_high": None}
    for name in ("omega", "cr", "ave"):
        validity["intervals"][name] = dict.fromkeys(validity[name], nothing)
    validity["latent_correlations"] = [row | nothing for row in validity["latent_correlations"]]
    validity |= {"n_settled": 144}
    return results


def troubled_alternatives(cfa: dict) -> dict:
    """Alternatives of which one was refused and the pair could not be tested."""
    fitted = {key: cfa["models"]["mlr"][key] for key in ("fit", "is_admissible", "problems", "convergence")}
    dimensions = fitted | {"name": "correlated_factors", "n_factors": 5, "merged": []}
    dimensions |= {"explained_common_variance": None}
    pair = {"a": "resolution", "b": "attitude", "correlation": 0.93, "conf_low": 0.88, "conf_high": 0.98}
    return {
        "triggered": True,
        "estimator": "mlr",
        "n_obs": 449,
        "symptoms": [{"code": "high_correlation", "names": ["resolution", "attitude"], "value": 0.93}],
        "models": {
            "correlated_factors": dimensions,
            "second_order": {**dimensions, "name": "second_order", "is_admissible": False},
            "bifactor": {**dimensions, "name": "bifactor", "n_factors": 6, "explained_common_variance": 0.75},
            "single_factor": missing("implied_not_positive"),
        },
        "comparisons": [],
        "pairs": [{**pair, "comparison": None, "verdict": "unclear"}],
        "best": {"aic": "correlated_factors", "bic": "bifactor"},
        "supported": ["pairs_as_one", "general_factor", "single_dimension", "no_separate_effects"],
    }


def simulated_cutoffs() -> dict:
    """Cut-offs in which each index tells another story."""
    added = {"factor": "resolution", "term": "RES1", "estimate": 0.4}
    known = {name: {"value": value, "power": 0.95} for name, value in (("cfi", 0.95), ("rmsea", 0.05), ("srmr", 0.06))}
    unknown = {"rmsea": {"value": None, "power": None}}
    return {
        "n_obs": 449,
        "n_simulated": 449,
        "n_draws": 500,
        "n_settled": 500,
        "population": "ordinal",
        "observed": {"cfi": 0.981, "rmsea": 0.025, "srmr": 0.07},
        "correct": {"cfi": 0.985, "rmsea": 0.024, "srmr": 0.035},
        "levels": [
            {"level": 1, "added": added, "cutoffs": known | unknown},
            {"level": 2, "added": {**added, "term": "RES2"}, "cutoffs": known},
        ],
        "below_level": {"cfi": 1, "rmsea": 2, "srmr": None},
    }


def sliders() -> dict:
    """A study that asked for two of its dimensions on sliders."""
    from tests.report.drawing.conftest import on_sliders

    results = example()
    return on_sliders(results, [name for scale in results["study"]["scales"][:2] for name in scale["items"]])


def hanging() -> dict:
    """The example, in which a place on the map is another one had nobody been excluded, and nothing else changes."""
    results = settled(example())
    specified(results, "quadrant", "aftersales", respondents="everyone")["quadrant"] = None
    return results


def settled(results: dict) -> dict:
    """The results with every specification giving the report's own estimates."""
    own = {one["choices"]["part"]: one["estimates"] for one in specifications(results) if one["is_report"]}
    for one in specifications(results):
        one["estimates"] = json.loads(json.dumps(own[one["choices"]["part"]]))
    return results


def differing(results: dict, **effects: float) -> None:
    """Let those who left something out differ on these scales by so many standard deviations."""
    scales = [
        {"scale": name, "differs": True, "hedges_g": {"estimate": g, "conf_low": g - 0.1, "conf_high": g + 0.1}}
        for name, g in effects.items()
    ]
    results["sample"]["missingness"] = {"differ": list(effects), "scales": scales, "margin": 0.2}


def specifications(results: dict) -> list[dict]:
    """The specifications of results, free to be changed."""
    return results["sensitivity"]["specifications"]


def specified(results: dict, quantity: str, subject: str, against: str = "", **choices: str) -> dict:
    """What the report's own specification, but for these choices, finds of a subject; free to be changed."""
    parts = {"alpha": "reliability", "cfi": "fit", "loss": "pain_points"}
    own = next(
        one
        for one in specifications(results)
        if one["is_report"] and one["choices"]["part"] == parts.get(quantity, "regression")
    )
    wanted = own["choices"] | choices
    one = next(one for one in specifications(results) if one["choices"] == wanted)
    key = (quantity, subject, against)
    return next(row["found"] for row in one["estimates"] if (row["quantity"], row["subject"], row["against"]) == key)


def grouped() -> dict:
    """The example by groupings that differ in every way, with indicators that go with its dimensions."""
    return json.loads(grouped_text())


@cache
def grouped_text() -> str:
    from tests.report.grouped import grouped_results

    return json.dumps(grouped_results(example()))


ALL = {
    "example": example,
    "without_outcome": without_outcome,
    "single_item_outcome": single_item_outcome,
    "two_values": two_values,
    "separated": separated,
    "refused": refused,
    "inseparable": inseparable,
    "refused_measurement": refused_measurement,
    "without_any_fit": without_any_fit,
    "doubtful": doubtful,
    "few_resamples": few_resamples,
    "sliders": sliders,
    "hanging": hanging,
    "grouped": grouped,
}


@cache
def page(name: str, language: str) -> document.Page:
    """The page of one of these, composed once."""
    return document.Page(typed(ALL[name]()), language)
