"""What is hidden cannot be worked out of what is shown, by whoever knows the rule."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.foundation.small_cells import are_covered, hidden, hidden_halves, is_small, together

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=5)
FEWEST = st.integers(2, 6)


def possible(counts, gone, fewest):
    """The values of the hidden cells that go with all that is known: see `are_covered`."""
    inside = [n for n, out in zip(counts, gone, strict=True) if out]
    shown = [n for n, out in zip(counts, gone, strict=True) if n and not out]
    largest = min(shown, default=sum(inside))
    ranges = [range(1, fewest) if is_small(n, fewest) else range(fewest, largest + 1) for n in inside]
    return [values for values in product(*ranges) if sum(values) == sum(inside)], inside


@given(COUNTS, FEWEST)
@settings(max_examples=400, deadline=None)
def test_no_small_cell_is_shown_or_follows(counts, fewest):
    gone = hidden(counts, fewest)
    assert all(out for n, out in zip(counts, gone, strict=True) if is_small(n, fewest))
    assert any(gone) == any(is_small(n, fewest) for n in counts)
    assert not any(out for n, out in zip(counts, gone, strict=True) if n == 0)
    if not any(gone) or all(n == 0 or out for n, out in zip(counts, gone, strict=True)):
        return
    values, inside = possible(counts, gone, fewest)
    for place, n in enumerate(inside):
        if is_small(n, fewest):
            assert len({found[place] for found in values}) > 1
    assert sum(inside) >= fewest


@pytest.mark.parametrize(
    ("counts", "gone"),
    [
        ([180, 217, 5], [0, 0, 0]),
        ([180, 217, 4], [1, 0, 1]),
        ([180, 180, 4], [1, 1, 1]),  # a cover no larger than 180 would leave but four
        ([180, 217, 2, 3, 0], [0, 0, 1, 1, 0]),
        ([180, 217, 1, 1], [1, 0, 1, 1]),
        ([180, 217, 4, 4], [1, 0, 1, 1]),
        ([217, 5, 1, 9], [0, 1, 1, 1]),  # five and one: no other sum of a cover and a small cell is six
        ([3, 200], [1, 1]),
        ([0, 200], [0, 0]),
    ],
)
def test_as_much_is_hidden_as_covers_the_small_cells_and_no_more(counts, gone):
    assert hidden(counts, 5) == list(map(bool, gone))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=5), FEWEST)
@settings(max_examples=300, deadline=None)
def test_what_is_left_of_two_columns_tells_of_no_small_cell(rows, fewest):
    gone = hidden_halves(rows, fewest)
    for row, out in zip(rows, gone, strict=True):
        assert out or not any(is_small(n, fewest) for n in row)
    if any(gone) and not all(gone):
        inside = [row for row, out in zip(rows, gone, strict=True) if out]
        assert len(inside) > 1 and not any(is_small(sum(cells), fewest) for cells in zip(*inside, strict=True))


@pytest.mark.parametrize(
    ("rest", "gone"), [((0, 0), [0, 0, 0]), ((9, 3), [1, 0, 0]), ((9, 5), [0, 0, 0]), ((4, 9), [1, 0, 0])]
)
def test_those_in_no_row_are_covered_too(rest, gone):
    assert hidden_halves([(20, 30), (30, 40), (40, 50)], 5, rest) == list(map(bool, gone))


@given(COUNTS, FEWEST)
@settings(max_examples=300, deadline=None)
def test_neighbours_are_put_together_until_none_is_small(counts, fewest):
    groups = together(counts, fewest)
    sizes = [sum(counts[place] for place in group) for group in groups]
    assert [place for group in groups for place in group] == list(range(len(counts)))
    assert len(groups) == 1 or not any(is_small(n, fewest) for n in sizes)


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ([2, 10, 50], [[0, 1], [2]]),
        ([5, 10, 50], [[0], [1], [2]]),
        ([30, 4, 6, 100], [[0], [1, 2], [3]]),
        ([4, 0, 4, 50], [[0, 1, 2], [3]]),
        ([0, 0, 40], [[0], [1], [2]]),
    ],
)
def test_a_small_cell_goes_to_its_smaller_neighbour(counts, groups):
    assert together(counts, 5) == groups


@pytest.mark.parametrize(
    ("counts", "gone"), [([2], [True]), ([2, 0], [True, False]), ([0, 0], [False, False]), ([4, 9], [True, True])]
)
def test_what_is_alone_is_hidden_and_nobody_is_not(counts, gone):
    assert hidden(counts, 5) == gone


@pytest.mark.parametrize(
    ("counts", "gone"),
    [([3, 5, 5], [True, True, False]), ([1, 1, 5, 9], [True, True, True, False])],  # the small must be 3; 1 and 1
)
def test_what_the_rule_itself_gives_away_is_not_covered(counts, gone):
    assert not are_covered(counts, gone, 5)


@pytest.mark.parametrize(
    ("counts", "groups"),
    [([3], [[0]]), ([3, 9], [[0, 1]]), ([6, 3, 50], [[0, 1], [2]]), ([50, 6, 3], [[0], [1, 2]])],
)
def test_a_small_cell_goes_together_with_its_smaller_neighbour(counts, groups):
    assert together(counts, 5) == groups
