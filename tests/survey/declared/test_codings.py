"""Answers in words: numbers that they hold, and codings that are proposed for them."""

import tomllib

import pytest

from analysis.survey.declared.codings import (
    NO_SCALES,
    family_of,
    levels_of,
    means,
    plain,
    proposal,
    vocabulary,
    written_numbers,
)
from analysis.survey.problems import WORDS


@pytest.mark.parametrize(
    ("texts", "low", "high", "labels"),
    [
        (["Agree", "Neutral", "Strongly agree", "Strongly disagree", "Disagree"], 1, 5, "Strongly disagree Disagree"),
        (["非常满意", "满意", "一般", "不满意", "非常不满意"], 1, 5, "非常不满意 不满意 一般 满意 非常满意"),
        (["同意", "不同意", "完全同意", "完全不同意"], 1, 4, "完全不同意 不同意 同意 完全同意"),
        (["非常滿意", "滿意", "普通", "不滿意", "非常不滿意"], 1, 5, "非常不滿意 不滿意 普通 滿意 非常滿意"),
        (["매우 그렇다", "그렇다", "보통이다", "그렇지 않다", "전혀 그렇지 않다"], 1, 5, "전혀 그렇지 않다"),
        (
            ["とてもそう思う", "そう思う", "どちらともいえない", "そう思わない", "全くそう思わない"],
            0,
            4,
            "全くそう思わない",
        ),
        (["sehr gut", "gut", "mittelmäßig", "schlecht", "sehr schlecht"], 1, 5, "sehr schlecht schlecht"),
        (["siempre", "a veces", "nunca", "rara vez", "a menudo"], 1, 5, "nunca rara vez a veces a menudo siempre"),
        (["très satisfait", "satisfait", "neutre", "insatisfait", "très insatisfait"], -2, 2, "très insatisfait"),
    ],
)
def test_a_full_answer_scale_is_numbered_from_low_to_high(texts, low, high, labels):
    pairs = [part.partition("=") for part in proposal(texts, low, high).split(";")]
    assert [int(value) for value, _, _ in pairs] == list(range(low, high + 1))
    assert " ".join(text for _, _, text in pairs).startswith(labels)


def test_answers_that_nobody_gave_keep_their_place():
    assert proposal(["Agree", "Strongly agree", "neutral"], 1, 5) == "3=neutral;4=Agree;5=Strongly agree"
    assert proposal(["不满意", "非常满意"], 1, 5) == "2=不满意;5=非常满意"


@pytest.mark.parametrize(
    ("texts", "low", "high"),
    [
        (["Agree", "purple"], 1, 5),  # not an answer
        (["Agree", "satisfied"], 1, 5),  # two families
        (["Agree", "Somewhat agree"], 1, 4),  # no scale of four points has these two and says where
        (["A0", "A1"], 1, 5),  # a code that is no answer
        (["a", "f"], 1, 5),
        (["x1", "y2"], 1, 5),
        (["Agree"], 1, 5),  # one text says nothing of the scale
        (["agree", "Agree"], 1, 5),  # two spellings of one answer
        (["Agree", "Disagree"], 0.5, 5),
    ],
)
def test_what_suggests_no_coding_gets_none(texts, low, high):
    assert proposal(texts, low, high) == ""


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["A2", "A1", "A05"], "1=A1;2=A2;5=A05"),
        (["b", "a", "e"], "1=a;2=b;5=e"),
        (["选项3", "选项1"], "1=选项1;3=选项3"),
    ],
)
def test_codes_keep_their_own_number(texts, labels):
    assert proposal(texts, 1, 5) == labels


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5 - Strongly agree", 5),
        ("5=非常同意", 5),
        ("非常同意(5)", 5),
        ("非常同意（5）", 5),
        ("1. Never", 1),
        ("[3] neutral", 3),
        ("4 agree", 4),
        ("-2: strongly disagree", -2),
        ("4分", 4),
        ("3 stars", 3),
    ],
)
def test_a_text_that_holds_its_number_is_read(text, number):
    assert written_numbers([text]) == {text: number}


@pytest.mark.parametrize("text", ["18-24", "3 times", "2-3 times", "2018-03-01", "$5", "5", "often", "N/A", "1 - 2"])
def test_other_texts_with_digits_hold_no_number(text):
    assert written_numbers([text]) == {}


def test_texts_that_contradict_each_other_hold_no_numbers():
    assert written_numbers(["1 - never", "2 - never"]) == {}
    assert written_numbers(["1 - never", "1 - often"]) == {}
    assert set(written_numbers(["1 - never", "Never (1)"])) == {"1 - never", "Never (1)"}


def test_what_means_no_answer_and_what_does_not_apply():
    assert means("not_applicable", "Does not apply / 不适用") and not means("no_answer", "不适用")
    assert means("no_answer", "Prefer not to say") and not means("not_applicable", "No answer")


def test_no_text_has_two_levels_and_every_ladder_has_texts():
    for family, entry in tomllib.loads((WORDS / "answers.toml").read_text(encoding="utf-8")).items():
        texts = [plain(text) for level in entry["levels"].values() for text in set(map(plain, level))]
        assert len(texts) == len(set(texts)), family
        if family not in NO_SCALES:
            levels = {int(level) for level in entry["levels"]}
            assert all(set(ladder) <= levels and ladder == sorted(ladder) for ladder in entry["ladders"]), family
    assert set(NO_SCALES) < set(vocabulary())


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("not at all helpful", "extremely helpful"),
        ("完全不愿意", "非常愿意"),
        ("非常負面", "非常正面"),
        ("전혀 신뢰하지 않는다", "매우 신뢰한다"),
        ("まったく満足していない", "とても満足している"),
        ("gar nicht hilfreich", "sehr hilfreich"),
        ("nada importante", "muy importante"),
        ("pas du tout utile", "très utile"),
    ],
)
def test_a_degree_and_a_word_stand_on_the_scale_of_the_word(low, high):
    levels = levels_of(family_of([low, high]))
    assert levels[plain(low)] < levels[plain(high)]


def test_texts_of_two_words_share_no_scale():
    assert family_of(["very useful", "very friendly"]) is None
    assert family_of(["非常愿意", "非常便捷"]) is None
