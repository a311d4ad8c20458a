"""Pain points together: every verdict reached, at its edge and beyond it."""

import re

import pytest

from analysis.report.chapters.appendix import pain_point_hypotheses
from analysis.report.chapters.pain_points import together_claims as together
from analysis.report.document.claim import Claim
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.foundation.intervals import Interval
from analysis.statistics.pain_points.by_group import GroupPrevalence
from analysis.statistics.pain_points.cooccurrence import Cooccurrence
from analysis.statistics.pain_points.costs import PainPointCost
from analysis.statistics.pain_points.dose import DoseLevel, DoseTrend
from analysis.statistics.pain_points.expected_loss import ExpectedLoss, Loss, LossPair
from analysis.statistics.pain_points.pain_points import PainPoints, Prevalence
from tests.report import samples

UNKNOWN = ("dose", "trend", "joint", "beyond_dimensions", "expected_loss")


def points(**parts) -> PainPoints:
    """Pain points of which only these parts are known."""
    unknown = dict.fromkeys(UNKNOWN, Unavailable(code="no_outcome"))
    whole = {"outcome": "satisfaction", "conf_level": 0.95, "prevalence": [], "models": {}, "cooccurrence": []}
    return PainPoints(**whole | {"groups": {}} | unknown | parts)


def level(n_met: int, n_people: int, share=(0.4, 0.3, 0.5), mean=3.0, n_most: int | None = None) -> DoseLevel:
    ends = {"conf_low": mean and mean - 1, "conf_high": mean and mean + 1}
    shares = dict(zip(("share", "share_low", "share_high"), share, strict=True))
    numbers = {"n_met": n_met, "n_most": n_met if n_most is None else n_most}
    return DoseLevel(**numbers, n_people=n_people, n_all=100, n_obs=n_people, mean=mean, **shares, **ends)


@pytest.mark.parametrize(
    ("none", "verdict"),
    [
        ((0.3, 0.2, 0.499), "most"),
        ((0.3, 0.2, 0.5), "about_half"),
        ((0.7, 0.5, 0.8), "about_half"),
        ((0.7, 0.501, 0.8), "minority"),
    ],
)
def test_how_many_met_any(none, verdict):
    levels, known = [level(0, 30, none), level(1, 50), level(2, 20)], [Unavailable(code="no_answers")] * 2
    (claim,) = together.number_met(points(dose=levels, prevalence=known), 100)
    assert claim.verdict == verdict and not claim.values["is_part"]
    assert together.number_met(points(dose=levels, prevalence=known), 101)[0].values["is_part"]
    assert (claim.values["n_any"], claim.values["n_all"], claim.values["n_people"]) == (70, 20, 100)
    assert claim.values["low"] == pytest.approx(1 - none[2]) and claim.values["high"] == pytest.approx(1 - none[1])


def test_numbers_of_pain_points_that_are_not_shown_are_not_told():
    known = [Unavailable(code="no_answers")] * 2
    (claim,) = together.number_met(points(dose=[level(0, 30), level(1, 50)], prevalence=known), 100)
    assert (claim.values["n_any"], claim.values["n_all"]) == (70, None)
    assert together.number_met(points(dose=[level(1, 50), level(2, 20)], prevalence=known), 100) == []
    assert together.number_met(points(dose=[level(0, 50, n_most=1), level(2, 20)], prevalence=known), 100) == []
    (claim,) = together.number_met(points(dose=[level(0, 30), level(1, 50, n_most=2)], prevalence=known), 100)
    assert claim.values["n_all"] is None


def prevalence(term: str, n_inapplicable: int | None) -> Prevalence:
    ends = {"estimate": 0.3, "conf_low": 0.2, "conf_high": 0.4}
    return Prevalence(term=term, n_obs=50, n_inapplicable=n_inapplicable, n_met=15, **ends)


@pytest.mark.parametrize(
    ("inapplicable", "verdict", "most"),
    [((0, None), None, None), ((0, 7), "one", "b"), ((9, 7), "several", "a"), ((9, 10), "several", "b")],
)
def test_whom_a_pain_point_could_not_happen_to_is_said_to_count_as_not_having_met_it(inapplicable, verdict, most):
    """No one who was never asked is among those who "answered for all"."""
    known = [prevalence(name, n) for name, n in zip("ab", inapplicable, strict=True)]
    told = together.counted_as_not_met(together.spared(points(prevalence=[*known, Unavailable(code="no_answers")])))
    assert [(claim.verdict, claim.values["name"]) for claim in told] == ([(verdict, most)] if verdict else [])
    for claim in told:
        for language, words in (("en", "could not happen to"), ("zh", "不可能遭遇")):
            assert words in Writer(samples.typed(samples.example()), language, ()).sentence(claim)


