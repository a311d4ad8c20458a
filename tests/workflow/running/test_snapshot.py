"""A study is read once: the snapshot holds what was there, and names what has changed since."""

from analysis import survey
from analysis.workflow.keeping import fingerprints
from analysis.workflow.running import snapshot
from tests.studies import SETTINGS, write_study


def test_a_snapshot_is_the_same_study(tmp_path):
    folder = write_study(tmp_path / "客服")
    taken = snapshot.taken(folder, tmp_path / "place")
    assert set(taken.files) == {"study.toml", "codebook.csv", "responses.csv"}
    assert taken.files["responses.csv"] == fingerprints.of_file(folder / "responses.csv")
    assert survey.load(taken.folder).meta() == survey.load(folder).meta()


def test_what_changes_meanwhile_changes_nothing_and_is_named(tmp_path):
    folder = write_study(tmp_path / "small")
    taken = snapshot.taken(folder, tmp_path / "place")
    before = (taken.folder / "responses.csv").read_bytes()
    assert taken.changed() == []
    (folder / "responses.csv").write_bytes(before + before.splitlines(keepends=True)[1])
    (folder / "codebook.csv").unlink()
    (folder / "notes.txt").write_text("not part of the study")
    assert taken.changed() == ["codebook.csv", "responses.csv"]
    assert (taken.folder / "responses.csv").read_bytes() == before


def test_an_earlier_snapshot_leaves_nothing_behind(tmp_path):
    folder = write_study(tmp_path / "small")
    snapshot.taken(folder, tmp_path / "place")
    (folder / "responses.csv").rename(folder / "answers.csv")
    (folder / "study.toml").write_text(SETTINGS.replace("responses.csv", "answers.csv"), encoding="utf-8")
    taken = snapshot.taken(folder, tmp_path / "place")
    assert set(taken.files) == {"study.toml", "codebook.csv", "answers.csv"}


def test_no_file_is_taken_from_outside_the_folder(tmp_path):
    (tmp_path / "secret.csv").write_text("1")
    for name in ("../secret.csv", str(tmp_path / "secret.csv")):
        folder = write_study(tmp_path / "small", settings=SETTINGS.replace("responses.csv", name))
        assert set(snapshot.taken(folder, tmp_path / "place").files) == {"study.toml", "codebook.csv"}


def test_a_study_that_cannot_be_read_is_taken_as_far_as_it_goes(tmp_path):
    assert snapshot.taken(tmp_path / "nowhere", tmp_path / "place").files == {}
    folder = write_study(tmp_path / "small", settings="[study")
    assert set(snapshot.taken(folder, tmp_path / "place").files) == {"study.toml", "codebook.csv"}
