"""Rules that several chapters judge by: one rule per question, whoever asks."""

from collections.abc import Sequence

from analysis.report.document import thresholds

QUADRANTS = ("concentrate", "keep_up", "low_priority", "possible_overkill")


def is_rejected(p: float | None, conf_level: float) -> bool:
    """Whether a null is rejected at the level that matches the report's intervals."""
    return p is not None and p < 1 - conf_level


def tested(estimate: float, p_value: float | None, adjusted: float | None, conf_level: float) -> str:
    """A coefficient's direction where its adjusted test rejects, else whether the plain test does."""
    if is_rejected(adjusted, conf_level):
        return "positive" if estimate > 0 else "negative"
    return "unadjusted_only" if is_rejected(p_value, conf_level) else "not_rejected"


def slope_verdict(term: dict, conf_level: float) -> str:
    """What the test of one slope says after Holm's correction."""
    return tested(term["estimate"], term["p_value"], term.get("p_value_holm", term["p_value"]), conf_level)


def near_a_line(place: tuple[float, float], places: Sequence[tuple[float, float]]) -> bool:
    """
    Whether a dimension is so near the mean of all, in importance or performance, that its side means nothing.

    A place is (importance as a share, performance from 0 to 100).
    """
    importance, performance = (sum(values) / len(places) for values in zip(*places, strict=True))
    return min(100 * abs(place[0] - importance), abs(place[1] - performance)) < thresholds.MARGIN
