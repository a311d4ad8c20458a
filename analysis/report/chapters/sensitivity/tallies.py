"""How many verdicts are another under each choice of analysis."""

from dataclasses import dataclass

from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.sensitivity.estimates import SpecificationCurve

KINDS = ("respondents", "scores", "missing", "method")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """
    One choice: in how many specifications it is made, how many verdicts they give, and how many of these are others.

    `is_report`: the report makes this choice.
    """

    kind: str
    choice: str
    n_specifications: int
    n_read: int
    n_differing: int
    is_report: bool

    @property
    def share(self) -> float:
        """Of the verdicts that could be read, those that are others; zero of none."""
        return self.n_differing / self.n_read if self.n_read else 0.0


def by_choice(results: Results) -> list[Tally]:
    """A tally for every choice that was made in some specification, kind by kind, the report's first."""
    curve: SpecificationCurve = needed(had(results.sensitivity))
    rows, asked = sensitivity.stated(results), sensitivity.asked(curve)
    read = [choices for row in rows for choices, _ in row.others]
    differing = [choices for row in rows for choices, _ in row.differing]
    made = []
    for kind in KINDS:
        values = [getattr(one.choices, kind) for one in asked]
        own = {getattr(one.choices, kind) for one in asked if one.is_report}
        there = dict.fromkeys(value for value in values if value)
        made += [
            Tally(
                kind=kind,
                choice=choice,
                n_specifications=values.count(choice),
                n_read=sum(getattr(choices, kind) == choice for choices in read),
                n_differing=sum(getattr(choices, kind) == choice for choices in differing),
                is_report=choice in own,
            )
            for choice in sorted(there, key=lambda value: value not in own)
        ]
    return made