@pytest.mark.parametrize(
    ("least", "most", "how", "english", "chinese"),
    [
        (0, 0, "none", "met none", "未遭遇任何痛点"),
        (2, 2, "exactly", "met two (", "遭遇2个痛点"),
        (4, 5, "or_more", "met four or more (", "遭遇4个及以上痛点"),
        (5, 5, "exactly", "met five (", "遭遇5个痛点"),
        (0, 2, "at_most", "met two at most (", "遭遇的痛点不超过2个"),
        (1, 3, "between", "met one to three (", "遭遇1至3个痛点"),
    ],
)
def test_numbers_that_are_counted_together_are_told_together(least, most, how, english, chinese):
    known = [Unavailable(code="no_answers")] * 5
    joint, other = level(least, 30, mean=4.0, n_most=most), level(3, 20, mean=3.0)
    assert together.how_many(joint, 5) == how
    for levels in ([joint, other], [other, joint]):
        (claim,) = together.dose(points(dose=levels, prevalence=known, trend=trend(-2, -1)))
        assert claim.values["is_joint"] is (least != most)
        for language, words in (("en", english), ("zh", chinese)):
            assert words in re.sub(
                "<[^>]+>", "", Writer(samples.typed(samples.example()), language, ()).sentence(claim)
            )


def trend(low: float, high: float) -> DoseTrend:
    ends = {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high, "conf_level": 0.95}
    return DoseTrend(**ends, n_obs=90, std_error_hc3=0.1, p_value=0.01)


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [((-2, -0.01), "falls"), ((-2, 0.0), "open"), ((0.0, 2), "open"), ((0.01, 2), "rises"), ((-1, 1), "open")],
)
def test_whether_the_outcome_falls_with_the_number_met(ends, verdict):
    levels = [level(0, 0, mean=None), level(1, 30, mean=4.0), level(2, 20, mean=3.0), level(3, 1, mean=None)]
    (claim,) = together.dose(points(dose=levels, trend=trend(*ends)))
    assert claim.verdict == verdict
    assert (claim.values["first"]["n_met"], claim.values["last"]["n_met"]) == (1, 2)
    assert together.dose(points(dose=levels[:2], trend=trend(*ends))) == []
    assert together.dose(points(dose=levels)) == []


def loss(term: str, low: float, *, p_first=0.5, high=0.3) -> Loss:
    size = {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high}
    return Loss(term=term, exposure=0.2, cost=-0.5, p_first=p_first, rank_low=1, rank_high=2, **size)


def lost(*terms: Loss, total=(0.1, 0.5), ordered=(False,)) -> ExpectedLoss:
    low, high = total
    sum_ = Interval(estimate=(low + high) / 2, conf_low=low, conf_high=high)
    pairs = [LossPair(a="a", b="b", p_greater=0.9, is_ordered=is_ordered) for is_ordered in ordered]
    return ExpectedLoss(n_obs=90, n_resamples=100, terms=list(terms), total=sum_, pairs=pairs)


@pytest.mark.parametrize(
    ("total", "verdict"),
    [((0.001, 1), "lost"), ((0.0, 1), "open"), ((-1, 0.0), "open"), ((-1, -0.001), "gained")],
)
def test_what_is_lost_to_all(total, verdict):
    claim = together.total_loss(lost(loss("a", 0.1), total=total))
    assert claim.verdict == verdict and claim.values["n_pain_points"] == 1


@pytest.mark.parametrize(
    ("low", "p_first", "verdict"),
    [(0.01, 0.99, "clear"), (0.01, 0.989, "open"), (0.0, 0.99, "none"), (-0.01, 0.99, "none"), (0.0001, 0.5, "open")],
)
def test_to_which_pain_point_most_is_lost(low, p_first, verdict):
    claim = together.first_loss(lost(loss("a", low, p_first=p_first), loss("b", 0.0)))
    assert claim.verdict == verdict and (claim.values["name"], claim.values["second"]) == ("a", "b")


@pytest.mark.parametrize(
    ("lows", "verdict", "told"),
    [((0.1, 0.01), "all", ["a", "b"]), ((0.1, 0.0), "some", ["a"]), ((0.0, -0.1), "none", [])],
)
def test_losses_are_told_where_their_interval_leaves_out_zero(lows, verdict, told):
    claim = together.told_losses(lost(loss("a", lows[0]), loss("b", lows[1]), ordered=(True, False, True)))
    assert (claim.verdict, claim.values["told"]) == (verdict, told)
    assert set(claim.values["untold"]) == {"a", "b"} - set(told)
    assert (claim.values["n_pairs"], claim.values["n_ordered"]) == (3, 2)


def test_one_pain_point_alone_is_not_ranked():
    assert [claim.name for claim in together.losses(points(expected_loss=lost(loss("a", 0.1))))] == ["total_loss"]
    two = points(expected_loss=lost(loss("a", 0.1), loss("b", 0.1)))
    assert [claim.name for claim in together.losses(two)] == ["total_loss", "first_loss", "told_losses"]


def cost(term: str, *, holm: float, p=0.01, estimate=-0.4) -> PainPointCost:
    ends = {"conf_low": estimate - 0.1, "conf_high": estimate + 0.1}
    return PainPointCost(term=term, estimate=estimate, std_error_hc3=0.1, p_value=p, p_value_holm=holm, **ends)


