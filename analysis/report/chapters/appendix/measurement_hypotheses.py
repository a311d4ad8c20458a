"""Every test behind the measurement model, its alternatives and its invariance, each with its null."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.invariance.claims import STEPS, estimated
from analysis.report.document.lookups import available, fit_test, index_of_fit, succeeded


def tests(results: dict) -> Iterator[dict[str, Any]]:
    """The fields of each test; `words` are what the null's label must name: models, items, a grouping, levels."""
    cfa = available(results, "cfa")
    if not cfa:
        return
    yield from fit_tests(cfa)
    yield from alternative_tests(available(results, "alternatives") or {})
    for name, group in estimated(results.get("invariance") or {}).items():
        yield from step_tests(name, group)
        yield from mean_tests(name, group)
    yield from method_tests(available(results, "method_bias") or {})


def fit_tests(cfa: dict) -> Iterator[dict]:
    """Exact and close fit of every model, and the largest modification indices."""
    for name, model in succeeded(cfa["models"]).items():
        statistic, p_value = fit_test(model["fit"])
        words, df = {"model": name}, model["fit"]["df"]
        yield test("confirmatory", "model_exact", "χ²", statistic, df, p_value, words=words)
        close = index_of_fit(model["fit"], "rmsea_close")
        if close is not None:
            yield test(
                "confirmatory", "model_close", "RMSEA", index_of_fit(model["fit"], "rmsea"), df, close, words=words
            )
    for row in cfa.get("modification_indices") or []:
        null = "modification_residual" if row["op"] == "~~" else "modification_loading"
        words = {"a": row["lhs"], "b": row["rhs"]}
        yield test("confirmatory", null, "χ²", row["mi"], 1, row["p_value"], row["p_value_adjusted"], words=words)


def alternative_tests(found: dict) -> Iterator[dict]:
    for row in found.get("comparisons") or []:
        yield from difference("separation", row)


def difference(section: str, row: dict, adjusted: bool = True) -> Iterator[dict]:
    """The test of a restricted model against a general one, where it could be made."""
    if not row["test"]:
        return
    words = {"model_a": row["restricted"], "model_b": row["general"]}
    found, p_adjusted = row["test"], row["p_value_adjusted"] if adjusted else None
    yield test(
        section, "model_difference", "Δχ²", found["statistic"], found["df"], found["p_value"], p_adjusted, words=words
    )


def step_tests(name: str, group: dict) -> Iterator[dict]:
    """What each step of invariance adds."""
    for step in STEPS:
        found = (group.get(step) or {}).get("difference")
        if found:
            yield test(
                "invariance",
                f"step_{step}",
                "Δχ²",
                found["statistic"],
                found["df"],
                found["p_value"],
                words={"group": name},
            )


def mean_tests(name: str, group: dict) -> Iterator[dict]:
    """Equal latent means."""
    for row in group.get("latent_means") or []:
        words = {"group": name, "level": row["group"], "reference": group["groups"][0], "a": row["factor"]}
        statistic = row.get("statistic", row["estimate"] / row["std_error"])
        adjusted = row["p_value_holm"]
        yield test("invariance", "latent_mean", "z", statistic, None, row["p_value"], adjusted, words=words)


def method_tests(found: dict) -> Iterator[dict]:
    """No method factor, and one factor in place of all."""
    compared = (found.get("method_factor") or {}).get("comparison")
    if compared and compared["test"]:
        made, p_value = compared["test"], found["method_factor"]["p_value_boundary"]
        yield test("method_bias", "no_method", "Δχ²", made["statistic"], made["df"], p_value)
    if found and (found.get("one_factor") or {}).get("comparison"):
        yield from difference("method_bias", found["one_factor"]["comparison"], adjusted=False)


def test(section, null, symbol, statistic, df, p_value, p_adjusted=None, words=None) -> dict[str, Any]:
    """A test's fields by name."""
    return {
        "section": section,
        "null": null,
        "symbol": symbol,
        "statistic": statistic,
        "df": df,
        "p_value": p_value,
        "p_adjusted": p_adjusted,
        "words": words or {},
    }
