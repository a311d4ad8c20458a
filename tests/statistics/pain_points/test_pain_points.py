"""Pain points together: counts by hand, costs and losses built to be known, intervals against simulation."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.stats import chi2_contingency, hypergeom

from analysis.statistics import ols, pain_points_together, random_stream
from analysis.statistics.description.level_shares import equal_shares_test
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.pain_points.by_group import prevalence_by_group
from analysis.statistics.pain_points.cooccurrence import cooccurrences
from analysis.statistics.pain_points.costs import costs
from analysis.statistics.pain_points.dose import counted_together, dose, dose_trend
from analysis.statistics.pain_points.expected_loss import expected_loss
from analysis.statistics.pain_points.exposure import exposures
from tests.refusals import refused


def met(*answers: float, applies: list[bool] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame({"met": np.array(answers, dtype=float)})
    return frame if applies is None else frame.assign(applies=applies)


def people(n: int = 600, seed: int = 1) -> tuple[dict[str, pd.DataFrame], pd.Series]:
    """Three pain points, of which the first two go together, and an outcome that they lower by 1, .5 and 0."""
    rng = np.random.default_rng(seed)
    first = rng.random(n) < 0.4
    second = rng.random(n) < np.where(first, 0.5, 0.2)
    third = rng.random(n) < 0.3
    table = np.column_stack([first, second, third]).astype(float)
    outcome = 4 - table @ [1.0, 0.5, 0.0] + 0.8 * rng.standard_normal(n)
    return {name: met(*table[:, j]) for j, name in enumerate("abc")}, pd.Series(outcome, name="sat")


def together(pain_points, outcome=None, **options):
    n = len(next(iter(pain_points.values())))
    chosen = {
        "severity_ranges": {},
        "outcomes": {} if outcome is None else {"sat": pd.DataFrame({"sat1": outcome})},
        "dimensions": {"care": pd.DataFrame({"care1": np.random.default_rng(9).normal(size=n)})},
        "groups": pd.DataFrame(index=range(n)),
        "rng": random_stream(1, "pain_points"),
        "n_resamples": 400,
    }
    return pain_points_together(pain_points, **chosen | options)


def test_those_to_whom_it_could_not_happen_count_as_not_met_but_not_in_its_prevalence():
    asked = {"a": met(1, 0, np.nan, np.nan, applies=[True, True, False, True]), "b": met(1, 1, 1, 0)}
    assert_allclose(exposures(asked, {})["a"], [1, 0, 0, np.nan])
    row = together(asked).prevalence[0]
    assert (row.n_obs, row.n_met, row.n_inapplicable, row.estimate) == (2, 1, 1, 0.5)
    assert [level.n_people for level in dose(asked, None)] == [0, 2, 1]


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ([30, 20, 10, 5], [(0, 0), (1, 1), (2, 2), (3, 3)]),
        ([30, 20, 0, 0], [(0, 0), (1, 1), (2, 2), (3, 3)]),  # nobody is no small count
        ([30, 20, 10, 4], [(0, 0), (1, 3)]),
        ([40, 30, 20, 10, 1, 0], [(0, 0), (1, 1), (2, 5)]),  # 3, 4 and 5 together would tell of the one
        ([40, 30, 20, 10, 4, 1], [(0, 0), (1, 1), (2, 2), (3, 5)]),
        ([4, 30, 20, 40, 40], [(0, 2), (3, 3), (4, 4)]),
        ([1, 30, 20, 40, 40, 30, 3], [(0, 2), (3, 3), (4, 6)]),
        ([9, 1, 1, 7], [(0, 0), (1, 3)]),
    ],
)
def test_numbers_that_few_met_are_counted_together(counts, parts):
    assert counted_together(counts, 5) == parts


@pytest.mark.parametrize("counts", [[3, 3, 3], [30, 4], [2, 40, 2], [30, 2, 40], [4, 40, 40]])
def test_what_nothing_could_be_told_apart_of_is_not_told(counts):
    with refused("small_cells", at_least=5):
        counted_together(counts, 5)


def test_people_who_met_few_or_many_have_one_mean():
    asked = {"a": met(*[0] * 9, *[1] * 9), "b": met(*[0] * 10, *[1] * 8), "c": met(*[0] * 11, *[1] * 7)}
    none, rest = dose(asked, pd.Series(np.arange(18.0)), min_cell=5)
    assert (none.n_met, none.n_most, none.n_people, none.mean) == (0, 0, 9, 4.0)
    assert (rest.n_met, rest.n_most, rest.n_people, rest.mean) == (1, 3, 9, 13.0)
    assert none.share + rest.share == pytest.approx(1)


def test_severity_alone_is_exposure_from_the_low_end_of_its_scale():
    asked = {"late": pd.DataFrame({"severity": [1, 3, 5, np.nan, 2.0], "applies": [True, True, True, True, False]})}
    assert_allclose(exposures(asked, {"late": (1, 5)})["late"], [0, 0.5, 1, np.nan, 0])
    with refused("too_few_pain_points", n=0, at_least=2):
        dose(asked, None)


def test_the_outcome_of_each_number_met_is_a_mean_of_its_people():
    asked = {"a": met(0, 1, 1, 0, 1, np.nan), "b": met(0, 0, 1, 0, 0, 1)}
    outcome = pd.Series([5.0, 3, 1, 4, np.nan, 2])
    none, one, both = dose(asked, outcome)
    assert [none.n_people, one.n_people, both.n_people] == [2, 2, 1]
    assert (none.n_obs, none.mean, none.share) == (2, 4.5, 0.4)
    assert (one.n_obs, one.mean, one.conf_low) == (1, None, None)
    assert none.conf_low < none.mean < none.conf_high


def test_the_trend_is_the_slope_on_the_number_met():
    asked, outcome = people()
    n_met = pd.DataFrame({name: answers["met"] for name, answers in asked.items()}).sum(axis=1)
    line = ols(outcome, n_met.to_frame("n")).terms[0]
    found = dose_trend(asked, outcome)
    assert (found.estimate, found.std_error_hc3, found.p_value) == (line.estimate, line.std_error_hc3, line.p_value)


def test_costs_hold_the_other_pain_points_equal_and_then_the_dimensions():
    asked, outcome = people(4_000)
    found, model = costs(outcome, exposures(asked, {}))
    assert [cost.estimate for cost in found] == pytest.approx([-1, -0.5, 0], abs=0.06)
    apart = outcome[asked["b"]["met"] == 1].mean() - outcome[asked["b"]["met"] == 0].mean()
    assert apart < -0.7  # by itself b looks dearer: those who met it more often met a
    assert model.n_obs == 4_000 and found[2].p_value_holm >= found[2].p_value
    carried = pd.DataFrame({"care": 4 - asked["a"]["met"] + 0.3 * np.random.default_rng(5).standard_normal(4_000)})
    through = 2 + carried["care"] + 0.1 * np.random.default_rng(6).standard_normal(4_000)
    (beyond, *_), _ = costs(through, exposures(asked, {}), carried)
    (alone, *_), _ = costs(through, exposures(asked, {}))
    assert alone.estimate == pytest.approx(-1, abs=0.06) and beyond.estimate == pytest.approx(0, abs=0.04)


def test_pain_points_that_everyone_or_nobody_met_are_named_and_left_out():
    asked, outcome = people(80)
    asked |= {"always": met(*np.ones(80)), "never": met(*np.zeros(80))}
    found, model = costs(outcome, exposures(asked, {}))
    assert [cost.term for cost in found] == ["a", "b", "c"] and model.left_out == ["always", "never"]
    with refused("constant_pain_points", pain_points=["always", "never"]):
        costs(outcome, exposures(asked, {})[["always", "never"]])


def test_loss_is_prevalence_times_cost_and_sums_to_what_the_mean_falls_short_by():
    asked, outcome = people()
    table = exposures(asked, {})
    found = expected_loss(outcome, table, rng=np.random.default_rng(2), n_resamples=500)
    slopes = {cost.term: cost.estimate for cost in costs(outcome, table)[0]}
    for loss in found.terms:
        assert loss.exposure == pytest.approx(table[loss.term].mean()) and loss.cost == pytest.approx(slopes[loss.term])
        assert loss.estimate == pytest.approx(-loss.exposure * loss.cost)
        assert loss.conf_low < loss.estimate < loss.conf_high and loss.rank_low <= loss.rank_high
    intercept = ols(outcome, table).intercept.estimate
    assert found.total.estimate == pytest.approx(intercept - outcome.mean())
    assert [loss.estimate for loss in found.terms] == sorted((loss.estimate for loss in found.terms), reverse=True)


def test_losses_are_ranked_only_as_far_as_resamples_rank_them():
    asked, outcome = people(3_000)
    found = expected_loss(outcome, exposures(asked, {}), rng=np.random.default_rng(2), n_resamples=1_000)
    assert [loss.term for loss in found.terms] == ["a", "b", "c"]
    assert found.terms[0].p_first == 1 and (found.terms[0].rank_low, found.terms[0].rank_high) == (1, 1)
    assert all(pair.is_ordered for pair in found.pairs) and [pair.a for pair in found.pairs] == ["a", "a", "b"]
    rng = np.random.default_rng(4)
    table = (rng.random((400, 2)) < 0.4).astype(float)
    equal = pd.DataFrame(np.vstack([table, table[:, ::-1]]), columns=["a", "b"])
    lost = pd.Series(4 - equal.sum(axis=1) * 0.5 + np.tile(rng.standard_normal(400), 2))
    found = expected_loss(lost, equal, rng=np.random.default_rng(3), n_resamples=1_000)
    assert not found.pairs[0].is_ordered and found.pairs[0].p_greater == pytest.approx(0.5, abs=0.06)
    assert {(loss.rank_low, loss.rank_high) for loss in found.terms} == {(1, 2)}


def test_intervals_of_losses_agree_with_resampling_rows():
    asked, outcome = people(300)
    data = np.column_stack([outcome, exposures(asked, {})])
    found = expected_loss(outcome, exposures(asked, {}), rng=np.random.default_rng(5), n_resamples=4_000)
    rng, drawn = np.random.default_rng(6), []
    for _ in range(2_000):
        rows = data[rng.integers(300, size=300)]
        slopes = np.linalg.lstsq(np.column_stack([np.ones(300), rows[:, 1:]]), rows[:, 0], rcond=None)[0][1:]
        drawn.append(-slopes * rows[:, 1:].mean(axis=0))
    bounds = np.quantile(drawn, [0.025, 0.975], axis=0)
    for loss in found.terms:
        assert_allclose([loss.conf_low, loss.conf_high], bounds[:, "abc".index(loss.term)], atol=0.02)


def test_phi_counts_those_to_whom_both_could_happen():
    asked = {"a": met(1, 1, 0, 0, 1, 0, 1), "b": met(1, 0, 0, 0, 1, np.nan, 1, applies=[True] * 6 + [False])}
    (pair,) = cooccurrences(asked)
    assert (pair.n_obs, pair.n_both, pair.n_expected) == (5, 2, pytest.approx(3 * 2 / 5))
    assert pair.phi == pytest.approx(np.corrcoef([1, 1, 0, 0, 1], [1, 0, 0, 0, 1])[0, 1])
    (never,) = cooccurrences({"a": met(0, 0, 0, 0), "b": met(1, 0, 1, 0)})
    assert never.phi is None and never.conf_low is None and never.n_both == 0
    (same,) = cooccurrences({"a": met(1, 0, 1, 0, 1), "b": met(1, 0, 1, 0, 1)})
    assert same.phi == pytest.approx(1) and same.conf_low is None


def test_the_variance_of_phi_is_that_of_fourfold_tables():
    asked, _ = people(500, seed=3)
    pair = cooccurrences(asked)[0]
    p, q, phi = asked["a"]["met"].mean(), asked["b"]["met"].mean(), pair.phi
    spread = (1 - 2 * p) * (1 - 2 * q) / np.sqrt(p * (1 - p) * q * (1 - q))
    ends = (1 - 2 * p) ** 2 / (p * (1 - p)) + (1 - 2 * q) ** 2 / (q * (1 - q))
    yule = 1 - phi**2 + phi * (1 + phi**2 / 2) * spread - 0.75 * phi**2 * ends  # times 1 / n; Yule (1912)
    half_width = 1.959964 * np.sqrt(yule / 500) / (1 - phi**2)
    assert_allclose(
        np.arctanh([pair.conf_low, pair.conf_high]), np.arctanh(phi) + np.array([-1, 1]) * half_width, rtol=1e-6
    )


def test_pairs_are_tested_against_meeting_one_having_nothing_to_do_with_meeting_the_other():
    asked, _ = people(500, seed=3)
    pairs = cooccurrences(asked)
    for pair in pairs:
        table = pd.crosstab(asked[pair.a]["met"], asked[pair.b]["met"])
        theirs = chi2_contingency(table, correction=False).pvalue
        assert pair.p_value == pytest.approx(theirs, abs=0.02) and pair.p_value_holm >= pair.p_value
    assert pairs[0].p_value_holm == pytest.approx(3 * pairs[0].p_value) and pairs[0].p_value < 1e-8
    assert max(pair.p_value for pair in pairs) == max(pair.p_value_holm for pair in pairs)


def test_intervals_of_phi_cover_it():
    p, q, both = 0.2, 0.3, 0.12
    truth = (both - p * q) / np.sqrt(p * (1 - p) * q * (1 - q))
    cells = np.random.default_rng(8).multinomial(300, [both, p - both, q - both, 1 - p - q + both], size=1_000)
    held = 0
    for n11, n10, n01, n00 in cells:
        a, b = np.repeat([1, 1, 0, 0], [n11, n10, n01, n00]), np.repeat([1, 0, 1, 0], [n11, n10, n01, n00])
        (pair,) = cooccurrences({"a": met(*a), "b": met(*b)})
        held += pair.conf_low <= truth <= pair.conf_high
    assert 0.93 <= held / 1_000 <= 0.97


def levels(*sizes: int) -> pd.Series:
    return pd.Series(np.repeat(list("xyz")[: len(sizes)], sizes))


def test_levels_with_few_people_are_hidden():
    asked = {"a": met(*[1, 0] * 15, applies=[True] * 29 + [False])}
    found = prevalence_by_group(asked, pd.DataFrame({"shop": levels(10, 11, 9)}), rng=np.random.default_rng(1))
    part = found["shop"]["a"]
    assert [(level.level, level.n_obs, level.n_met) for level in part.levels] == [("x", 10, 5), ("y", 11, 6)]
    assert [(level.level, level.n_obs) for level in part.hidden] == [("z", 8)]
    all_shown = prevalence_by_group(
        asked, pd.DataFrame({"shop": levels(10, 11, 9)}), rng=np.random.default_rng(1), fewest=8
    )
    assert not all_shown["shop"]["a"].hidden


def test_shares_are_tested_by_chi_square_and_by_tables_with_the_same_margins_where_few_are_expected():
    table = np.array([[40, 20], [30, 35], [50, 12]])
    found = equal_shares_test(table, np.random.default_rng(1))
    theirs = chi2_contingency(table, correction=False)
    assert (found.statistic, found.df, found.p_value) == pytest.approx((theirs.statistic, 2, theirs.pvalue))
    assert not found.is_simulated and found.cramers_v == pytest.approx(np.sqrt(theirs.statistic / table.sum()))
    sparse = np.array([[12, 1], [7, 6]])
    found = equal_shares_test(sparse, np.random.default_rng(1))
    chances = hypergeom(26, 13, 7).pmf(np.arange(8))
    off = np.abs(np.arange(8) - 3.5) >= 2.5
    assert found.is_simulated and found.p_value == pytest.approx(chances[off].sum(), abs=0.015)
    assert not equal_shares_test(np.array([[5, 5], [5, 5]]), np.random.default_rng(1)).is_simulated
    with refused("fewer_than_two_levels", n_levels=1):
        equal_shares_test(table[:1], np.random.default_rng(1))
    with refused("same_at_all_levels"):
        equal_shares_test(table * [1, 0], np.random.default_rng(1))


def test_p_values_of_groups_are_adjusted_over_all_groups_and_pain_points():
    asked, _ = people(300)
    groups = pd.DataFrame({"one": levels(100, 100, 100), "two": np.where(asked["a"]["met"] == 1, "u", "v")})
    found = prevalence_by_group(asked, groups, rng=np.random.default_rng(1))
    tests = [part.test for parts in found.values() for part in parts.values()]
    smallest = min(test.p_value for test in tests)
    assert min(test.p_value_holm for test in tests) == pytest.approx(6 * smallest)


def test_a_study_without_outcome_has_prevalences_and_says_why_there_are_no_costs():
    asked, outcome = people(120)
    found = together(asked)
    assert [row.term for row in found.prevalence] == ["a", "b", "c"]
    assert found.joint.code == found.trend.code == found.expected_loss.code == "no_outcome"
    assert found.dose[0].n_people and found.dose[0].mean is None and found.models == {}
    whole = together(asked, outcome)
    assert {len(whole.joint), len(whole.beyond_dimensions), len(whole.expected_loss.terms)} == {3}
    assert whole.models["beyond_dimensions"].r_squared > whole.models["joint"].r_squared


def test_two_pain_points_that_are_one_are_refused_where_they_must_be_told_apart():
    asked, outcome = people(120)
    found = together(asked | {"d": asked["a"]}, outcome)
    assert found.joint.code == found.expected_loss.code == "singular_predictors"
    assert not isinstance(found.dose, Unavailable) and len(found.cooccurrence) == 6


def test_the_order_of_people_does_not_matter():
    asked, outcome = people(200)
    order = np.random.default_rng(3).permutation(200)
    before = costs(outcome, exposures(asked, {}))[0]
    turned = {name: answers.iloc[order] for name, answers in asked.items()}
    after = costs(outcome.iloc[order], exposures(turned, {}))[0]
    assert [cost.std_error_hc3 for cost in after] == pytest.approx([cost.std_error_hc3 for cost in before])
