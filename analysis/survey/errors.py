"""The refusal of the survey room: everything on which files disagree, at once, for a person to settle."""

from collections.abc import Iterable, Sequence

from analysis.survey.problems import Problem, nearest, problem

__all__ = ["DataError", "counted", "nearest", "require_none"]


class DataError(ValueError):
    """
    The settings, the codebook and the data disagree, and a person must choose.

    Parameters
    ----------
    problems : Problem, str or iterable of them
        A text is a problem whose words are already made.

    Attributes
    ----------
    problems : list of Problem
        In the order in which a reader would meet them.
    """

    def __init__(self, problems: Problem | str | Iterable[Problem | str]):
        several = [problems] if isinstance(problems, str | Problem) else problems
        self.problems = [problem("study.text", text=p) if isinstance(p, str) else p for p in several]
        super().__init__(self.text())

    def text(self, language: str = "en") -> str:
        """Every problem on a line of its own."""
        return "\n".join(f"- {problem.text(language)}" for problem in self.problems)


def require_none(problems: Sequence[Problem | str]) -> None:
    """Raise a `DataError` listing `problems`, unless there are none."""
    if problems:
        raise DataError(problems)


def counted(n: int, noun: str) -> str:
    """
    A count with its noun in the right number.

    >>> counted(1, "answer"), counted(3, "answer")
    ('1 answer', '3 answers')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
