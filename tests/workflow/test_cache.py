"""Chapters' runs are kept apart, whoever else is running, and dropped when nobody can need them any more."""

import os
import time

from analysis.workflow import cache


def finished(place, text="result"):
    """An entry whose run has ended, but which has not been given its name."""
    entry = cache.Entry(folder=place / "chapter" / "print", results_name="sample")
    work = entry.open()
    (work / entry.results.name).write_text(text)
    (work / entry.notebook.name).write_text("{}")
    return entry


def test_a_run_has_its_name_only_when_it_has_ended(tmp_path):
    entry = finished(tmp_path)
    assert not entry.is_complete()
    entry.close()
    assert entry.is_complete() and list(entry.folder.parent.iterdir()) == [entry.folder]


def test_two_runs_at_once_do_not_meet(tmp_path, monkeypatch):
    first = finished(tmp_path, "first")
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: -1)
        second = finished(tmp_path, "second")
        assert not first.is_complete()
        second.close()
    first.close()
    assert first.results.read_text() == "second"
    assert list(first.folder.parent.iterdir()) == [first.folder]


def test_only_what_has_been_left_alone_is_dropped(tmp_path):
    entry = finished(tmp_path)
    old, new = (entry.folder.with_name(name) for name in ("old", "new.7.part"))
    for other in (old, new):
        other.mkdir()
    os.utime(old, (time.time() - 2 * cache.IN_USE,) * 2)
    entry.close()
    assert {path.name for path in entry.folder.parent.iterdir()} == {"print", "new.7.part"}
