"""What a result depends on is in its fingerprint, each part by itself."""

import os
import re
import sys

import pytest

from analysis import PACKAGE
from analysis.workflow.keeping import cache, fingerprints, places
from analysis.workflow.running.chapters import CHAPTERS

STUDY = {"study.toml": "a", "responses.csv": "b"}
PROGRAM = {room: room for room in ("survey", "statistics", "report", "workflow", "results", "lock")}
PROGRAM |= {"notebooks": {chapter.notebook.name: chapter.name for chapter in CHAPTERS} | {"report.ipynb": "r"}}
NUMBERS = ("survey", "statistics", "results", "lock")


def of_chapter(position=0, study=STUDY, **program):
    return fingerprints.of_chapter(CHAPTERS[position], study, PROGRAM | program)


def test_a_chapter_depends_on_the_study_and_on_all_that_makes_numbers(monkeypatch):
    found = of_chapter()
    assert of_chapter() == found != of_chapter(1)
    assert of_chapter(study=STUDY | {"responses.csv": "c"}) != found
    notebooks = PROGRAM["notebooks"]
    assert of_chapter(notebooks=notebooks | {CHAPTERS[0].notebook.name: "other"}) != found
    assert of_chapter(notebooks=notebooks | {CHAPTERS[1].notebook.name: "other"}) == found
    for part in ("report", "workflow"):
        assert of_chapter(**{part: "other"}) == found
    for part in NUMBERS:
        assert of_chapter(**{part: "other"}) != found
    monkeypatch.setattr(fingerprints.platform, "python_version", lambda: "3.99")
    assert of_chapter() != found


def test_two_chapters_of_one_notebook_are_told_apart():
    notebooks = dict.fromkeys(PROGRAM["notebooks"], "same")
    assert of_chapter(0, notebooks=notebooks) != of_chapter(1, notebooks=notebooks)


def test_a_run_depends_on_everything(monkeypatch):
    found = fingerprints.of_run("a", STUDY, PROGRAM)
    others = [
        fingerprints.of_run("b", STUDY, PROGRAM),
        fingerprints.of_run("a", STUDY | {"study.toml": "c"}, PROGRAM),
        *(fingerprints.of_run("a", STUDY, PROGRAM | {part: "other"}) for part in PROGRAM),
    ]
    monkeypatch.setattr(fingerprints.platform, "python_version", lambda: "3.99")
    others.append(fingerprints.of_run("a", STUDY, PROGRAM))
    assert len({found, *others}) == len(others) + 1


def test_the_program_is_every_room_every_notebook_and_the_lock(monkeypatch):
    monkeypatch.setattr(fingerprints, "of_tree", lambda *places: [place.name for place in places])
    monkeypatch.setattr(fingerprints, "of_file", lambda path: path.name)
    notebooks = [*(chapter.notebook.name for chapter in CHAPTERS), "report.ipynb"]
    assert fingerprints.code() == {
        **{room: [room] for room in ("survey", "statistics", "report", "workflow")},
        "results": "results.py",
        "lock": "requirements.lock",
        "notebooks": {name: name for name in notebooks},
    }


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A package of the test's own, with files of every kind in its report."""
    monkeypatch.setattr(fingerprints, "PACKAGE", tmp_path / "analysis")
    monkeypatch.setattr(fingerprints, "REPORT", tmp_path / "analysis" / "report")
    monkeypatch.setattr(fingerprints, "LOCK", tmp_path / "lock")
    for name in ("lock", "results.json", *FREE, *BOUND):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("1")
    return tmp_path


REPORT = "analysis/report/"
FREE = tuple(
    REPORT + name
    for name in ("formats/html.py", "chapters/a/page.py", "references.json", "chapters/a/en.toml", "__pycache__/x.pyc")
)
BOUND = tuple(REPORT + name for name in ("chapters/a/claims.py", "drawing/style.py", "fonts/a.ttf"))


@pytest.mark.parametrize(
    ("name", "is_other"),
    [("results.json", True), ("lock", True)] + [(name, True) for name in BOUND] + [(name, False) for name in FREE],
)
def test_figures_depend_on_what_can_reach_them(tree, name, is_other):
    before = fingerprints.of_pictures(tree / "results.json")
    (tree / name).write_text("2")
    assert (fingerprints.of_pictures(tree / "results.json") != before) is is_other


