"""Where things stand in the results: small look-ups shared by claims, tables and sections."""

from collections.abc import Iterable


def available(results: dict, section: str) -> dict | None:
    """A section of the results, or None where it is absent or could not be estimated."""
    part = results.get(section)
    return part if part and "unavailable" not in part else None


def dimensions(results: dict) -> list[dict]:
    return [scale for scale in results["study"]["scales"] if scale["kind"] == "dimension"]


def outcomes(results: dict) -> list[dict]:
    return [scale for scale in results["study"]["scales"] if scale["kind"] == "outcome"]


def scale_entry(results: dict, name: str) -> dict:
    return next(scale for scale in results["study"]["scales"] if scale["name"] == name)


def item_entries(results: dict) -> dict[str, dict]:
    """The study's items and outcomes by variable."""
    return {item["variable"]: item for item in results["study"]["items"]}


def is_rejected(p: float | None, conf_level: float) -> bool:
    """Whether a null is rejected at the level that matches the report's intervals."""
    return p is not None and p < 1 - conf_level


def largest(rows: Iterable[dict], key: str) -> dict:
    return max(rows, key=lambda row: row[key])


def smallest(rows: Iterable[dict], key: str) -> dict:
    return min(rows, key=lambda row: row[key])


def overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two intervals share a point."""
    return a[0] <= b[1] and b[0] <= a[1]
