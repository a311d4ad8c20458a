"""Levels without labels stand as a reader counts them."""

import random

import pytest

from analysis.survey.answers.level_order import ordered


@pytest.mark.parametrize(
    "levels",
    [
        ["大一", "大二", "大三", "大四"],
        ["3000元以下", "3000-6000元", "6001-10000元", "10000元以上"],
        ["不足1年", "1—3年", "4—10年", "10年以上"],
        ["Under 18", "18-24", "25-34", "Over 64"],
        ["less than $1,000", "$1,000-2,000", "$2,001-10,000", "more than $10,000"],
        ["unter 25", "25 bis 44", "45 bis 64", "65 und älter"],
        ["menos de 30", "30 a 44", "45 a 59", "60 o más"],
        ["moins de 30", "30 à 44", "45 et plus"],
        ["до 25", "25–44", "старше 60"],
        ["20歳未満", "20代", "30代", "60代以上"],
        ["Grade 1", "Grade 2", "Grade 10", "Other"],
        ["一线城市", "二线城市", "十一线城市", "二十线城市", "其他"],
        ["9 or fewer", "9", "9 or more"],
        [1.0, 2.0, 10.0, "1", "2 times", "never"],
    ],
)
def test_levels_with_numbers_stand_by_them(levels):
    mixed = list(levels)
    random.Random(1).shuffle(mixed)
    assert ordered(mixed) == levels


@pytest.mark.parametrize(
    "levels",
    [["A1", "A2", "B1", "B2"], ["female", "male", "other"], ["不一定", "同意", "愿意"], ["North", "South 2", "West"]],
)
def test_other_levels_stand_by_their_letters(levels):
    assert ordered(levels[::-1]) == sorted(levels)
