"""Which verdicts hang on choices of analysis: the report's own rules, read under every specification."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from analysis.report.document import thresholds
from analysis.report.document.contents import Results
from analysis.report.findings.measurement import inseparable
from analysis.report.findings.readings import NAMING, UNDECIDED, Key, Reading, readings
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.statistics.sensitivity.estimates import Choices, Specification, SpecificationCurve

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
    """

    key: Key
    own: Reading
    others: tuple[tuple[Choices, Reading], ...]
    choices: Choices

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
    together = {name for finding in inseparable(results) for name in finding.scales}
    rows = []
    for own, its in ((one, its) for one, its in read if one.is_report):
        rest = [
            (one.choices, theirs) for one, theirs in read if one is not own and one.choices.part == own.choices.part
        ]
        for key, reading in its.items():
            others = tuple((c, r[key]) for c, r in rest if key in r and r[key].verdict is not None)
            row = Compared(key=key, own=reading, others=others, choices=own.choices)
            if reading.verdict is not None and others and is_read(row, together):
                rows.append(row)
    return tuple(rows)


def read_of(one: Specification, results: Results) -> dict[Key, Reading]:
    """What a specification says of each finding; nothing where it was refused."""
    if isinstance(one.estimates, Unavailable):
        return {}
    model = results.headline
    version = model.fit.version("cfi") if model else "plain"
    return readings(one.estimates, results.study.conf_level, version, results.study.margin)


def is_read(row: Compared, together: set[str]) -> bool:
    """
    Whether the report reads such a verdict at all.

    No order, and no place, of dimensions that are not told apart; and of two dimensions none that nobody orders.
    """
    if row.key.quantity == "first_driver":
        return not together
    if row.key.quantity == "order":
        ordered = any(reading.verdict not in UNDECIDED for reading in (row.own, *(other for _, other in row.others)))
        return ordered and not {row.key.subject, row.key.against} & together
    return row.key.quantity != "quadrant" or row.key.subject not in together


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
