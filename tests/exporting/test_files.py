"""What leaves of a study, read back from each format."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis import survey
from analysis.survey import DataError
from analysis.workflow import commands
from analysis.workflow.export import exported
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

FORMATS = ("csv", "sav", "dta")
LONG = "这是一个很长的问题，" * 40
RENAMED = {
    "SKI1": "服务很专业",
    "CAR1": "with",
    "CAR2": "spe1",
    "REA1": "1. Is it easy to reach them?",
    "TRU1": "x" * 40,
}


def spoilt_study(folder):
    """A study with everything that exports stumble over: names, long wordings, gaps, careless and personal columns."""
    codebook, answers = sound_codebook(), sound_responses()
    codebook.loc["SPE1", "labels"] = "1=Never;2=Rarely;3=Sometimes;4=Often;5=Always;9=Does not apply"
    codebook.loc["SPE1", "missing"] = "9"
    codebook.loc["SPE2", ["labels", "text_en"]] = ["1=Never;2=Rarely;3=Sometimes;4=Often;5=Always", LONG]
    codebook.loc["contact"] = ["contact", "group", *[""] * (codebook.shape[1] - 2)]
    codebook.loc["uses"] = ["uses", "multi", "uses", *[""] * (codebook.shape[1] - 3)]
    codebook["variable"] = codebook["variable"].replace(RENAMED)
    answers.loc[3, "SPE1"], answers.loc[5, "SPE1"] = "9", ""
    answers.loc[7, "check"], answers.loc[7, "seconds"] = "1", "3"
    answers["contact"] = [f"1380013{8000 + i % 3}" for i in range(len(answers))]
    answers["uses"] = np.where(np.arange(len(answers)) % 2, "chat┋phone", "chat")
    settings = SETTINGS + '\n[multi.uses]\nlabel.en = "Channels used"\nlabel.zh = "使用的渠道"\n'
    return write_study(folder, settings=settings, codebook=codebook, responses=answers.rename(columns=RENAMED))


def read_back(path):
    """The answers and, where the format has them, the labels."""
    if path.suffix == ".csv":
        return pd.read_csv(path, encoding="utf-8-sig"), None
    return (pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta)(path)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return survey.load(spoilt_study(tmp_path_factory.mktemp("spoilt") / "spoilt"))


@pytest.fixture(params=FORMATS)
def kind(request):
    return request.param


def test_every_answer_of_those_analysed_leaves_as_it_was_analysed(study, kind, tmp_path):
    exported(study.folder, kind, out=tmp_path, raw=False, language="en")
    found, _ = read_back(tmp_path / f"answers.{kind}")
    names = {"服务很专业": "skill_1", "with": "care_1", "spe1": "care_2", "1. Is it easy to reach them?": "REA1"}
    assert len(found) == len(study.answers) == 119
    for name in study.answers:
        new = names.get(name, "TRU1" if name == "x" * 40 else name)
        np.testing.assert_array_equal(found[new].to_numpy(dtype=float), study.answers[name].to_numpy())
    assert found["SPE1"].isna().sum() == 2


def test_scores_are_means_of_keyed_items_and_missing_where_an_item_is(study, kind, tmp_path):
    exported(study.folder, kind, out=tmp_path, raw=True, language="en")
    found, _ = read_back(tmp_path / f"answers.{kind}")
    expected = study.scales["speed"].sum(axis=1, skipna=False) / 3
    np.testing.assert_allclose(found["speed_mean"], expected)
    assert found["speed_mean"].isna().sum() == 2


def test_raw_answers_are_as_given_and_say_so(study, tmp_path):
    exported(study.folder, "sav", out=tmp_path, raw=True, language="en")
    found, about = read_back(tmp_path / "answers.sav")
    np.testing.assert_array_equal(found["SPE2"], study.analysed["SPE2"])
    assert about.column_names_to_labels["SPE2"].startswith("[as answered; a high answer means little] 这是")
    assert about.variable_value_labels["SPE2"][1.0] == "Never"


@pytest.mark.parametrize(("kind", "longest"), [("sav", 255), ("dta", 80)])
def test_labels_say_what_was_asked_what_was_answered_and_what_was_turned_round(study, kind, longest, tmp_path):
    exported(study.folder, kind, out=tmp_path, raw=False, language="zh")
    _, about = read_back(tmp_path / f"answers.{kind}")
    labels, values = about.column_names_to_labels, about.variable_value_labels
    assert labels["SPE1"] == "回应迅速。"
    assert labels["SPE2"].startswith("［已反向计分］这是") and LONG.startswith(
        labels["SPE2"].removeprefix("［已反向计分］")
    )
    size = len(labels["SPE2"].encode()) if kind == "sav" else len(labels["SPE2"])
    assert longest - 3 < size <= longest
    assert values["SPE1"] == {1: "Never", 2: "Rarely", 3: "Sometimes", 4: "Often", 5: "Always"}
    assert values["SPE2"] == {5: "Never", 4: "Rarely", 3: "Sometimes", 2: "Often", 1: "Always"}
    assert values["platform"] == {1: "Apple Market", 2: "Banana Shop"}
    assert labels["uses_1"] == "使用的渠道：chat" and values["uses_1"] == {0: "未选", 1: "选中"}
    assert labels["speed_mean"] == "速度：3个题项的均值"


def test_groups_leave_by_name_in_text(study, tmp_path):
    exported(study.folder, "csv", out=tmp_path, raw=False, language="en")
    found, _ = read_back(tmp_path / "answers.csv")
    assert found["platform"].tolist() == study.groups["platform"].astype(str).tolist()


def test_nothing_personal_leaves(study, kind, tmp_path):
    told = exported(study.folder, kind, out=tmp_path, raw=False, language="en")
    found, _ = read_back(tmp_path / f"answers.{kind}")
    assert not {"id", "contact", "seconds", "check", "e_mail"} & {*found.columns}
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (b"1380013", b"R003", b"example.org"):
        assert secret not in everything
    assert [line.text() for line in told if line.code == "export.personal"] == [
        "kept back: the group 'contact' seems to hold phone numbers"
    ]


def test_it_is_told_who_was_left_out_and_why_and_what_was_renamed(study, tmp_path):
    told = {line.code: line for line in exported(study.folder, "csv", out=tmp_path, raw=False, language="en")}
    assert told["export.done"].values["n"] == 119
    said = told["export.excluded"].text()
    assert said.startswith("1 respondent left out by screening (") and "answered too fast: 1" in said
    assert "with → care_1" in told["export.renamed"].text() and "服务很专业 → skill_1" in told["export.renamed"].text(
        "zh"
    )


@pytest.mark.parametrize("raw", [False, True])
def test_an_export_with_its_codebook_is_a_study_of_the_same_numbers(study, raw, tmp_path):
    """Reversed answers come back as they are, raw ones are reversed again by the codebook that lies beside them."""
    exported(study.folder, "csv", out=tmp_path, raw=raw, language="en")
    settings = (study.folder / "study.toml").read_text().replace("responses.csv", "answers.csv")
    settings = settings.partition("[multi.uses]")[0]
    (tmp_path / "study.toml").write_text(settings + "\n[screening]\nexclude = false\n")
    again = survey.load(tmp_path)
    for name, answers in study.all_scales.items():
        np.testing.assert_array_equal(again.all_scales[name], answers)
    assert again.groups["platform"].tolist() == study.groups["platform"].tolist()
    assert [v.text["zh"] for v in again.codebook.members("speed")] == [
        v.text["zh"] for v in study.codebook.members("speed")
    ]


def test_labels_of_values_that_are_not_whole_stay_out_of_stata_only(tmp_path):
    codebook, answers = sound_codebook(), sound_responses()
    codebook.loc["SPE1", ["step", "labels"]] = ["0.5", "1=low;2.5=middle;5=high"]
    answers.loc[0, "SPE1"] = "2.5"
    folder = write_study(tmp_path / "halves", codebook=codebook, responses=answers)
    labels = {}
    for kind in ("sav", "dta"):
        exported(folder, kind, out=tmp_path / kind, raw=False, language="en")
        found, about = read_back(tmp_path / kind / f"answers.{kind}")
        labels[kind] = about.variable_value_labels["SPE1"]
        assert found["SPE1"][0] == 2.5
    assert labels == {"sav": {1: "low", 2.5: "middle", 5: "high"}, "dta": {1: "low", 5: "high"}}


def test_labels_of_the_response_file_leave_where_the_codebook_has_none(tmp_path):
    """A semicolon would part them in the codebook that lies beside the answers."""
    answers = sound_responses()[sound_codebook()["variable"]].drop(columns=["id"]).apply(pd.to_numeric)
    codebook = sound_codebook().drop(index=["id"])
    folder = write_study(tmp_path / "labelled", codebook=codebook, settings=SETTINGS.replace(".csv", ".sav"))
    labels = {"SPE1": {1: "no; never", 5: "yes"}, "SKI1": {1: "no", 5: "yes", 9: "do not know"}}
    pyreadstat.write_sav(answers, str(folder / "responses.sav"), variable_value_labels=labels)
    (folder / "responses.csv").unlink()
    exported(folder, "sav", out=tmp_path / "out", raw=False, language="en")
    _, about = read_back(tmp_path / "out" / "answers.sav")
    assert about.variable_value_labels["SPE1"] == {1: "no; never", 5: "yes"}
    assert about.variable_value_labels["SKI1"] == {1: "no", 5: "yes"}
    cells = pd.read_csv(tmp_path / "out" / "codebook.csv", index_col="variable", encoding="utf-8-sig")["labels"]
    assert cells["SPE1"] == "1=no, never;5=yes"


@pytest.mark.parametrize(("n_options", "stays_behind"), [(30, False), (31, True)])
def test_many_options_are_free_texts_and_stay_behind(n_options, stays_behind, tmp_path):
    codebook, answers = sound_codebook(), sound_responses()
    codebook.loc["uses"] = ["uses", "multi", "uses", *[""] * (codebook.shape[1] - 3)]
    answers["uses"] = [f"wish {row % n_options}" for row in range(len(answers))]
    settings = SETTINGS + '\n[multi.uses]\nlabel.en = "Wishes"\n'
    folder = write_study(tmp_path / "wishes", settings=settings, codebook=codebook, responses=answers)
    told = exported(folder, "csv", out=tmp_path / "out", raw=False, language="en")
    found, _ = read_back(tmp_path / "out" / "answers.csv")
    assert [line.values["names"] for line in told if line.code == "export.free_texts"] == [["uses"]] * stays_behind
    assert sum(name.startswith("uses_") for name in found) == (0 if stays_behind else n_options)


@pytest.mark.parametrize("n_unfinished", [0, 3])
def test_rows_that_are_no_responses_are_told_apart_from_those_screened_out(n_unfinished, tmp_path):
    answers = sound_responses()
    answers["Finished"] = ["no"] * n_unfinished + ["yes"] * (len(answers) - n_unfinished)
    settings = SETTINGS + '\n[screening]\nkeep = { Finished = "yes" }\n'
    folder = write_study(tmp_path / "kept", settings=settings, responses=answers)
    told = {line.code: line for line in exported(folder, "csv", out=tmp_path / "out", raw=False, language="en")}
    assert told["export.done"].values["n"] == len(answers) - n_unfinished
    assert ("export.not_kept" in told) is bool(n_unfinished)
    assert not {"export.excluded", "export.renamed", "export.no_model"} & set(told)


def test_an_export_never_goes_into_a_study_folder(study):
    before = (study.folder / "codebook.csv").read_bytes()
    with pytest.raises(DataError) as refused:
        exported(study.folder, "csv", out=study.folder, raw=False, language="en")
    assert refused.value.problems[0].code == "export.into_study"
    assert (study.folder / "codebook.csv").read_bytes() == before


def test_the_command_writes_what_was_asked_for(study, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["export", str(study.folder), "--format", "sav", "--out", str(out), "--raw", "--language", "zh"]
    assert commands.main(arguments) == 0
    assert {path.name for path in out.iterdir()} == {"answers.sav", "codebook.csv", "model.lavaan.R"}
    assert capsys.readouterr().out.startswith("已将119名受访者的作答写入")
