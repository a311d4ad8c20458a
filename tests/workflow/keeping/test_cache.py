"""Chapters' runs are kept as they ended, told from what was spoilt since, and dropped when nobody asks for them."""

import os
import time

import pytest

from analysis.workflow.keeping import cache


def finished(place, text="result"):
    """An entry whose run has ended, but which has not been given its name."""
    entry = cache.Entry(folder=place / "chapter" / "print", results_name="sample")
    work = entry.open()
    (work / "sample.json").write_text(text)
    (work / "notebook.ipynb").write_text("{}")
    return entry


def test_a_run_has_its_name_only_when_it_has_ended(tmp_path):
    entry = finished(tmp_path)
    assert not entry.is_complete() and entry.place == entry.work
    entry.close()
    assert entry.is_complete() and entry.place == entry.folder
    assert list(entry.folder.parent.iterdir()) == [entry.folder]


@pytest.mark.parametrize("name", ["sample.json", "notebook.ipynb", cache.DIGESTS])
@pytest.mark.parametrize("spoil", ["cut short", "altered", "removed"])
def test_a_spoilt_entry_counts_as_none_and_is_made_again(tmp_path, name, spoil):
    entry = finished(tmp_path, '{"n_received": 60}')
    entry.close()
    file = entry.folder / name
    if spoil == "removed":
        file.unlink()
    else:
        text = file.read_text()
        file.write_text(text[:-2] if spoil == "cut short" else text.replace("6", "7").replace("{}", "{ }"))
    assert not entry.is_complete()
    finished(tmp_path, '{"n_received": 60}').close()
    assert entry.is_complete() and "60" in entry.results.read_text()


def test_what_was_added_to_an_entry_spoils_it(tmp_path):
    entry = finished(tmp_path)
    entry.close()
    (entry.folder / "more.json").write_text("{}")
    assert not entry.is_complete()


def test_only_what_nobody_asked_for_lately_is_dropped(tmp_path):
    entry = finished(tmp_path)
    old, new = (entry.folder.with_name(name) for name in ("old", "new"))
    for other in (old, new):
        other.mkdir()
    os.utime(old, (time.time() - 2 * cache.KEPT_FOR,) * 2)
    entry.close()
    assert {path.name for path in entry.folder.parent.iterdir()} == {"print", "new"}


def test_what_killed_runs_left_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    finished(tmp_path / "study").close()
    finished(tmp_path / "study")
    (tmp_path / "study" / "pictures").mkdir()
    (tmp_path / "study" / "pictures" / "fit.en.json.7.part").write_text("{")
    cache.drop_leftovers("study")
    left = sorted(path.name for path in (tmp_path / "study").rglob("*"))
    assert left == sorted(["chapter", "print", "sample.json", "notebook.ipynb", cache.DIGESTS, "pictures"])
