"""The refusal of the survey room: everything on which files disagree, at once, for a person to settle."""

from collections.abc import Iterable, Sequence

from analysis.survey.problems import Problem


class DataError(ValueError):
    """
    The settings, the codebook and the data disagree, and a person must choose.

    Parameters
    ----------
    problems : Problem or iterable of them

    Attributes
    ----------
    problems : list of Problem
        In the order in which a reader would meet them.
    """

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__(self.text())

    def text(self, language: str = "en") -> str:
        """Every problem on a line of its own."""
        return "\n".join(f"- {problem.text(language)}" for problem in self.problems)


def require_none(problems: Sequence[Problem]) -> None:
    """Raise a `DataError` listing `problems`, unless there are none."""
    if problems:
        raise DataError(problems)
