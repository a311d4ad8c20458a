"""The answers that are timed: the Big Five Inventory of psych, and simulated questionnaires of any size."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"
SIZES = (500, 5_000, 100_000)
COMMON = ("bfi", *map(str, SIZES))
"""Samples that every job is done on."""
N_SCALES, N_ITEMS = 5, 5
FACTOR_CORRELATION = 0.5
LOADINGS = (0.60, 0.65, 0.70, 0.75, 0.80)
THRESHOLDS = (-1.5, -0.7, 0.1, 0.9)
EFFECTS = (0.35, 0.25, 0.20, 0.10, 0.05)
SHARE_MISSING = 0.03
SEED = 20_240_917


class Absent(Exception):
    """A sample that this machine does not have, and why."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """
    Answers to 25 items of 5 scales.

    Parameters
    ----------
    name : "bfi" or the number of rows.
    scales : items of each scale.
    answers : all rows, some with missing answers (for full information).
    complete : rows without a missing answer; of simulated samples the same people before answers were lost.
    outcome : something to explain by the scales; None where there is nothing.
    """

    name: str
    scales: dict[str, list[str]]
    answers: pd.DataFrame
    complete: pd.DataFrame
    outcome: pd.Series | None = None

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Complete rows, a table per scale."""
        return {name: self.complete[items] for name, items in self.scales.items()}

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Mean of each scale's items."""
        return pd.DataFrame({name: frame.mean(axis=1) for name, frame in self.frames.items()})


def sample(name: str) -> Sample:
    """
    The sample called "bfi", or one simulated with as many rows as `name` says.

    Raises
    ------
    Absent
        The reference data are not on this machine.
    """
    return big_five() if name == "bfi" else simulated(int(name))


def big_five() -> Sample:
    """The 25 items of `psych::bfi`, keyed: 2,800 rows, 2,436 of them complete, six categories."""
    spec_file = REFERENCE / "bfi.spec.json"
    if not spec_file.exists():
        raise Absent("the reference data set bfi is not on this machine")
    spec = json.loads(spec_file.read_text())
    items = [item for scale in spec["dimensions"].values() for item in scale]
    answers = pd.read_csv(REFERENCE / spec["data"])[items]
    answers[spec["reverse"]] = sum(spec["scale"]) - answers[spec["reverse"]]
    answers = answers.astype(float).copy()  # in one piece of memory, as `analysis.survey` loads it
    complete = answers.dropna().reset_index(drop=True)
    return Sample(name="bfi", scales=spec["dimensions"], answers=answers, complete=complete)


def factor_scores(n_obs: int, correlation: float, rng: np.random.Generator) -> np.ndarray:
    """Standard normal factors (n_obs, 5), each two correlated by `correlation`."""
    shared = rng.standard_normal((n_obs, 1))
    return np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * rng.standard_normal((n_obs, N_SCALES))


def simulated(n_obs: int) -> Sample:
    """Five correlated factors behind five items each, cut into five skewed categories; 3 % of answers are lost."""
    rng = np.random.default_rng([SEED, n_obs])
    factors = factor_scores(n_obs, FACTOR_CORRELATION, rng)
    loadings = np.tile(LOADINGS, N_SCALES)
    noise = rng.standard_normal((n_obs, N_SCALES * N_ITEMS))
    latent = np.repeat(factors, N_ITEMS, axis=1) * loadings + np.sqrt(1 - loadings**2) * noise
    complete = np.digitize(latent, THRESHOLDS) + 1.0
    answers = np.where(rng.random(complete.shape) < SHARE_MISSING, np.nan, complete)
    scales = {f"f{k}": [f"f{k}_{i}" for i in range(1, N_ITEMS + 1)] for k in range(1, N_SCALES + 1)}
    items = [item for names in scales.values() for item in names]
    return Sample(
        name=str(n_obs),
        scales=scales,
        answers=pd.DataFrame(answers, columns=items),
        complete=pd.DataFrame(complete, columns=items),
        outcome=pd.Series(factors @ EFFECTS + 0.6 * rng.standard_normal(n_obs)),
    )


def write(chosen: Sample, folder: Path) -> None:
    """The sample as files that R reads: complete.csv, answers.csv, scores.csv (outcome first), scales.json."""
    chosen.complete.to_csv(folder / "complete.csv", index=False, float_format="%g")
    chosen.answers.to_csv(folder / "answers.csv", index=False, float_format="%g")
    if chosen.outcome is not None:
        chosen.scores.assign(outcome=chosen.outcome).to_csv(folder / "scores.csv", index=False)
    (folder / "scales.json").write_text(json.dumps(chosen.scales))
