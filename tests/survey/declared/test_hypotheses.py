"""Hypotheses: how they are written, and how one that cannot be tested is corrected."""

import re

import pytest

from analysis.survey import DataError, load
from analysis.survey.declared.hypotheses import hypothesis_of
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study


@pytest.mark.parametrize(
    ("text", "predictor", "outcome", "sign", "moderator", "mediator"),
    [
        ("speed -> trust", "speed", "trust", "", "", ""),
        ("speed->trust(+)", "speed", "trust", "+", "", ""),
        ("  speed  ->  trust  ( - )  ", "speed", "trust", "-", "", ""),
        ("speed * platform -> trust (+)", "speed", "trust", "+", "platform", ""),
        ("speed -> satisfaction -> trust", "speed", "trust", "", "", "satisfaction"),
        ("响应速度 → 总体满意度（－）", "响应速度", "总体满意度", "-", "", ""),
        ("响应速度 × 平台 → 信任（＋）", "响应速度", "信任", "+", "平台", ""),
        ("after sales (B2B) -> trust", "after sales (B2B)", "trust", "", "", ""),
    ],
)
def test_a_hypothesis_names_what_goes_with_what(text, predictor, outcome, sign, moderator, mediator):
    found = hypothesis_of("H1", text)
    assert (found.name, found.statement, found.predictor, found.outcome) == ("H1", text, predictor, outcome)
    assert (found.sign, found.moderator, found.mediator) == (sign, moderator, mediator)


@pytest.mark.parametrize(
    "text",
    [
        "speed",
        "speed -> ",
        "-> trust",
        "speed -> trust (++)",
        "speed -> trust (positive)",
        "a -> b -> c -> d",
        "speed -> speed",
        "speed -> trust -> speed",
        "speed * -> trust",
        "speed -> trust * platform",
        "speed * platform * age -> trust",
        "speed * platform -> satisfaction -> trust",
        "",
    ],
)
def test_what_is_no_hypothesis_is_none(text):
    assert hypothesis_of("H1", text) is None


@pytest.mark.parametrize(
    "text", ["speed -> satisfaction", "maze -> trust (-)", "speed * platform -> trust", "satisfaction -> trust"]
)
def test_a_study_may_expect_what_it_can_test(tmp_path, text):
    study = load(write_study(tmp_path, settings=SETTINGS + f'[hypotheses]\nH1 = "{text}"\n'))
    assert study.hypotheses == (hypothesis_of("H1", text),)
    assert study.meta().hypotheses[0].statement == text


@pytest.mark.parametrize(
    ("text", "message", "chinese"),
    [
        ("sped -> trust", "H1 names 'sped' as what another thing depends on (a scale, a pain", "您要写的是“speed”吗"),
        ("speed -> thrust", "H1 names 'thrust' as the outcome (a scale of outcomes), which is none. Did you", "trust"),
        ("speed -> skill", "H1 names 'skill' as the outcome", "结果变量（结果量表）"),
        ("speed -> maze", "H1 names 'maze' as the outcome", "结果变量（结果量表）"),
        ("speed * plattform -> trust", "H1 names 'plattform' as what it differs by (a group), which is", "platform"),
        ("speed * skill -> trust", "H1 names 'skill' as what it differs by (a group)", "调节变量（分组变量）"),
        ("speed -> platform -> trust", "H1 names 'platform' as what lies between (a scale)", "中介变量（量表）"),
    ],
)
def test_a_hypothesis_about_what_is_not_declared_is_refused(tmp_path, text, message, chinese):
    with pytest.raises(DataError, match=re.escape("study.toml: " + message)) as refusal:
        load(write_study(tmp_path, settings=SETTINGS + f'[hypotheses]\nH1 = "{text}"\n'))
    assert chinese in refusal.value.text("zh") and len(refusal.value.problems) == 1


def promoting(**cells):
    """The sound study, asked for a net promoter score of its question on trust."""
    codebook, responses = sound_codebook(), sound_responses()
    codebook.loc["TRU1", ["low", "high"]] = ["0", "10"]
    codebook.loc["TRU1", list(cells)] = list(cells.values())
    return {"codebook": codebook, "responses": responses, "settings": asking("trust")}


def asking(scale):
    return SETTINGS.replace(f"[scales.{scale}]\n", f"[scales.{scale}]\nnps = true\n")


def test_a_net_promoter_score_is_of_one_question_from_0_to_10(tmp_path):
    study = load(write_study(tmp_path, **promoting()))
    assert list(study.promoters) == ["trust"] and list(study.promoters["trust"]) == ["TRU1"]
    assert load(write_study(tmp_path / "none")).promoters == {}


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ({"high": "9"}, "0-9"),
        ({"low": "1"}, "1-10"),
        ({"high": "100"}, "0-100"),
        ({"step": "any"}, "0-10"),
        ({"reversed": "yes"}, "0-10"),
    ],
)
def test_any_other_question_is_refused_a_net_promoter_score(tmp_path, cells, ends):
    message = "study.toml: [scales.trust] nps asks for a net promoter score. That is defined for one question"
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        load(write_study(tmp_path, **promoting(**cells)))
    assert f"'trust' has 1 item from {ends}. Remove nps." in str(refusal.value)
    assert "净推荐值只适用于" in refusal.value.text("zh") and len(refusal.value.problems) == 1


def test_a_scale_of_several_questions_is_refused_a_net_promoter_score(tmp_path):
    with pytest.raises(DataError, match=r"'satisfaction' has 2 items from 1-5\. Remove nps"):
        load(write_study(tmp_path, settings=asking("satisfaction")))


@pytest.mark.parametrize("name", ["speed", "nothing"])
def test_a_moderator_is_a_declared_group(tmp_path, name):
    asked = SETTINGS.replace("seed = 1", 'seed = 1\nmoderators = ["platform"]')
    assert load(write_study(tmp_path, settings=asked)).settings.moderators == ("platform",)
    with pytest.raises(DataError, match=f"moderators names '{name}', which is no group of codebook.csv") as refusal:
        load(write_study(tmp_path, settings=asked.replace('["platform"]', f'["{name}"]')))
    assert "没有这个分组变量" in refusal.value.text("zh")
