"""Report code reads results by attribute: a field that is renamed is an error of the type checker, which CI runs."""

from pathlib import Path

from mypy import api

from analysis import ROOT

READER = """
from analysis.report.document.contents import Results
from analysis.statistics.foundation.attempts import had

def lowest(results: Results) -> list[float]:
    reliability = had(results.reliability)
    scales = had(reliability.scales["resolution"]) if reliability else None
    return [scales.alpha.{field}] if scales and scales.alpha else []
"""


def told(field: str, reader: Path) -> str:
    """What the checker says of code that reads a field, with the project's settings."""
    reader.write_text(READER.format(field=field), encoding="utf-8")
    out, _, _ = api.run(["--config-file", str(ROOT / "pyproject.toml"), str(reader)])
    return out


def test_a_field_by_another_name_is_an_error_and_by_its_own_is_none(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    assert "Success" in told("conf_low", tmp_path / "reader.py")
    assert '"Interval" has no attribute "lower"' in told("lower", tmp_path / "reader.py")


def test_ci_and_pre_commit_run_the_checker():
    for name in (".ci/run", ".pre-commit-config.yaml"):
        assert ".venv/bin/python -m mypy" in (ROOT / name).read_text(encoding="utf-8")
