"""What is sound and still looks wrong: every warning on data made to have it, and silence on sound data."""

import numpy as np
import pandas as pd
import pytest

from analysis.survey import load
from analysis.survey.answers.groups import FEW_RESPONDENTS, MANY_LEVELS, group_warnings
from analysis.survey.answers.privacy import kind_of_content, kind_of_name
from analysis.survey.answers.suspicions import (
    constant_warnings,
    identical_warnings,
    items_against_scale,
    repeated_id_warnings,
)
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study


def codes(warnings):
    return [warning.code for warning in warnings]


def warnings_of(folder, code, **study):
    return [warning for warning in load(write_study(folder, **study)).warnings if warning.code == code]


def fully_worded():
    """The sound codebook with wordings in both languages, and settings with labels in both."""
    codebook = sound_codebook()
    codebook["text_en"], codebook["text_zh"] = "Question " + codebook["variable"], "题目" + codebook["variable"]
    return codebook


WORDED = SETTINGS.replace('label.en = "', 'label = "').replace('label.zh = "', '# "').replace("label.zh", "# ")


def test_nothing_is_suspicious_about_a_sound_study(tmp_path):
    assert load(write_study(tmp_path, settings=WORDED, codebook=fully_worded())).warnings == []


def answers(n_obs, loadings, seed=3):
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=n_obs)
    noise = rng.normal(size=(n_obs, len(loadings)))
    items = factor[:, None] * loadings + noise * np.sqrt(1 - np.square(loadings))
    return pd.DataFrame(items, columns=[f"a{i}" for i in range(1, len(loadings) + 1)])


@pytest.mark.parametrize(
    ("loadings", "against"),
    [
        ([0.7, 0.6, 0.7, 0.6], []),
        ([0.7, -0.6, 0.7, 0.6], ["a2"]),
        ([0.7, -0.6, 0.7, -0.6, 0.7, -0.6], ["a2", "a4", "a6"]),
        ([-0.7, -0.6, 0.7], ["a3"]),
        ([0.7, -0.6], ["a1", "a2"]),
        ([0.7, 0.0, 0.6, 0.7], []),
        ([0.7], []),
    ],
)
def test_items_that_run_against_their_scale_are_found(loadings, against):
    assert items_against_scale(answers(200, loadings)) == against


def test_unrelated_items_are_not_called_reversed():
    found = [items_against_scale(answers(150, [0.0] * 4, seed)) for seed in range(100)]
    assert sum(map(bool, found)) <= 5


def test_few_respondents_prove_nothing_against_an_item():
    assert items_against_scale(answers(9, [0.9, -0.9, 0.9])) == []
    assert items_against_scale(answers(60, [0.9, -0.9, 0.9])) == ["a2"]


def test_an_item_left_unreversed_is_named_with_its_remedy(tmp_path):
    codebook = fully_worded()
    codebook.loc["SPE2", "reversed"] = ""
    (warning,) = warnings_of(tmp_path, "suspicion.against_scale", codebook=codebook)
    assert warning.text().startswith("SPE2 runs against the other items of the scale 'speed'.")
    assert "reversed" in warning.text() and "SPE2" in warning.text("zh")


def test_columns_pasted_twice_are_named_in_pairs(tmp_path):
    responses = sound_responses()
    responses["SKI3"] = responses["SPE1"]
    (warning,) = warnings_of(tmp_path, "suspicion.identical", responses=responses)
    assert warning.values["pairs"] == ["SPE1 = SKI3"]


def test_mirrored_columns_are_the_same_and_similar_ones_are_not():
    table = pd.DataFrame({"a": [1.0, 2, 5, np.nan], "b": [5.0, 4, 1, np.nan], "c": [1.0, 2, 5, 3]})
    ranges = dict.fromkeys(table, (1, 5))
    assert [warning.values["pairs"] for warning in identical_warnings(table, ranges)] == [["a = b"]]
    assert identical_warnings(table[["a", "c"]], ranges) == []


def test_an_item_that_varies_only_among_incomplete_rows_is_named():
    table = pd.DataFrame({"a1": [3.0, 3, 3, 1, 5], "a2": [1.0, 2, 4, np.nan, np.nan]})
    (warning,) = constant_warnings({"a": table})
    assert warning.text().startswith("among the 3 complete rows of the scale 'a', every answer to 'a1' is 3:")
    assert constant_warnings({"a": table.fillna(2)}) == []


