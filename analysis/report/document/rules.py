"""Rules that several chapters judge by: one rule per question, whoever asks."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from analysis.report.document import thresholds
from analysis.statistics.description.paired import PairedDifference
from analysis.statistics.regression.ols import Coefficient
from analysis.statistics.sensitivity.estimates import SensitiveSlope

QUADRANTS = ("concentrate", "keep_up", "low_priority", "possible_overkill")
IMPORTANT = ("concentrate", "keep_up")  # those of what matters more than the average


def is_rejected(p: float | None, conf_level: float) -> bool:
    """Whether a null is rejected at the level that matches the report's intervals."""
    return p is not None and p < 1 - conf_level


def tested(estimate: float, p_value: float | None, adjusted: float | None, conf_level: float) -> str:
    """A coefficient's direction where its adjusted test rejects, else whether the plain test does."""
    if is_rejected(adjusted, conf_level):
        return "positive" if estimate > 0 else "negative"
    return "unadjusted_only" if is_rejected(p_value, conf_level) else "not_rejected"


def slope_verdict(term: Coefficient | SensitiveSlope, conf_level: float) -> str:
    """What the test of one slope says, after Holm's correction where there is one."""
    adjusted = term.p_value if term.p_value_holm is None else term.p_value_holm
    return tested(term.estimate, term.p_value, adjusted, conf_level)


def is_clear(probability: float) -> bool:
    """Whether so many resamples agree on an order that it may be stated."""
    return probability >= thresholds.CLEAR_PROBABILITY


def known_sum(sizes: Iterable[int | None]) -> int | None:
    """The sum of counts; None where one is not published, so that it cannot be told from the sum."""
    sizes = list(sizes)
    return None if None in sizes else sum(size or 0 for size in sizes)


def is_lost(conf_low: float) -> bool:
    """Whether anything is lost to a pain point: the whole interval lies above zero."""
    return conf_low > 0


def near_a_line(place: tuple[float, float], places: Sequence[tuple[float, float]], margin: float) -> bool:
    """
    Whether a place is so near the mean of all, in importance or performance, that its side means nothing.

    A place is (importance as a share or a correlation, performance from 0 to 100), the margin in points of 100.
    """
    importance, performance = (sum(values) / len(places) for values in zip(*places, strict=True))
    return min(100 * abs(place[0] - importance), abs(place[1] - performance)) < margin


def apartness(compared: PairedDifference | None, apart: str, open_: str) -> str:
    """What the interval of a difference says: `apart`, `open_`, or "uncompared" where there is none."""
    if not compared or not compared.difference:
        return "uncompared"
    return apart if compared.is_apart else open_


class Searched(Protocol):
    """What was searched for from several starts."""

    @property
    def n_starts(self) -> int: ...

    @property
    def n_agreeing(self) -> int: ...


def agreement(searched: Searched) -> str:
    """How many of the starts of a search ended where it ended: "all_agree", "most_agree" or "few_agree"."""
    if searched.n_agreeing == searched.n_starts:
        return "all_agree"
    return "most_agree" if 2 * searched.n_agreeing > searched.n_starts else "few_agree"
