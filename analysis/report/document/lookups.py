"""Where things stand in the results: small look-ups shared by claims, tables and sections."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeVar

from analysis.report.document.contents import Results, Sample
from analysis.statistics.description.paired import PairedDifference
from analysis.statistics.foundation.attempts import had
from analysis.statistics.regression.drivers import DriverRegression

Part = TypeVar("Part")


def available(results: dict, section: str) -> dict | None:
    """A section of the results, or None where it is absent or could not be estimated."""
    part = results.get(section)
    return part if part and "unavailable" not in part else None


def needed(part: Part | None) -> Part:
    """What a chapter, a table or a figure is about; raises ValueError where it is absent."""
    if part is None:
        raise ValueError("these results do not have it")
    return part


def regression_of(results: Results) -> DriverRegression | None:
    """The regression of the outcome, or None where it is absent or was refused."""
    return results.regression if isinstance(results.regression, DriverRegression) else None


def dimensions(results: dict) -> list[dict]:
    return [scale for scale in results["study"]["scales"] if scale["kind"] == "dimension"]


def outcomes(results: dict) -> list[dict]:
    return [scale for scale in results["study"]["scales"] if scale["kind"] == "outcome"]


def scale_entry(results: dict, name: str) -> dict:
    return next(scale for scale in results["study"]["scales"] if scale["name"] == name)


def item_entries(results: dict) -> dict[str, dict]:
    """The study's items and outcomes by variable."""
    return {item["variable"]: item for item in results["study"]["items"]}


def largest(rows: Iterable[dict], key: str) -> dict:
    return max(rows, key=lambda row: row[key])


def smallest(rows: Iterable[dict], key: str) -> dict:
    return min(rows, key=lambda row: row[key])


def less_is_better(results: dict, name: str) -> bool:
    """Whether the study declares that a low score on this scale is the good one."""
    return scale_entry(results, name).get("better", "high") == "low"


def paired(
    sample: Sample, measure: Literal["performance", "prevalence", "severity"], a: str, b: str
) -> PairedDifference | None:
    """
    The comparison of `a` with `b` among the same people: a less b, whichever way round it is stored.

    `measure` is "performance" of scales, "prevalence" or "severity" of pain points.
    """
    compared = had(sample.comparisons)
    for row in getattr(compared, measure) if compared else ():
        if {row.a, row.b} == {a, b}:
            return row if row.a == a else turned(row)
    return None


def apartness(compared: PairedDifference | None, apart: str, open_: str) -> str:
    """What the interval of a difference says: `apart`, `open_`, or "uncompared" where there is none."""
    if not compared or not compared.difference:
        return "uncompared"
    return apart if compared.is_apart else open_


def turned(row: PairedDifference) -> PairedDifference:
    """A comparison the other way round."""
    found = row.difference
    if found:
        found = replace(found, estimate=-found.estimate, conf_low=-found.conf_high, conf_high=-found.conf_low)
    return replace(row, a=row.b, b=row.a, n_a=row.n_b, n_b=row.n_a, difference=found)


def succeeded(models: dict) -> dict:
    """The models that could be fitted, by name."""
    return {name: model for name, model in models.items() if "unavailable" not in model}


def index_version(fit: dict, name: str) -> str:
    """The most trusted version of an index of fit that there is: "robust", "scaled" or "plain"."""
    return next((v for v in ("robust", "scaled") if fit.get(f"{name}_{v}") is not None), "plain")


def index_of_fit(fit: dict, name: str, version: str = "") -> float | None:
    """An index of fit in a version, or in the most trusted one."""
    version = version or index_version(fit, name)
    return fit.get(name if version == "plain" else f"{name}_{version}")


def fit_test(fit: dict) -> tuple[float | None, float | None]:
    """The test of exact fit and its p value, corrected for departures from normality where it can be."""
    scaled = fit.get("chi_square_scaled")
    return (fit["chi_square"], fit["p_value"]) if scaled is None else (scaled, fit["p_value_scaled"])


def agreement(searched: dict) -> str:
    """How many of the starts of a search ended where it ended: "all_agree", "most_agree" or "few_agree"."""
    if searched["n_agreeing"] == searched["n_starts"]:
        return "all_agree"
    return "most_agree" if 2 * searched["n_agreeing"] > searched["n_starts"] else "few_agree"
