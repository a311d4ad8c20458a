"""Populations in which exactly one thing is wrong, or nothing, and the results of a study of each."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import statistics
from analysis.report.document import results
from analysis.report.document.contents import Results
from analysis.report.document.loose import built, nothing
from analysis.statistics.foundation.attempts import attempted
from analysis.statistics.measurement.fitted_model import succeeded
from analysis.statistics.measurement.headline import headline_rule
from analysis.statistics.measurement.models import described_models, fitted_models, measured_scales
from analysis.statistics.measurement.validity import validity

N_ITEMS, N_OF_OUTCOME, N_RESAMPLES = 4, 3, 40  # no finding rests on a resample: every interval asked is analytic
DIMENSIONS = {"a": ("Access", "便利"), "b": ("Speed", "速度"), "c": ("Advice", "咨询"), "d": ("Price", "价格")}
OUTCOME = "y"
CUTS = (-1.5, -0.6, 0.3, 1.2)  # of a standard normal answer: five categories, the higher ones chosen more often
CORRELATION, LOADING, NOISE = 0.5, 0.75, 0.6


@dataclass(frozen=True, kw_only=True)
class Design:
    """
    What is true of a population.

    Parameters
    ----------
    title : what is wrong, in words.
    finding : the code of the finding that says so; "" where nothing is wrong.
    closest : latent correlation of the first two dimensions; of all others it is .5.
    loading_of_last : of the items of the last dimension; all others have .75.
    turned : items coded the other way, undeclared.
    slopes : of the outcome's factor on the four dimensions.
    n_crossed : dimensions of which two items load on the next dimension as well.
    crossed : loadings of these items on their own dimension and on the next.
    """

    title: str
    finding: str = ""
    closest: float = CORRELATION
    loading_of_last: float = LOADING
    turned: tuple[str, ...] = ()
    slopes: tuple[float, float, float, float] = (0.4, 0.3, 0.2, 0.1)
    n_crossed: int = 0
    crossed: tuple[float, float] = (0.5, 0.5)

    @property
    def correlations(self) -> np.ndarray:
        """Of the dimensions, shape (4, 4)."""
        phi = np.full((4, 4), CORRELATION) + (1 - CORRELATION) * np.eye(4)
        phi[0, 1] = phi[1, 0] = self.closest
        return phi

    @property
    def pattern(self) -> np.ndarray:
        """Loadings of the items, shape (16, 4)."""
        loadings = np.kron(np.diag([LOADING, LOADING, LOADING, self.loading_of_last]), np.ones((N_ITEMS, 1)))
        for own in range(self.n_crossed):
            rows = slice(own * N_ITEMS, own * N_ITEMS + 2)
            loadings[rows, own], loadings[rows, (own + 1) % len(DIMENSIONS)] = self.crossed
        return loadings


DESIGNS = {
    "clean": Design(title="nothing"),
    "inseparable": Design(title="two dimensions correlate .95", finding="inseparable", closest=0.95),
    "unreliable": Design(title="a scale with an alpha of .45", finding="unreliable", loading_of_last=0.425),
    "against_scale": Design(title="an item against its scale", finding="against_scale", turned=("a2",)),
    "against_direction": Design(
        title="a slope against the direction", finding="against_direction", slopes=(0.5, 0.3, 0.2, -0.4)
    ),
    "misfit": Design(title="eight items of sixteen load twice", finding="misfit", n_crossed=4),
    "slight_slope": Design(
        title="a smaller slope against the direction", finding="against_direction", slopes=(0.5, 0.3, 0.2, -0.3)
    ),
    "slight_misfit": Design(title="four items load twice", finding="misfit", n_crossed=2, crossed=(0.6, 0.4)),
}


def sample(design: Design, n_obs: int, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Answers from 1 to 5, a DataFrame of shape (n_obs, number of items) for each scale, the outcome's last."""
    latent = rng.standard_normal((n_obs, 4)) @ np.linalg.cholesky(design.correlations).T
    pattern = design.pattern
    unique = 1 - np.einsum("if,fg,ig->i", pattern, design.correlations, pattern)
    if unique.min() <= 0:
        raise ValueError(f"{design.title}: an item would vary by more than one")
    items = latent @ pattern.T + np.sqrt(unique) * rng.standard_normal((n_obs, len(pattern)))
    pleased = latent @ design.slopes + NOISE * rng.standard_normal(n_obs)
    spread = np.sqrt(np.array(design.slopes) @ design.correlations @ design.slopes + NOISE**2)
    noise = np.sqrt(1 - LOADING**2) * rng.standard_normal((n_obs, N_OF_OUTCOME))
    parts = [*np.split(items, len(DIMENSIONS), axis=1), LOADING * pleased[:, None] / spread + noise]
    answers = {name: cut(name, part) for name, part in zip([*DIMENSIONS, OUTCOME], parts, strict=True)}
    for item in design.turned:
        answers[item[0]][item] = 6 - answers[item[0]][item]
    return answers


