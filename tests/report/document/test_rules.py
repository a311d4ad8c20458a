"""Rules that several chapters judge by, at their edges."""

from types import SimpleNamespace

import pytest

from analysis.report.document import rules
from analysis.report.document.rules import is_rejected, near_a_line, slope_verdict


def slope(estimate, p, adjusted):
    return SimpleNamespace(estimate=estimate, p_value=p, p_value_holm=adjusted)


@pytest.mark.parametrize(("p", "rejected"), [(0.25, False), (0.249, True), (0.251, False), (None, False)])
def test_a_null_is_rejected_below_the_level_and_not_at_it(p, rejected):
    assert is_rejected(p, 0.75) is rejected


@pytest.mark.parametrize(
    ("estimate", "p", "adjusted", "verdict"),
    [
        (0.1, 0.01, 0.04, "positive"),
        (-0.1, 0.01, 0.04, "negative"),
        (0.0, 0.01, 0.04, "negative"),
        (0.1, 0.04, 0.06, "unadjusted_only"),
        (0.1, 0.06, 0.06, "not_rejected"),
    ],
)
def test_the_direction_of_a_coefficient(estimate, p, adjusted, verdict):
    assert rules.tested(estimate, p, adjusted, 0.95) == verdict
    assert slope_verdict(slope(estimate, p, adjusted), 0.95) == verdict


def test_a_slope_that_was_not_adjusted_is_judged_as_it_is():
    assert slope_verdict(slope(0.1, 0.04, None), 0.95) == "positive"


@pytest.mark.parametrize(
    ("distance", "is_near"), [(1.99, True), (2.0, False), (2.01, False), (-1.99, True), (-2, False)]
)
def test_near_a_line_is_less_than_two_points(distance, is_near):
    by_level = [(0.25, 60.0 + distance), (0.75, 60.0 - distance)]
    by_share = [(0.5 + distance / 64, 80.0), (0.5 - distance / 64, 40.0)]
    assert near_a_line(by_level[0], by_level, 2) is is_near
    assert near_a_line(by_share[0], by_share, 2) is (abs(100 * distance / 64) < 2)
