"""Which ratings belong together, which items are worded the other way, and what of it is a guess."""

import pytest

from analysis.importing.judging.naming import own_parts
from tests.importing.exports.making import AGREEMENT, column, factor_answers, in_words, proposal_of

SPEED = ("Agents reply fast", "The queue is short", "Orders leave at once", "Calls are picked up soon")


def scales(*, n=150, second_reversed=(), loading=0.8) -> list[list[str]]:
    """Answers in words to two scales of four items."""
    return [
        *map(in_words, factor_answers(4, n, seed=1, loading=loading)),
        *map(in_words, factor_answers(4, n, seed=2, reversed_items=second_reversed, loading=loading)),
    ]


def headed(names, answers):
    return dict(zip(names, answers, strict=True))


def scales_of(proposal):
    found = {}
    for row in proposal.columns:
        found.setdefault(row.scale, []).append(row.variable)
    return sorted(map(sorted, found.values()))


MATRICES = {
    "numbered, the stem at the first row": [
        *("3、Rate us:—Fast", "3、Short queue", "3、At once", "3、Soon"),
        *("4、And these:—Kind", "4、Patient", "4、Polite", "4、Warm"),
    ],
    "items in brackets": [*(f"Rate us [{i}]" for i in "abcd"), *(f"And these [{i}]" for i in "efgh")],
    "codes of rows": [*(f"Q3_{i}" for i in range(1, 5)), *(f"Q4_{i}" for i in range(1, 5))],
    "codes with a beginning": [*(f"SPE{i}" for i in range(1, 5)), *(f"CAR{i}" for i in range(1, 5))],
    "LimeSurvey": [*(f"G01Q01[SQ00{i}]" for i in range(1, 5)), *(f"G01Q02[SQ00{i}]" for i in range(1, 5))],
}


@pytest.mark.parametrize("names", MATRICES.values(), ids=MATRICES)
def test_what_the_questionnaire_groups_is_certain(names, tmp_path):
    proposal = proposal_of(tmp_path, headed(names, scales()))
    assert scales_of(proposal) == sorted([sorted(names[:4]), sorted(names[4:])])
    assert not [row.note for row in proposal.columns if "membership" in row.doubts]


def test_what_only_correlations_group_is_a_guess(tmp_path):
    names = [f"Statement {letter}" for letter in "abcdefgh"]
    proposal = proposal_of(tmp_path, headed(names, scales()))
    assert scales_of(proposal) == [names[:4], names[4:]]
    assert all("membership" in row.doubts and row.note.startswith("? ") for row in proposal.columns)


def test_scattered_items_are_put_together_where_that_is_clearly_better(tmp_path):
    answers = scales()
    mixed = [answers[place] for place in (0, 4, 1, 5, 2, 6, 3, 7)]
    names = [f"Statement {letter}" for letter in "abcdefgh"]
    assert scales_of(proposal_of(tmp_path, headed(names, mixed))) == [names[::2], names[1::2]]


def test_one_matrix_that_holds_two_scales_is_parted_and_marked(tmp_path):
    names = [f"Rate us [{letter}]" for letter in "abcdefgh"]
    proposal = proposal_of(tmp_path, headed(names, scales()))
    assert scales_of(proposal) == [names[:4], names[4:]]
    assert all("membership" in row.doubts for row in proposal.columns)


def test_one_matrix_of_one_scale_stays_whole(tmp_path):
    names = [f"Rate us [{letter}]" for letter in "abcdefgh"]
    proposal = proposal_of(tmp_path, headed(names, map(in_words, factor_answers(8))))
    assert scales_of(proposal) == [names]
    assert not any("membership" in row.doubts for row in proposal.columns)


def test_an_item_that_hardly_correlates_with_its_scale_is_marked_and_only_it(tmp_path):
    answers = [*factor_answers(4), *factor_answers(1, seed=9)]
    names = [f"SPE{place}" for place in range(1, 6)] + ["CAR1", "CAR2"]
    answers = [*map(in_words, answers), *map(in_words, factor_answers(2, seed=5))]
    proposal = proposal_of(tmp_path, headed(names, answers))
    assert [row.variable for row in proposal.columns if "membership" in row.doubts] == ["SPE5"]


def test_an_item_nearer_to_another_scale_is_marked(tmp_path):
    first, second = factor_answers(4, seed=1), factor_answers(4, seed=2)
    names = ["SPE1", "SPE2", "SPE3", "CAR1", "CAR2", "CAR3"]
    halfway = [round((a + b) / 2) for a, b in zip(first[3], second[3], strict=True)]
    answers = [first[0], first[1], halfway, second[0], second[1], second[2]]
    noted = {r.variable: r.doubts.get("membership") for r in proposal_of(tmp_path, headed(names, answers)).columns}
    assert noted["SPE1"] is None and noted["CAR1"] is None


def test_a_single_beginning_is_a_guess_and_several_are_not(tmp_path):
    only = proposal_of(tmp_path, headed([f"a{i}" for i in range(1, 5)], factor_answers(4)))
    assert all("membership" in row.doubts for row in only.columns)


def test_too_few_answers_group_neighbours_and_mark_them(tmp_path):
    names = [f"Statement {letter}" for letter in "abcdefgh"]
    proposal = proposal_of(tmp_path, headed(names, scales(n=15)))
    assert scales_of(proposal) == [names]
    assert all("membership" in row.doubts for row in proposal.columns)


