"""What one specification says of each headline finding, by the report's own rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from analysis.report.document import thresholds
from analysis.report.document.rules import IMPORTANT, QUADRANTS, is_clear, is_lost, near_a_line, slope_verdict
from analysis.statistics.cfa.results import Version
from analysis.statistics.sensitivity.estimates import (
    SensitiveAlpha,
    SensitiveFit,
    SensitiveLoss,
    SensitivePair,
    SensitivePlace,
    SensitiveShare,
    SensitiveSlope,
    SensitiveWeight,
    Specified,
)

UNDECIDED = ("undecided", "withheld", "unclear", "not_rejected", "unordered", "none", "untold")
"""Verdicts that leave a question open; and what nobody decided nobody can contradict."""

NAMING = ("slope", "first_driver", "order", "quadrant", "first_loss")
"""Findings of which two decided verdicts contradict each other; the others are grades of more and less."""

Side = TypeVar("Side")


@dataclass(frozen=True, kw_only=True)
class Key:
    """What a verdict is about: a kind of finding, its subject, and of two things the other."""

    quantity: str
    subject: str = ""
    against: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """
    The number behind a verdict, its interval where it has one, and the verdict; None where there is none.

    `verdict` is what the paper states; `grade` the finer one that the supplement gives, where the paper joins several.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    verdict: str | None
    grade: str | None = None

    @property
    def finest(self) -> str | None:
        """The grade, or else the verdict."""
        return self.grade or self.verdict


Read = Iterator[tuple[Key, Reading]]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """
    What a study's results are read by.

    Parameters
    ----------
    conf_level : of tests and intervals.
    version : that in which the report prints its CFI.
    margin : of places on the map, to its lines, in points of 100.
    rises : the direction of a slope by which more of a dimension goes with more of what is wanted.
    """

    conf_level: float
    version: Version
    margin: float
    rises: str = "positive"


def readings(rows: list[Specified], rules: Rules) -> dict[Key, Reading]:
    """Every finding that these estimates speak of."""
    made: list[Read] = [
        alphas(rows),
        fit(rows, rules.version),
        explained(rows),
        slopes(rows, rules.conf_level),
        first(rows),
        orders(rows),
        places(rows, rules),
        losses(rows),
        first_loss(rows),
    ]
    return dict(pair for part in made for pair in part)


def of(rows: list[Specified], kind: type[Side], make: Callable[[Specified, Side], Reading]) -> Read:
    """A reading for each row of one kind."""
    for row in rows:
        if isinstance(row.found, kind):
            yield Key(quantity=row.quantity, subject=row.subject, against=row.against), make(row, row.found)


def found(rows: list[Specified], kind: type[Side]) -> list[tuple[str, Side]]:
    """The subjects of one kind with what was found of them."""
    return [(row.subject, row.found) for row in rows if isinstance(row.found, kind)]


def alphas(rows: list[Specified]) -> Read:
    """Reliability, judged by its interval: whether it reaches the least that is asked, and by grades what suffices."""

    def read(_: Specified, side: SensitiveAlpha) -> Reading:
        grade = thresholds.ALPHA.of_interval(side.conf_low, side.conf_high)
        verdict = grade if grade in ("insufficient", "undecided") else "reached"
        return Reading(value=side.estimate, low=side.conf_low, high=side.conf_high, verdict=verdict, grade=grade)

    return of(rows, SensitiveAlpha, read)


def fit(rows: list[Specified], version: Version) -> Read:
    """The comparative fit index: whether the model fits, and by grades how badly it does not."""

    def read(_: Specified, side: SensitiveFit) -> Reading:
        cfi = side.versions[version]
        if cfi is None:
            return Reading(value=None, verdict=None)
        grade = thresholds.FIT_CFI.verdict(cfi)
        return Reading(value=cfi, verdict="good" if grade == "good" else "misfit", grade=grade)

    return of(rows, SensitiveFit, read)


