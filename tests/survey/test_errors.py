"""How a refusal reads."""

import pytest

from analysis.survey.errors import DataError, counted, nearest, require_none


def test_a_refusal_lists_every_problem_on_its_own_line():
    refusal = DataError(["first", "second"])
    assert [problem.text() for problem in refusal.problems] == ["first", "second"]
    assert str(refusal) == "- first\n- second"
    assert isinstance(refusal, ValueError)


def test_one_problem_may_come_as_a_text():
    assert str(DataError("only")) == "- only"


def test_no_problems_are_no_refusal():
    require_none([])
    with pytest.raises(DataError, match="found"):
        require_none(["found"])


@pytest.mark.parametrize(
    ("word", "known", "question"),
    [
        ("Outcom", ["item", "outcome"], "Did you mean 'outcome'?"),
        ("colour", ["item", "outcome"], "Known here: item, outcome."),
        ("colour", [], "There is none to choose from."),
        ("zzz", [f"a{i}" for i in range(20)], "Known here: a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, …"),
    ],
)
def test_the_nearest_known_word_is_named(word, known, question):
    assert nearest(word, known) == question


def test_nouns_follow_their_number():
    assert [counted(n, "row") for n in (0, 1, 2040)] == ["0 rows", "1 row", "2,040 rows"]
