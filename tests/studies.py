"""Small study folders for tests: a sound one, to be written and then spoilt."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import ROOT

SHARED = ROOT.parent / "shared"
REAL_STUDIES = ("bfi", "mobi", "service_quality", "supermarket")

SETTINGS = """\
[study]
title.en = "A small study"
title.zh = "小型调研"
responses = "responses.csv"

[analysis]
conf_level = 0.95
seed = 1

[scales.speed]
label.en = "Speed"
label.zh = "速度"

[scales.skill]
label.en = "Skill"

[scales.care]
label.en = "Care"

[scales.reach]
label.en = "Reach"

[scales.satisfaction]
label.en = "Satisfaction"
label.zh = "满意度"

[scales.trust]
label.en = "Trust"

[pain_points.maze]
label.en = "Robot maze"
label.zh = "机器人迷宫"
"""

DIMENSIONS = {"speed": "SPE", "skill": "SKI", "care": "CAR", "reach": "REA"}
COLUMNS = ("variable", "role", "scale", "low", "high", "reversed", "missing", "step", "labels", "text_en", "text_zh")


def sound_codebook() -> pd.DataFrame:
    """Three items on each of four dimensions, two outcome scales, and one variable of every other role."""
    rows = [(f"{stem}{i}", "item", scale, 1, 5) for scale, stem in DIMENSIONS.items() for i in (1, 2, 3)]
    rows += [("SAT1", "outcome", "satisfaction", 1, 5), ("SAT2", "outcome", "satisfaction", 1, 5)]
    rows += [("TRU1", "outcome", "trust", 1, 5)]
    rows += [("maze_met", "pain_point", "maze", 0, 1), ("maze_severity", "pain_point", "maze", 1, 5)]
    rows += [("check", "attention_check", "", 4, 4), ("seconds", "duration_seconds", "", "", "")]
    rows += [("id", "respondent_id", "", "", ""), ("platform", "group", "", "", "")]
    codebook = pd.DataFrame(rows, columns=COLUMNS[:5]).reindex(columns=COLUMNS, fill_value="").astype(str)
    codebook = codebook.set_index("variable", drop=False)
    codebook.loc["SPE2", "reversed"] = "yes"
    codebook.loc["platform", "labels"] = "1=Apple Market;2=Banana Shop"
    codebook.loc["SPE1", ["text_en", "text_zh"]] = ["They answer fast.", "回应迅速。"]
    return codebook


def sound_responses(n_obs: int = 120, seed: int = 7) -> pd.DataFrame:
    """Attentive answers, as numbers written in text: one factor behind each dimension, one behind all."""
    rng = np.random.default_rng(seed)
    general = rng.normal(size=n_obs)
    answers = {}
    for stem in DIMENSIONS.values():
        factor = 0.6 * general + 0.8 * rng.normal(size=n_obs)
        answers |= {f"{stem}{i}": likert(factor, rng) for i in (1, 2, 3)}
    answers["SPE2"] = 6 - answers["SPE2"]
    answers |= {name: likert(general, rng) for name in ("SAT1", "SAT2", "TRU1")}
    met = rng.integers(0, 2, n_obs)
    table = pd.DataFrame(answers).astype(str)
    table["maze_met"] = met.astype(str)
    table["maze_severity"] = np.where(met == 1, rng.integers(1, 6, n_obs).astype(str), "")
    table["check"] = "4"
    table["seconds"] = (200 + np.arange(n_obs)).astype(str)
    table["id"] = [f"R{i:03}" for i in range(n_obs)]
    table["platform"] = rng.choice(["1", "2"], n_obs)
    table["e_mail"] = "nobody@example.org"  # not declared: never to be read
    return table


def likert(factor: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Five-step answers of reliability about .6 to a factor."""
    return np.clip(np.round(3.4 + 0.8 * factor + 0.6 * rng.normal(size=len(factor))), 1, 5).astype(int)


def write_study(
    folder: Path,
    *,
    settings: str = SETTINGS,
    codebook: pd.DataFrame | None = None,
    responses: pd.DataFrame | bytes | None = None,
) -> Path:
    """
    A study folder, sound unless something else is given.

    Parameters
    ----------
    folder : Path
        Made if absent.
    settings : str
        The text of study.toml.
    codebook : pandas.DataFrame, optional
        Its rows, by default `sound_codebook()`.
    responses : pandas.DataFrame or bytes, optional
        The rows of responses.csv or its very bytes, by default `sound_responses()`.

    Returns
    -------
    Path
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codebook = sound_codebook() if codebook is None else codebook
    responses = sound_responses() if responses is None else responses
    content = responses if isinstance(responses, bytes) else csv_text(responses).encode()
    (folder / "study.toml").write_text(settings, encoding="utf-8")
    (folder / "codebook.csv").write_text(csv_text(codebook), encoding="utf-8")
    (folder / "responses.csv").write_bytes(content)
    return folder


def csv_text(table: pd.DataFrame, separator: str = ",") -> str:
    """A table as delimited text, its column names as they are, repeated or not."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False))
    return text.getvalue()
