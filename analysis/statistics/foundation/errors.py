"""What an estimator says when the data cannot bear the estimate: a code and the values that its words need."""

from typing import Any


class EstimationError(ValueError):
    """
    An estimate that these data cannot give.

    Parameters
    ----------
    code : str
        Names the reason; whoever prints it has its words, in every language.
    **values
        What the words need: plain numbers, texts, and lists of names of items, scales and groups.
    """

    def __init__(self, code: str, /, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(f"{code} ({', '.join(f'{key}: {told(value)}' for key, value in values.items())})")

    def __reduce__(self) -> tuple:
        return _again, (type(self), self.code, self.values)


def _again(kind: type[EstimationError], code: str, values: dict[str, Any]) -> EstimationError:
    return kind(code, **values)


def told(value: Any) -> str:
    """A value inside a message: of many names the first six."""
    if not isinstance(value, list | tuple):
        return str(value)
    return ", ".join(map(str, value[:6])) + (f" and {len(value) - 6} more" if len(value) > 6 else "")
