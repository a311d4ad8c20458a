"""The reference sets with ordered answers: complete rows, keyed, and other programs' numbers for them."""

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reference"
ORDINAL_SETS = ("bfi", "service_quality", "ecsq600", "ecsq600_missing")


def _require(path):
    if not path.exists():
        pytest.skip(f"the reference numbers ({path.name}) are not on this machine")
    return path


@cache
def reference_of(name: str) -> dict:
    """What R makes of a set."""
    return json.loads(_require(FOLDER / f"{name}.json").read_text())


@cache
def spec_of(name: str) -> dict:
    """A set's scales, reversed items and range."""
    return json.loads(_require(FOLDER / f"{name}.spec.json").read_text())


@cache
def answers_of(name: str) -> pd.DataFrame:
    """Keyed answers of the rows complete on all items."""
    spec = spec_of(name)
    items = [item for scale in spec["dimensions"].values() for item in scale]
    answers = pd.read_csv(_require(FOLDER / spec["data"]))[items].dropna()
    reversed_items = list(spec.get("reverse") or [])
    answers[reversed_items] = sum(spec["scale"]) - answers[reversed_items]
    return answers
