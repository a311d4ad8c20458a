"""An archive unpacked in an empty folder: it proves itself, or runs on a twin, and says what it is; nobody is in it."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest
import yaml

from analysis import ROOT
from analysis.workflow import bundle, commands
from analysis.workflow.running import run
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study
from tests.workflow.test_verify import few

RUN = """
import sys
from analysis.workflow import commands
from analysis.workflow.running import chapter_runs, chapters, run
chapter_runs.CHAPTERS = [c for c in chapters.CHAPTERS if c.name in ("01_sample", "02_reliability")]
run.typeset = lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page")
sys.exit(commands.main(sys.argv[1:]))
"""
SHARED = SETTINGS.replace("[analysis]", "share_data = true\n\n[analysis]", 1)
TITLE = 'Kunden: "gut" & <schnell> $title #1'


def archive(place, settings):
    """The archive of a small study unpacked: its top folder."""
    with pytest.MonkeyPatch.context() as patch:
        few(patch, place)
        patch.setattr(bundle, "BUNDLES", place / "bundles")
        settings = settings.replace('"A small study"', json.dumps(TITLE))
        assert commands.main(["bundle", str(write_study(place / "small", settings=settings))]) == 0
    with zipfile.ZipFile(place / "bundles" / "small.zip") as packed:
        packed.extractall(place / "empty")
        packed.extractall(place / "untouched")
    return place / "empty" / "small"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return archive(tmp_path_factory.mktemp("shared"), SHARED)


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    return archive(tmp_path_factory.mktemp("synthetic"), SETTINGS)


def untouched(top):
    return top.parents[1] / "untouched" / "small"


def command(top, *arguments):
    environment = os.environ | {"PYTHONPATH": str(top), "OPENBLAS_NUM_THREADS": "1"}
    call = [sys.executable, "-c", RUN, *arguments]
    return subprocess.run(call, cwd=top, env=environment, capture_output=True, text=True)


def test_it_proves_itself_in_an_empty_folder(shared):
    done = command(shared, "verify", "data/small", "--language", "en")
    assert done.returncode == 0, done.stderr
    found = json.loads((shared / "verifications" / "small" / "verification.json").read_text(encoding="utf-8"))
    assert found["equal"] and len(found["numbers"]) > 500
    assert [(cause["kind"], cause["code"]) for cause in found["causes"]] == [("data", "data")]


def test_an_answer_altered_in_it_is_found(shared):
    path = shared / "data" / "small" / "responses.csv"
    before = path.read_text(encoding="utf-8-sig")
    lines = before.splitlines()
    lines[4] = ("1" if lines[4][0] != "1" else "2") + lines[4][1:]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert command(shared, "verify", "data/small").returncode == 1
    path.write_text(before, encoding="utf-8-sig")


def test_without_leave_to_share_it_runs_on_a_twin_that_says_so(synthetic):
    data = synthetic / "data"
    assert sorted(path.name for path in data.iterdir()) == ["small", "small-synthetic"]
    assert sorted(path.name for path in (data / "small").iterdir()) == ["codebook.csv", "study.toml"]
    done = command(synthetic, "report", "data/small-synthetic")
    assert done.returncode == 0, done.stderr
    made = json.loads((synthetic / "reports" / "small-synthetic" / "results.json").read_text(encoding="utf-8"))
    assert made["study"]["simulated"] is True and made["study"]["n_received"] == 120
    assert "Synthetic twin" in (data / "small-synthetic" / "study.toml").read_text(encoding="utf-8").splitlines()[0]
    readme = (synthetic / "README.md").read_text(encoding="utf-8")
    record = json.loads((synthetic / "reports" / "small" / "provenance.json").read_text(encoding="utf-8"))
    assert record["study"]["responses.csv"] in readme and "not in this archive" in readme
    answers = sound_responses().to_csv(index=False)
    assert hashlib.sha256(answers.encode()).hexdigest() == record["study"]["responses.csv"]


def test_the_true_answers_put_into_it_prove_the_report(synthetic, tmp_path):
    write_study(tmp_path / "true")
    place = synthetic / "data" / "small" / "responses.csv"
    place.write_bytes((tmp_path / "true" / "responses.csv").read_bytes())
    done = command(synthetic, "verify", "data/small", "--language", "en")
    place.unlink()
    assert done.returncode == 0 and "Also not the same" not in done.stdout, done.stdout


@pytest.mark.parametrize("kind", ["shared", "synthetic"])
def test_nobody_is_in_it(kind, request):
    top = untouched(request.getfixturevalue(kind))
    for path in (path for part in ("data", "reports") for path in (top / part).rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        assert "R001" not in text and "nobody@example.org" not in text, path
        assert "private" not in path.parts and str(ROOT) not in text and str(top.parents[1]) not in text, path


@pytest.mark.parametrize("kind", ["shared", "synthetic"])
def test_it_says_what_it_is(kind, request):
    top = untouched(request.getfixturevalue(kind))
    crate = json.loads((top / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"} and entities["./"]["name"] == TITLE
    for part in entities["./"]["hasPart"]:
        assert (top / part["@id"]).exists() and part["@id"] in entities
        if "sha256" in entities[part["@id"]]:
            data = (top / part["@id"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == entities[part["@id"]]["sha256"]
    described = {part["@id"] for part in entities["./"]["hasPart"]}
    own = {"README.md", "CITATION.cff", "codecheck.yml", "ro-crate-metadata.json", "LICENSE-program"}
    for path in top.rglob("*"):
        name = path.relative_to(top).as_posix()
        is_told = name in described or f"{name.split('/')[0]}/" in described or name in own
        assert path.is_dir() or is_told
    check = yaml.safe_load((top / "codecheck.yml").read_text(encoding="utf-8"))
    assert check["paper"]["title"] == TITLE and all((top / one["file"]).is_file() for one in check["manifest"])
    assert "reports/small/results.json" in {one["file"] for one in check["manifest"]}
    cited = yaml.safe_load((top / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["title"] == TITLE and cited["references"][0]["type"] == "software"
    assert TITLE in (top / "README.md").read_text(encoding="utf-8")


def test_the_same_report_makes_the_same_archive(shared, tmp_path, monkeypatch):
    place = shared.parents[1]
    few(monkeypatch, place)
    for name in ("a.zip", "b.zip"):
        assert commands.main(["bundle", str(place / "small"), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_answers_that_tell_who_somebody_is_make_no_archive(tmp_path, monkeypatch, capsys):
    few(monkeypatch, tmp_path)
    monkeypatch.setattr(bundle, "BUNDLES", tmp_path / "bundles")
    codebook, table = sound_codebook(), sound_responses()
    codebook.loc["contact"] = {"variable": "contact", "role": "respondent_id"}
    codebook = codebook.drop("id").fillna("")
    codebook.loc["other"] = dict.fromkeys(codebook.columns, "") | {
        "variable": "other", "role": "multi", "scale": "more",
    }  # fmt: skip
    table["contact"], table["other"] = table["id"], "rang an: 13800138000"
    settings = SHARED + '\n[multi.more]\nlabel = "More"\n'
    folder = write_study(tmp_path / "small", settings=settings, codebook=codebook, responses=table)
    assert commands.main(["bundle", str(folder)]) == 2
    assert "phone numbers" in capsys.readouterr().err and not list((tmp_path / "bundles").glob("*"))


def test_a_report_in_which_something_failed_makes_no_archive(tmp_path, monkeypatch, capsys):
    few(monkeypatch, tmp_path)
    made = run.Made(folder=tmp_path / "reports" / "small", failed=["02_reliability failed"])
    monkeypatch.setattr(run, "report", lambda folder: made)
    assert commands.main(["bundle", str(write_study(tmp_path / "small"))]) == 2
    assert "something failed in the report" in capsys.readouterr().err
