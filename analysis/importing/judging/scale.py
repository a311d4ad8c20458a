"""The answer scale of a column: from where to where it runs, which way, and what that goes by."""

from dataclasses import dataclass, field

from analysis.survey.declared.codings import means

UP, DOWN, OPEN = 1, -1, 0  # a high number means much, or little, or it is not known


@dataclass(frozen=True, kw_only=True)
class AnswerScale:
    """
    The answer scale of a column.

    Attributes
    ----------
    low, high : float
    labels : dict
        Texts by number; empty where the file gives none.
    missing : tuple
        Values that mean no answer, or that the question does not apply.
    direction : int
        `UP`, `DOWN` or `OPEN`.
    because : str
        What the direction goes by: a key of [direction] in the words.
    doubts : tuple of str
        Keys of [doubts]: what was guessed about the ends or the missing codes.
    step : str
        As in the codebook.
    is_binary : bool
        Whether it has two answers only.
    """

    low: float
    high: float
    labels: dict[float, str] = field(default_factory=dict)
    missing: tuple = ()
    direction: int = OPEN
    because: str = "numbers"
    doubts: tuple[str, ...] = ()
    step: str = ""

    @property
    def is_binary(self) -> bool:
        """Whether there are two answers only."""
        return self.high - self.low == 1

    @property
    def numbers(self) -> dict[str, float]:
        """The number of each text."""
        return {text: number for number, text in self.labels.items()}

    @property
    def key(self) -> tuple:
        """What two columns of one answer scale have in common."""
        return self.low, self.high, tuple(self.labels.items()), self.step


def absent(text: str) -> bool:
    """Whether an answer in words is none, or says that the question does not apply."""
    return means("no_answer", text) or means("not_applicable", text)
