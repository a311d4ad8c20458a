"""The reference data sets and R's numbers for them: simulated sets are here, real ones beside the project."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis import ROOT

SIMULATED = ("ecsq600", "ecsq600_missing")
REAL = ("bfi", "mobi", "service_quality", "supermarket")
ALL = SIMULATED + REAL
ORDINAL = ("bfi", "service_quality", "ecsq600", "ecsq600_missing")
WITH_OUTCOME = tuple(name for name in ALL if name != "bfi")

HERE = ROOT / "tests" / "reference"
BESIDE = ROOT.parent / "shared" / "reference"


@dataclass(frozen=True)
class Oracle:
    """
    A data set and R's numbers for it.

    `scales` and `outcome` are keyed items (every row received), `ranges` the declared ends of each item's answers,
    `r` what R found.
    """

    name: str
    scales: dict[str, pd.DataFrame]
    outcome: pd.DataFrame | None
    ranges: dict[str, tuple[float, float]]
    r: dict

    @property
    def items(self) -> pd.DataFrame:
        """Items of all dimensions."""
        return pd.concat(self.scales.values(), axis=1)

    @property
    def scale_of(self) -> dict[str, str]:
        """The dimension of each item."""
        return {item: name for name, items in self.scales.items() for item in items}

    @property
    def outcomes(self) -> dict[str, pd.DataFrame]:
        """The outcome scale by name."""
        return {} if self.outcome is None else {"satisfaction": self.outcome}


@cache
def oracle(name: str) -> Oracle:
    """The data set `name` and R's numbers; the test that asks is skipped where the file is not on this machine."""
    folder = HERE if name in SIMULATED else BESIDE
    spec = json.loads(require_here(folder / f"{name}.spec.json").read_text(encoding="utf-8"))
    answers = pd.read_csv(require_here(folder / spec["data"]))
    low, high = spec["scale"]
    answers[spec["reverse"]] = low + high - answers[spec["reverse"]]
    variables = [item for items in spec["dimensions"].values() for item in items] + spec.get("outcome", [])
    return Oracle(
        name=name,
        scales={scale: answers[items] for scale, items in spec["dimensions"].items()},
        outcome=answers[spec["outcome"]] if spec.get("outcome") else None,
        ranges=dict.fromkeys(variables, (low, high)),
        r=json.loads(require_here(folder / f"{name}.json").read_text(encoding="utf-8")),
    )


def scales_of(name: str) -> dict[str, list[str]]:
    """The dimensions of a data set and their items."""
    return {scale: list(items) for scale, items in oracle(name).scales.items()}


@cache
def answers_of(name: str) -> pd.DataFrame:
    """Keyed answers of the rows complete on all items of the dimensions."""
    return oracle(name).items.dropna()


def require_here(path: Path) -> Path:
    """`path`, or the test is skipped: real data and their reference numbers are not part of the project."""
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine: real reference data are not part of the project")
    return path
