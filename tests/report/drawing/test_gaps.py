"""Every figure copes with what results may lack: intervals, p values, shares; with negative and extreme numbers."""

import random
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from typing import get_args, get_type_hints

import pytest

from analysis.report.drawing import figures
from analysis.statistics.sensitivity.estimates import SpecificationCurve
from tests.report import samples
from tests.report.drawing.conftest import Made, on_sliders
from tests.report.samples import typed

MAY_BE_MISSING = (
    *(
        "conf_low",
        "conf_high",
        "std_estimate",
        "std_conf_low",
        "std_conf_high",
        "p_value",
        "beta",
        "hedges_g",
        "severity",
        "prevalence",
    ),
    *("importance_low", "importance_high", "importance_share", "prob_first", "performance_low", "performance_high"),
    *("rmsea_low", "rmsea_high", "std_dev", "skewness", "kurtosis", "std_error", "map", "srmr", "tli"),
)
SHAPES = [(1,), (2, 1, 7), (30,), (3,) * 12]


def parts(value):
    """All objects within plain data."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


def without_some(part, rng, share):
    """
    The same results with some of what may be missing left empty; both ends of an interval together.

    Estimates under other choices of analysis are whole, or absent altogether.
    """
    if isinstance(part, dict):
        return {key: without_some(value, rng, share) for key, value in part.items()}
    if isinstance(part, list):
        return [without_some(value, rng, share) for value in part]
    if not is_dataclass(part) or isinstance(part, SpecificationCurve):
        return part
    may_be = {name for name, kind in get_type_hints(type(part)).items() if type(None) in get_args(kind)}
    gone = {name for name in MAY_BE_MISSING if name in may_be and rng.random() < share}
    gone |= may_be & {twin for name in gone for twin in (name.replace("low", "high"), name.replace("high", "low"))}
    kept = {field.name: getattr(part, field.name) for field in fields(part)}
    return replace(part, **{key: None if key in gone else without_some(kept[key], rng, share) for key in kept})


def turned(results, rng):
    """The same results with signs changed and some values far beyond the usual."""
    results = deepcopy(results)
    for part in parts({name: results[name] for name in ("efa", "regression", "validity") if name in results}):
        names = [name for name in ("estimate", "conf_low", "conf_high") if isinstance(part.get(name), float)]
        factor = rng.choice([1, -1, 1.2])
        values = sorted(part[name] * factor for name in names)
        part |= dict(zip([n for n in ("conf_low", "estimate", "conf_high") if n in names], values, strict=True))
    return results


def require_all_drawn(results):
    for name in figures.available(results):
        picture = figures.figure(name, results, random.Random(name).choice(["en", "zh"]))
        assert picture["alt"].strip() and "None" not in picture["alt"] and "nan" not in picture["svg"].lower()


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_missing_numbers_are_left_out(share):
    require_all_drawn(without_some(typed(samples.example()), random.Random(1), share))


@pytest.mark.parametrize("n_gone", [1, 4, 10])
def test_dimensions_whose_correlation_is_unknown_are_left_out(n_gone):
    results = samples.example()
    pairs = results["validity"]["latent_correlations"]
    for pair in pairs[:n_gone]:
        pair |= dict.fromkeys(("estimate", "conf_low", "conf_high"))
    assert ("latent_correlations" in figures.available(typed(results))) == (n_gone < len(pairs) == 10)
    if n_gone < len(pairs):
        assert "None" not in figures.figure("latent_correlations", typed(results), "en")["alt"]


def test_negative_and_extreme_numbers_are_drawn():
    require_all_drawn(typed(turned(samples.inseparable(), random.Random(1))))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_any_number_of_scales_and_items_is_drawn(shape):
    rng = random.Random(str(shape))
    results = Made(items=shape).results()
    names = list(results["sample"]["items"])
    made = typed(on_sliders(results, rng.sample(names, len(names) // 2)))
    require_all_drawn(without_some(made, rng, share=0.3))