def cut(scale: str, values: np.ndarray) -> pd.DataFrame:
    """Standard normal values as answers to the items of a scale."""
    return pd.DataFrame(np.digitize(values, CUTS) + 1.0, columns=[f"{scale}{k + 1}" for k in range(values.shape[1])])


def studied(answers: dict[str, pd.DataFrame], rng: np.random.Generator, n_weighed: int = N_RESAMPLES) -> Results:
    """
    The results of a study of these answers, as the report reads them.

    Of the chapters only what the findings sought rest on: reliability, the measurement model with its latent
    correlations, the regression; `n_weighed` resamples weigh the dimensions. Rival models and the method factor take
    longer than all of these.
    """
    ranges = {item: (1.0, 5.0) for frame in answers.values() for item in frame}
    dimensions = {name: answers[name] for name in DIMENSIONS}
    outcomes, seed = {OUTCOME: answers[OUTCOME]}, int(rng.integers(2**32))
    same = [{"rng": np.random.default_rng(seed), "n_resamples": n_weighed} for _ in range(2)]
    found = results.plain(
        {
            "study": study(answers),
            "sample": flow(len(answers[OUTCOME])),
            "reliability": statistics.scale_reliability(answers),
            "regression": statistics.driver_regression(dimensions, outcomes=outcomes, ranges=ranges, **same[0]),
            "importance": statistics.driver_importance(dimensions, outcomes=outcomes, **same[1]),
            **measured(dimensions, ranges, {"rng": rng, "n_resamples": N_RESAMPLES}),
        }
    )
    return built(Results, found, nothing)


def measured(dimensions: dict[str, pd.DataFrame], ranges: dict, options: dict) -> dict:
    """The measurement model and the validity of its dimensions, as `statistics.measurement_quality` makes them."""
    scales = measured_scales(dimensions)
    rule = headline_rule(scales.items, ranges)
    models = fitted_models(scales, rule, conf_level=0.95)
    fits = succeeded(models)
    found = attempted(
        lambda: validity(
            scales.items,
            scales=scales.scales,
            ordinal=fits.get("wlsmv"),
            headline=fits.get(rule.headline(fits)),
            **options,
        )
    )
    return {"cfa": described_models(scales, rule, models), "validity": found}


def study(answers: dict[str, pd.DataFrame]) -> dict:
    """What the report must know of the study beside its estimates."""
    labels = DIMENSIONS | {OUTCOME: ("Satisfaction", "满意度")}
    n_obs = len(answers[OUTCOME])
    return {
        "name": "benchmark",
        "conf_level": 0.95,
        "simulated": True,
        "n_received": n_obs,
        "n_analysed": n_obs,
        "scales": [
            {
                "name": name,
                "label": dict(zip(("en", "zh"), labels[name], strict=True)),
                "kind": "outcome" if name == OUTCOME else "dimension",
                "items": list(frame),
            }
            for name, frame in answers.items()
        ],
        "items": [{"variable": item, "scale": name} for name, frame in answers.items() for item in frame],
        "pain_points": [],
        "groups": [],
    }


def flow(n_obs: int) -> dict:
    """Nobody was screened and nothing is missing; the answers themselves are not described."""
    steps = ("received", "analysed", "complete_items", "complete_model")
    counted = [{"step": step, "n": n_obs} for step in steps]
    return {"flow": counted, "flags": [], "groups": {}, "items": {}, "scales": {}, "pain_points": {}}
