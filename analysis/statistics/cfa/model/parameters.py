"""One row of a confirmatory model's parameter table, and the four operators it is written with."""

from dataclasses import dataclass

LOADING, REGRESSION, COVARIANCE, INTERCEPT = "=~", "~", "~~", "~1"


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    One row of the parameter table, in lavaan's words.

    `lhs op rhs` is "factor =~ item", "factor =~ factor", "factor ~ factor", "x ~~ y" or "x ~1" (rhs empty).
    `fixed` is the value of a fixed parameter, None for a free one; free parameters with the same `label` are equal.
    """

    lhs: str
    op: str
    rhs: str = ""
    fixed: float | None = None
    label: str = ""
    group: int = 0

    @property
    def term(self) -> str:
        return f"{self.lhs}{self.op}{self.rhs}"

    @property
    def is_free(self) -> bool:
        return self.fixed is None
