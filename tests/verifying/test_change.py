"""Two waves: what moved beyond noise is named, what noise moved is not."""

import copy
from math import erfc

import pytest

from analysis.verifying import said
from analysis.verifying.change import Side, change, lines, p_value


def side(results, **record):
    return Side(name="a", results=results, record=record)


def moved(a, b, **records):
    return [one.name for one in change(side(a, **records), side(b, **records)).moved]


def test_nothing_differs_from_itself(results, origin):
    found = change(side(results, **origin), side(copy.deepcopy(results), **origin))
    assert found.is_none and found.same_answers and found.n_tried > 100


def test_an_estimate_beyond_both_intervals_has_moved_and_one_within_has_not(results):
    other = copy.deepcopy(results)
    alpha = other["reliability"]["scales"]["responsiveness"]["alpha"]
    for key in ("estimate", "conf_low", "conf_high"):
        alpha[key] -= 0.02
    assert moved(results, other) == []
    for key in ("estimate", "conf_low", "conf_high"):
        alpha[key] -= 0.2
    assert moved(results, other) == ["reliability.scales.responsiveness.alpha.estimate"]
    assert change(side(results), side(other)).verdicts


def test_of_the_same_answers_any_difference_beyond_rounding_has_moved(results, origin):
    other = copy.deepcopy(results)
    other["reliability"]["scales"]["responsiveness"]["alpha"]["estimate"] += 0.001
    assert moved(results, other, **origin) == ["reliability.scales.responsiveness.alpha.estimate"]
    assert moved(results, other) == []


def test_numbers_questions_and_settings_that_are_others_are_told(results, origin):
    other, record = copy.deepcopy(results), copy.deepcopy(origin)
    other["study"]["n_analysed"] -= 1
    del record["codebook"]["gender"]
    record["settings"]["analysis.seed"] = 7
    found = change(side(results, **origin), side(other, **record))
    assert found.n_analysed == (579, 578) and not found.is_none
    assert found.columns == ["gender"]
    assert [(one.name, one.recomputed) for one in found.settings] == [("analysis.seed", "7")]
    for language in ("en", "zh"):
        say = lambda code, language=language, **values: said.said(code, language, **values)  # noqa: E731
        text = "\n".join(lines(found, "first", "second", say, 5))
        assert all(part in text for part in ("first", "second", "578", "gender", "analysis.seed"))


@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_the_p_value_of_a_difference_is_that_of_two_samples(shift):
    """Against the z test of two means, which symmetrical intervals give."""
    z, half = 1.959963984540054, 0.5
    a, b = (0.0, -half * z, half * z), (shift, shift - half * z, shift + half * z)
    assert p_value(a, b, 0.95) == pytest.approx(erfc(shift), abs=1e-9)  # the standard error of the difference is √½


def test_only_the_sides_that_face_each_other_count():
    far = p_value((0.0, -9.0, 0.1), (1.0, 0.9, 9.0), 0.95)
    near = p_value((0.0, -0.1, 9.0), (1.0, -9.0, 1.1), 0.95)
    assert far < 0.001 < 0.5 < near
