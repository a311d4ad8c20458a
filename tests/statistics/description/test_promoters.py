"""The net promoter score: by hand, by its published interval, and refused where it is not defined."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.description.promoters import net_bounds, net_promoter_score, net_promoter_scores
from analysis.statistics.foundation.errors import EstimationError


@pytest.mark.parametrize(("answer", "score"), [(6, -1), (7, 0), (8, 0), (9, 1), (0, -1), (10, 1)])
def test_who_is_a_promoter_and_who_a_detractor(answer, score):
    found = net_promoter_score([answer] * 12)
    assert found.score.estimate == score
    assert (found.promoters.estimate, found.detractors.estimate) == (score == 1, score == -1)
    assert found.promoters.estimate + found.passives.estimate + found.detractors.estimate == 1


def test_the_interval_is_walds_with_three_observations_more():
    """Rocks (2016): 3/4 to each end, 3/2 to the middle; here by hand for 14 detractors, 6 passives and 16 promoters."""
    found = net_promoter_score([3] * 14 + [7] * 6 + [10] * 16, conf_level=0.90)
    share_up, share_down = 16.75 / 39, 14.75 / 39
    centre = share_up - share_down
    half = 1.6448536269514722 * sqrt((share_up + share_down - centre**2) / 39)
    assert found.score.estimate == pytest.approx(2 / 36)
    assert (found.score.conf_low, found.score.conf_high) == pytest.approx((centre - half, centre + half), abs=1e-12)


def test_missing_answers_are_dropped_first():
    first, second = net_promoter_score([9, 10, 3, np.nan]), net_promoter_score([9, 10, 3])
    assert first.n_obs == 3
    assert (first.score.conf_low, first.score.conf_high) == (second.score.conf_low, second.score.conf_high)


def test_turning_promoters_into_detractors_turns_the_interval_round():
    low, high = net_bounds((3, 10, 20), 0.95)
    assert net_bounds((20, 10, 3), 0.95) == pytest.approx((-high, -low))


def test_the_interval_covers_the_true_score():
    rng = np.random.default_rng(5)
    shares = np.array([0.15, 0.25, 0.60])
    bounds = [net_bounds(tuple(rng.multinomial(60, shares)), 0.95) for _ in range(2000)]
    assert 0.93 <= np.mean([low <= 0.45 <= high for low, high in bounds]) <= 0.97


@pytest.mark.parametrize("answers", [[1, 2, 11], [-1, 5], [4.5, 5], [1, 2, 3, 4, 5, 100]])
def test_any_other_range_is_refused(answers):
    with pytest.raises(EstimationError) as refusal:
        net_promoter_score(answers)
    assert refusal.value.code == "no_promoter_scale"
    assert (refusal.value.values["low"], refusal.value.values["high"]) == (min(answers), max(answers))


def test_nobody_is_refused():
    with pytest.raises(EstimationError) as refusal:
        net_promoter_score([np.nan])
    assert refusal.value.code == "no_answers"


def test_each_scale_has_its_score_or_the_reason_why_not():
    found = net_promoter_scores({"a": pd.DataFrame({"q": [10, 0, 9]}), "b": pd.DataFrame({"q": [1.5, 2]})})
    assert found.scales["a"].score.estimate == pytest.approx(1 / 3)
    assert found.scales["b"].code == "no_promoter_scale"
    assert found.tidy()["scale"].tolist() == ["a"]
