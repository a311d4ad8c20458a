"""codebook.csv: how its rows are read, and how they are corrected."""

import re

import pytest

from analysis.survey.declared.codebook import read_codebook
from analysis.survey.declared.settings import read_settings
from analysis.survey.errors import DataError
from tests.studies import SETTINGS, csv_text, sound_codebook, write_study


def codebook_of(folder, codebook, settings=SETTINGS):
    write_study(folder, codebook=codebook, settings=settings)
    return read_codebook(folder / "codebook.csv", read_settings(folder / "study.toml"))


def changed(row, /, **cells):
    """The sound codebook with other cells in one variable's row."""
    codebook = sound_codebook().assign(asked_if="")
    codebook.loc[row, list(cells)] = list(cells.values())
    return codebook


def test_a_row_declares_a_variable(tmp_path):
    table = changed("SPE2", missing="99;N/A", labels="1=never;5=always")
    variable = codebook_of(tmp_path, table).by_name["SPE2"]
    assert (variable.role, variable.scale, variable.low, variable.high) == ("item", "speed", 1, 5)
    assert variable.reversed
    assert variable.missing == (99.0, "N/A")
    assert variable.labels == {1.0: "never", 5.0: "always"}
    assert variable.text == {"en": "SPE2", "zh": "SPE2"}


@pytest.mark.parametrize("sign", ["yes", "YES", "y", "TRUE", "1", "是"])
def test_reversed_items_may_be_marked_in_several_ways(tmp_path, sign):
    assert codebook_of(tmp_path, changed("SKI1", reversed=sign)).by_name["SKI1"].reversed


@pytest.mark.parametrize("sign", ["", "no", "否", "0"])
def test_blank_and_no_leave_an_item_as_it_is(tmp_path, sign):
    assert not codebook_of(tmp_path, changed("SPE2", reversed=sign)).by_name["SPE2"].reversed


