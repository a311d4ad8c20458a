"""The made-up exports are what they say they are."""

import numpy as np
import pandas as pd
import pytest

from analysis.survey.formats import read_responses
from tests.importing.exports.layouts import LAYOUTS
from tests.importing.exports.questionnaires import SUBJECTS, subject

ROLES = {"item", "outcome", "recommend", "group", "multi", "attention_check", "duration_seconds", "respondent_id"}
ROLES |= {"personal", "metadata", "free_text", "age", "fact"}


@pytest.fixture(params=LAYOUTS)
def export(request):
    return LAYOUTS[request.param](seed=1, n=60, name=SUBJECTS[len(request.param) % len(SUBJECTS)])


def test_an_export_holds_what_is_true_of_it(export, tmp_path):
    assert export.name in LAYOUTS
    assert {column.role for column in export.columns} <= ROLES
    members = [column.scale for column in export.with_role("item")]
    assert {name: members.count(name) for name in members} == {"speed": 4, "skill": 4, "care": 4}
    assert len(export.with_role("outcome")) == 3
    assert sum(column.is_reversed for column in export.columns) == (0 if export.name.startswith("ratings") else 3)
    assert export.with_role("personal") and len(export.secrets) > 30
    assert len({column.headers for column in export.columns}) == len(export.columns)
    path = tmp_path / f"export{export.suffix}"
    path.write_bytes(export.content)
    names = [column.headers[0] for column in export.columns if column.headers[0]]
    table = read_responses(path, names)
    assert not table.problems
    assert table.headings == [column.headers[0] for column in export.columns] or "" in export.columns[-2].headers


def test_the_same_seed_gives_the_same_answers_and_another_gives_others():
    layout = LAYOUTS["wenjuanxing_texts"]
    assert layout(1, 40, "gym").content == layout(1, 40, "gym").content != layout(2, 40, "gym").content


def test_the_answers_carry_the_scales_and_the_items_worded_the_other_way(tmp_path):
    export = LAYOUTS["parquet_file"](3, 400, "bank")
    (tmp_path / "x.parquet").write_bytes(export.content)
    table = pd.read_parquet(tmp_path / "x.parquet")
    for scale in ("speed", "skill", "care"):
        told = [column for column in export.columns if column.scale == scale]
        keyed = table[[c.headers[0] for c in told]].mul([-1 if c.is_reversed else 1 for c in told])
        within = keyed.corr().to_numpy()[np.triu_indices(4, 1)]
        assert within.min() > 0.45


def test_rows_that_are_no_responses_are_not_counted():
    export = LAYOUTS["qualtrics_texts"](1, 200, "shop")
    assert 180 < export.n < 200
    assert export.content.decode("utf-8-sig").count("Survey Preview") >= 1


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_subject_is_there_in_chinese_and_english(name, language):
    assert subject(name, language).name == name
