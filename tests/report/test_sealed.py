"""What is kept with its digest comes back as it was, or not at all."""

import pytest

from analysis.report.safeguards.sealed import seal, unsealed

DATA = {"svg": "<svg>满意</svg>", "width_cm": 16.0, "n": [1, 2]}


def test_sealed_data_come_back(tmp_path):
    seal(tmp_path / "new" / "figure.json", DATA)
    assert unsealed(tmp_path / "new" / "figure.json") == DATA
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["figure.json"]


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-9], lambda t: t.replace("16.0", "17.0"), lambda t: "", lambda t: "[1]"]
)
def test_spoilt_data_do_not(tmp_path, spoil):
    path = tmp_path / "figure.json"
    seal(path, DATA)
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert unsealed(path) is None


def test_absent_data_do_not(tmp_path):
    assert unsealed(tmp_path / "figure.json") is None
