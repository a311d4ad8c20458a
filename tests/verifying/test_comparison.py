"""Two results number by number: what differs is told, what may differ is not."""

import copy

import pytest

from analysis.verifying import comparison, tolerances
from analysis.verifying.comparison import compared
from analysis.verifying.leaves import dotted, leaves

ALPHA = ("reliability", "scales", "responsiveness", "alpha", "estimate")
COUNT = ("reliability", "scales", "responsiveness", "n_obs")
ITERATED = ("validity", "omega", "responsiveness")
ITEM_TEXT = "study.items[RES1].text.en"
DRAWN = ("reliability", "scales", "responsiveness", "bootstrap", "conf_low")


@pytest.fixture
def unprinted(monkeypatch):
    """Numbers alone are compared, without composing the reports that print them."""
    monkeypatch.setattr(comparison, "read", lambda *_: {})


def at(results, path):
    return dict(leaves(results))[path]


def altered(results, path, value):
    other = copy.deepcopy(results)
    part = other
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return other


def different(a, b, same_draws=True):
    return [number.path for number in compared(a, b, same_draws=same_draws).different]


def test_every_value_has_a_path_of_its_own(results):
    found = list(leaves(results))
    assert len({path for path, _ in found}) == len(found) > 5000
    assert all(dotted(path) for path, _ in found)


def test_a_row_keeps_its_name_when_rows_are_sorted_otherwise(results, unprinted):
    other = copy.deepcopy(results)
    other["regression"]["terms"].reverse()
    assert compared(results, other, same_draws=True).different == []


def test_equal_results_are_equal(results):
    assert compared(results, copy.deepcopy(results), same_draws=True).is_equal


@pytest.mark.parametrize(
    ("path", "most", "kind"),
    [(ALPHA, tolerances.CLOSED, "closed"), (ITERATED, tolerances.ITERATIVE, "iterative")],
)
def test_rounding_is_allowed_up_to_the_tolerance_of_the_kind(path, most, kind, results, unprinted):
    value = at(results, path)
    within = altered(results, path, value * (1 + 0.9 * most))
    beyond = altered(results, path, value * (1 + 1.1 * most))
    assert different(results, within) == []
    assert different(results, beyond) == [path]
    assert next(n for n in compared(results, within, same_draws=True).numbers if n.path == path).allowed.kind == kind


def test_a_count_is_equal_or_not(results, unprinted):
    assert different(results, altered(results, COUNT, at(results, COUNT) + 1)) == [COUNT]


def test_another_draw_is_allowed_its_monte_carlo_error_and_no_more(results, unprinted):
    value, bound = at(results, DRAWN), tolerances.monte_carlo(DRAWN, dict(leaves(results)))
    other = altered(results, DRAWN, value + 0.9 * bound)
    assert 0.001 < bound < 0.02
    assert different(results, other, same_draws=False) == []
    assert different(results, other, same_draws=True) == [DRAWN]
    assert DRAWN in different(results, altered(results, DRAWN, value + 1.5 * bound), same_draws=False)


def test_a_printed_digit_that_changes_is_flagged_with_its_places(results):
    found = compared(results, altered(results, ALPHA, at(results, ALPHA) + 0.01), same_draws=True)
    (number,) = found.different
    assert any("α" in place for place in number.printed)
    texts = {(other.reported, other.recomputed) for other in found.printed["en"]}
    assert (".77", ".78") in texts
    assert ("0.77", "0.78") in {(other.reported, other.recomputed) for other in found.printed["zh"]}


def test_a_number_that_differs_below_the_printed_digits_is_not_flagged(results):
    found = compared(results, altered(results, ALPHA, at(results, ALPHA) + 1e-7), same_draws=True)
    assert [number.printed for number in found.different] == [()]


def test_a_verdict_that_flips_is_named(results):
    other = copy.deepcopy(results)
    other["reliability"]["scales"]["responsiveness"]["alpha"] |= {"estimate": 0.5, "conf_low": 0.45, "conf_high": 0.55}
    flipped = {
        found.name: (found.reported, found.recomputed) for found in compared(results, other, same_draws=True).verdicts
    }
    assert flipped["reliability.alpha_of_scale:responsiveness"][1] == "insufficient"
    assert ("findings.unreliable" in flipped) and flipped["findings.unreliable"][0] is None


def test_a_wording_and_a_number_that_is_gone_are_told(results, unprinted):
    other = copy.deepcopy(results)
    other["study"]["items"][0]["text"]["en"] = "Another"
    del other["efa"]["fit"]
    names = {found.name for found in compared(results, other, same_draws=True).texts}
    assert {name for name in names if not name.startswith("efa.fit.")} == {ITEM_TEXT}
    assert "efa.fit.rmsea" in names


def test_results_of_another_form_are_compared_as_far_as_they_go(results):
    other = copy.deepcopy(results)
    del other["sample"]
    found = compared(other, results, same_draws=True)
    assert found.unread and not found.is_equal
