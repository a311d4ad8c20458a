"""Groups that differ in every way and measured quantities, computed of simulated answers, in the example's results."""

import numpy as np
import pandas as pd

from analysis.report.document.results import plain
from analysis.statistics import group_differences, indicator_descriptions

N = 400


def simulated(study: dict) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """Scales, groupings and indicators of 400 people."""
    rng = np.random.default_rng(20)
    groups = pd.DataFrame(
        {
            "platform": rng.choice(["A", "B", "C", "D"], N, p=[0.4, 0.3, 0.2, 0.1]),
            "channel": np.where(np.arange(N) < 7, "Letter", rng.choice(["Chat", "Phone"], N)),
            "reason": np.where(np.arange(N) < 2, "Rare", rng.choice(["Return", "Question"], N)),
            "age_band": "Old",
            "gender": rng.choice(["Female / 女", "Male / 男"], N),
        }
    )
    level = groups["platform"].map({"A": 0.0, "B": 0.0, "C": -0.9, "D": 0.6})
    level += 0.8 * (groups["channel"] == "Phone") + 0.02 * (groups["gender"] == "Female / 女")
    shifts = dict(zip([scale["name"] for scale in study["scales"]], (1, 0.3, 0.25, 0, 0.5, 0.8, 0, 0, 0), strict=True))
    scores = {name: 3 + shift * level + rng.normal(0, 0.8, N) for name, shift in shifts.items()}
    wait = pd.Series(np.exp(1 - 0.5 * (scores["responsiveness"] - 3) + rng.normal(0, 0.5, N)))
    indicators = pd.DataFrame(
        {
            "wait": wait,
            "contacts": rng.integers(1, 6, N).astype(float),
            "solved": (scores["resolution"] > 3).astype(float),
            "refunded": rng.integers(0, 2, N).astype(float),
            "answered": np.where(np.arange(N) < 12, 40.0, np.nan),
            "lost": np.full(N, np.nan),
        }
    )
    return {name: pd.DataFrame({name: score}) for name, score in scores.items()}, groups, indicators


def grouped_results(results: dict) -> dict:
    """The results with groups and indicators of simulated answers."""
    scales, groups, indicators = simulated(results["study"])
    yes_no = ("solved", "refunded")
    waiting = dict.fromkeys(("wait", "answered"), "responsiveness")
    found = indicator_descriptions(
        indicators,
        kinds={name: "yes_no" if name in yes_no else "quantity" for name in indicators},
        belongs=waiting | {"solved": "resolution", "refunded": "aftersales"},
        scales=scales,
        groups=groups,
    )
    results["groups"] = plain(group_differences(scales, groups).groups)
    results["indicators"] = plain(found.indicators)
    results["study"]["indicators"] = [declared(name, name in yes_no) for name in indicators]
    return results


def declared(name: str, is_yes_no: bool) -> dict:
    """An indicator as the study declares it."""
    unit = {"en": "", "zh": ""} if is_yes_no else {"en": "minutes", "zh": "分钟"}
    text = {"en": f"Measure of {name}", "zh": f"指标{name}"}
    kind = "yes_no" if is_yes_no else "quantity"
    named = {"variable": name, "scale": "", "kind": kind, "text": text, "label": "", "unit": unit}
    return named | {"asked_if": "", "source": {"en": "", "zh": ""}, "not_applicable": []}
