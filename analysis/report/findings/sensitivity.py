"""Which verdicts hang on the exclusions: the report's own rules, read with and without the excluded respondents."""

from collections.abc import Callable, Iterator

from analysis.report.document import thresholds
from analysis.report.document.lookups import available, index_of_fit, index_version, largest
from analysis.report.document.rules import QUADRANTS, near_a_line, slope_verdict
from analysis.report.findings.measurement import inseparable

WITH, WITHOUT = "with_exclusions", "without_exclusions"


def compared(results: dict) -> list[dict]:
    """
    A row per verdict: quantity, subject, `value` and `verdict` both ways, and whether it flips.

    A verdict that one of the two samples does not allow is None and flips nothing.
    """
    found = available(results, "sensitivity")
    if not found or not found["rows"]:
        return []
    judged = [row for make in READERS for row in make(found["rows"], results["study"]["conf_level"])]
    together = {name for finding in inseparable(results) for name in finding.scales}
    return [row | {"flips": flips(row)} for row in judged if is_read(row, together)]


def is_read(row: dict, together: set[str]) -> bool:
    """Whether the report reads such a verdict at all: no order, and no place, of dimensions not told apart."""
    if row["quantity"] == "first_driver":
        return not together
    return row["quantity"] != "quadrant" or row["subject"] not in together


def flips(row: dict) -> bool:
    """Whether the two samples give two verdicts."""
    verdicts = row["verdicts"]
    return None not in verdicts and verdicts[0] != verdicts[1]


def flipped(results: dict, quantity: str = "") -> list[dict]:
    """The rows whose verdict flips, of one quantity or of all."""
    return [row for row in compared(results) if row["flips"] and quantity in ("", row["quantity"])]


def both(row: dict, value: Callable[[dict], float | None], verdict: Callable[[dict], str | None]) -> dict:
    """A row of the results with the number to print and the verdict to read, with exclusions first."""
    sides = (row[WITH], row[WITHOUT])
    return {
        "quantity": row["quantity"],
        "subject": row["subject"],
        "values": [None if side is None else value(side) for side in sides],
        "verdicts": [None if side is None else verdict(side) for side in sides],
    }


def estimate(side: dict) -> float:
    return side["estimate"]


def alphas(rows: list[dict], _: float) -> Iterator[dict]:
    """Reliability, judged by its interval."""
    for row in of(rows, "alpha"):
        yield both(row, estimate, lambda s: thresholds.ALPHA.of_interval(s["conf_low"], s["conf_high"]))


def fit(rows: list[dict], _: float) -> Iterator[dict]:
    """The comparative fit index, in the version that those analysed allow."""
    for row in of(rows, "cfi"):
        version = index_version(row[WITH] or {}, "cfi")

        def value(side: dict, version: str = version) -> float | None:
            return index_of_fit(side, "cfi", version)

        def verdict(side: dict, value=value) -> str | None:
            return None if value(side) is None else thresholds.FIT_CFI.verdict(value(side))

        yield both(row, value, verdict)


def explained(rows: list[dict], _: float) -> Iterator[dict]:
    """The share of variance explained, in Cohen's words."""
    for row in of(rows, "r_squared"):
        yield both(row, estimate, lambda s: thresholds.R_SQUARED.verdict(s["estimate"]))


def slopes(rows: list[dict], conf_level: float) -> Iterator[dict]:
    """Sign of each slope, where its null is rejected after Holm's correction."""
    for row in of(rows, "slope"):
        yield both(row, estimate, lambda s: slope_kind(s, conf_level))


def slope_kind(side: dict, conf_level: float) -> str:
    """'positive', 'negative' or 'not_rejected': before the correction does not count."""
    verdict = slope_verdict(side, conf_level)
    return "not_rejected" if verdict == "unadjusted_only" else verdict


def first(rows: list[dict], _: float) -> Iterator[dict]:
    """The dimension that resamples put first: a name where enough of them agree."""
    found = of(rows, "slope")
    if not found or any((row[side] or {}).get("prob_first") is None for row in found for side in (WITH, WITHOUT)):
        return
    tops = [
        largest([{"subject": row["subject"], **row[side]} for row in found], "importance") for side in (WITH, WITHOUT)
    ]
    yield {
        "quantity": "first_driver",
        "subject": tops[0]["subject"],
        "values": [top["prob_first"] for top in tops],
        "verdicts": [
            top["subject"] if top["prob_first"] >= thresholds.CLEAR_PROBABILITY else "unclear" for top in tops
        ],
    }


def readings(rows: list[dict], _: float) -> Iterator[dict]:
    """The quadrant of each dimension that its nearness to a line does not forbid to read."""
    found = of(rows, "quadrant")
    if any(row[side] is None for row in found for side in (WITH, WITHOUT)):
        return
    maps = [[row[side] for row in found] for side in (WITH, WITHOUT)]
    for position, row in enumerate(found):
        places = [drawn[position] for drawn in maps]
        yield {
            "quantity": "quadrant",
            "subject": row["subject"],
            "values": [place["performance"] for place in places],
            "verdicts": [reading(place, drawn) for place, drawn in zip(places, maps, strict=True)],
        }


def reading(place: dict, drawn: list[dict]) -> str:
    """The quadrant that may be read, or 'undecided'."""
    at = [(other["importance"], other["performance"]) for other in (place, *drawn)]
    is_read = place["quadrant"] in QUADRANTS and not near_a_line(at[0], at[1:])
    return place["quadrant"] if is_read else "undecided"


def of(rows: list[dict], quantity: str) -> list[dict]:
    """The rows of one quantity."""
    return [row for row in rows if row["quantity"] == quantity]


READERS = (alphas, fit, explained, slopes, first, readings)
