"""`make verify` and `make diff` from folder to exit code, on a small study with two chapters."""

import json
import random
import shutil

import pytest

from analysis.workflow import commands, verify
from analysis.workflow.keeping import cache, fingerprints, places, provenance
from analysis.workflow.running import chapter_runs, chapters, run
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A small study and its report without chapters that take long; gives the folder of both."""
    place = tmp_path_factory.mktemp("verify")
    with pytest.MonkeyPatch.context() as patch:
        few(patch, place)
        write_study(place / "small")
        assert commands.main(["report", str(place / "small")]) == 0
    return place


def few(patch, place):
    """Runs have two chapters and one page, and leave everything in the test's own folder."""
    kept = [chapter for chapter in chapters.CHAPTERS if chapter.name in ("01_sample", "02_reliability")]
    patch.setattr(chapter_runs, "CHAPTERS", kept)
    patch.setattr(run, "typeset", lambda study, stage, *_, **__: (stage / "report.en.html").write_text("a page"))
    patch.setattr(run, "REPORTS", place / "reports")
    patch.setattr(cache, "CACHE", place / "cache")
    patch.setattr(verify, "RECORDS", place / "verifications")


@pytest.fixture
def study(published, tmp_path, monkeypatch):
    """A copy of the study and its report, to be altered."""
    few(monkeypatch, tmp_path)
    shutil.copytree(published / "small", tmp_path / "small")
    shutil.copytree(published / "reports", tmp_path / "reports")
    places.note_owner(tmp_path / "reports" / "small", tmp_path / "small")
    return tmp_path / "small"


def verified(study, *more):
    code = commands.main(["verify", str(study), "--language", "en", *map(str, more)])
    return code, json.loads(
        (study.parent / "verifications" / "small" / "verification.json").read_text(encoding="utf-8")
    )


def named(found):
    return [(cause["kind"], cause["code"]) for cause in found["causes"]]


def test_a_report_that_holds_ends_in_zero_and_is_left_alone(study, capsys):
    report = study.parent / "reports" / "small"
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    shutil.rmtree(cache.CACHE, ignore_errors=True)
    code, found = verified(study)
    assert code == 0 and found["equal"] and found["causes"] == [] and len(found["numbers"]) > 500
    assert {path: path.read_bytes() for path in report.rglob("*") if path.is_file()} == before
    assert not list(cache.CACHE.glob("small-*"))
    assert "the report holds" in capsys.readouterr().out


def test_an_answer_that_was_altered_is_named_by_row_and_column(study, capsys):
    answers = sound_responses()
    answers.loc[10, "SPE1"] = "1" if answers.loc[10, "SPE1"] != "1" else "2"
    write_study(study, responses=answers)
    code, found = verified(study)
    assert code == 1 and named(found) == [("data", "changed")]
    assert found["causes"][0]["values"] == {"file": "responses.csv", "rows": [12], "names": ["SPE1"]}
    assert any(row["name"].startswith("sample.items.SPE1.") and not row["equal"] for row in found["numbers"])
    assert "1 row changed (12), in SPE1" in capsys.readouterr().out
    shutil.rmtree(study.parent / "reports" / "small" / "private")
    code, found = verified(study)
    assert code == 1 and named(found) == [("data", "data")] and found["causes"][0]["values"]["names"] == ["SPE1"]


def test_a_setting_that_was_altered_is_named(study):
    write_study(study, settings=SETTINGS.replace("conf_level = 0.95", "conf_level = 0.9"))
    code, found = verified(study)
    assert code == 1 and named(found) == [("settings", "setting")]
    assert found["causes"][0]["values"]["name"] == "analysis.conf_level"


def test_a_wording_that_was_altered_is_named(study):
    codebook = sound_codebook()
    codebook.loc["SPE1", "text_en"] = "They answer slowly."
    write_study(study, codebook=codebook, settings=SETTINGS.replace('label.en = "Speed"', 'label.en = "Pace"'))
    code, found = verified(study)
    assert code == 1 and named(found) == [("codebook", "cell"), ("texts", "setting")]
    cell, label = (cause["values"] for cause in found["causes"])
    assert (cell["variable"], cell["column"], cell["new"]) == ("SPE1", "text_en", "They answer slowly.")
    assert (label["name"], label["old"], label["new"]) == ("scales.speed.label.en", "Speed", "Pace")
    assert all(number["equal"] for number in found["numbers"]) and found["texts"]


def test_a_package_of_another_version_is_named_alone(study, monkeypatch, capsys):
    versions = fingerprints.versions()
    monkeypatch.setattr(fingerprints, "versions", lambda: versions | {"scipy": "0.1"})
    code, found = verified(study)
    assert code == 0 and named(found) == [("versions", "version")]
    assert found["causes"][0]["values"] == {"name": "scipy", "old": versions["scipy"], "new": "0.1"}
    assert "scipy" in capsys.readouterr().out


def test_a_number_altered_in_the_report_is_named_with_its_file(study):
    path = study.parent / "reports" / "small" / "results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    results["reliability"]["scales"]["speed"]["alpha"]["estimate"] += 0.1
    path.write_text(json.dumps(results), encoding="utf-8")
    code, found = verified(study)
    assert code == 1 and named(found) == [("report", "altered")]
    assert found["causes"][0]["values"] == {"file": "results.json"}
    different = [row["name"] for row in found["numbers"] if not row["equal"]]
    assert different == ["reliability.scales.speed.alpha.estimate"]


