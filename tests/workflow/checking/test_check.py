"""`check` as an adviser: what it read, what is wrong, what is suspicious, what the report will lack."""

import json
import os

import numpy as np
import pytest

from analysis.survey.problems import problem
from analysis.workflow import commands
from analysis.workflow.checking import telling
from analysis.workflow.checking.check import checked
from analysis.workflow.checking.outlook import LARGE_MODEL, ROWS_PER_ITEM, SMALL_SAMPLE, outlook
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study


def codes(problems):
    return [found.code for found in problems]


def said(capsys, *arguments):
    code = commands.main(["check", *map(str, arguments), "--language", "en"])
    return code, capsys.readouterr().out


def test_a_sound_study_is_told_with_what_was_read_and_what_is_in_it(tmp_path, capsys):
    code, text = said(capsys, write_study(tmp_path / "small", settings=SETTINGS + "[report]\nlanguages = ['en']\n"))
    assert code == 0
    lines = text.splitlines()
    assert lines[0] == "small is sound: 120 answers received, 120 analysed."
    assert "  read: codebook.csv, 21 variables" in lines
    assert "  read: responses.csv, 120 rows below the header, 22 columns, csv, UTF-8" in lines
    assert "  dimensions: speed (3), skill (3), care (3), reach (3)" in lines
    assert "  outcomes: satisfaction (2), trust (1)" in lines
    assert "  groups: platform" in lines and "  pain points: maze" in lines
    assert "simulated" not in text


def test_simulated_answers_are_named(tmp_path):
    settings = SETTINGS.replace('responses = "', 'simulated = true\nresponses = "')
    assert "check.simulated" in codes(checked(write_study(tmp_path, settings=settings)).facts)


@pytest.mark.parametrize(("keep", "n", "told"), [('["1"]', None, "rows"), ('["1", "2"]', 0, "0 rows"), ("", 0, None)])
def test_rows_that_are_no_responses_are_told(tmp_path, capsys, keep, n, told):
    responses = sound_responses()
    n = int((responses["platform"] != "1").sum()) if n is None else n
    table = f"[screening]\nkeep = {{ platform = {keep} }}\n" if keep else ""
    folder = write_study(tmp_path / "small", settings=SETTINGS + table, responses=responses)
    code, text = said(capsys, folder)
    lines = [line.strip() for line in text.splitlines() if "keep" in line]
    assert code == 0 and lines == (
        [f"left out by [screening] keep (platform): {n} rows of 120, as no responses"] if told else []
    )
    assert text.startswith(f"small is sound: {120 - n} answers received")
    code = commands.main(["check", str(folder), "--language", "zh"])
    assert (f"120行中的{n}行" in capsys.readouterr().out) is bool(told)
    commands.main(["check", str(folder), "--json"])
    assert json.loads(capsys.readouterr().out)["counts"]["n_not_kept"] == n


def test_settings_codebook_and_answers_are_told_in_one_round(tmp_path, capsys):
    codebook = sound_codebook()
    codebook.loc["CAR1", "low"] = "one"
    responses = sound_responses()
    responses.loc[3, "SPE1"] = "9"
    settings = SETTINGS.replace("0.95", "95")
    code, text = said(capsys, write_study(tmp_path / "s", settings=settings, codebook=codebook, responses=responses))
    assert code == 2
    assert text.splitlines()[0] == "s is not sound yet: 3 things to mend."
    assert [line[:16] for line in text.splitlines() if line.startswith("- ")] == [
        "- study.toml: [a",
        "- codebook.csv: ",
        "- responses.csv:",
    ]


def test_equal_faults_of_many_columns_take_one_line(tmp_path, capsys):
    responses = sound_responses().rename(columns={f"SK{letter}{i}": f"x{i}" for letter in "I" for i in (1, 2, 3)})
    _, text = said(capsys, write_study(tmp_path, responses=responses))
    (line,) = [line for line in text.splitlines() if line.startswith("- ")]
    assert "there is no column 'SKI1'" in line and line.endswith("(So also: SKI2, SKI3.)")


