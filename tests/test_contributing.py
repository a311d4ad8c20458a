"""CONTRIBUTING.md speaks of what is there: its files, and the names that it says stand in them."""

import re

import pytest

from analysis import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`((?:analysis|notebooks|tests|\.ci)/[\w./]*)`")
NAMES = re.compile(r"`(analysis/[\w/]+\.py)`[^`(]*\((`\w+`(?:, `\w+`)*)\)")


@pytest.mark.parametrize("place", sorted(set(PLACE.findall(TEXT))))
def test_every_place_is_there(place):
    assert (ROOT / place).exists()


@pytest.mark.parametrize(("place", "names"), NAMES.findall(TEXT))
def test_every_name_stands_where_it_is_said_to(place, names):
    text = (ROOT / place).read_text(encoding="utf-8")
    for name in re.findall(r"`(\w+)`", names):
        assert re.search(rf"^(?:def|class) {name}\b|^{name}\b.*=", text, re.M), f"{name} is not in {place}"


@pytest.mark.parametrize("name", ["correlations_with", "alone", "is_turned"])
def test_the_worked_example_is_in_the_code(name):
    assert f"`{name}`" in TEXT
    places = [ROOT / "analysis/statistics/regression/drivers.py", ROOT / "analysis/report/chapters/drivers/claims.py"]
    assert any(f"def {name}(" in place.read_text(encoding="utf-8") for place in places)
