"""What the tests of a whole run share."""

import pytest

from analysis.workflow.keeping import cache
from analysis.workflow.running import run


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Runs leave their reports and their cache in a folder of the test's own; gives that folder."""
    monkeypatch.setattr(run, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    return tmp_path
