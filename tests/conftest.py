"""What the tests of a whole run share."""

from functools import partial

import pytest

from analysis.workflow.keeping import cache
from analysis.workflow.running import run
from tests.runs import RunOnce, run_once, session_folder


@pytest.fixture(scope="session")
def ran(tmp_path_factory) -> RunOnce:
    """Gives the place of a study's run, which is made once a session, for all tests and workers that need it."""
    return partial(run_once, shared=session_folder(tmp_path_factory) / "ran")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Runs leave their reports and their cache in a folder of the test's own; gives that folder."""
    monkeypatch.setattr(run, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    return tmp_path