def explained(rows: list[Specified]) -> Read:
    """The share of variance explained, in Cohen's words."""

    def read(_: Specified, side: SensitiveShare) -> Reading:
        return Reading(value=side.r_squared, verdict=thresholds.R_SQUARED.verdict(side.r_squared))

    return of(rows, SensitiveShare, read)


def slopes(rows: list[Specified], conf_level: float) -> Read:
    """Sign of each slope, where its null is rejected after Holm's correction."""

    def read(_: Specified, side: SensitiveSlope) -> Reading:
        verdict = slope_kind(side, conf_level)
        return Reading(value=side.beta, low=side.beta_low, high=side.beta_high, verdict=verdict)

    return of(rows, SensitiveSlope, read)


def slope_kind(side: SensitiveSlope, conf_level: float) -> str:
    """'positive', 'negative' or 'not_rejected': before the correction does not count."""
    verdict = slope_verdict(side, conf_level)
    return "not_rejected" if verdict == "unadjusted_only" else verdict


def first(rows: list[Specified]) -> Read:
    """The dimension that resamples put first of several: a name where enough of them agree."""
    weights = found(rows, SensitiveWeight)
    if len(weights) > 1:
        name, top = max(weights, key=lambda pair: pair[1].importance)
        verdict = name if is_clear(top.prob_first) else "unclear"
        yield Key(quantity="first_driver"), Reading(value=top.prob_first, verdict=verdict)


def orders(rows: list[Specified]) -> Read:
    """Which of two dimensions is the more important, where enough resamples agree."""

    def read(row: Specified, side: SensitivePair) -> Reading:
        a, b = side.prob_a_greater, 1 - side.prob_a_greater
        verdict = row.subject if is_clear(a) else row.against if is_clear(b) else "unordered"
        return Reading(value=a, verdict=verdict)

    return of(rows, SensitivePair, read)


def places(rows: list[Specified], rules: Rules) -> Read:
    """The quadrant of each dimension, where nothing forbids to read it."""
    drawn = [place for _, place in found(rows, SensitivePlace)]
    risen = {name for name, side in found(rows, SensitiveSlope) if slope_kind(side, rules.conf_level) == rules.rises}

    def read(row: Specified, side: SensitivePlace) -> Reading:
        grade = reading(side, drawn, rules.margin, row.subject in risen)
        return Reading(value=side.importance, verdict="undecided" if grade == "withheld" else grade, grade=grade)

    return of(rows, SensitivePlace, read)


def reading(place: SensitivePlace, drawn: list[SensitivePlace], margin: float, has_slope: bool) -> str:
    """
    The quadrant that may be read, or 'undecided' where the resamples do not agree on one.

    'withheld' too near a line, and where what is important has no slope that is shown.
    """
    if place.quadrant not in QUADRANTS:
        return "undecided"
    at = [(other.importance, other.performance) for other in drawn]
    near = near_a_line((place.importance, place.performance), at, margin)
    return "withheld" if near or (place.quadrant in IMPORTANT and not has_slope) else place.quadrant


def losses(rows: list[Specified]) -> Read:
    """Whether anything is lost to a pain point."""

    def read(_: Specified, side: SensitiveLoss) -> Reading:
        verdict = "told" if is_lost(side.conf_low) else "untold"
        return Reading(value=side.loss, low=side.conf_low, high=side.conf_high, verdict=verdict)

    return of(rows, SensitiveLoss, read)


def first_loss(rows: list[Specified]) -> Read:
    """The pain point that takes most: a name where it takes anything and enough resamples agree."""
    lost = found(rows, SensitiveLoss)
    if len(lost) > 1:
        name, top = max(lost, key=lambda pair: pair[1].loss)
        verdict = name if is_clear(top.p_first) else "unclear"
        yield (
            Key(quantity="first_loss"),
            Reading(value=top.p_first, verdict=verdict if is_lost(top.conf_low) else "none"),
        )
