"""Which numbers answers stand for, from where to where, and which way they run."""

import numpy as np
import pytest

from analysis.importing.judging.answers import anchored, answer_scales
from analysis.importing.judging.numbers import usual_ends
from analysis.importing.judging.scale import DOWN, OPEN, UP, AnswerScale
from analysis.importing.reading.questions import Question
from analysis.survey.answers.columns import column_of
from tests.importing.exports.making import AGREEMENT


def question(answers, name="q", wording=None, **about) -> Question:
    cells = list(answers)
    return Question(
        name=name, place=0, column=column_of(np.arange(len(cells)) + 2, cells), wording=wording or name, **about
    )


def scale_of(answers, **about) -> AnswerScale | None:
    return answer_scales([question(answers, **about)]).get("q")


CHINESE = ("非常不同意", "不同意", "一般", "同意", "非常同意")
SCALES = {
    "simplified Chinese": ["非常不满意", "不满意", "一般", "满意", "非常满意"],
    "traditional Chinese": ["非常不同意", "不同意", "普通", "同意", "非常同意"],
    "Chinese, other degrees": ["完全不符合", "不太符合", "一般", "比较符合", "完全符合"],
    "Chinese, willingness": ["非常不愿意", "不太愿意", "一般", "比较愿意", "非常愿意"],
    "Korean": ["전혀 그렇지 않다", "그렇지 않다", "보통이다", "그렇다", "매우 그렇다"],
    "Japanese": ["まったくそう思わない", "あまりそう思わない", "どちらともいえない", "ややそう思う", "とてもそう思う"],
    "German": ["sehr unzufrieden", "eher unzufrieden", "teils teils", "eher zufrieden", "sehr zufrieden"],
    "Spanish": ["muy en desacuerdo", "en desacuerdo", "ni de acuerdo ni en desacuerdo", "de acuerdo", "muy de acuerdo"],
    "French": ["pas du tout satisfait", "peu satisfait", "moyen", "plutôt satisfait", "très satisfait"],
    "English, one-sided": [
        "Not at all useful",
        "Slightly useful",
        "Moderately useful",
        "Very useful",
        "Extremely useful",
    ],
    "two languages": [f"{en} / {zh}" for en, zh in zip(AGREEMENT, CHINESE, strict=True)],
    "two languages, no sign between": [f"{zh} {en}" for en, zh in zip(AGREEMENT, CHINESE, strict=True)],
    "frequency": ["Never", "Rarely", "Sometimes", "Often", "Always"],
}


@pytest.mark.parametrize("texts", SCALES.values(), ids=SCALES)
def test_answers_in_words_get_numbers_in_their_order(texts):
    scale = scale_of([texts[2], texts[4], texts[0], texts[3], texts[1], texts[2]])
    assert [scale.labels[value] for value in (1, 2, 3, 4, 5)] == texts
    assert (scale.low, scale.high, scale.direction, scale.doubts) == (1, 5, UP, ())


def test_an_answer_that_nobody_gave_in_one_column_is_known_from_another():
    texts = SCALES["German"]
    scales = answer_scales([question(texts, "a"), question([texts[0], texts[1], texts[4]] * 3, "b")])
    assert scales["b"].labels == scales["a"].labels and scales["b"].doubts == ()


def test_a_scale_of_which_answers_are_missing_everywhere_is_a_guess():
    scale = scale_of(["Agree", "Strongly agree", "Disagree"])
    assert (scale.low, scale.high) == (1, 4) or scale.doubts == ("not_all_answers",)
    assert scale.doubts == ("not_all_answers",) and scale.direction == UP


def test_what_does_not_apply_is_no_answer_of_the_scale():
    scale = scale_of([*SCALES["frequency"], "Not applicable", "Sometimes"])
    assert scale.missing == ("Not applicable",) and len(scale.labels) == 5


def test_texts_of_no_vocabulary_are_no_ratings():
    assert scale_of(["red", "green", "blue", "red"]) is None


@pytest.mark.parametrize(
    ("answers", "direction", "because"),
    [
        (["1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree"], UP, "numbered_words"),
        (["1 - Strongly agree", "2", "3", "4", "5 - Strongly disagree"], DOWN, "numbered_words_down"),
        (["1 - blue", "2", "3", "4", "5 - green"], OPEN, "unknown_words"),
        (["1", "2", "3", "4", "5"], OPEN, "numbers"),
        (["A1", "A2", "A3", "A4", "A5"], OPEN, "codes"),
    ],
)
def test_numbers_run_the_way_that_words_say_and_no_other(answers, direction, because):
    scale = scale_of(answers)
    assert (scale.low, scale.high, scale.direction, scale.because) == (1, 5, direction, because)


