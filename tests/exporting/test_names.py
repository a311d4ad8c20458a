"""Names that every program takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exporting.names import is_legal, legal_names


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("RES1", "RES1"),
        ("with", "v_with"),
        ("TRUE", "v_TRUE"),
        ("str20", "v_str20"),
        ("1st", "v1st"),
        ("naïve", "naive"),
        ("Q 1.2", "Q_1_2"),
        ("_x_", "x"),
        ("满意", "v1"),
        ("a" * 32, "a" * 32),
        ("a" * 33, "a" * 32),
        ("a" * 31 + "__", "a" * 31),
    ],
)
def test_an_illegal_name_becomes_the_nearest_legal_one(name, legal):
    assert legal_names({"column": [name]}) == {"column": legal}


def test_a_better_name_is_taken_where_there_is_one():
    assert legal_names({"column": ["服务很快", "SER1"]}) == {"column": "SER1"}


def test_names_that_differ_in_case_only_are_told_apart_and_legal_ones_keep_theirs():
    assert legal_names({1: ["v2"], 2: ["满意"], 3: ["A"], 4: ["a"]}) == {1: "v2", 2: "v2_2", 3: "A", 4: "a_2"}


@given(
    st.lists(st.one_of(st.text(max_size=50), st.sampled_from(["a", "A", "a_2", "in", "b" * 32, "b" * 40])), max_size=30)
)
def test_whatever_the_names_are_all_are_legal_and_no_two_alike(names):
    found = legal_names({place: [name] for place, name in enumerate(names)})
    assert list(found) == list(range(len(names)))
    assert len({name.casefold() for name in found.values()}) == len(names)
    assert all(is_legal(name) and re.fullmatch(r"[A-Za-z]\w{0,31}", name, re.ASCII) for name in found.values())
