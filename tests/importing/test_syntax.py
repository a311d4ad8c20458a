"""Labels from the syntax file that LimeSurvey pairs with a data file."""

import pytest

from analysis.importing import propose
from tests.importing.exports.making import column, csv_of, factor_answers

N = 60
CODES = {f"Q1_SQ00{place}": [f"A{a}" for a in answers] for place, answers in enumerate(factor_answers(4, N), start=1)}
UP = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")

SPSS = """\
VARIABLE LABELS G1 "Which ward?".
VARIABLE LABELS Q1_SQ001 "Rate us [It's quick]".
VALUE LABELS  G1
"A1" "North"
"A2" "South".
VALUE LABELS  Q1_SQ001
{pairs}.
"""
R = """\
data <- read.csv("answers_R_data_file.csv", quote = "'\\"")
attributes(data)$variable.labels[1] <- "Which ward?"
data[, 1] <- factor(data[, 1], levels=c("A1","A2"),labels=c("North", "South"))
attributes(data)$variable.labels[2] <- "Rate us [It's quick]"
data[, 2] <- factor(data[, 2], levels=c({levels}),labels=c({labels}))
"""


def syntax(kind, texts):
    levels = [f'"A{place}"' for place in range(1, 6)]
    quoted = [f'"{text}"' for text in texts]
    pairs = "\n".join(f"{level} {text}" for level, text in zip(levels, quoted, strict=True))
    return SPSS.format(pairs=pairs) if kind == "spss" else R.format(levels=",".join(levels), labels=", ".join(quoted))


def proposed(folder, data, beside, text):
    (folder / beside).write_text(text, encoding="utf-8")
    return propose(csv_of(folder, {"G1": ["A1", "A2"] * (N // 2)} | CODES, data))


@pytest.mark.parametrize(
    ("kind", "data", "beside"),
    [
        ("spss", "answers.csv", "answers.sps"),
        ("spss", "answers.csv", "answers.txt"),
        ("r", "answers_R_data_file.csv", "answers_R_syntax_file.R"),
    ],
)
def test_a_paired_file_gives_wordings_levels_and_direction(kind, data, beside, tmp_path):
    proposal = proposed(tmp_path, data, beside, syntax(kind, UP))
    row = column(proposal, "Q1_SQ001")
    assert row.text_en == "Rate us [It's quick]" and "direction" not in row.doubts and not row.reversed
    assert "direction" in column(proposal, "Q1_SQ002").doubts
    assert column(proposal, "G1").labels == {"A1": "North", "A2": "South"}


def test_codes_whose_labels_run_down_are_turned(tmp_path):
    row = column(proposed(tmp_path, "answers.csv", "answers.sps", syntax("spss", UP[::-1])), "Q1_SQ001")
    assert row.reversed and "direction" not in row.doubts


def test_a_file_of_another_name_is_not_read(tmp_path):
    row = column(proposed(tmp_path, "answers.csv", "other.sps", syntax("spss", UP)), "Q1_SQ001")
    assert "direction" in row.doubts
