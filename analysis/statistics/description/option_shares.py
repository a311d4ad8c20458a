"""Questions to which several answers may be given: the share of each option among those who were asked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from analysis.statistics.foundation.intervals import proportion


@dataclass(frozen=True, kw_only=True, eq=False)
class OptionShare:
    """
    How many chose an option, of so many asked: their share with Wilson's interval, None where nobody was asked.

    In what is published these are None, too, where few chose it, or few did not.
    """

    option: str
    n: int | None
    n_obs: int
    share: float | None
    conf_low: float | None
    conf_high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class OptionShares:
    """The options of each question, in the order given. Their shares need not add up to one."""

    sets: dict[str, list[OptionShare]]

    def tidy(self) -> pd.DataFrame:
        """A row per option of each question."""
        return pd.DataFrame([{"set": name} | asdict(one) for name, several in self.sets.items() for one in several])


def shares_of_options(sets: Mapping[str, pd.DataFrame], *, conf_level: float = 0.95) -> OptionShares:
    """
    The share of each option of each question.

    Parameters
    ----------
    sets : mapping of question to DataFrame
        A column per option: 1 chosen, 0 not chosen, NaN not asked; (n, options).
    conf_level : float

    Examples
    --------
    >>> found = shares_of_options({"channels": pd.DataFrame({"chat": [1, 0, 1, None]})})
    >>> found.tidy()[["option", "n", "n_obs"]].to_dict("records")
    [{'option': 'chat', 'n': 2, 'n_obs': 3}]
    """
    return OptionShares(
        sets={
            name: [option_share(str(option), answers, conf_level) for option, answers in chosen.items()]
            for name, chosen in sets.items()
        }
    )


def option_share(option: str, answers: pd.Series, conf_level: float) -> OptionShare:
    """The share of one option among those asked."""
    n, n_obs = int((answers == 1).sum()), int(answers.notna().sum())
    if not n_obs:
        return OptionShare(option=option, n=0, n_obs=0, share=None, conf_low=None, conf_high=None)
    found = proportion(n, n_obs, conf_level=conf_level)
    return OptionShare(
        option=option, n=n, n_obs=n_obs, share=found.estimate, conf_low=found.conf_low, conf_high=found.conf_high
    )
