"""Section 6: how many pain points people met, how satisfaction differs with that, which co-occur, and where."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_clear, is_lost, is_rejected, tested
from analysis.statistics.description.level_shares import EqualSharesTest, extremes
from analysis.statistics.foundation.attempts import had
from analysis.statistics.pain_points.by_group import GroupPrevalence
from analysis.statistics.pain_points.cooccurrence import Cooccurrence
from analysis.statistics.pain_points.costs import PainPointCost
from analysis.statistics.pain_points.dose import DoseLevel
from analysis.statistics.pain_points.expected_loss import ExpectedLoss
from analysis.statistics.pain_points.pain_points import PainPoints

COSTS = {"joint": "alone", "beyond_dimensions": "beyond"}


def claims(results: Results) -> list[Claim]:
    found = had(results.pain_points)
    if not found:
        return []
    level = found.conf_level
    return [
        *number_met(found, results.study.n_analysed),
        *counted_as_not_met(spared(found)),
        *dose(found),
        *losses(found),
        *cost_overviews(found, level),
        *cooccurrence(found.cooccurrence, level),
        *by_group(found, level),
    ]


def number_met(found: PainPoints, n_analysed: int) -> list[Claim]:
    """How many respondents met any pain point, and how many all; of those analysed, or of a part that answered."""
    levels = had(found.dose)
    if not levels or levels[0].n_most:
        return []
    none, most = levels[0], levels[-1]
    n_pain_points = len(found.prevalence)
    low, high = 1 - none.share_high, 1 - none.share_low
    return [
        Claim(
            id="pain_points.number_met",
            verdict="most" if low > thresholds.HALF else either(high < thresholds.HALF, "minority", "about_half"),
            verdicts=("most", "minority", "about_half"),
            values={
                "n_people": none.n_all,
                "is_part": none.n_all < n_analysed,
                "n_pain_points": n_pain_points,
                "any": 1 - none.share,
                "low": low,
                "high": high,
                "n_any": none.n_all - none.n_people,
                "n_none": none.n_people,
                "n_all": most.n_people if most.n_met == n_pain_points == most.n_most else None,
            },
        )
    ]


def spared(found: PainPoints) -> dict[str, int]:
    """The pain points that could not happen to everyone, with how many they could not happen to."""
    rows = [row for row in map(had, found.prevalence) if row]
    return {row.term: row.n_inapplicable for row in rows if row.n_inapplicable}


def counted_as_not_met(found: dict[str, int], chapter: str = "pain_points") -> list[Claim]:
    """That those to whom a pain point could not happen are counted among those who did not meet it, for a chapter."""
    if not found:
        return []
    most = max(found, key=lambda name: found[name])
    return [
        Claim(
            id=f"{chapter}.counted_as_not_met",
            verdict=either(len(found) == 1, "one", "several"),
            verdicts=("one", "several"),
            values={"names": list(found), "name": most, "n": found[most]},
        )
    ]


def dose(found: PainPoints) -> list[Claim]:
    """Whether the outcome falls with the number of pain points met, and from where to where."""
    trend, levels = had(found.trend), had(found.dose)
    known = [level for level in levels or [] if level.mean is not None]
    if not trend or len(known) < 2:
        return []
    return [
        Claim(
            id="pain_points.dose",
            verdict="falls" if trend.conf_high < 0 else either(trend.conf_low > 0, "rises", "open"),
            verdicts=("falls", "rises", "open"),
            values={
                "is_joint": any(level.n_met != level.n_most for level in levels or []),
                "first": dose_values(known[0], len(found.prevalence)),
                "last": dose_values(known[-1], len(found.prevalence)),
                "slope": trend.estimate,
                "low": trend.conf_low,
                "high": trend.conf_high,
                "p_value": trend.p_value,
                "n_obs": trend.n_obs,
            },
        )
    ]


def dose_values(level: DoseLevel, n_pain_points: int) -> dict[str, float | int | str | None]:
    """A number of pain points and the mean outcome of those who met so many."""
    names = ("n_met", "n_most", "mean", "conf_low", "conf_high", "n_obs")
    return {"how": how_many(level, n_pain_points)} | {name: getattr(level, name) for name in names}


def how_many(level: DoseLevel, n_pain_points: int) -> str:
    """How the number of pain points is told: 'none', 'exactly', 'or_more', 'at_most', or 'between' two."""
    if level.n_met == level.n_most:
        return "exactly" if level.n_met else "none"
    if level.n_most == n_pain_points:
        return "or_more"
    return "between" if level.n_met else "at_most"


def losses(found: PainPoints) -> list[Claim]:
    """What is lost to all pain points together, and to which of them most."""
    loss = had(found.expected_loss)
    if not loss:
        return []
    return [total_loss(loss), *([first_loss(loss), told_losses(loss)] if len(loss.terms) > 1 else [])]


def total_loss(loss: ExpectedLoss) -> Claim:
    """What the mean outcome falls short by, of that of people who met no pain point."""
    total = loss.total
    return Claim(
        id="pain_points.total_loss",
        verdict="lost" if total.conf_low > 0 else either(total.conf_high < 0, "gained", "open"),
        verdicts=("lost", "gained", "open"),
        values={
            "estimate": total.estimate,
            "low": total.conf_low,
            "high": total.conf_high,
            "n_pain_points": len(loss.terms),
            "n_obs": loss.n_obs,
        },
    )


def first_loss(loss: ExpectedLoss) -> Claim:
    """The pain point to which most is lost, and whether resamples agree on it."""
    first, second = loss.terms[:2]
    clear = is_clear(first.p_first)
    return Claim(
        id="pain_points.first_loss",
        verdict=either(clear, "clear", "open") if is_lost(first.conf_low) else "none",
        verdicts=("clear", "open", "none"),
        values={
            "name": first.term,
            "second": second.term,
            "estimate": first.estimate,
            "low": first.conf_low,
            "high": first.conf_high,
            "exposure": first.exposure,
            "cost": first.cost,
            "p_first": first.p_first,
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def told_losses(loss: ExpectedLoss) -> Claim:
    """To how many pain points something is lost, and how many pairs of them have an order."""
    told = [term.term for term in loss.terms if is_lost(term.conf_low)]
    ordered = [pair for pair in loss.pairs if pair.is_ordered]
    every = len(told) == len(loss.terms)
    return Claim(
        id="pain_points.told_losses",
        verdict="all" if every else either(bool(told), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "told": told,
            "untold": [term.term for term in loss.terms if term.term not in told],
            "n_pairs": len(loss.pairs),
            "n_ordered": len(ordered),
            "threshold": thresholds.CLEAR_PROBABILITY,
        },
    )


def cost_overviews(found: PainPoints, conf_level: float) -> list[Claim]:
    """For how many pain points a cost remains with the others, and then also the dimensions, held equal."""
    return [
        cost_overview(f"pain_points.cost_{name}", costs, conf_level)
        for part, name in COSTS.items()
        if (costs := had(getattr(found, part)))
    ]


def cost_overview(claim: str, costs: list[PainPointCost], conf_level: float) -> Claim:
    """In one model."""
    costly = [cost.term for cost in costs if cost_verdict(cost, conf_level) == "negative"]
    dearest = min(costs, key=lambda cost: cost.estimate)
    return Claim(
        id=claim,
        verdict="all" if len(costly) == len(costs) else either(bool(costly), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "costly": costly,
            "others": [cost.term for cost in costs if cost.term not in costly],
            "n_costs": len(costs),
            "dearest": dearest.term,
            "estimate": dearest.estimate,
            "low": dearest.conf_low,
            "high": dearest.conf_high,
        },
    )


def cost_verdict(cost: PainPointCost, conf_level: float) -> str:
    """What the test of one cost says after Holm's correction."""
    return tested(cost.estimate, cost.p_value, cost.p_value_holm, conf_level)