WORDED = ["CAR1. Staff are kind", "CAR2. Staff listen", "CAR3. Staff are warm", "CAR4. Staff are polite"]


def reversal(tmp_path, wording, reversed_items, n=150):
    names = [*SPEED_CODES, *WORDED[:3], f"CAR4. {wording}"]
    proposal = proposal_of(tmp_path, headed(names, scales(n=n, second_reversed=reversed_items)))
    row = column(proposal, names[-1])
    return row.reversed, "reversal" in row.doubts


SPEED_CODES = [f"SPE{place}. {text}" for place, text in enumerate(SPEED, start=1)]


@pytest.mark.parametrize(
    ("wording", "reversed_items", "expected"),
    [
        ("Staff are polite", (), (False, False)),
        ("Staff do not listen", (3,), (True, False)),
        ("Staff look away", (3,), (True, True)),
        ("Staff do not listen", (), (False, True)),
    ],
    ids=["neither", "both", "correlations only", "wording only"],
)
def test_an_item_is_reversed_surely_where_wording_and_correlations_say_so(wording, reversed_items, expected, tmp_path):
    assert reversal(tmp_path, wording, reversed_items) == expected


def test_where_correlations_cannot_be_heard_a_denial_is_a_guess(tmp_path):
    assert reversal(tmp_path, "Staff do not listen", (3,), n=20) == (True, True)


def test_where_half_of_a_scale_runs_against_the_other_half_none_is_sure(tmp_path):
    names = [*SPEED_CODES, *WORDED]
    proposal = proposal_of(tmp_path, headed(names, scales(second_reversed=(2, 3))))
    assert all("reversal" in column(proposal, name).doubts for name in WORDED)
    assert not any("reversal" in column(proposal, name).doubts for name in SPEED_CODES)


def test_an_item_too_weakly_tied_to_its_scale_is_left_as_it_is_and_marked(tmp_path):
    answers = [*scales()[:7], in_words(factor_answers(1, seed=30)[0])]
    row = column(proposal_of(tmp_path, headed([*SPEED_CODES, *WORDED], answers)), WORDED[-1])
    assert not row.reversed and "reversal" in row.doubts


def test_answers_that_run_from_much_to_little_turn_the_whole_scale(tmp_path):
    texts = [f"{6 - place} - {text}" for place, text in enumerate(AGREEMENT, start=1)]
    answers = [in_words(given, texts) for given in factor_answers(4, reversed_items=(3,))]
    names = [f"CAR{i}. {text}" for i, text in enumerate(("Kind", "Warm", "Polite", "Staff do not listen"), start=1)]
    proposal = proposal_of(tmp_path, headed(names, answers))
    assert [column(proposal, name).reversed for name in names] == [True, True, True, False]
    assert not any("direction" in row.doubts for row in proposal.columns)


def test_bare_numbers_leave_the_direction_open(tmp_path):
    proposal = proposal_of(tmp_path, headed([f"SPE{i}" for i in range(1, 5)], factor_answers(4)))
    assert all("direction" in row.doubts for row in proposal.columns)


def test_rows_below_the_stem_of_a_matrix_of_wenjuanxing_belong_to_it(tmp_path):
    """Items of one factor, which the two questions alone keep apart."""
    names = ["6、关于排班，请选择：—公平", "合理", "及时", "7、关于同事，请选择：—友好", "互助", "可靠"]
    ratings = headed(names, map(in_words, factor_answers(6)))
    own = {"提交答卷时间": [f"2026/3/{1 + place % 28} 9:00:00" for place in range(150)], "所用时间": ["300秒"] * 150}
    proposal = proposal_of(tmp_path, own | ratings)
    apart = [sorted(names[:3]), sorted(names[3:])]
    assert [sorted(scale) for scale in scales_of(proposal)] == apart
    assert [sorted(scale) for scale in scales_of(proposal_of(tmp_path, ratings))] != apart


ASKED = ("How satisfied were you with the journey?", "How satisfied were you with the place?")


@pytest.mark.parametrize(
    ("third", "outcomes"),
    [("How satisfied were you overall?", [2]), ("How satisfied were you with the price?", [0])],
)
def test_of_several_questions_about_one_outcome_the_overall_one_is_it(third, outcomes, tmp_path):
    stems = (*ASKED, third)
    answers = [row for seed in (1, 2, 3) for row in factor_answers(3, seed=seed)]
    levels = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
    names = [f"{stem} [{letter}]" for stem in stems for letter in "abc"]
    proposal = proposal_of(tmp_path, headed(names, (in_words(row, levels) for row in answers)))
    found = {row.variable for row in proposal.columns if row.role == "outcome"}
    assert found == {name for place in outcomes for name in names[3 * place : 3 * place + 3]}
    labels = [scale.label["zh"] for scale in proposal.scales]
    assert len({*labels}) == len(labels)


@pytest.mark.parametrize(
    ("stems", "parts"),
    [
        (("How much do you trust us?", "How easy is the app?"), {}),
        (("How good is your pay?", "How good is your team?"), ("pay", "team")),
        (("关于薪酬，请选择", "关于团队，请选择"), ("薪酬", "团队")),
    ],
)
def test_what_stems_differ_in_is_a_name_where_they_share_more_than_a_word(stems, parts):
    assert own_parts(stems) == (dict(zip(stems, parts, strict=True)) if parts else {})