def test_equal_faults_without_a_name_are_told_by_row():
    found = [problem("codebook.no_name").at("codebook.csv", row) for row in (3, 5, 9)]
    assert telling.gathered(found, "en") == [
        "codebook.csv: row 3: the cell 'variable' is blank; write the column's exact name. (So also in row 5, 9.)"
    ]
    other = problem("codebook.no_rows").at("codebook.csv")
    assert len(telling.gathered([found[0], other], "en")) == 2


def test_problems_of_several_columns_each_keep_their_line():
    found = [problem("wording.none", names=names) for names in (["a1", "a2"], ["b1"])]
    assert len(telling.gathered(found, "en")) == 2


def many_faults(folder):
    """A study in which every kind of group has its own fault, more than a screen holds."""
    groups = [f"g{i}" for i in range(60)]
    rows = sound_codebook()
    for name in groups:
        rows.loc[name] = [name, "group", *[""] * (rows.shape[1] - 2)]
    kinds = np.arange(120)
    responses = sound_responses().assign(**{name: [f"{name} {i}" for i in kinds] for name in groups})
    return write_study(folder, codebook=rows.fillna(""), responses=responses)


def test_more_than_a_screen_goes_into_a_file(tmp_path, monkeypatch):
    found = checked(many_faults(tmp_path / "s"))
    found.full = tmp_path / "reports" / "s.check.txt"
    monkeypatch.setattr(
        "analysis.workflow.checking.check.gathered", lambda several, language: [p.text(language) for p in several]
    )
    lines = found.screenful("en")
    assert sum(line.height for line in lines) <= telling.SCREEN
    assert f"All of it stands in {found.full.as_posix()}." in lines[-1].text
    full = found.full.read_text(encoding="utf-8")
    assert all(f"the group 'g{i}' has 120 levels" in full for i in range(60))


def test_what_fits_on_a_screen_makes_no_file(tmp_path):
    found = checked(write_study(tmp_path / "s"))
    found.full = tmp_path / "s.check.txt"
    assert found.screenful("en") == found.lines("en") and not found.full.exists()