def test_full_width_signs_are_signs(tmp_path):
    labels = "1\N{FULLWIDTH EQUALS SIGN}不满意\N{FULLWIDTH SEMICOLON}5\N{FULLWIDTH EQUALS SIGN}满意"
    variable = codebook_of(tmp_path, changed("SKI1", labels=labels)).by_name["SKI1"]
    assert variable.labels == {1.0: "不满意", 5.0: "满意"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_spreadsheet_may_save_it_as_it_likes(tmp_path, separator, encoding):
    write_study(tmp_path)
    table = sound_codebook()
    table["text_zh"] = "您对客服的回应是否满意"
    (tmp_path / "codebook.csv").write_bytes(csv_text(table, separator).encode(encoding))
    codebook = read_codebook(tmp_path / "codebook.csv", read_settings(tmp_path / "study.toml"))
    assert len(codebook.variables) == len(table)
    assert codebook.by_name["SKI1"].text["zh"] == "您对客服的回应是否满意"


def test_blank_rows_and_trailing_separators_do_not_count(tmp_path):
    write_study(tmp_path)
    lines = csv_text(sound_codebook()).splitlines()
    spread = "\n".join([lines[0] + ",,", "", ",,,,,,,,,", *(line + ",," for line in lines[1:])])
    (tmp_path / "codebook.csv").write_text(spread)
    assert len(read_codebook(tmp_path / "codebook.csv", read_settings(tmp_path / "study.toml")).variables) == 21


@pytest.mark.parametrize(
    ("variable", "cells", "message"),
    [
        ("SPE1", {"role": "itm"}, "row 2: 'SPE1' has the role 'itm'. Did you mean 'item'?"),
        ("SPE1", {"role": "weight"}, "'SPE1' is declared as weight, but no result here is weighted yet."),
        ("SPE1", {"scale": "sped"}, "but study.toml has no table [scales.sped]. Did you mean 'speed'?"),
        ("SPE1", {"scale": ""}, "'SPE1' has no scale. Write the name of a table [scales.<name>] of study.toml."),
        ("maze_met", {"scale": "maize"}, "study.toml has no table [pain_points.maize]. Did you mean 'maze'?"),
        ("SPE1", {"low": "5", "high": "1"}, "'SPE1' has low 5 and high 1; low must lie below high."),
        ("SPE1", {"low": "5"}, "'SPE1' has low 5 and high 5; low must lie below high."),
        ("SPE1", {"high": ""}, "'SPE1' needs both low and high: the ends of its answer scale as printed"),
        ("SPE1", {"low": "one"}, "low is 'one'; it must be a number."),
        ("check", {"low": ""}, "'check' needs both low and high: the range of right answers"),
        ("SPE1", {"reversed": "perhaps"}, "reversed is 'perhaps'; write yes, or leave it blank."),
        ("platform", {"reversed": "yes"}, "'platform' is a group and cannot be reversed. Leave 'reversed' blank."),
        ("SPE1", {"labels": "never"}, "the label 'never' is not of the form value=text, such as 1=never;2=often."),
        ("SPE1", {"labels": "1=never;1=often"}, "the value 1 has two labels, 'never' and 'often'. Keep one."),
        ("SPE1", {"labels": "1=never;2=never"}, "'SPE1' gives two values the same label 'never'."),
        ("SPE1", {"labels": "0=never"}, "'SPE1' has a label for 0, outside its 1-5 scale."),
        ("SPE1", {"labels": "a=never"}, "'SPE1' has a label for 'a', which is no number."),
        ("SPE1", {"labels": "1=5;5=1"}, "'SPE1' labels 1 with the number '5'. A label must be a text or the same"),
        (
            "SPE1",
            {"step": "sometimes"},
            "row 2: step is 'sometimes'; leave it blank for whole answers, or write any for",
        ),
        ("SPE1", {"step": "0"}, "step is '0'; leave it blank"),
        ("SPE1", {"step": "3"}, "steps of 3 from 1 do not lead to 5. Correct 'step', 'low' or 'high'."),
        ("platform", {"step": "1"}, "a group has no step. Leave 'step' blank."),
        ("SPE1", {"asked_if": "platform"}, "the condition 'platform' is not of the form variable=answer, such as"),
        ("SPE1", {"asked_if": "platform=1|"}, "the condition 'platform=1|' is not of the form variable=answer"),
        ("SPE1", {"role": "indicator", "scale": "sped"}, "study.toml has no table [scales.sped]. Did you mean 'speed'"),
        ("SPE1", {"role": "indicator", "low": "5", "high": "1"}, "'SPE1' has low 5 and high 1; low must lie below"),
        ("SPE1", {"role": "indicator", "low": "0", "high": "1", "labels": "2=yes"}, "a label for 2, outside its 0-1"),
        ("SPE1", {"variable": "SPE2\u200b"}, "2 variables look like 'SPE2' and differ only in invisible characters"),
        ("SPE1", {"variable": "SPE2\u200b"}, "spaces or widths: SPE2\\u200b, SPE2. Keep one."),
        ("SPE1", {"variable": ""}, "row 2: the cell 'variable' is blank; write the column's exact name."),
        ("SPE1", {"variable": "SPE2"}, "the variable 'SPE2' has 2 rows. Keep one."),
        ("SPE1", {"role": "outcome"}, "the scale 'speed' has items and outcomes. A scale is one or the other."),
        ("TRU1", {"scale": "satisfaction"}, "no row belongs to the scale 'trust' of study.toml."),
        ("platform", {"role": "respondent_id"}, "2 variables have the role respondent_id. Only one can."),
        ("maze_severity", {"low": "0", "high": "1"}, "the pain point 'maze' has 2 variables that say met. Keep one."),
    ],
)
def test_a_row_that_makes_no_sense_is_named_with_its_correction(tmp_path, variable, cells, message):
    with pytest.raises(DataError, match=re.escape(message)) as refusal:
        codebook_of(tmp_path, changed(variable, **cells))
    assert all(problem.text().startswith("codebook.csv: ") for problem in refusal.value.problems)


@pytest.mark.parametrize(
    ("low", "high", "step", "declared"),
    [
        ("1", "5", "", 1),
        ("0", "10", "", 1),
        ("0", "11", "", None),
        ("1", "5.5", "", None),
        ("1", "5", "0.5", 0.5),
        ("0", "100", "10", 10),
        ("1", "5", "any", None),
        ("1", "5", "任意", None),
    ],
)
def test_answers_are_whole_numbers_on_short_scales_unless_a_step_says_otherwise(tmp_path, low, high, step, declared):
    assert codebook_of(tmp_path, changed("SPE1", low=low, high=high, step=step)).by_name["SPE1"].step == declared


def test_what_else_a_row_may_tell(tmp_path):
    table = sound_codebook().assign(label="", facet="", source="")
    table.loc["SPE1", ["label", "facet", "source"]] = ["Reply time", "Waiting / 等待", "Parasuraman 1988"]
    variable = codebook_of(tmp_path, table).by_name["SPE1"]
    assert variable.label == "Reply time"
    assert variable.facet == {"en": "Waiting", "zh": "等待"}
    assert variable.source == {"en": "Parasuraman 1988", "zh": "Parasuraman 1988"}


@pytest.mark.parametrize(
    ("cells", "kind", "step"),
    [
        ({"low": "0", "high": "1"}, "yes_no", 1),
        ({"low": "0", "high": "1", "step": "any"}, "quantity", None),
        ({"low": "0", "high": ""}, "quantity", None),
        ({"low": "", "high": ""}, "quantity", None),
        ({"low": "1", "high": "5"}, "quantity", None),
    ],
)
def test_an_indicator_is_a_quantity_unless_it_is_no_or_yes(tmp_path, cells, kind, step):
    table = sound_codebook().assign(unit="")
    table.loc["TRU1", ["role", "scale", "unit"]] = ["indicator", "speed", "minutes / 分钟"]
    table.loc["TRU1", list(cells)] = list(cells.values())
    settings = SETTINGS.replace('[scales.trust]\nlabel.en = "Trust"\n', "")
    variable = codebook_of(tmp_path, table, settings).by_name["TRU1"]
    assert (variable.kind, variable.step, variable.unit["zh"]) == (kind, step, "分钟")
    table.loc["TRU1", "scale"] = ""
    assert codebook_of(tmp_path, table, settings).by_name["TRU1"].scale == ""


def test_a_row_that_begins_with_a_sign_and_has_no_role_is_a_comment(tmp_path):
    write_study(tmp_path)
    lines = csv_text(sound_codebook()).splitlines()
    text = "\n".join([lines[0], "# about speed" + "," * 10, *lines[1:]])
    (tmp_path / "codebook.csv").write_text(text, encoding="utf-8")
    assert len(read_codebook(tmp_path / "codebook.csv", read_settings(tmp_path / "study.toml")).variables) == 21
    named = changed("platform", variable="# of visits")
    assert codebook_of(tmp_path, named).by_name["# of visits"].role == "group"


def test_a_name_with_a_line_break_or_an_invisible_sign_is_the_plain_one(tmp_path):
    table = changed("SPE1", variable="SPE1\u200b")
    table.loc["SPE3", "variable"] = "SPE\n3"
    names = list(codebook_of(tmp_path, table).by_name)
    assert names[0] == "SPE1" and names[2] == "SPE 3"


@pytest.mark.parametrize(
    ("missing", "labels", "codes"),
    [
        ("9", "9=Does not apply", (9,)),
        ("9", "", ()),
        ("8;9", "8=No answer;9=Have not used it", (9,)),
        ("9", "9=拒答", ()),
        ("N/A;-", "", ("N/A",)),
        ("", "5=often", ()),
    ],
)
def test_a_missing_code_with_a_label_says_that_the_question_does_not_apply(tmp_path, missing, labels, codes):
    assert (
        codebook_of(tmp_path, changed("SPE1", missing=missing, labels=labels)).by_name["SPE1"].not_applicable == codes
    )


def test_a_label_of_a_missing_code_may_lie_off_the_scale(tmp_path):
    variable = codebook_of(tmp_path, changed("SPE1", missing="99", labels="99=no answer")).by_name["SPE1"]
    assert variable.labels == {99.0: "no answer"}


def test_a_text_with_an_unquoted_comma_is_found(tmp_path):
    write_study(tmp_path)
    text = csv_text(sound_codebook()).replace("They answer fast.", "They answer, fast.").replace('"', "")
    (tmp_path / "codebook.csv").write_text(text)
    with pytest.raises(DataError, match=r"row 2: 'SPE1' has 12 cells where the header has 11\. Put texts"):
        read_codebook(tmp_path / "codebook.csv", read_settings(tmp_path / "study.toml"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("reversd", "a codebook has no column 'reversd'. Did you mean 'reversed'?"),
        ("labels", "the column 'labels' occurs twice. Keep one."),
    ],
)
def test_columns_of_the_codebook_are_checked(tmp_path, name, message):
    with pytest.raises(DataError, match=re.escape(message)):
        codebook_of(tmp_path, sound_codebook().rename(columns={"reversed": name}))


def test_a_codebook_without_roles_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"the column 'role' is missing\. The first row must read: variable,role"):
        codebook_of(tmp_path, sound_codebook().drop(columns="role"))