def cooccurrence(pairs: list[Cooccurrence], conf_level: float) -> list[Claim]:
    """How many pairs the same people met more, or less, often than chance would have it."""
    tried = [pair for pair in pairs if pair.phi is not None and pair.p_value is not None]
    if not tried:
        return []
    found = [pair for pair in tried if is_rejected(pair.p_value_holm, conf_level)]
    together = [pair for pair in found if (pair.phi or 0) > 0]
    apart = len(found) - len(together)
    strongest = max(found or tried, key=lambda pair: abs(pair.phi or 0))
    return [
        Claim(
            id="pain_points.cooccurrence",
            verdict="together" if together else either(bool(apart), "apart", "none"),
            verdicts=("together", "apart", "none"),
            values={
                "n_pairs": len(tried),
                "n_together": len(together),
                "n_apart": apart,
                **vars(strongest),
            },
        )
    ]


def by_group(found: PainPoints, conf_level: float) -> list[Claim]:
    """How many pain points were met more often at one level of a group than at another."""
    tests = {
        (group, name): (part, test)
        for group, parts in found.groups.items()
        for name, part in parts.items()
        if (test := had(part.test))
    }
    if not tests:
        return []
    differing = {place: pair for place, pair in tests.items() if is_rejected(pair[1].p_value_holm, conf_level)}
    (group, name), (part, test) = max((differing or tests).items(), key=lambda entry: entry[1][1].cramers_v)
    return [
        Claim(
            id="pain_points.by_group",
            verdict=either(bool(differing), "some", "none"),
            verdicts=("some", "none"),
            values={
                "n_tests": len(tests),
                "n_rejected": len(differing),
                "group": group,
                "name": name,
                **group_values(part, test),
            },
        )
    ]


def group_values(part: GroupPrevalence, test: EqualSharesTest) -> dict[str, object]:
    """The levels at which a pain point was met least and most, and the test."""
    low, high = extremes(part.levels)
    ends = {"lowest": low.level, "low_share": low.estimate, "highest": high.level, "high_share": high.estimate}
    return ends | vars(test)
