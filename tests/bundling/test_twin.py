"""A synthetic twin has the published margins, loads as a study does, and has no answer of anybody's."""

import json
import tomllib

import numpy as np
import pytest

from analysis import ROOT
from analysis.bundling import toml, twin
from analysis.survey import load
from tests.bundling.test_answers import odd_study
from tests.random_studies import analysed, write


def twin_of(study, results, folder, seed=5):
    folder.mkdir(parents=True)
    tables = tomllib.loads((study.folder / "study.toml").read_text(encoding="utf-8-sig"))
    (folder / "study.toml").write_text(toml.settings_text(twin.settings(tables), "a twin"), encoding="utf-8")
    (folder / "codebook.csv").write_bytes((study.folder / "codebook.csv").read_bytes())
    rows = twin.twin(study, results, np.random.default_rng(seed))
    (folder / "responses.csv").write_text(rows, encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    study = load(ROOT / "data" / "example")
    results = json.loads((ROOT / "tests" / "report" / "example.json").read_text(encoding="utf-8"))
    return study, results, twin_of(study, results, tmp_path_factory.mktemp("twin") / "twin")


def test_its_margins_are_those_published(example):
    _, results, made = example
    assert made.settings.simulated and len(made.received) == results["study"]["n_analysed"]
    given = made.screened_otherwise().get("everyone", made).answers
    for name, published in results["sample"]["items"].items():
        counts = given[name].value_counts()
        told = {int(value): n for value, n in twin.apart(published["counts"]).items() if n}
        assert {int(value): n for value, n in counts.items()} == told
        assert given[name].isna().sum() == published["n_missing"]
    for name, levels in results["sample"]["groups"].items():
        counts = made.received[name].value_counts()
        assert {str(level): n for level, n in counts.items()} == {one["level"]: one["n"] for one in levels}


def test_its_items_hang_together_as_published(example):
    study, _, made = example
    ours, theirs = (table.corr().to_numpy()[np.triu_indices(31, 1)] for table in (made.items, study.items))
    assert np.abs(ours - theirs).mean() < 0.06 and np.corrcoef(ours, theirs)[0, 1] > 0.7


def test_it_is_made_without_an_answer(example, monkeypatch):
    study, results, made = example
    monkeypatch.setattr(type(study), "received", property(lambda self: pytest.fail("an answer was looked at")))
    monkeypatch.setattr(type(study), "answers", property(lambda self: pytest.fail("an answer was looked at")), False)
    assert twin.twin(study, results, np.random.default_rng(5)).count("\n") == len(made.read.received.answers) + 1


def test_no_respondent_of_the_study_is_in_it(example):
    study, _, made = example
    rows = {tuple(row) for row in study.items.dropna().to_numpy()}
    assert not rows & {tuple(row) for row in made.items.dropna().to_numpy()}


@pytest.mark.parametrize("seed", [2, 3, 7, 11])
def test_a_study_of_any_kind_has_a_twin(seed, tmp_path):
    study = load(write(tmp_path / "study", seed))
    made = twin_of(study, analysed(study), tmp_path / "twin")
    assert list(made.received) == list(study.received) and len(made.received) == len(study.analysed)


def test_options_and_codes_have_a_twin(tmp_path):
    study = odd_study(tmp_path / "small")
    made = twin_of(study, analysed(study), tmp_path / "twin")
    assert set(made.multi["channels"]) == {"chat", "phone"}
    assert not made.settings.screening.keep


def test_settings_are_written_as_they_were_read():
    text = (ROOT / "data" / "example" / "study.toml").read_text(encoding="utf-8")
    odd = {"scales": {'a"b.c': {"label": "line\nbreak\x7f \\ 满"}}, "n": {"keep": {"x y": ["a", 1, 2.5, True]}}}
    for tables in (tomllib.loads(text), odd):
        assert tomllib.loads(toml.settings_text(tables, "a comment\nof two lines")) == tables
