"""Which verdicts hang on the exclusions: the report's own rules, read with and without the excluded respondents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.document.rules import QUADRANTS, near_a_line, slope_verdict
from analysis.report.findings.measurement import inseparable
from analysis.statistics.cfa.results import Version, trusted
from analysis.statistics.foundation.attempts import had
from analysis.statistics.sensitivity import (
    SensitiveAlpha,
    SensitiveFit,
    SensitivePlace,
    SensitiveShare,
    SensitiveSlope,
    SensitiveWeight,
    SensitivityRow,
)

Side = TypeVar("Side")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """
    One verdict, read with the exclusions and without them.

    Parameters
    ----------
    quantity, subject : what it is about; see `SensitivityRow`, and "first_driver".
    values : the number to print, each way.
    verdicts : each way; None where that sample does not allow it.
    """

    quantity: str
    subject: str
    values: tuple[float | None, float | None]
    verdicts: tuple[str | None, str | None]

    @property
    def flips(self) -> bool:
        """Whether the two samples give two verdicts."""
        return None not in self.verdicts and self.verdicts[0] != self.verdicts[1]


def compared(results: Results) -> list[Compared]:
    """A row per verdict that the report reads."""
    found = had(results.sensitivity)
    if not found or not found.rows:
        return []
    judged = [row for make in READERS for row in make(found.rows, results.study.conf_level)]
    together = {name for finding in inseparable(results) for name in finding.scales}
    return [row for row in judged if is_read(row, together)]


def is_read(row: Compared, together: set[str]) -> bool:
    """Whether the report reads such a verdict at all: no order, and no place, of dimensions not told apart."""
    if row.quantity == "first_driver":
        return not together
    return row.quantity != "quadrant" or row.subject not in together


def flipped(results: Results, quantity: str = "") -> list[Compared]:
    """The rows whose verdict flips, of one quantity or of all."""
    return [row for row in compared(results) if row.flips and quantity in ("", row.quantity)]


def sides(row: SensitivityRow, kind: type[Side]) -> tuple[Side | None, Side | None]:
    """What was found with exclusions and without them, where it is of this kind."""
    kept, everyone = row.with_exclusions, row.without_exclusions
    return kept if isinstance(kept, kind) else None, everyone if isinstance(everyone, kind) else None


def both(
    row: SensitivityRow,
    kind: type[Side],
    value: Callable[[Side], float | None],
    verdict: Callable[[Side], str | None],
) -> Compared:
    """A row of the results with the number to print and the verdict to read."""
    kept, everyone = sides(row, kind)
    return Compared(
        quantity=row.quantity,
        subject=row.subject,
        values=(None if kept is None else value(kept), None if everyone is None else value(everyone)),
        verdicts=(None if kept is None else verdict(kept), None if everyone is None else verdict(everyone)),
    )


def alphas(rows: list[SensitivityRow], _: float) -> Iterator[Compared]:
    """Reliability, judged by its interval."""

    def verdict(side: SensitiveAlpha) -> str | None:
        if side.conf_low is None or side.conf_high is None:
            return None
        return thresholds.ALPHA.of_interval(side.conf_low, side.conf_high)

    for row in of(rows, "alpha"):
        yield both(row, SensitiveAlpha, lambda side: side.estimate, verdict)


def fit(rows: list[SensitivityRow], _: float) -> Iterator[Compared]:
    """The comparative fit index, in the version that those analysed allow."""
    for row in of(rows, "cfi"):
        kept, _everyone = sides(row, SensitiveFit)
        version = trusted(kept.versions) if kept else "plain"

        def value(side: SensitiveFit, version: Version = version) -> float | None:
            return side.versions[version]

        def verdict(side: SensitiveFit, version: Version = version) -> str | None:
            cfi = side.versions[version]
            return None if cfi is None else thresholds.FIT_CFI.verdict(cfi)

        yield both(row, SensitiveFit, value, verdict)


def explained(rows: list[SensitivityRow], _: float) -> Iterator[Compared]:
    """The share of variance explained, in Cohen's words."""
    for row in of(rows, "r_squared"):
        yield both(
            row, SensitiveShare, lambda side: side.estimate, lambda side: thresholds.R_SQUARED.verdict(side.estimate)
        )


def slopes(rows: list[SensitivityRow], conf_level: float) -> Iterator[Compared]:
    """Sign of each slope, where its null is rejected after Holm's correction."""
    for row in of(rows, "slope"):
        yield both(row, SensitiveSlope, lambda side: side.estimate, lambda side: slope_kind(side, conf_level))


def slope_kind(side: SensitiveSlope, conf_level: float) -> str:
    """'positive', 'negative' or 'not_rejected': before the correction does not count."""
    verdict = slope_verdict(side, conf_level)
    return "not_rejected" if verdict == "unadjusted_only" else verdict


def first(rows: list[SensitivityRow], _: float) -> Iterator[Compared]:
    """The dimension that resamples put first: a name where enough of them agree."""
    found = [(row.subject, *sides(row, SensitiveWeight)) for row in of(rows, "slope")]
    kept = [(name, side) for name, side, _everyone in found if side]
    everyone = [(name, side) for name, _kept, side in found if side]
    if not found or not len(found) == len(kept) == len(everyone):
        return
    tops = [max(weights, key=lambda pair: pair[1].importance) for weights in (kept, everyone)]
    with_, without = (name if top.prob_first >= thresholds.CLEAR_PROBABILITY else "unclear" for name, top in tops)
    yield Compared(
        quantity="first_driver",
        subject=tops[0][0],
        values=(tops[0][1].prob_first, tops[1][1].prob_first),
        verdicts=(with_, without),
    )


def readings(rows: list[SensitivityRow], _: float) -> Iterator[Compared]:
    """The quadrant of each dimension that its nearness to a line does not forbid to read."""
    found = [(row.subject, *sides(row, SensitivePlace)) for row in of(rows, "quadrant")]
    kept = [place for _name, place, _everyone in found if place]
    everyone = [place for _name, _kept, place in found if place]
    if not len(found) == len(kept) == len(everyone):
        return
    for (name, *_places), here, there in zip(found, kept, everyone, strict=True):
        yield Compared(
            quantity="quadrant",
            subject=name,
            values=(here.performance, there.performance),
            verdicts=(reading(here, kept), reading(there, everyone)),
        )


def reading(place: SensitivePlace, drawn: list[SensitivePlace]) -> str:
    """The quadrant that may be read, or 'undecided'."""
    at = [(other.importance, other.performance) for other in drawn]
    is_read = place.quadrant in QUADRANTS and not near_a_line((place.importance, place.performance), at)
    return place.quadrant if place.quadrant and is_read else "undecided"


def of(rows: list[SensitivityRow], quantity: str) -> list[SensitivityRow]:
    """The rows of one quantity."""
    return [row for row in rows if row.quantity == quantity]


READERS = (alphas, fit, explained, slopes, first, readings)
