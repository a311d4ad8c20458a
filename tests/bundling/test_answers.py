"""Answers are handed on so that they load as they did, without ids and without what nobody declared."""

import csv

import numpy as np
import pandas as pd
import pytest

from analysis.bundling import answers
from analysis.survey import DataError, load
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study
from tests.ways import WAYS, write

MARKED = "[multi.channels]\nlabel = 'Channels'\n\n[screening]\nkeep = { Finished = 'True' }\n"


def odd_study(folder, way="comma"):
    """A study with everything that could get lost: filters, options, codes of no answer, reversed items, gaps."""
    codebook, table = sound_codebook(), sound_responses(60)
    codebook.loc["SKI1", "missing"], codebook.loc["SKI1", "labels"] = "9;8", "9=Does not apply"
    table.loc[3, "SKI1"], table.loc[4, "SKI1"], table.loc[5, "SPE2"] = "9", "8", ""
    codebook.loc["chosen"] = pd.Series({"variable": "chosen", "role": "multi", "scale": "channels"}).reindex(
        codebook.columns, fill_value=""
    )
    table["chosen"] = np.resize(np.array(["chat;phone", "phone", ""]), 60)
    table["Finished"] = np.resize(np.array(["True"] * 9 + ["False"]), 60)
    table.loc[7, "id"] = table.loc[6, "id"]
    file = write(way, table, folder.parent / "answers")
    write_study(folder, settings=SETTINGS.replace("responses.csv", file.name) + MARKED, codebook=codebook)
    (folder / "responses.csv").unlink()
    file.rename(folder / file.name)
    return load(folder)


def fields(text):
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize("way", WAYS)
def test_answers_load_as_they_did(way, tmp_path):
    study = odd_study(tmp_path / "small", way)
    answers.write(study, tmp_path / "shared")
    shared = load(tmp_path / "shared")
    given = study.received.drop(columns="id")
    pd.testing.assert_frame_equal(shared.received.drop(columns="id"), given)
    pd.testing.assert_frame_equal(shared.read.received.not_applicable, study.read.received.not_applicable)
    assert shared.sample() == study.sample()


def test_ids_and_what_nobody_declared_stay_behind(tmp_path):
    study = odd_study(tmp_path / "small")
    answers.write(study, tmp_path / "shared")
    text = (tmp_path / "shared" / "responses.csv").read_text(encoding="utf-8-sig")
    assert "nobody@example.org" not in text and "R00" not in text and "e_mail" not in text
    ids = load(tmp_path / "shared").received["id"].tolist()
    assert ids[6] == ids[7] and len(set(ids)) == len(ids) - 1 and ids[0] == "respondent-1"


def test_rows_keep_their_numbers(tmp_path):
    text = "\n\n".join(sound_responses(20).to_csv(index=False).splitlines())
    study = load(write_study(tmp_path / "small", responses=text.encode()))
    answers.write(study, tmp_path / "shared")
    assert list(load(tmp_path / "shared").received.index) == list(study.received.index) == list(range(3, 43, 2))


def test_settings_and_codebook_stay_as_they_are_where_they_can(tmp_path):
    study = load(write_study(tmp_path / "small"))
    answers.write(study, tmp_path / "shared")
    for name in ("study.toml", "codebook.csv"):
        assert (tmp_path / "shared" / name).read_bytes() == (study.folder / name).read_bytes()


def test_answers_that_would_be_read_otherwise_are_not_handed_on(tmp_path, monkeypatch):
    study = load(write_study(tmp_path / "small"))
    text = answers.answers_text(study)
    first = fields(text)[1][0]
    other = text.replace(f"\n{first},", f"\n{6 - int(first) if first != '3' else 1},", 1)
    monkeypatch.setattr(answers, "answers_text", lambda study: other)
    with pytest.raises(DataError) as caught:
        answers.write(study, tmp_path / "shared")
    assert caught.value.problems[0].code == "bundle.other_answers"
