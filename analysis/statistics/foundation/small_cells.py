"""
Counts of so few people that they are not published, and what else must go so that they cannot be worked out.

A cell counts people who share something. One of fewer than `fewest` people, but not of none, is small. What is hidden
can be worked out as far as its sum can: so together with it goes another cell, or neighbours are put together, until
the sum is not small either (Hundepool et al. 2012, *Statistical Disclosure Control*, chapter 4).
"""

from collections.abc import Sequence


def is_small(n: int, fewest: int) -> bool:
    """Whether so few people, but any, are counted."""
    return 0 < n < fewest


def hidden(counts: Sequence[int], fewest: int) -> list[bool]:
    """
    Which cells of a row with a known total are not to be shown: small ones, and as many more as it takes to cover them.

    Examples
    --------
    >>> hidden([180, 217, 3], 5)
    [True, False, True]
    >>> hidden([180, 2, 3, 0], 5)
    [False, True, True, False]
    >>> hidden([180, 4, 4], 5)
    [True, True, True]
    """
    gone = [is_small(n, fewest) for n in counts]
    while any(gone) and any(n and not out for n, out in zip(counts, gone, strict=True)):
        if are_covered(counts, gone, fewest):
            break
        gone[min((n, place) for place, n in enumerate(counts) if n and not gone[place])[1]] = True
    return gone


def are_covered(counts: Sequence[int], gone: Sequence[bool], fewest: int) -> bool:
    """
    Whether each small cell may have more than one value, for all that is known to who knows this rule.

    Known are the sum of the hidden cells, which of them are small, and that the others, the covers, are not smaller
    than `fewest` nor larger than any cell that is shown.
    """
    inside = [n for n, out in zip(counts, gone, strict=True) if out]
    n_small, total = sum(is_small(n, fewest) for n in inside), sum(inside)
    n_covers = len(inside) - n_small
    if total < fewest:
        return False
    shown = [n for n, out in zip(counts, gone, strict=True) if n and not out]
    most_covered = n_covers * min(shown) if shown else total
    least = max(n_small, total - most_covered)
    most = min(n_small * (fewest - 1), total - n_covers * fewest)
    return least < most or (n_small > 1 and n_small < least < n_small * (fewest - 1))


def hidden_halves(rows: Sequence[tuple[int, int]], fewest: int, rest: tuple[int, int] = (0, 0)) -> list[bool]:
    """
    Which rows of a table of two columns are not to be shown: those with a small cell, and more to cover them.

    Parameters
    ----------
    rows : sequence of (int, int)
        The cells of each row; totals of rows and columns are known.
    fewest : int
    rest : (int, int)
        The cells of those who are in no row that could be shown.

    Examples
    --------
    >>> hidden_halves([(40, 60), (3, 50), (20, 30)], 5)
    [False, True, True]
    """
    gone = [any(is_small(n, fewest) for n in row) for row in rows]
    while not all(gone):
        inside = [row for row, out in zip(rows, gone, strict=True) if out]
        is_alone = len(inside) == 1 and not any(rest)
        sums = [sum(cells) for cells in zip(rest, *inside, strict=True)]
        if not is_alone and not any(is_small(n, fewest) for n in sums):
            break
        gone[min((sum(row), place) for place, row in enumerate(rows) if not gone[place])[1]] = True
    return gone


def together(counts: Sequence[int], fewest: int) -> list[list[int]]:
    """
    The places of cells in an order, each small one put together with its smaller neighbour until none is small.

    Examples
    --------
    >>> together([2, 10, 50, 100], 5)
    [[0, 1], [2], [3]]
    >>> together([0, 0, 3], 5)
    [[0, 1, 2]]
    """
    groups = [[place] for place in range(len(counts))]
    sizes = list(counts)
    while len(groups) > 1 and (small := [place for place, n in enumerate(sizes) if is_small(n, fewest)]):
        place = small[0]
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(groups)]
        other = min(beside, key=lambda neighbour: (sizes[neighbour], neighbour))
        first, second = sorted((place, other))
        groups[first] += groups.pop(second)
        sizes[first] += sizes.pop(second)
    return groups