@pytest.mark.parametrize(
    ("labels", "direction"),
    [
        ({1: "very dissatisfied", 5: "very satisfied"}, UP),
        ({1: "very satisfied", 5: "very dissatisfied"}, DOWN),
        ({1: "left", 5: "right"}, OPEN),
    ],
)
def test_labels_in_the_file_tell_ends_and_direction(labels, direction):
    scale = scale_of([1.0, 2.0, 3.0], file_labels=labels)
    assert (scale.low, scale.high, scale.direction) == (1, 5, direction)


@pytest.mark.parametrize(
    ("wording", "direction"),
    [
        ("How was it? (1 = very dissatisfied, 5 = very satisfied)", UP),
        ("How was it? (1 = very satisfied, 5 = very dissatisfied)", DOWN),
        ("您的评价（1=非常不满意，5=非常满意）", UP),
        ("请打分，分数越高表示越满意", UP),
        ("How was it? (1 = mine, 5 = theirs)", OPEN),
        ("How was it?", OPEN),
    ],
)
def test_a_question_may_name_its_ends(wording, direction):
    assert scale_of([1, 2, 3, 4, 5], wording=wording).direction == direction


def test_zero_to_ten_runs_up_where_it_asks_for_a_recommendation_only():
    answers = list(range(11))
    assert scale_of(answers, wording="How likely are you to recommend us?").because == "recommend"
    assert scale_of(answers, wording="How likely are you to move?").direction == OPEN
    assert scale_of(answers[:6], wording="Would you recommend us?").direction == OPEN


@pytest.mark.parametrize(
    ("answers", "ends", "missing"),
    [
        ([1, 2, 3, 4, 5], (1, 5), ()),
        ([2, 3, 4], (1, 5), ()),
        ([1, 3, 7], (1, 7), ()),
        ([-2, -1, 0, 1, 2], (-2, 2), ()),
        ([1, 2, 3, 4, 5, 99], (1, 5), (99,)),
        ([1, 2, 3, 4, 5, -3, -2], (1, 5), (-3, -2)),
        ([1, 2, 4, 5, 9], (1, 5), (9,)),
        ([1, 2, 4, 5, 8, 9], (1, 9), ()),
        ([0, 1], (0, 1), ()),
        ([12, 35.5, 99.5, 64, 3], (0, 100), ()),
        ([0.5, 9.8, 7.2], (0, 10), ()),
    ],
)
def test_ends_are_the_usual_ones_that_hold_the_numbers_and_odd_codes_are_none(answers, ends, missing):
    scale = scale_of(answers * 20)
    assert (scale.low, scale.high) == ends
    assert scale.missing == missing
    assert ("codes" in scale.doubts) == bool(missing)


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (["4分", "2分", "5分", "3分"], (1, 5)),
        (["9分", "6分", "10分", "3分"], (1, 10)),
        (["5 stars", "3 stars", "4 stars"], (1, 5)),
        (["2 - Disagree", "3 - Neutral", "4 - Agree", "5 - Strongly agree"], (1, 5)),
        (["1 - Never", "2 - Sometimes", "3 - Always"], (1, 3)),
        (["1 - Disagree", "2 - Neutral", "3 - Agree", "4 - Strongly agree"], (1, 4)),
    ],
)
def test_answers_that_hold_their_number_have_ends_that_nobody_need_have_chosen(answers, ends):
    scale = scale_of(answers * 20)
    assert (scale.low, scale.high) == ends
    assert list(scale.labels) == sorted(scale.labels)


@pytest.mark.parametrize("answers", [[17, 22, 45, 61], [150, 3000, 42], [3, 3, 3]])
def test_other_numbers_are_no_ratings(answers):
    assert scale_of(answers) is None


def test_a_rare_zero_below_one_to_ten_is_an_error_of_entry_a_common_one_an_answer():
    answers = list(range(1, 11)) * 40
    assert scale_of([*answers, 0]).missing == (0,) and scale_of([*answers, 0]).doubts == ("entries",)
    assert scale_of(answers + [0] * 30).low == 0


def test_the_widest_scale_wins_where_none_fits():
    assert usual_ends([3.0, 20.0]) == (3.0, 20.0)


def test_decimals_get_a_step_and_sliders_need_none():
    assert scale_of([0.5, 9.8, 7.2]).step == "any"
    assert scale_of([12, 35, 99, 64, 3]).step == ""


def test_an_anchor_changes_no_direction_that_the_answers_tell():
    known = AnswerScale(low=1, high=5, direction=UP, because="words")
    asked = question([1], wording="1 = very satisfied, 5 = very dissatisfied")
    assert anchored(known, asked) is known
