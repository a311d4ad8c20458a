"""
Where to begin: advice chosen by the evidence, never by a name.

Each rests on a claim that says what the evidence is and how large; beside it stands whom it concerns, what would show
that it worked, and the strategies that the study itself names for that evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from analysis.report.chapters.priorities import evidence
from analysis.report.chapters.priorities.item_claims import maps, placed_items
from analysis.report.chapters.priorities.places import placed
from analysis.report.chapters.priorities.sizes import shown_by
from analysis.report.chapters.priorities.whom import for_whom, pain_for_whom
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had
from analysis.survey.sections import StrategySection

MOST = 3  # to begin with more is not to begin


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing to do: the claim that it rests on, what else is said of it, and the strategies that fit it."""

    evidence: Claim
    beside: list[Claim] = field(default_factory=list)
    strategies: list[StrategySection] = field(default_factory=list)

    @property
    def claims(self) -> list[Claim]:
        """All that is said, the evidence first."""
        return [self.evidence, *self.beside]


def first(results: Results) -> list[Advice]:
    """The advice to begin with: the strongest of each kind of evidence, then the next of each."""
    return advice(results)[:MOST]


def advice(results: Results) -> list[Advice]:
    """
    All advice: of each kind the strongest first, the kinds in turn.

    Dimensions and items by importance, pain points by what they take, indicators by what goes with them, groups by how
    far they lie apart.
    """
    kinds = (dimensions, pain_points, items, indicators, groups)
    turns = zip_longest(*(kind(results) for kind in kinds))
    return [one for turn in turns for one in turn if one is not None]


def has_grounds(results: Results) -> bool:
    """Whether there is anything that advice could rest on."""
    pain_points = had(results.pain_points)
    return bool(placed(results) or placed_items(results) or (pain_points and had(pain_points.expected_loss)))


def claims(results: Results) -> list[Claim]:
    """All that is said of all advice."""
    made = advice(results)
    if not has_grounds(results):
        return []
    return [overview(results, len(made), len(made)), *(claim for one in made for claim in one.claims)]


def overview(results: Results, n_advice: int, n_shown: int) -> Claim:
    """How much advice there is, how much of it follows, and whether any of it could name a group."""
    return Claim(
        id="priorities.advice_overview",
        verdict=either(n_shown == n_advice, "all_shown", "some_shown") if n_advice else "none",
        verdicts=("none", "all_shown", "some_shown"),
        values={"n_advice": n_advice, "n_shown": n_shown, "has_groups": bool(had(results.groups))},
    )


def strategies(advice: list[Advice]) -> list[StrategySection]:
    """The strategies that pieces of advice call for, each once."""
    return list({one.name: one for piece in advice for one in piece.strategies}.values())


def in_brief(one: Advice) -> Claim:
    """The evidence of a piece of advice as the first page tells it."""
    claim = one.evidence
    return replace(claim, id=f"{claim.id}_brief", verdict="brief", verdicts=("brief",)) if is_long(one) else claim


def is_long(one: Advice) -> bool:
    """Whether the evidence is more than the first page has room for."""
    return one.evidence.name != "move"


def dimensions(results: Results) -> Iterator[Advice]:
    """Dimensions that matter more than the average and are rated below it."""
    for row in placed(results):
        if row.reading == "concentrate":
            yield Advice(
                evidence=evidence.improve(results, row),
                beside=[*for_whom(results, row.term), *shown_by(results, "scale", row.term)],
                strategies=[s for s in results.study.strategies if row.term in s.scales],
            )


def items(results: Results) -> Iterator[Advice]:
    """Important items that are rated low; of a dimension to concentrate on only those with strategies of their own."""
    told = {row.term for row in placed(results) if row.reading == "concentrate"}
    found = [row for rows in placed_items(results).values() for row in rows if row.reading == "concentrate"]
    mapped = maps(results)
    worst = {one.worst for one in mapped.maps} if mapped else set()
    for row in sorted(found, key=lambda row: -row.place.importance):
        own = [s for s in results.study.strategies if row.term in s.variables]
        rivals = [one.term for one in found if one.scale == row.scale and one is not row]
        if own or row.scale not in told:
            yield Advice(
                evidence=evidence.mend(row, rivals, is_worst=row.term in worst),
                beside=shown_by(results, "item", row.term),
                strategies=own,
            )


def pain_points(results: Results) -> Iterator[Advice]:
    """Pain points that cost something, with the others held equal, and take something from all respondents."""
    for claim, rank in evidence.reliefs(results):
        name = claim.subject
        yield Advice(
            evidence=claim,
            beside=[rank, *pain_for_whom(results, name), *shown_by(results, "pain_point", name)],
            strategies=[s for s in results.study.strategies if name in s.pain_points],
        )


def indicators(results: Results) -> Iterator[Advice]:
    """Measured quantities that a dimension that matters goes with."""
    for claim in evidence.moves(results):
        name, scale = claim.subject, claim.values["scale"]
        own = [s for s in results.study.strategies if name in s.variables]
        yield Advice(
            evidence=claim,
            beside=shown_by(results, "indicator", name),
            strategies=own or [s for s in results.study.strategies if scale in s.scales],
        )


def groups(results: Results) -> Iterator[Advice]:
    """Levels of groups whose outcome is worse than that of others."""
    for claim in evidence.reaches(results):
        group, level = claim.subject, claim.values["level"]
        lower = claim.values["scales"]
        yield Advice(
            evidence=claim,
            beside=shown_by(results, "level", group, level),
            strategies=[s for s in results.study.strategies if set(lower) & set(s.scales)],
        )