def test_a_pain_point_without_a_row_is_refused(tmp_path):
    settings = SETTINGS + '[pain_points.silence]\nlabel.en = "Silence"\n'
    with pytest.raises(DataError, match="no row belongs to the pain point 'silence' of"):
        codebook_of(tmp_path, sound_codebook(), settings)


def test_an_absent_codebook_is_refused(tmp_path):
    write_study(tmp_path)
    (tmp_path / "codebook.csv").unlink()
    with pytest.raises(DataError, match=r"the folder has no codebook\.csv"):
        read_codebook(tmp_path / "codebook.csv", read_settings(tmp_path / "study.toml"))


def test_a_codebook_without_rows_is_refused_once(tmp_path):
    with pytest.raises(DataError) as refusal:
        codebook_of(tmp_path, sound_codebook().head(0))
    assert [problem.text() for problem in refusal.value.problems] == [
        "codebook.csv: there is no row below the header. It needs one for each column to be used."
    ]


@pytest.mark.parametrize("cells", [{"low": "5", "high": "1"}, {"low": "one"}, {"high": "1e999"}])
def test_a_wrong_range_is_one_problem(tmp_path, cells):
    with pytest.raises(DataError) as refusal:
        codebook_of(tmp_path, changed("SPE1", labels="1=never;5=always", **cells))
    assert len(refusal.value.problems) == 1
