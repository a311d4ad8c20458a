"""Strategies: the seed list, what a study replaces and adds, and everything that can be wrong with it."""

import json
import tomllib

import pytest

from analysis import ROOT
from analysis.survey import DataError, load
from analysis.survey.strategies.declared import SEED_FILE, seed
from analysis.survey.strategies.entries import LONGEST, SEED, entry_problems
from tests.studies import SETTINGS, sound_codebook, write_study

OWN = """\
[timely_reply]
label.en = "Be quick"
label.zh = "迅速"
do.en = "Answer sooner."
do.zh = "尽早答复。"
check.en = "minutes"
check.zh = "分钟数"

[ward_round]
label.en = "Longer rounds"
label.zh = "延长查房"
do.en = "Stay longer."
do.zh = "延长停留。"
check.en = "minutes a bed"
check.zh = "每床分钟数"
source.en = "our own trial"
source.zh = "本院试验"
"""
SPEED = '[scales.speed]\nlabel.en = "Speed"\nlabel.zh = "速度"\n'
ASKED = SETTINGS.replace(SPEED, SPEED + 'strategy = ["timely_reply", "ward_round"]\n')


def study(folder, settings=ASKED, own=OWN, **cells):
    codebook = sound_codebook()
    if cells:
        codebook["strategy"] = ""
        for name, cell in cells.items():
            codebook.loc[name, "strategy"] = cell
    write_study(folder, settings=settings, codebook=codebook)
    if own:
        (folder / "strategies.toml").write_text(own, encoding="utf-8")
    return folder


def refusal(folder, language="en") -> list[str]:
    with pytest.raises(DataError) as refused:
        load(folder)
    return [problem.text(language) for problem in refused.value.problems]


def test_the_seed_list_is_whole_and_cites_what_the_report_knows():
    tables = tomllib.loads(SEED_FILE.read_text(encoding="utf-8"))
    works = json.loads((ROOT / "analysis/report/language/references.json").read_text(encoding="utf-8"))
    assert set(tables) == set(seed())
    for name, entry in tables.items():
        assert set(entry) <= set(SEED)
        for key in ("label", "do", "check"):
            texts = entry[key]
            assert set(texts) == {"en", "zh"} and all(0 < len(text) <= LONGEST for text in texts.values()), name
        assert set(entry.get("cites", ())) <= {work["id"] for work in works}


def test_the_example_asks_for_every_strategy_of_the_seed_list():
    asked = load(ROOT / "data" / "example").meta().strategies
    assert {strategy.name for strategy in asked} == set(seed())
    assert all(strategy.scales or strategy.pain_points or strategy.variables for strategy in asked)


def test_a_study_gets_what_it_asks_for_and_nothing_else(tmp_path):
    assert load(study(tmp_path / "none", SETTINGS, "")).meta().strategies == []
    settings = ASKED.replace('label.zh = "机器人迷宫"', 'label.zh = "机器人迷宫"\nstrategy = "handover"')
    made = load(study(tmp_path / "own", settings, SKI2="ward_round; handover"))
    found = {strategy.name: strategy for strategy in made.meta().strategies}
    assert list(found) == ["handover", "timely_reply", "ward_round"]
    assert "strategies.unused" not in [problem.code for problem in made.warnings]
    assert found["timely_reply"].do == {"en": "Answer sooner.", "zh": "尽早答复。"}
    assert found["timely_reply"].cites == [] and found["handover"].do == seed()["handover"].do
    assert found["ward_round"].source == {"en": "our own trial", "zh": "本院试验"}
    of = {name: (s.scales, s.pain_points, s.variables) for name, s in found.items()}
    assert of["ward_round"] == (["speed"], [], ["SKI2"]) and of["handover"] == ([], ["maze"], ["SKI2"])


