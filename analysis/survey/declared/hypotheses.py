"""
Hypotheses: what an author expects, as one line of [hypotheses] in study.toml.

=====================================  =============================================================================
written                                means
=====================================  =============================================================================
`responsiveness -> satisfaction`       the two go together, other things equal, in either direction
`responsiveness -> satisfaction (+)`   more of the first goes with more of the second; (-) with less
`responsiveness * platform -> trust`   how the two go together differs between the levels of a declared group
`attitude -> satisfaction -> trust`    the first goes with the last by way of the one between
=====================================  =============================================================================

The first and the last are scales of study.toml; the first may also be a pain point or an indicator. An outcome stands
last. → ＋ − × and full-width signs serve as well.
"""

import re
from dataclasses import dataclass
from typing import Literal

from analysis.survey.problems import Problem, problem

SIGNS = {"(+)": "+", "(-)": "-", "": ""}
PLAIN_SIGNS = str.maketrans(
    {"→": "->", "（": "(", "）": ")", "＋": "+", "－": "-", "−": "-", "–": "-", "×": "*", "＊": "*"}
)
HYPOTHESIS = re.compile(r"(?P<path>.*?)\s*(?P<sign>\([^()]*\))?\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Hypothesis:
    """
    What an author expects.

    Attributes
    ----------
    name : str
        Such as H1.
    statement : str
        As it is written.
    predictor, outcome : str
        Names of scales; the predictor may also be a pain point or an indicator.
    sign : "+", "-" or ""
        The expected direction, empty where none is.
    moderator, mediator : str
        A declared group, and a scale; empty where there is none.
    """

    name: str
    statement: str
    predictor: str
    outcome: str
    sign: Literal["+", "-", ""] = ""
    moderator: str = ""
    mediator: str = ""


def hypotheses_of(entries: dict[str, object]) -> tuple[tuple[Hypothesis, ...], list[Problem]]:
    """The hypotheses of a table [hypotheses], and those that cannot be read."""
    found = {name: hypothesis_of(name, text) for name, text in entries.items() if isinstance(text, str)}
    unclear = [
        problem("hypotheses.unclear", name=name, text=str(text))
        for name, text in entries.items()
        if found.get(name) is None
    ]
    return tuple(filter(None, found.values())), unclear


def hypothesis_of(name: str, text: str) -> Hypothesis | None:
    """
    A hypothesis as it is written; None where it is none.

    >>> found = hypothesis_of("H1", "attitude * platform → trust (+)")
    >>> found.predictor, found.moderator, found.outcome, found.sign
    ('attitude', 'platform', 'trust', '+')
    """
    match = HYPOTHESIS.fullmatch(text.translate(PLAIN_SIGNS))
    sign = SIGNS.get((match["sign"] or "").replace(" ", ""))
    first, *others = (part.strip() for part in match["path"].split("->"))
    predictor, times, moderator = (part.strip() for part in first.partition("*"))
    given = [predictor, *others, *([moderator] if times else [])]
    if sign is None or not 1 <= len(others) <= 2 or (times and len(others) > 1):
        return None
    if not all(given) or len(set(given)) < len(given) or any("*" in part for part in given):
        return None
    mediator = others[0] if len(others) > 1 else ""
    return Hypothesis(
        name=name,
        statement=text,
        predictor=predictor,
        outcome=others[-1],
        sign=sign,
        moderator=moderator,
        mediator=mediator,
    )
