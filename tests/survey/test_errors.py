"""How a refusal reads."""

import pytest

from analysis.survey.errors import DataError, require_none
from analysis.survey.problems import nearest, problem

FIRST, SECOND = problem("codebook.no_name"), problem("codebook.no_items")


def test_a_refusal_lists_every_problem_on_its_own_line():
    refusal = DataError([FIRST, SECOND])
    assert refusal.problems == [FIRST, SECOND]
    assert str(refusal) == f"- {FIRST.text()}\n- {SECOND.text()}"
    assert refusal.text("zh") == f"- {FIRST.text('zh')}\n- {SECOND.text('zh')}"
    assert isinstance(refusal, ValueError)


def test_one_problem_may_come_alone():
    assert str(DataError(FIRST)) == f"- {FIRST.text()}"


def test_no_problems_are_no_refusal():
    require_none([])
    with pytest.raises(DataError, match="write the column's exact name"):
        require_none([FIRST])


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
    texts = [problem("answers.too_few", n=n, least=10).text() for n in (0, 1, 2040)]
    assert [text.split("holds ")[1].split(";")[0] for text in texts] == ["0 responses", "1 response", "2,040 responses"]