def test_a_study_in_one_language_needs_no_other(tmp_path):
    own = '[ward_round]\nlabel = "Rounds"\ndo = "Stay."\ncheck = "minutes"\n'
    settings = ASKED.replace('["timely_reply", "ward_round"]', '"ward_round"') + '[report]\nlanguages = ["en"]\n'
    [strategy] = load(study(tmp_path, settings, own)).meta().strategies
    assert strategy.label["en"] == "Rounds"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('do.zh = "延长停留。"\n', "", "strategies.toml: [ward_round] do does not say it in the language 'zh'"),
        ('check.en = "minutes a bed"', 'check.en = " "', "[ward_round] check does not say it in the language 'en'"),
        ('label.en = "Longer rounds"\nlabel.zh = "延长查房"', 'label = "Rounds"', "label does not say it in"),
        ('source.zh = "本院试验"\n', "", "[ward_round] source does not say it in the language 'zh'"),
        ("do.en = \"Stay longer.\"\ndo.zh = \"延长停留。\"\n", "", "[ward_round] lacks 'do': give a text in quotes"),
        ("check.en = \"minutes a bed\"", "check.de = \"x\"", "[ward_round] check has no language 'de'."),
        ("source.en", "sauce.en", "[ward_round] has no setting 'sauce'. Did you mean 'source'?"),
        ("source.en = \"our own trial\"", "cites = [\"tax1998\"]\nsource.en = \"x\"", "has no setting 'cites'"),
        ("[timely_reply]", "ward_rounds = 3\n[timely_reply]", "'ward_rounds' must be a table"),
        ("Stay longer.", "x" * 701, "ward_round.do is 701 characters long; a page holds 700. Shorten it."),
        ("[ward_round]", "[ward round]", "a name with other signs than A-Z"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_strategy_is_said_with_its_place_and_remedy(tmp_path, right, wrong, message):
    assert right in OWN
    told = refusal(study(tmp_path, own=OWN.replace(right, wrong, 1)))
    assert any(message in text for text in told) and all(text.startswith("strategies.toml: ") for text in told)
    assert all(text.startswith("strategies.toml") and "{{" not in text for text in refusal(tmp_path, "zh"))


def test_strategies_that_nobody_has_are_named_where_they_are_asked_for(tmp_path):
    settings = SETTINGS.replace(SPEED, SPEED + 'strategy = "hand_over"\n')
    [of_scale, of_item] = refusal(study(tmp_path, settings, "", SKI1="rounds"))
    assert of_scale.startswith("study.toml: [scales.speed] names the strategy 'hand_over'")
    assert "Did you mean 'handover'?" in of_scale and "[hand_over] in strategies.toml" in of_scale
    assert of_item.startswith("codebook.csv: 'SKI1' names the strategy 'rounds'")


@pytest.mark.parametrize("variable", ["SAT1", "maze_met", "platform"])
def test_only_items_and_indicators_name_a_strategy_in_the_codebook(tmp_path, variable):
    [told] = refusal(study(tmp_path, SETTINGS, "", **{variable: "handover"}))
    assert "of which no strategy is named. Leave 'strategy' blank" in told


@pytest.mark.parametrize("value", ["3", '""', "[]", '["a", "a"]'])
def test_what_is_no_name_of_a_strategy(tmp_path, value):
    [told] = refusal(study(tmp_path, SETTINGS.replace(SPEED, SPEED + f"strategy = {value}\n"), ""))
    assert "study.toml: [scales.speed] strategy is" in told and "the name of a strategy, or a list of names" in told


def test_a_strategy_that_nothing_asks_for_is_a_warning(tmp_path):
    made = load(study(tmp_path, SETTINGS))
    assert made.meta().strategies == []
    [warning] = [problem for problem in made.warnings if problem.code == "strategies.unused"]
    assert warning.text().startswith(
        "strategies.toml: timely_reply, ward_round: no scale, pain point, item or indicator"
    )


def test_a_link_to_elsewhere_is_not_read(tmp_path):
    (tmp_path / "outside.toml").write_text(OWN, encoding="utf-8")
    folder = study(tmp_path / "study", own="")
    (folder / "strategies.toml").symlink_to(tmp_path / "outside.toml")
    [told] = refusal(folder)
    assert told.startswith("strategies.toml is a link to a file outside the study folder")


def test_a_text_may_fill_the_page():
    entry = {"label": "Rounds", "do": "x" * 700, "check": "minutes a bed"}
    assert entry_problems("ward_round", entry, ("en",)) == []
    [told] = entry_problems("ward_round", entry | {"do": "x" * 701}, ("en",))
    assert told.code == "settings.too_long"
