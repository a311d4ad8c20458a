"""How sure a rotation is: how many of its starts end at the solution that was kept."""

from dataclasses import dataclass

from analysis.statistics.exploratory.efa import Efa


@dataclass(frozen=True, kw_only=True, eq=False)
class RotationCheck:
    """
    The criterion kept, the one from the usual start, and how many random starts reached the one kept.

    The lowest criterion is kept; where few starts agree on it, the loadings are one of several near solutions.
    """

    criterion: float
    usual: float
    n_starts: int
    n_agreeing: int


def rotation_check(solution: Efa) -> RotationCheck:
    """What is known of the search for the rotation, an oblimin."""
    found = solution.rotated
    return RotationCheck(
        criterion=found.criterion, usual=found.usual, n_starts=found.n_starts, n_agreeing=found.n_agreeing
    )
