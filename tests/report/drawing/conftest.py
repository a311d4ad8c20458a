"""Results made up for the figures' tests: any number of scales, items and answers, with names as people write them."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.report.document.results import plain as written
from analysis.statistics import group_differences
from analysis.statistics.foundation.attempts import Unavailable

NAMES = {
    "en": ("Responsiveness and timeliness of the first reply", "Problem solving", "Attitude", "Channels' coverage"),
    "zh": ("响应效率与及时性以及首次回复速度", "问题解决能力与专业性", "沟通态度", "服务渠道的便捷性与覆盖度"),
}
PAIN_POINTS = {
    "robot_maze": {"en": "Robot maze and hand-over to a person who helps", "zh": "机器人迷宫与转人工困难且排队过长"},
    "vanished": {"en": "Complaints that vanish", "zh": "投诉石沉大海"},
}
QUADRANTS = ("keep_up", "concentrate", "low_priority", "possible_overkill")


def named(language: str, number: int) -> str:
    names = NAMES[language]
    return names[number % len(names)] + ("" if number < len(names) else f" {number}")


def estimate(value: float, half: float = 0.07) -> dict[str, float]:
    return {"estimate": value, "conf_low": value - half, "conf_high": value + half}


def performance(value: float) -> dict[str, float]:
    return {"performance": value, "performance_low": value - 2.5, "performance_high": value + 2.5}


def drawn_scale(rng: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame({"SAT1": rng.integers(1, 6, 300), "SAT2": rng.integers(1, 6, 300)}, dtype=float)


class Made:
    """Results of a study with `items` items on each dimension, and one outcome of two items."""

    def __init__(self, items: tuple[int, ...] = (4, 5, 2), n_answers: int = 5, answer: str = "", code: str = "Q"):
        self.dimensions = {f"scale_{k}": [f"{code}{k + 1}_{i + 1}" for i in range(n)] for k, n in enumerate(items)}
        self.scales = {**self.dimensions, "satisfaction": ["SAT1", "SAT2"]}
        self.items = [item for scale in self.scales.values() for item in scale]
        self.n_answers, self.answer = n_answers, answer

    def sensitivity(self) -> dict[str, Any]:
        """Every slope under the report's choices and, not rejected, under another."""
        return {
            "n_respondents": {"analysed": 1600},
            "specifications": [
                {
                    "choices": {"part": "regression", "respondents": "analysed", "method": method},
                    "is_report": method == "least_squares",
                    "n_obs": 1600,
                    "estimates": [
                        {"quantity": "slope", "subject": term["term"], "found": self.slope(term, p_value)}
                        for term in self.regression()["terms"]
                    ],
                }
                for method, p_value in (("least_squares", 0.01), ("robust", 0.6))
            ],
        }

    @staticmethod
    def slope(term: dict[str, Any], p_value: float) -> dict[str, Any]:
        """A slope with an interval around it."""
        beta = term["estimate"]
        ends = {"beta": beta, "beta_low": beta - 0.1, "beta_high": beta + 0.1}
        return {"estimate": beta, **ends, "p_value": p_value, "p_value_holm": p_value}

    def priorities(self) -> dict[str, Any]:
        """A map of the items of each dimension, no two of them at the same place."""
        keys = ("concentrate", "keep_up", "low_priority", "possible_overkill")
        maps = [
            {"scale": scale, "items": [self.placed(item, i, keys) for i, item in enumerate(items)], "worst": None}
            for scale, items in self.dimensions.items()
        ]
        found = {"outcome": "satisfaction", "n_obs": 1600, "n_resamples": 10000, "maps": maps}
        return {"conf_level": 0.95, "power": 0.8, "items": found}

    @staticmethod
    def placed(item: str, i: int, keys: tuple[str, ...]) -> dict[str, Any]:
        x, y = 0.3 + 0.05 * i, 60 + (7 * i) % 23
        place = {"importance": x, "importance_low": x - 0.1, "importance_high": x + 0.1}
        place |= {"performance": y, "performance_low": y - 3, "performance_high": y + 3, "p_worst": 0.1}
        return {
            "term": item,
            **place,
            "prob": dict.fromkeys(keys, 0.25),
            "quadrant": None,
            "quadrant_of_everyone": None,
        }

    def results(self) -> dict[str, Any]:
        return {
            "study": self.study(),
            "sample": self.sample(),
            "efa": self.efa(),
            "regression": self.regression(),
            "pain_points": self.pain_points(),
            "groups": self.groups(),
            "cfa": self.cfa(),
            "sensitivity": self.sensitivity(),
            "priorities": self.priorities(),
            "validity": {
                "n_obs": 1600,
                "latent_correlations": self.latent_correlations(),
                "latent_from": {"n_obs": 1600, "estimator": "ml"},
            },
        }

    def groups(self) -> dict[str, Any]:
        drawn = np.random.default_rng(3)
        levels = pd.DataFrame({"channel": drawn.choice(["Online chat with a person", "Phone", "E-mail"], 300)})
        return written(group_differences({"satisfaction": drawn_scale(drawn)}, levels).groups)

    def cfa(self) -> dict[str, Any]:
        loadings = [
            {"factor": scale, "term": item, "std_estimate": 0.72 - 0.02 * i, "std_conf_low": 0.6, "std_conf_high": 0.8}
            for scale, items in self.dimensions.items()
            for i, item in enumerate(items)
        ]
        plain = {"cfi": 0.957, "tli": 0.944, "rmsea": 0.051, "rmsea_low": 0.042, "rmsea_high": 0.060, "srmr": 0.043}
        plain |= {"chi_square": 512.3, "df": 62, "p_value": 0.0004, "n_free": 42}
        robust = {f"{name}_robust": value for name, value in plain.items() if name.startswith(("cfi", "tli", "rmsea"))}
        problems = [{"code": "negative_residual_variance", "names": [loadings[0]["term"]], "value": -0.1}]
        models = {
            "ml": {"fit": plain, "loadings": loadings, "problems": [], "n_obs": 1600, "is_admissible": True},
            "mlr": {
                "fit": {**plain, **robust},
                "loadings": loadings,
                "problems": problems,
                "n_obs": 1600,
                "is_admissible": False,
            },
            "bifactor": written(Unavailable(code="implied_not_positive")),
        }
        return {"headline": "mlr", "models": models}

    def latent_correlations(self) -> list[dict[str, Any]]:
        pairs = combinations(self.dimensions, 2)
        return [{"a": a, "b": b, **estimate(0.83 - 0.04 * i, 0.03)} for i, (a, b) in enumerate(pairs)]

    def study(self) -> dict[str, Any]:
        labels = {str(k + 1): f"{self.answer} {k + 1}" for k in range(self.n_answers)} if self.answer else None
        about = {"role": "item", "low": 1, "high": self.n_answers, "step": 1, "labels": labels, "text": {}}
        outcome = {"en": "Overall satisfaction", "zh": "总体满意度"}
        return {
            "name": "made",
            "n_received": 1641,
            "n_analysed": 1600,
            "conf_level": 0.95,
            "scales": [
                {
                    "name": name,
                    "kind": "outcome" if name == "satisfaction" else "dimension",
                    "label": outcome if name == "satisfaction" else {key: named(key, k) for key in NAMES},
                    "items": items,
                }
                for k, (name, items) in enumerate(self.scales.items())
            ],
            "items": [{"variable": item, "reversed": k % 6 == 1, **about} for k, item in enumerate(self.items)],
            "pain_points": [{"name": name, "label": label} for name, label in PAIN_POINTS.items()],
        }

    def sample(self) -> dict[str, Any]:
        scale = {"n_obs": 587, "mean": 3.456}
        met = {"n_obs": 587, "n_met": 219, "prevalence": estimate(0.373, 0.04), "severity": estimate(3.38, 0.12)}
        return {
            "flow": [
                {"step": "in_file", "n": 1700},
                {"step": "not_kept", "n": 59},
                {"step": "received", "n": 1641},
                {"step": "no_answers", "n": 3},
                {"step": "excluded", "n": 38},
                {"step": "analysed", "n": 1600},
                {"step": "complete_items", "n": 1600},
                {"step": "complete_model", "n": 1587},
            ],
            "excluded": [{"flag": "even_odd", "n": 38}, {"flag": "speed", "n": 38}, {"flag": "no_answers", "n": None}],
            "items": {item: {"mean": 3.2 + k / 50, "counts": self.counts(k)} for k, item in enumerate(self.items)},
            "scales": {name: {**scale, **performance(61.4 + k)} for k, name in enumerate(self.scales)},
            "pain_points": {name: dict(met) for name in PAIN_POINTS},
        }

    def pain_points(self) -> dict[str, Any]:
        """Numbers met, with what goes with them, and what is lost to each."""
        shares = {"share": 0.25, "share_low": 0.2, "share_high": 0.3}
        doses = [
            {
                "n_met": n,
                "n_most": n,
                "n_people": 147,
                "n_obs": 140,
                **shares,
                "mean": 4.4 - n / 2,
                "conf_low": 4.2 - n / 2,
            }
            | {"conf_high": 4.6 - n / 2}
            for n in range(len(PAIN_POINTS) + 1)
        ]
        losses = [
            {"term": name, **estimate(0.15 - k / 50, 0.06), "p_first": 0.6 - k / 5, "rank_low": 1, "rank_high": 3}
            for k, name in enumerate(PAIN_POINTS)
        ]
        return {
            "outcome": "satisfaction",
            "conf_level": 0.95,
            "dose": doses,
            "trend": {**estimate(-0.5, 0.1), "n_obs": 560},
            "expected_loss": {"n_obs": 560, "terms": losses, "total": estimate(0.5, 0.1)},
        }

    def counts(self, item: int) -> dict[str, int]:
        return {str(answer + 1): 10 + 7 * (answer * (item + 2) % 9) for answer in range(self.n_answers)}

    def efa(self) -> dict[str, Any]:
        factors = [f"F{k + 1}" for k in range(len(self.dimensions))]
        items = [(item, k) for k, names in enumerate(self.dimensions.values()) for item in names]
        rows = [(n + 1, 5.123 / (n + 1), 1.3 - n / 40, 1.35 - n / 40) for n in range(len(items))]
        keys = ("component", "eigenvalue", "simulated_mean", "simulated_quantile")
        return {
            "n_factors": {"designed": len(factors), "parallel": 3, "map": 2},
            "parallel": {"rows": [dict(zip(keys, r, strict=True)) for r in rows], "quantile": 0.95, "n_draws": 1000},
            "loadings": [
                {"term": item, "factor": factor, "estimate": 0.712 if j == k else -0.043}
                for item, k in items
                for j, factor in enumerate(factors)
            ],
            "factor_correlations": [
                {"a": a, "b": b, "estimate": 0.5 - k / 20} for k, (b, a) in enumerate(combinations(factors, 2))
            ],
            "assignment": dict(zip(factors, self.dimensions, strict=True)),
        }

    def regression(self) -> dict[str, Any]:
        n = len(self.dimensions)
        terms = [
            {
                "term": name,
                **estimate(0.1 + k / 20),
                "p_value": 0.03,
                "beta": 0.09 + k / 20,
                "importance": 0.05 + k / 50,
                "importance_low": 0.03 + k / 50,
                "importance_high": 0.08 + k / 50,
                "importance_share": 1 / n,
                "prob_first": (k + 1) * 2 / n / (n + 1),
            }
            for k, name in enumerate(self.dimensions)
        ]
        prob = dict(zip(QUADRANTS, (0.123, 0.853, 0.012, 0.012), strict=True))
        priority = {"performance": 61.4, "importance": 0.2, "prob": prob, "quadrant": "concentrate"}
        gap = {"difference": estimate(-0.614, 0.2), "hedges_g": -0.58}
        return {
            "outcome": "satisfaction",
            "n_obs": 1587,
            "conf_level": 0.95,
            "residual_plot": {
                "n_obs": 1587,
                "fitted": [2.0, 3.0, 4.0],
                "residuals": [0.5, -0.5, 0.1],
                "counts": [1, 40, 7],
                "line_fitted": [1.9, 3.0, 4.1],
                "line_residuals": [0.1, -0.05, 0.1],
            },
            "influence": {"max_cooks_distance": 0.031, "n_large": 12, "cutoff": 4 / 1587, "max_leverage": 0.021},
            "influence_plot": {
                "n_obs": 1587,
                "n_coefficients": 6,
                "leverage": [0.002, 0.004, 0.02],
                "residuals": [0.5, -2.5, 2.1],
                "counts": [40, 7, None],
            },
            "r_squared": 0.437,
            "terms": terms,
            "importance": {"method": "lmg", "ordered": True},
            "priorities": [
                {**priority, "term": s, "performance": 61.4 + 3 * k, "importance": 0.1 + k / 10}
                for k, s in enumerate(self.dimensions)
            ],
            "pain_points": [{"name": name, **gap} for name in PAIN_POINTS],
        }


@pytest.fixture
def results() -> dict[str, Any]:
    """Results with everything a figure may need."""
    return Made().results()


@pytest.fixture
def made():
    """Results of a study with chosen numbers of items and answers."""
    return lambda **shape: Made(**shape).results()


def on_sliders(results: dict[str, Any], chosen: list[str], low: float = 0, high: float = 100) -> dict[str, Any]:
    """The same results, the answers to chosen items given on a slider, as a histogram."""
    width = (high - low) / 20
    for k, name in enumerate(chosen):
        next(item for item in results["study"]["items"] if item["variable"] == name).update(
            low=low, high=high, step=None
        )
        counts = [1 + (bin_ * (k + 3)) % 11 for bin_ in range(20)]
        bins = [
            {"low": low + width * i, "high": low + width * (i + 1), "n": n, "share": n / sum(counts)}
            for i, n in enumerate(counts)
        ]
        mean = sum((b["low"] + width / 2) * b["share"] for b in bins)
        found = {"n_obs": sum(counts), "mean": mean, "std_dev": 4.2 * width, "is_continuous": True, "counts": {}}
        results["sample"]["items"][name] |= found | {"histogram": bins}
    return results
