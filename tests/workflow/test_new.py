"""A new study folder: it runs as it is, says that its answers are simulated, and overwrites nothing."""

import subprocess
import sys
import tomllib

import pandas as pd
import pytest

from analysis import ROOT
from analysis.survey import DataError, load
from analysis.workflow.new import EXAMPLE, N_ROWS, new_study


def settings(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_new_study_is_a_sound_study(tmp_path):
    new_study(tmp_path / "my_survey")
    study = load(tmp_path / "my_survey")
    assert study.name == "my_survey"
    assert study.settings.simulated
    assert len(study.received) == N_ROWS
    assert len(study.items.dropna()) > 5 * study.items.shape[1]  # enough for a factor analysis


def test_new_study_asks_some_of_what_the_example_asks(tmp_path):
    new_study(tmp_path / "mine")
    new, example = load(tmp_path / "mine"), load(EXAMPLE)
    assert new.settings.title == {"en": "mine: a customer-service survey", "zh": "mine：客户服务质量调查"}
    assert list(new.scales) == list(example.scales)[:3] and list(new.outcomes) == ["satisfaction"]
    for variable in new.codebook.variables:
        theirs = example.codebook.by_name[variable.name]
        assert (variable.role, variable.scale, variable.text) == (theirs.role, theirs.scale, theirs.text)
        assert (variable.low, variable.high, variable.reversed) == (theirs.low, theirs.high, theirs.reversed)
    theirs = example.received.head(len(new.received))[list(new.received)]
    pd.testing.assert_frame_equal(new.received.reset_index(drop=True), theirs.reset_index(drop=True))


def test_new_study_is_short_and_commented(tmp_path):
    new_study(tmp_path / "mine")
    rows = (tmp_path / "mine" / "codebook.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) < 30 and sum(row.startswith("#") for row in rows) >= 4
    assert {row.split(",")[1] for row in rows if not row.startswith("#")} >= {"item", "outcome", "group", "pain_point"}
    header = (tmp_path / "mine" / "responses.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [v.name for v in load(tmp_path / "mine").codebook.variables]


def test_new_study_explains_itself(tmp_path):
    new_study(tmp_path / "mine")
    read_me = (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")
    assert "$" not in read_me
    assert f"Its {N_ROWS} answers are **simulated**" in read_me
    assert all(f"\n{step}. " in read_me for step in range(1, 6))
    for line in (tmp_path / "mine" / "study.toml").read_text(encoding="utf-8").splitlines():
        assert not line.startswith("simulated") or "remove this line" in line


@pytest.mark.parametrize("name", ["a", "2026_wave-2", "客服调研"])
def test_names_in_any_language(tmp_path, name):
    new_study(tmp_path / name)
    assert (tmp_path / name / "study.toml").is_file()


@pytest.mark.parametrize("name", ["my survey", "-x", ".hidden", 'a"b', "con", "COM1", "a.b", "x" * 65])
def test_bad_names_are_refused(tmp_path, name):
    with pytest.raises(DataError, match="cannot be a study's name"):
        new_study(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "said"), [("../mine", "Give its name only"), ("absent/mine", "There is no folder .*absent")]
)
def test_a_place_that_cannot_be_is_refused(tmp_path, name, said):
    with pytest.raises(DataError, match=said):
        new_study(tmp_path / name)


def test_an_existing_folder_is_left_as_it_is(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("precious")
    with pytest.raises(DataError, match="exists already"):
        new_study(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_importing_the_module_stays_light():
    code = "import sys, analysis.workflow.new; sys.exit('numpy' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