def test_a_respondent_in_several_rows_is_named():
    ids = pd.Series(["a", "b", "a", None, None, "b", "c"], index=range(2, 9), name="id")
    (warning,) = repeated_id_warnings(ids)
    assert warning.text("en").startswith(
        "2 values of the respondent id 'id' stand in several rows, first in rows 2, 4:"
    )
    assert "第2、4行" in warning.text("zh")
    assert repeated_id_warnings(ids[[2, 3, 5, 6, 8]]) == []


@pytest.mark.parametrize(("n", "found"), [(1, []), (2, ["suspicion.constant_on_scale"])])
def test_of_a_single_complete_row_no_item_is_said_to_be_constant(n, found):
    answers = pd.DataFrame({"a1": [3.0, 3, 1, 5], "a2": [1.0, 2, 4, 5]})
    answers.loc[n:, "a2"] = np.nan
    assert codes(constant_warnings({"a": answers})) == found


def test_an_item_may_be_constant_among_those_who_answered_everything():
    first = pd.DataFrame({"a1": [3.0, 3, 1, 5], "a2": [1.0, 2, 4, 5]})
    second = pd.DataFrame({"b1": [3.0, 4, np.nan, np.nan]})
    assert codes(constant_warnings({"a": first, "b": second})) == ["suspicion.constant_overall"]


def test_a_scale_that_nobody_completed_is_named():
    table = pd.DataFrame({"a1": [3.0, 2, np.nan], "a2": [np.nan, np.nan, 4.0]})
    assert codes(constant_warnings({"a": table}))[0] == "suspicion.nobody_complete"


@pytest.mark.parametrize(
    ("labels", "reversed_", "is_named"),
    [
        ("1=Strongly agree;5=Strongly disagree", "", True),
        ("1=Strongly agree;5=Strongly disagree", "yes", False),
        ("1=Strongly disagree;5=Strongly agree", "", False),
        ("1=非常满意 / Very satisfied;5=非常不满意 / Very dissatisfied", "", True),
        ("1=often;5=never", "", True),
        ("1=red;5=blue", "", False),
        ("5=Strongly disagree", "", False),
    ],
)
def test_labels_that_run_down_ask_for_reversal(tmp_path, labels, reversed_, is_named):
    codebook = fully_worded()
    codebook.loc["SKI1", ["labels", "reversed"]] = [labels, reversed_]
    found = warnings_of(tmp_path, "suspicion.labels_run_down", codebook=codebook)
    assert [warning.values["names"] for warning in found] == ([["SKI1"]] if is_named else [])


def levels(*counts):
    """A group of levels with so many respondents each."""
    return pd.Series(pd.Categorical(np.repeat([f"level {i}" for i in range(len(counts))], counts)))


def test_a_group_of_too_many_levels_is_named():
    assert codes(group_warnings("city", levels(*[6] * MANY_LEVELS))) == []
    (warning,) = group_warnings("city", levels(*[6] * (MANY_LEVELS + 1)))
    assert (warning.code, warning.values["n_levels"]) == ("groups.many_levels", MANY_LEVELS + 1)


def test_levels_of_few_respondents_are_named():
    (warning,) = group_warnings("city", levels(40, FEW_RESPONDENTS, FEW_RESPONDENTS - 1, 1))
    assert (warning.code, warning.values["levels"]) == ("groups.few_respondents", ["level 2", "level 3"])


def test_spellings_of_one_level_are_offered_for_merging_and_count_apart(tmp_path):
    codebook = fully_worded()
    codebook.loc["platform", "labels"] = ""
    spelt = np.resize(["Never", "Never", "NEVER", "ｎever", "Weekly", "每周"], 120)
    responses = sound_responses().assign(platform=spelt)
    study = load(write_study(tmp_path / "apart", codebook=codebook, responses=responses))
    assert len(study.group_counts()["platform"]) == 5
    (warning,) = [warning for warning in study.warnings if warning.code == "groups.spellings"]
    assert sorted(warning.values["levels"]) == ["NEVER", "Never", "ｎever"]
    codebook.loc["platform", "labels"] = warning.values["labels"]
    merged = load(write_study(tmp_path / "merged", codebook=codebook, responses=responses))
    assert {entry.level: entry.n for entry in merged.group_counts()["platform"]} == {
        "Never": 80,
        "Weekly": 20,
        "每周": 20,
    }
    assert "groups.spellings" not in codes(merged.warnings)


