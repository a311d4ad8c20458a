"""Rows of answers, told from the numbers of a report: so many answers of one respondent in a row stand in no table."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from analysis.survey import Study

LONGEST_CHANCE = 9  # answers in a row that a table of counts may share with a respondent; one more is a row of answers
LEAST_DISTINCT = 3  # different answers among them: codes of a scale and straight lines repeat one or two
MOST_STEPS_UP = 4  # of nine, from one number to the next greater one: more number items or mark an axis
TOKEN = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?![\w.])|\b(?:nan|NaN|null|None)\b|<NA>|&lt;NA&gt;")
GAP = "\uffff"  # parts two rows
NOTHING = "nothing"


class RawRows:
    """The answers of a study, as given and as analysed, ready to be looked for."""

    def __init__(self, study: Study) -> None:
        given = study.received.select_dtypes("number")
        keyed = pd.concat(study.all_scales.values(), axis=1)
        tables = [given, given[[name for name in given if name in keyed]], study.answers, keyed]
        values = dict.fromkeys(value for table in tables for value in pd.unique(table.to_numpy().ravel()))
        names = dict.fromkeys(map(normal, values))
        self.letters = {name: chr(0xF0000 + place) for place, name in enumerate(names)}
        self.rows = [self.spelt(table) for table in tables]

    def spelt(self, table: pd.DataFrame) -> str:
        """The rows of a table, a letter per answer."""
        letters = {value: self.letters[normal(value)] for value in pd.unique(table.to_numpy().ravel())}
        missing = self.letters.get(NOTHING, GAP)
        return GAP.join("".join(letters.get(value, missing) for value in row) for row in table.to_numpy().tolist())

    def are_in(self, text: str) -> bool:
        """Whether a text holds so many answers of one respondent, in their order, as no table does."""
        length = LONGEST_CHANCE + 1
        found = [normal(token) for token in TOKEN.findall(text)]
        spelt = "".join(self.letters.get(name, GAP) for name in found)
        tried = set()
        for place in range(len(spelt) - length + 1):
            part = spelt[place : place + length]
            if GAP in part or part in tried or len(set(part)) < LEAST_DISTINCT:
                continue
            tried.add(part)
            if any(part in rows for rows in self.rows) and not count_up(found[place : place + length]):
                return True
        return False


def count_up(names: Sequence[str]) -> bool:
    """Whether numbers mostly go up by one, as those of items and axes do, and as one of thousands may answer."""
    numbers = [float(name) for name in names if name != NOTHING]
    return sum(after - before == 1 for before, after in pairwise(numbers)) > MOST_STEPS_UP


def normal(value: object) -> str:
    """A number as it is looked for, however it is written; one name for all that means nothing."""
    try:
        number = float(str(value).replace("−", "-"))
    except ValueError:
        return NOTHING
    return NOTHING if number != number else f"{number:.10g}"