def test_programs_get_codes_values_and_texts(tmp_path, capsys):
    responses = sound_responses()
    responses.loc[3, "SPE1"] = "9"
    code = commands.main(["check", str(write_study(tmp_path / "s", responses=responses)), "--json", "--language", "zh"])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["study"], told["is_sound"]) == (2, "s", False)
    (found,) = told["problems"]
    assert (found["code"], found["file"], found["values"]["first_row"]) == ("answers.off_scale", "responses.csv", 5)
    assert found["text"].startswith("responses.csv：“SPE1”有1个答案")
    assert told["files"]["responses"]["n_rows"] == 120
    code = commands.main(["check", str(write_study(tmp_path / "t")), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["is_sound"], told["counts"]["n_analysed"]) == (0, True, 120)
    assert told["warnings"] and [one["code"] for one in told["lacks"]] == ["outlook.single_items"]


def test_a_folder_that_is_not_there_is_told_to_programs_too(tmp_path, capsys):
    assert commands.main(["check", str(tmp_path / "absent"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "study.no_folder"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_locale_chooses_the_language(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert telling.language_of_the_user() == language


def test_colours_are_for_terminals_only(monkeypatch):
    lines = [telling.Line("problem", "wrong [here]")]
    assert telling.spoken(lines) == "- wrong [here]"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    spoken = telling.spoken(lines)
    assert "\x1b[" in spoken and "wrong [here]" in spoken
    assert os.environ["TERM"] == "xterm-256color"


def study_of(folder, **parts):
    from analysis.survey import load

    return load(write_study(folder, **parts))


def test_nothing_lacks_in_a_study_that_declares_everything(tmp_path):
    assert codes(outlook(study_of(tmp_path))) == ["outlook.single_items"]


def without(codebook, *roles):
    return codebook[~codebook["role"].isin(roles)]


@pytest.mark.parametrize(
    ("roles", "tables", "code"),
    [
        (("outcome",), ("scales.satisfaction", "scales.trust"), "outlook.no_outcome"),
        (("group",), (), "outlook.no_groups"),
        (("attention_check", "duration_seconds", "respondent_id"), (), "outlook.not_screened"),
    ],
)
def test_what_a_study_does_not_declare_the_report_lacks(tmp_path, roles, tables, code):
    settings = "\n\n".join(part for part in SETTINGS.split("\n\n") if not any(f"[{table}]" in part for table in tables))
    study = study_of(tmp_path, settings=settings, codebook=without(sound_codebook(), *roles))
    assert code in codes(outlook(study))
    assert code not in codes(outlook(study_of(tmp_path / "whole")))


def one_scale(n_items):
    """Settings and codebook of one dimension."""
    settings = SETTINGS[: SETTINGS.index("[scales.skill]")]
    codebook = sound_codebook().iloc[:3]
    return settings, codebook.iloc[:n_items]


def test_one_dimension_and_two_items_are_told(tmp_path):
    settings, codebook = one_scale(2)
    assert {"outlook.one_dimension", "outlook.two_items"} <= set(
        codes(outlook(study_of(tmp_path, settings=settings, codebook=codebook)))
    )


@pytest.mark.parametrize(
    ("n_obs", "code"),
    [
        (12, "outlook.more_items_than_rows"),
        (13, "outlook.small_sample"),
        (SMALL_SAMPLE - 1, "outlook.small_sample"),
        (SMALL_SAMPLE, None),
    ],
)
def test_a_sample_too_small_for_its_models_is_told(tmp_path, n_obs, code):
    found = codes(outlook(study_of(tmp_path, responses=sound_responses(n_obs))))
    sizes = [one for one in found if one in ("outlook.more_items_than_rows", "outlook.small_sample")]
    assert sizes == ([code] if code else [])


def test_a_model_too_large_is_told(tmp_path):
    codebook, responses = sound_codebook(), sound_responses(ROWS_PER_ITEM * (LARGE_MODEL + 1))
    for i in range(LARGE_MODEL - 12):
        codebook.loc[f"X{i}"] = codebook.loc["SPE1"].replace("SPE1", f"X{i}")
        responses[f"X{i}"] = np.resize(["1", "2", "4", "5", "3", "2", "4"], len(responses))
    assert "outlook.large_model" not in codes(
        outlook(study_of(tmp_path / "at", codebook=codebook, responses=responses))
    )
    codebook.loc["Y"] = codebook.loc["SPE1"].replace("SPE1", "Y")
    responses["Y"] = np.resize(["1", "2", "5"], len(responses))
    assert "outlook.large_model" in codes(outlook(study_of(tmp_path / "over", codebook=codebook, responses=responses)))


def test_binary_and_continuous_items_are_told(tmp_path):
    codebook = sound_codebook()
    codebook.loc["TRU1", ["low", "high"]] = ["0", "1"]
    codebook.loc["SPE1", "step"] = "any"
    codebook.loc["SPE3", ["low", "high", "step"]] = ["0", "100", "10"]
    responses = sound_responses()
    responses["TRU1"] = np.resize(["0", "1", "1"], 120)
    responses["SPE3"] = (responses["SPE3"].astype(int) * 10).astype(str)
    found = {
        one.code: one.values.get("names") for one in outlook(study_of(tmp_path, codebook=codebook, responses=responses))
    }
    assert found["outlook.binary"] == ["TRU1"]
    assert found["outlook.continuous"] == ["SPE1"]


def test_characters_without_a_glyph_are_named_with_their_text(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.report.fonts.coverage.undrawable", lambda text: sorted(set(text) & {"☃"}))
    codebook = sound_codebook()
    codebook.loc["SPE1", "text_en"] = "Snow ☃"
    found = checked(write_study(tmp_path, codebook=codebook)).warnings
    (warning,) = [one for one in found if one.code == "check.no_glyph"]
    assert warning.values == {"characters": ["☃ (U+2603)"], "names": ["SPE1"]}