@pytest.mark.parametrize(
    ("present", "dates"),
    [
        (["1-2", "Mar-25", "6+"], ["Mar-25"]),
        (["1-2 times", "2025-03-05", "more than 6"], ["2025-03-05"]),
        (["1-2", "3月5日"], ["3月5日"]),
        (["March", "May"], []),
        (["2025-03-05", "2025-03-06"], []),
        (["1-2", "3-5", "6+"], []),
    ],
)
def test_ranges_that_became_dates_are_named(present, dates):
    found = [
        warning
        for warning in group_warnings("visits", pd.Series(pd.Categorical(present * 9)))
        if "dates" in warning.code
    ]
    assert [warning.values["levels"] for warning in found] == ([dates] if dates else [])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["13812345678", "+86 13912345678"], "phone"),
        (["a@b.cn", "c.d@e.org", "none"], "e_mail"),
        (["10.0.0.1", "192.168.1.20(北京)"], "ip"),
        (["11010519491231002X"], "id_card"),
        (["18", "25", "31"], None),
        (["Platform A", "a@b.cn", "x"], None),
        ([], None),
    ],
)
def test_personal_values_are_recognised(values, kind):
    assert kind_of_content(values) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Phone number", "phone"),
        ("您的手机", "phone"),
        ("E-mail", "e_mail"),
        ("来自IP", "ip"),
        ("Name", "name"),
        ("Your name", "name"),
        ("身份证号", "id_card"),
        ("Name of the app", None),
        ("platform", None),
        ("zip", None),
    ],
)
def test_personal_columns_are_recognised_by_name(name, kind):
    assert kind_of_name(name) == kind


def test_a_personal_group_and_a_personal_id_are_named(tmp_path):
    codebook = fully_worded()
    codebook.loc["platform", "labels"] = ""
    responses = sound_responses().assign(id=[f"u{i}@example.org" for i in range(120)], platform="13812345678")
    study = load(write_study(tmp_path, codebook=codebook, responses=responses))
    assert [code for code in codes(study.warnings) if "privacy" in code] == ["privacy.read", "privacy.printed"]


def test_a_column_named_by_its_question_is_worded(tmp_path):
    codebook = fully_worded()
    codebook.loc[["SKI1", "SKI2"], ["text_en", "text_zh"]] = ""
    codebook.loc["SKI1", "variable"] = "客服了解产品的程度如何？"
    responses = sound_responses().rename(columns={"SKI1": codebook.loc["SKI1", "variable"]})
    study = load(write_study(tmp_path, codebook=codebook, responses=responses))
    assert {w.code: w.values for w in study.warnings}["wording.none"] == {"names": ["SKI2"]}


def test_wordings_that_are_not_there_are_named_by_language(tmp_path):
    codebook = fully_worded()
    codebook.loc[["SKI1", "SKI2"], "text_zh"] = ""
    codebook.loc["CAR1", ["text_en", "text_zh"]] = ""
    study = load(write_study(tmp_path / "both", codebook=codebook))
    found = {w.code: w.values for w in study.warnings if w.code.startswith("wording.")}
    assert found["wording.none"] == {"names": ["CAR1"]}
    assert found["wording.items_borrowed"] == {"language": "zh", "names": ["SKI1", "SKI2"]}
    assert found["wording.labels_borrowed"]["names"][0] == "scales.skill.label"
    one = SETTINGS + '[report]\nlanguages = ["en"]\n'
    study = load(write_study(tmp_path / "one", codebook=codebook, settings=one))
    assert [code for code in codes(study.warnings) if "borrowed" in code] == []


def test_characters_that_no_page_shows_are_left_out_and_named(tmp_path):
    codebook = fully_worded()
    codebook.loc["SKI1", "text_en"] = "Quick\x0bhelp\ufeff"
    codebook.loc["SKI2", "text_en"] = "Two\nlines 👍🏽"
    settings = WORDED.replace('title.en = "A small study"', 'title.en = "A \\u0007small study"')
    study = load(write_study(tmp_path, settings=settings, codebook=codebook))
    texts = {item.variable: item.text["en"] for item in study.meta().items}
    assert (texts["SKI1"], texts["SKI2"]) == ("Quick help", "Two lines 👍🏽")
    assert study.settings.title["en"] == "A small study"
    assert [warning.text() for warning in study.warnings] == [
        "study.toml: study.title: characters that no page can show are left out.",
        "codebook.csv: row 5: text_en: characters that no page can show are left out.",
    ]


def test_an_export_beside_the_response_file_is_named(tmp_path):
    write_study(tmp_path)
    (tmp_path / "export.xlsx").write_bytes(b"PK")
    (tmp_path / "notes.md").write_text("mine")
    (warning,) = [warning for warning in load(tmp_path).warnings if warning.code == "study.passed_over"]
    assert warning.values == {"names": ["export.xlsx"], "read": "responses.csv"}
