"""
Which items are worded against their scale: by how they correlate with it, and by their wording.

Where both say so it is certain; where one does, it is a guess; where half of a scale runs against the other half, it is
not known which half is meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.importing.judging.membership import LEAST_ROWS, Block, correlation, signed_mean
from analysis.importing.judging.scale import DOWN, AnswerScale
from analysis.importing.said import cues
from analysis.survey.answers.suspicions import items_against_scale

BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
CLEAR = 0.15  # correlation with the rest of the scale from which an item is known to run with it


@dataclass(frozen=True, kw_only=True)
class Keying:
    """Whether an item is reversed, the keys of [reversal] that say why, and whether that is a guess."""

    reversed: bool
    because: str
    uncertain: bool


def keyings(block: Block, scales: Mapping[str, AnswerScale], answers: pd.DataFrame) -> dict[str, Keying]:
    """Whether each member of a block is reversed, why, and how surely."""
    members = [question.name for question in block.members]
    given = answers[members]
    heard = len(given.dropna(how="all")) >= LEAST_ROWS and len(members) > 1
    against = items_against_scale(given) if heard else []
    denied = {q.name: is_denied(q.wording) for q in block.members}
    minority = sum(denied.values()) * 2 < len(members)
    tie = len(against) * 2 >= len(members)
    found = {}
    for name in members:
        others = [other for other in members if other != name]
        rest = correlation(given[name], signed_mean(given[others])) if heard and others else 0.0
        says_no = denied[name] and (minority or name in against)
        turned, because, uncertain = judged(name in against, says_no, abs(rest), heard, tie)
        down = scales[name].direction == DOWN
        found[name] = Keying(reversed=turned != down, because=because, uncertain=uncertain)
    return found


def is_denied(wording: str) -> bool:
    """Whether a wording denies or complains, what stands in brackets aside."""
    return bool(cues("negations", "negative").search(BRACKETS.sub("", wording)))


def judged(against: bool, denied: bool, rest: float, heard: bool, tie: bool) -> tuple[bool, str, bool]:
    """
    Whether an item runs against its scale, the key of the reason, and whether that is a guess.

    >>> judged(against=True, denied=True, rest=0.5, heard=True, tie=False)
    (True, 'both', False)
    """
    if tie:
        return against, "halves", True
    if against:
        return True, "both" if denied else "correlation", not denied
    if denied and not heard:
        return True, "wording_unheard", True
    if denied:
        return False, "wording", True
    if heard and rest < CLEAR:
        return False, "unclear", True
    return False, "with_scale" if heard else "no_sign", False