def test_a_document_altered_in_the_report_is_compared(study):
    (study.parent / "reports" / "small" / "report.en.html").write_text("another page")
    code, found = verified(study)
    assert code == 1 and named(found) == [("report", "altered")]
    assert list(found["documents"]) == ["report.en.html"]


def test_of_a_document_by_itself_no_origin_is_known(study, tmp_path, capsys):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "report.en.html").write_text("a page")
    (tmp_path / "reports" / "small" / "results.json").write_text("{}")
    _, found = verified(study, "--report", tmp_path / "sent" / "report.en.html")
    assert named(found) == [("report", "no_record")]
    _, found = verified(study, "--report", tmp_path / "reports" / "small" / "report.en.html")
    assert named(found) == []
    assert "provenance.json" in capsys.readouterr().out


def test_what_cannot_be_found_out_ends_in_two(study, tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("no report")
    (tmp_path / "broken.json").write_text("{")
    for place in ("letter.txt", "broken.json", "nowhere"):
        assert commands.main(["verify", str(study), "--report", str(tmp_path / place)]) == 2
    (study / "codebook.csv").unlink()
    assert commands.main(["verify", str(study)]) == 2
    assert commands.main(["diff", str(tmp_path / "nowhere"), str(study)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_two_waves_are_told_apart_and_a_report_from_itself_not(study, capsys):
    assert commands.main(["diff", str(study), str(study.parent / "reports" / "small"), "--language", "en"]) == 0
    second = write_study(study.parent / "second", responses=sound_responses(90, seed=3))
    assert commands.main(["diff", str(study), str(second), "--language", "zh"]) == 1
    assert "收到120份与90份" in capsys.readouterr().out


def an_answer(study, rng, monkeypatch):
    answers = sound_responses()
    row, name = rng.randrange(len(answers)), rng.choice([name for name in answers if name[:3] in ("SPE", "SKI", "CAR")])
    answers.loc[row, name] = rng.choice([value for value in "12345" if value != answers.loc[row, name]])
    write_study(study, responses=answers)
    return ("data", "changed", {"file": "responses.csv", "rows": [row + 2], "names": [name]})


def a_setting(study, rng, monkeypatch):
    name, old, new = rng.choice(
        [
            ("analysis.conf_level", "conf_level = 0.95", "conf_level = 0.9"),
            ("analysis.seed", "seed = 1", f"seed = {rng.randrange(2, 99)}"),
            ("analysis.min_group", "seed = 1", f"seed = 1\nmin_group = {rng.randrange(11, 20)}"),
            ("report.min_cell", "[analysis]", f"[report]\nmin_cell = {rng.randrange(6, 9)}\n\n[analysis]"),
        ]
    )
    write_study(study, settings=SETTINGS.replace(old, new))
    return ("settings", "setting", {"name": name})


def a_wording(study, rng, monkeypatch):
    codebook = sound_codebook()
    name, column = rng.choice(["SPE1", "SKI2", "SAT1"]), rng.choice(["text_en", "text_zh"])
    codebook.loc[name, column] = f"Another wording, {rng.random()}"
    write_study(study, codebook=codebook)
    return ("codebook", "cell", {"variable": name, "column": column, "new": codebook.loc[name, column]})


def a_package(study, rng, monkeypatch):
    versions = fingerprints.versions()
    name = rng.choice(sorted(versions))
    monkeypatch.setattr(fingerprints, "versions", lambda: versions | {name: "0.0.1"})
    return ("versions", "version", {"name": name, "old": versions[name], "new": "0.0.1"})


def a_number(study, rng, monkeypatch):
    path = study.parent / "reports" / "small" / "results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    part = results["reliability"]["scales"][rng.choice(["speed", "skill", "care", "reach"])]["alpha"]
    part[rng.choice(["estimate", "conf_low", "conf_high"])] += rng.choice([-1, 1]) * rng.uniform(0.001, 0.2)
    path.write_text(json.dumps(results), encoding="utf-8")
    return ("report", "altered", {"file": "results.json"})


@pytest.mark.parametrize("seed", range(20))
def test_the_one_thing_that_is_not_the_same_is_named_and_nothing_else(seed, study, published, monkeypatch):
    rng = random.Random(seed)
    change = (an_answer, a_setting, a_wording, a_package, a_number)[seed % 5]
    kind, code, values = change(study, rng, monkeypatch)
    sound = json.loads((published / "reports" / "small" / "results.json").read_text(encoding="utf-8"))

    def recomputed(folder, place):  # the numbers are computed by the tests above
        files = {path.name: fingerprints.of_file(path) for path in sorted(folder.iterdir()) if path.is_file()}
        return sound, provenance.origin(folder, files, fingerprints.code()), provenance.answers(folder)

    monkeypatch.setattr(run, "recomputed", recomputed)
    monkeypatch.setattr(verify, "write", lambda found, target: None)
    found, _ = verify.verified(study, None, None)
    (cause,) = found.causes
    assert (cause.kind, cause.code) == (kind, code) and values.items() <= cause.values.items()
    assert len(found.comparison.different) == (change is a_number) and found.is_equal == (change is not a_number)