@pytest.mark.parametrize(
    ("costs", "verdict", "costly"),
    [
        ([cost("a", holm=0.049), cost("b", holm=0.01)], "all", ["a", "b"]),
        ([cost("a", holm=0.051), cost("b", holm=0.01)], "some", ["b"]),
        ([cost("a", holm=0.01, estimate=0.4), cost("b", holm=0.01)], "some", ["b"]),
        ([cost("a", holm=0.2), cost("b", holm=0.2)], "none", []),
    ],
)
def test_which_costs_remain(costs, verdict, costly):
    claims = together.cost_overviews(points(joint=costs, beyond_dimensions=costs[:1]), 0.95)
    assert [claim.name for claim in claims] == ["cost_alone", "cost_beyond"]
    assert (claims[0].verdict, claims[0].values["costly"]) == (verdict, costly)
    assert claims[0].values["others"] == [c.term for c in costs if c.term not in costly]
    dearest = min(costs, key=lambda c: c.estimate)
    assert claims[0].values["dearest"] == dearest.term and claims[1].values["n_costs"] == 1


def pair(phi: float | None, holm: float | None) -> Cooccurrence:
    ends = {
        "conf_low": phi and phi - 0.1,
        "conf_high": phi and phi + 0.1,
        "p_value": holm,
        "p_value_holm": holm,
        "statistic": 2.0,
    }
    return Cooccurrence(a="a", b=str(phi), n_obs=90, n_both=9, n_expected=5.0, phi=phi, **ends)


@pytest.mark.parametrize(
    ("pairs", "verdict", "strongest"),
    [
        ([pair(0.2, 0.049), pair(-0.5, 0.01)], "together", "-0.5"),
        ([pair(0.2, 0.051), pair(-0.1, 0.01)], "apart", "-0.1"),
        ([pair(0.3, 0.2), pair(-0.2, 0.06)], "none", "0.3"),
        ([pair(0.3, 0.01), pair(None, None)], "together", "0.3"),
    ],
)
def test_which_pain_points_go_together(pairs, verdict, strongest):
    (claim,) = together.cooccurrence(pairs, 0.95)
    assert (claim.verdict, claim.values["b"]) == (verdict, strongest)
    assert claim.values["n_pairs"] == sum(p.phi is not None for p in pairs)
    assert claim.values["n_together"] == sum((p.phi or 0) > 0 and p.p_value_holm < 0.05 for p in pairs)
    assert together.cooccurrence([pair(None, None)], 0.95) == []


def grouped(holm: float | None, v=0.2) -> GroupPrevalence:
    levels = [
        {"level": name, "n_obs": 40, "n_met": 10, "estimate": share, "conf_low": 0.0, "conf_high": 1.0}
        for name, share in (("north", 0.3), ("south", 0.1), ("west", 0.2))
    ]
    test = {"statistic": 4.0, "df": 2, "p_value": holm, "p_value_holm": holm, "is_simulated": False, "cramers_v": v}
    refused = samples.missing("same_at_all_levels")
    return samples.completed(GroupPrevalence, {"levels": levels, "hidden": [], "test": test if holm else refused})


def told(*parts: GroupPrevalence) -> list[Claim]:
    return together.by_group(points(groups={"shop": {str(k): part for k, part in enumerate(parts)}}), 0.95)


def test_where_pain_points_are_met_more_often():
    (claim,) = told(grouped(0.049, v=0.1), grouped(0.9, v=0.4), grouped(None))
    assert (claim.verdict, claim.values["name"]) == ("some", "0")
    assert (claim.values["n_tests"], claim.values["n_rejected"]) == (2, 1)
    assert (claim.values["lowest"], claim.values["highest"]) == ("south", "north")
    (claim,) = told(grouped(0.051, v=0.1), grouped(0.9, v=0.4))
    assert (claim.verdict, claim.values["name"]) == ("none", "1")
    assert told(grouped(None)) == []


def test_every_test_is_listed():
    results = samples.example()
    found = results["pain_points"]
    listed = [test.null for test in pain_point_hypotheses.tests(samples.typed(results))]
    n_groups = sum("p_value" in part["test"] for parts in found["groups"].values() for part in parts.values())
    assert [listed.count(null) for null in ("no_trend", "no_cost", "no_cost_beyond")] == [1, 5, 5]
    assert (listed.count("met_apart"), listed.count("equal_shares"), listed.count("equal_means")) == (10, n_groups, 5)
    first = found["cooccurrence"][0]
    first |= {"p_value": None, "phi": None}
    del found["joint"][0]
    found["trend"] = samples.missing("no_outcome")
    listed = [test.null for test in pain_point_hypotheses.tests(samples.typed(results))]
    assert [listed.count(null) for null in ("no_trend", "no_cost", "met_apart")] == [0, 4, 9]


def test_a_study_without_pain_points_says_nothing_of_them():
    results = samples.example()
    assert {claim.name for claim in together.claims(samples.typed(results))} >= {"dose", "first_loss", "by_group"}
    del results["pain_points"]
    assert together.claims(samples.typed(results)) == []
