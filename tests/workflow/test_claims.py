"""The list of a report's claims."""

import re
import shutil

import pytest

from analysis import ROOT
from analysis.survey.errors import DataError
from analysis.workflow import claims

SAMPLE = ROOT / "tests" / "report" / "example.json"


@pytest.fixture
def listed(tmp_path):
    (tmp_path / "reports" / "small").mkdir(parents=True)
    shutil.copyfile(SAMPLE, tmp_path / "reports" / "small" / "results.json")
    return lambda language=None: claims.listed(tmp_path / "small", tmp_path / "reports", language)


def test_each_claim_has_its_verdict_its_place_its_values_and_a_sentence_in_each_language(listed):
    (alpha,) = [
        part for part in listed().split("\n\n") if part.startswith("reliability.alpha_of_scale:responsiveness: ")
    ]
    assert re.match(r"\S+ \w+, one of \w+(, \w+)+\n", alpha)
    path, line = re.search(r"decided in (analysis/report/chapters/reliability/\w+\.py):(\d+)", alpha).groups()
    assert "reliability.alpha_of_scale" in (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "\n  en: Responsiveness: α = .77" in alpha and re.search(r"\n  zh: .*0\.77", alpha)


def test_one_language_can_be_asked_for(listed):
    told = listed("zh")
    assert "\n  zh: " in told and "\n  en: " not in told


def test_a_study_without_a_report_is_told_to_make_one(tmp_path):
    with pytest.raises(DataError, match="small"):
        claims.listed(tmp_path / "small", tmp_path / "reports", None)
