"""What a cell holds, whatever file it came from."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from analysis.survey.values import cell_value, shown


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", 4.0),
        (" 4.0 ", 4.0),
        ("-1e2", -100.0),
        ("\N{FULLWIDTH DIGIT FOUR}", 4.0),
        (np.int8(4), 4.0),
        (np.float32(4), 4.0),
        (Decimal("4"), 4.0),
        ("often", "often"),
        ("4,5", "4,5"),
        ("1_000", "1_000"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1e400", "1e400"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (np.bool_(False), "FALSE"),
        (date(2026, 11, 23), "2026-11-23"),
        ("", None),
        ("  ", None),
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
    ],
)
def test_a_cell_is_a_number_a_text_or_nothing(cell, value):
    assert cell_value(cell) == value
    assert type(cell_value(cell)) is type(value)


def test_values_are_shown_as_a_person_would_type_them():
    assert [shown(value) for value in (7.0, 2.5, 1234567.0, "often")] == ["7", "2.5", "1234567", "'often'"]


@pytest.mark.parametrize(
    ("cell", "value"), [("\ufeff5\u200b", 5.0), ("\u3000often\u00a0", "often"), ("\u200b", None), ("\u200d \t", None)]
)
def test_invisible_characters_around_a_cell_do_not_count(cell, value):
    assert cell_value(cell) == value


def test_a_comma_separates_decimals_where_the_file_says_so():
    assert [cell_value("3,5", decimal=sign) for sign in (".", ",")] == ["3,5", 3.5]
    assert cell_value("3,5,1", decimal=",") == "3,5,1"


def test_long_runs_of_blanks_within_a_cell_take_no_time():
    text = "a" + " " * 1_000_000 + "b"
    assert cell_value(text) == text
