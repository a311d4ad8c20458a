"""Which verdicts hang on choices of analysis: the report's own rules, read under every specification."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.findings import measurement, regression
from analysis.report.findings.readings import NAMING, UNDECIDED, Key, Reading, Rules, found, readings
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.statistics.sensitivity.estimates import Choices, SensitiveWeight, Specification, SpecificationCurve

GRADES = ("steady", "qualified", "withdrawn")
CONTRARY_RULES = ("everyone", "screened")  # of screening: whoever was excluded is kept, or the other way round


@dataclass(frozen=True, kw_only=True)
class Compared:
    """
    One verdict of the report beside those of all other specifications that can be read.

    Parameters
    ----------
    key : what it is about.
    own : as the report has it.
    others : choices, and what they give.
    is_stated : the paper states it, and not the supplement alone.
    """

    key: Key
    own: Reading
    others: tuple[tuple[Choices, Reading], ...]
    choices: Choices
    is_stated: bool = True

    @cached_property
    def differing(self) -> list[tuple[Choices, Reading]]:
        """The specifications that give another verdict."""
        return [(choices, other) for choices, other in self.others if other.verdict != self.own.verdict]

    @property
    def n_others(self) -> int:
        """How many other specifications can be read."""
        return len(self.others)

    @property
    def n_differing(self) -> int:
        """How many give another verdict."""
        return len(self.differing)

    @property
    def flips(self) -> bool:
        """Whether any does."""
        return bool(self.differing)

    @property
    def regraded(self) -> list[Reading]:
        """The specifications that give the same verdict and another grade of it."""
        rest = [other for _, other in self.others if other.verdict == self.own.verdict]
        return [other for other in rest if other.finest != self.own.finest]

    @property
    def is_contradicted(self) -> bool:
        """Whether a specification decides for the contrary."""
        decided = self.own.verdict not in UNDECIDED and self.key.quantity in NAMING
        return decided and any(other.verdict not in UNDECIDED for _, other in self.differing)

    @property
    def hangs_on_exclusions(self) -> bool:
        """Whether another rule of who is excluded, all else as in the report, gives another verdict."""
        return any(
            choices.respondents in CONTRARY_RULES and unlike(choices, self.choices) == ["respondents"]
            for choices, _ in self.differing
        )

    @property
    def grade(self) -> str:
        """
        What becomes of the verdict: "steady", "qualified" or "withdrawn".

        Withdrawn is what says something and is contradicted, is not shared by enough specifications, or is another
        with the excluded respondents kept; any other that flips is qualified.
        """
        if not self.flips:
            return "steady"
        shared = 1 - self.n_differing / self.n_others
        weak = self.is_contradicted or self.hangs_on_exclusions or shared < thresholds.SPECIFICATIONS_AGREE
        return "withdrawn" if weak and self.own.verdict not in UNDECIDED else "qualified"

    def told(self) -> dict[str, Any]:
        """The verdict as results and sentences have it: the report's, the others, and what becomes of it."""
        return {
            **vars(self.key),
            "verdict": self.own.verdict,
            "others": sorted({other.verdict or "" for _, other in self.differing}),
            "grade": self.grade,
            "n_differing": self.n_differing,
            "n_others": self.n_others,
            "is_stated": self.is_stated,
        }


def unlike(choices: Choices, others: Choices) -> list[str]:
    """The choices that two specifications make differently."""
    return [name for name, choice in vars(choices).items() if choice != getattr(others, name)]


@lru_cache(maxsize=4)
def compared(results: Results) -> tuple[Compared, ...]:
    """A row per verdict that the report reads and some other specification can be asked about."""
    curve = had(results.sensitivity)
    if not curve:
        return ()
    read = [(one, read_of(one, results)) for one in curve.specifications]
    unread, ranked = unordered(results), neighbours(curve)
    rows = []
    for own, its in ((one, its) for one, its in read if one.is_report):
        rest = [
            (one.choices, theirs) for one, theirs in read if one is not own and one.choices.part == own.choices.part
        ]
        for key, reading in its.items():
            others = tuple((c, r[key]) for c, r in rest if key in r and r[key].verdict is not None)
            is_stated = key.quantity != "order" or {key.subject, key.against} in ranked
            row = Compared(key=key, own=reading, others=others, choices=own.choices, is_stated=is_stated)
            if reading.verdict is not None and others and is_read(row, *unread):
                rows.append(row)
    return tuple(rows)


def stated(results: Results) -> list[Compared]:
    """The rows whose verdict the paper states: of two dimensions, an order of neighbours alone."""
    return [row for row in compared(results) if row.is_stated]


def neighbours(curve: SpecificationCurve) -> list[set[str]]:
    """Every two dimensions that follow each other in the report's order of importance."""
    own = [one.estimates for one in curve.specifications if one.is_report]
    weights = [pair for rows in own if not isinstance(rows, Unavailable) for pair in found(rows, SensitiveWeight)]
    order = [name for name, _ in sorted(weights, key=lambda pair: -pair[1].importance)]
    return [set(pair) for pair in pairwise(order)]


def read_of(one: Specification, results: Results) -> dict[Key, Reading]:
    """What a specification says of each finding; nothing where it was refused."""
    if isinstance(one.estimates, Unavailable):
        return {}
    model, study = results.headline, results.study
    rules = Rules(
        conf_level=study.conf_level,
        version=model.fit.version("cfi") if model else "plain",
        margin=study.margin,
        rises="negative" if results.outcome and study.scale(results.outcome).better == "low" else "positive",
    )
    return readings(one.estimates, rules)


def unordered(results: Results) -> tuple[set[str], set[str]]:
    """The dimensions that are not told apart, which get no order; and all that get no place on the map."""
    together = {name for one in measurement.inseparable(results) for name in one.scales}
    return together, together | set(unplaced(results))


def unplaced(results: Results) -> Iterator[str]:
    """The dimensions whose place the report does not read, whatever it is."""
    yield from (scale.name for scale in results.study.dimensions if scale.better == "low")
    for finding in (*measurement.findings(results), *regression.findings(results)):
        if finding.code in ("unreliable", "against_scale", "against_direction"):
            yield from finding.scales


def is_read(row: Compared, together: set[str], unplaced: set[str]) -> bool:
    """
    Whether the report reads such a verdict at all.

    No order of dimensions that are not told apart, and of two dimensions none that nobody orders; no place of those
    `unplaced`.
    """
    if row.key.quantity == "first_driver":
        return not together
    if row.key.quantity == "order":
        ordered = any(reading.verdict not in UNDECIDED for reading in (row.own, *(other for _, other in row.others)))
        return ordered and not {row.key.subject, row.key.against} & together
    return row.key.quantity != "quadrant" or row.key.subject not in unplaced


def flipped(results: Results, grade: str = "") -> list[Compared]:
    """The rows whose verdict flips, of one grade or of all."""
    return [row for row in compared(results) if row.flips and grade in ("", row.grade)]


def asked(curve: SpecificationCurve) -> list[Specification]:
    """The specifications of the parts of the report that have more than one."""
    parts = [one.choices.part for one in curve.specifications]
    return [one for one in curve.specifications if parts.count(one.choices.part) > 1]


def refused(curve: SpecificationCurve) -> list[tuple[Specification, Unavailable]]:
    """The specifications that an estimator refused, and why."""
    return [(one, one.estimates) for one in curve.specifications if isinstance(one.estimates, Unavailable)]
