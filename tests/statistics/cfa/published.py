"""What the tests of factor models share: other programs' numbers and how they are held against ours."""

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from analysis.statistics.cfa import Model, Parameter, correlated_factors
from analysis.statistics.cfa.sample.moments import Moments
from tests.oracle import BESIDE, HERE, SIMULATED, require_here

FIT = {
    "n_free": "npar",
    "chi_square": "chisq",
    "df": "df",
    "p_value": "pvalue",
    "baseline_chi_square": "baseline.chisq",
    "baseline_df": "baseline.df",
    "cfi": "cfi",
    "tli": "tli",
    "rmsea": "rmsea",
    "rmsea_low": "rmsea.ci.lower",
    "rmsea_high": "rmsea.ci.upper",
    "rmsea_close": "rmsea.pvalue",
    "srmr": "srmr",
    "aic": "aic",
    "bic": "bic",
    "log_likelihood": "logl",
    "log_likelihood_saturated": "unrestricted.logl",
    "scaling": "chisq.scaling.factor",
    "chi_square_scaled": "chisq.scaled",
    "p_value_scaled": "pvalue.scaled",
    "cfi_scaled": "cfi.scaled",
    "tli_scaled": "tli.scaled",
    "rmsea_scaled": "rmsea.scaled",
    "rmsea_low_scaled": "rmsea.ci.lower.scaled",
    "rmsea_high_scaled": "rmsea.ci.upper.scaled",
    "cfi_robust": "cfi.robust",
    "tli_robust": "tli.robust",
    "rmsea_robust": "rmsea.robust",
    "rmsea_low_robust": "rmsea.ci.lower.robust",
    "rmsea_high_robust": "rmsea.ci.upper.robust",
}
TESTS = {"visual": ["x1", "x2", "x3"], "textual": ["x4", "x5", "x6"], "speed": ["x7", "x8", "x9"]}


@cache
def group_of(name: str) -> pd.Series:
    """The grouping variable of a reference set."""
    folder = HERE if name in SIMULATED else BESIDE
    spec = json.loads(require_here(folder / f"{name}.spec.json").read_text(encoding="utf-8"))
    return pd.read_csv(require_here(folder / spec["data"]))[spec["group"]]


@cache
def lavaan(file: str) -> dict:
    """Numbers that `tests/reference/cfa.R` wrote."""
    return json.loads((HERE / file).read_text(encoding="utf-8"))


def pupils(school: str | None = None) -> Moments:
    """Moments of nine tests of 301 pupils (Holzinger & Swineford 1939), or those of one school."""
    published = lavaan("holzinger_swineford.json")
    numbers = published["schools"][school] if school else published["all"]
    return Moments(tuple(published["items"]), numbers["n"], np.array(numbers["mean"]), np.array(numbers["cov"]))


def three_factors():
    """The model of these tests."""
    return correlated_factors(TESTS)


def assert_fit(fit, theirs: dict, tolerance: float = 1e-5) -> None:
    """Every index of fit that lavaan printed, relative to its size (at least 0.1)."""
    for ours, name in FIT.items():
        number = theirs.get(name)
        if isinstance(number, int | float):
            found = getattr(fit, ours)
            assert found is not None, ours
            assert abs(found - number) <= tolerance * max(abs(number), 0.1), (ours, found, number)


def assert_parameters(result, theirs: dict, *, estimate=1e-4, error=2e-4, standardized=1e-4) -> None:
    """Estimates, standard errors and standardised values of lavaan's parameter table; lavaan stops a little earlier."""
    groups = list(dict.fromkeys(row["group"] for row in result.estimates))
    ours = {(row["lhs"], row["op"], row["rhs"], groups.index(row["group"]) + 1): row for row in result.estimates}
    group = theirs.get("group") or [1] * len(theirs["lhs"])
    compared = 0
    for place, key in enumerate(zip(theirs["lhs"], theirs["op"], theirs["rhs"], group, strict=True)):
        if key not in ours:
            continue
        for column, name, tolerance in (
            ("est", "estimate", estimate),
            ("se", "std_error", error),
            ("std_all", "std_estimate", standardized),
        ):
            number = theirs[column][place]
            if number is None or (column == "se" and number == 0):
                continue
            found = ours[key][name]
            assert abs(found - number) <= tolerance * max(abs(number), 0.1), (key, name, found, number)
            compared += 1
    assert compared > 0


def with_covariances(model: Model, pairs: Iterable[tuple[str, str]]) -> Model:
    """The same one-group model with these (residual) covariances free."""
    added = [Parameter(a, "~~", b) for a, b in pairs]
    kept = [p for p in model.parameters if not any({p.lhs, p.rhs} == {a.lhs, a.rhs} and p.op == "~~" for a in added)]
    return replace(model, parameters=(*kept, *added))
