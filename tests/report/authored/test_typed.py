"""Numbers typed by hand: those that may be results, and those that equal none."""

import numpy as np
import pytest

from analysis.report.authored import typed


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12.5% of 1,234 had −.31, and 50 % more.", ["12.5%", "1,234", "−.31", "50 %"]),
        ("In 2019 and on March 3, 2026 or 2026-03-01, see Table 3, Figures 2 and 4, H1, p. 12.", []),
        ("1. first\n2) second\n# 3 Third\nPage {{ a.b }} [@k2019, p. 33] `77` https://x.org/8 10.1000/9", []),
        ("<em>p</em> < .001 and p < .05", []),
        ("2019年3月1日，第3章，表2，假设1，问题2", []),
        ("有５０％的人，共620份，系数为0.45。", ["50%", "620", "0.45"]),
    ],
)
def test_what_may_be_a_result(text, numbers):
    assert [one.number for one in typed.typed(text)] == numbers


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        *((number, True) for number in (".45", "0.5", "45%", "1,234", "−3", "45.0", "45.04", ".4504")),
        *((number, False) for number in (".46", "0.4", "44.9%", "1,235", "45.00", "45.05", "77", "7.7")),
    ],
)
def test_a_result_is_equal_as_far_as_it_is_rounded(number, is_one):
    found = typed.numbers_of({"a": [0.4504, {"b": 1234, "c": -3.0, "d": True}], "author": {"n": 77}})
    assert typed.equals_any(number, found) == is_one


def test_a_number_is_listed_with_its_line():
    assert typed.unknown("one 7\n\ntwo 8", np.array([7.0])) == [typed.Typed(3, "8")]
