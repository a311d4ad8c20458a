"""[screening] of study.toml: which rows are responses, and what is a sign of careless answering."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ScreeningSettings:
    """
    When a respondent is flagged as careless, and how many flags exclude.

    Attributes
    ----------
    declared : bool
        Whether study.toml has a [screening] table that says more than which rows to keep.
    keep : dict
        For columns of the response file the values that a row must have to be a response at all.
    exclude : bool
        False keeps everyone and only reports the flags.
    min_flags : int
        Flags that exclude; never fewer than two, because each flag alone catches honest respondents too.
    min_seconds_per_item : float
        Faster than this, in seconds, is too fast to have read the items (Huang et al. 2012: two seconds).
    max_missing_share : float
        Larger proportions of unanswered items and outcomes are flagged.
    max_longstring_share : float
        Runs of one answer over at least this proportion of the items and outcomes are flagged.
    mahalanobis_p : float
        Answers less probable than this, under multivariate normality, are flagged.
    min_consistency : float
        Lower even-odd consistency, a correlation, is flagged.
    """

    declared: bool = False
    keep: dict[str, list] = field(default_factory=dict)
    exclude: bool = True
    min_flags: int = 2
    min_seconds_per_item: float = 2.0
    max_missing_share: float = 0.5
    max_longstring_share: float = 0.75
    mahalanobis_p: float = 0.001
    min_consistency: float = -0.3