@pytest.mark.parametrize(("kind", "is_other"), [("figures", True), ("figure_words", True), ("sentences", False)])
@pytest.mark.parametrize("language", fingerprints.LANGUAGES)
def test_figures_depend_on_their_words_in_each_language(tree, monkeypatch, kind, language, is_other):
    words = {name: {"figures": "a", "figure_words": "b", "sentences": "c"} for name in fingerprints.LANGUAGES}
    monkeypatch.setattr(fingerprints, "texts", words.get)
    before = fingerprints.of_pictures(tree / "results.json")
    words[language][kind] = "other"
    assert (fingerprints.of_pictures(tree / "results.json") != before) is is_other


def test_a_tree_is_its_files_by_name_and_bytes(tree):
    package = tree / "analysis"
    file = package / "report" / "drawing" / "style.py"
    assert fingerprints.of_tree(package) != fingerprints.of_tree(file) == fingerprints.of_tree(file.parent)
    before = fingerprints.of_tree(package)
    (package / "report" / "__pycache__" / "y.pyc").write_text("2")
    assert fingerprints.of_tree(package) == before
    file.rename(file.with_name("other.py"))
    assert fingerprints.of_tree(package) != before


def test_every_package_that_numbers_and_figures_come_from_has_its_version_noted():
    files = [*PACKAGE.glob("statistics/**/*.py"), *PACKAGE.glob("report/**/figures/*.py")]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in files)
    imported = set(re.findall(r"^ *(?:import (\w+)(?:\.| as |$)|from (\w+)[\w.]* import )", texts, re.MULTILINE))
    imported = {name for pair in imported for name in pair if name}
    imported -= {"analysis", "typing_extensions", *sys.stdlib_module_names}
    assert imported | {"seaborn", "papermill", "typst", "python"} == set(fingerprints.versions())


def test_other_versions_are_kept_for_an_hour(tmp_path, monkeypatch):
    monkeypatch.setattr(cache.time, "time", lambda: 10_000.0)
    for name, age in (("kept", 9_999), ("hour", 3_600), ("older", 3_601)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (10_000 - age,) * 2)
    cache.drop_old(tmp_path / "kept")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hour", "kept"]
    cache.drop_old(tmp_path / "nowhere" / "kept")


def test_a_place_in_the_cache_is_of_one_study_one_chapter_one_fingerprint():
    one = cache.entry("study", "chapter", "sample", "f" * 64)
    assert one.folder == cache.CACHE / "study" / "chapter" / ("f" * 32)
    assert cache.entry("study", "chapter", "sample", "e" * 64).folder != one.folder


def test_a_path_is_given_from_the_project_where_it_lies_below_it(tmp_path):
    assert places.portable(places.ROOT / "data" / "example") == "data/example"
    assert places.portable(tmp_path) == str(tmp_path)


def test_the_machine_and_every_file_of_the_program_are_told(tree, monkeypatch):
    assert set(fingerprints.machine()) == {"system", "architecture", "processor", "kernels"}
    told = fingerprints.sources()
    names = {chapter.notebook.name for chapter in CHAPTERS} | {"report.ipynb"}
    assert {name for name in told if "/" not in name} == names
    assert set(BOUND) <= set(told)


@pytest.mark.parametrize(
    ("told", "kernels"),
    [
        ("model name\t: EPYC\nflags\t: sse2 avx avx2 avx512f\n\nmodel name\t: other\nflags\t: sse2\n", "avx512f"),
        ("model name\t: EPYC\nflags\t: sse2 avx avx2\n", "avx2"),
        ("model name\t: EPYC\nFeatures\t: fp asimd\n", "asimd"),
        ("model name\t: EPYC\nflags\t: sse2\n", ""),
    ],
)
def test_processors_of_one_name_are_told_apart_by_their_vectors(told, kernels, tmp_path, monkeypatch):
    (tmp_path / "cpuinfo").write_text(told)
    monkeypatch.setattr(fingerprints, "CPU", tmp_path / "cpuinfo")
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    machine = fingerprints.machine()
    assert (machine["processor"], machine["kernels"]) == ("EPYC", kernels)
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    assert fingerprints.machine()["kernels"] == "Haswell"
    monkeypatch.setattr(fingerprints, "CPU", tmp_path / "none")
    monkeypatch.delenv("OPENBLAS_CORETYPE")
    assert fingerprints.machine()["kernels"] == ""
