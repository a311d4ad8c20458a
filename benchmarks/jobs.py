"""
What is timed: our side of every job, the ratio to R that it is meant to reach, and how equal the numbers must be.

A job's function takes a sample and returns its key numbers, in the order in which `peers.R` gives R's. Everything that
a user pays is inside it: checks, results with names, all tables.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from analysis import statistics
from analysis.statistics import cfa
from analysis.statistics.cfa.wlsmv.wlsmv import wlsmv
from analysis.statistics.exploratory.adequacy import require_factorable
from analysis.statistics.measurement.validity import validity
from analysis.statistics.ordinal.polychoric import polychoric

from .samples import COMMON, Sample

SEED = 1
PLAIN = ("chi_square", "cfi", "tli", "rmsea", "rmsea_high", "srmr")
ROBUST = ("chi_square_scaled", "cfi_robust", "tli_robust", "rmsea_robust", "srmr")


@dataclass(frozen=True, kw_only=True)
class Job:
    """
    Something that is timed beside R.

    Parameters
    ----------
    goals : least ratio of R's time to ours for the samples it was set for; elsewhere the smallest of them counts.
    tolerance : largest difference of any key number from R's, |ours - R| / (1 + |R|).
    without_peer : samples on which R is not run, and why.
    without : samples on which the job is not done, and why.
    also_on : samples that no other job is done on.
    """

    name: str
    title: str
    run: Callable[[Sample], np.ndarray]
    goals: dict[str, float]
    tolerance: float
    without_peer: dict[str, str] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    also_on: tuple[str, ...] = ()

    def is_on(self, sample_name: str) -> bool:
        """Whether the job is done on a sample."""
        return sample_name not in self.without and (sample_name in COMMON or sample_name in self.also_on)

    def goal(self, sample_name: str) -> float | None:
        """Least ratio on a sample; None where no goal was set for the job."""
        return self.goals.get(sample_name, min(self.goals.values(), default=None))


def alpha(sample: Sample) -> np.ndarray:
    """Alpha, item-rest correlations and alphas if dropped of every scale."""
    reliability = statistics.scale_reliability(sample.frames)
    return np.concatenate(
        [
            [
                scale.alpha.estimate,
                *(item.item_rest_correlation for item in scale.items.values()),
                *(item.alpha_if_dropped for item in scale.items.values()),
            ]
            for scale in reliability.scales.values()
        ]
    )


def bootstrap(sample: Sample, *, n_resamples: int) -> np.ndarray:
    """Bounds of the percentile interval of every scale's alpha."""
    rng = np.random.default_rng(SEED)
    scales = statistics.scale_reliability(sample.frames, rng=rng, n_resamples=n_resamples).scales.values()
    return np.array([bound for s in scales for bound in (s.bootstrap.conf_low, s.bootstrap.conf_high)])


def adequacy(sample: Sample) -> np.ndarray:
    """The overall measure of sampling adequacy, and the chi-square of Bartlett's test; correlations once, as in R."""
    prepared = require_factorable(sample.complete)
    return np.array([statistics.kmo(prepared).overall, statistics.bartlett_sphericity(prepared).statistic])


def exploratory(sample: Sample) -> np.ndarray:
    """Communalities and root mean square residual of five oblique factors."""
    solution = statistics.efa(sample.complete, n_factors=5, method="minres", rotation="oblimin")
    return np.append(solution.communalities, solution.fit.rmsr)


def parallel_components(sample: Sample) -> np.ndarray:
    """Number of components, and the mean of the first eigenvalue of random data."""
    analysis = statistics.parallel_analysis(sample.complete, rng=np.random.default_rng(SEED), n_draws=1_000)
    return np.array([analysis.n_factors, analysis.rows[0].simulated_mean])


def parallel_factors(sample: Sample) -> np.ndarray:
    """The same, and the mean of the first eigenvalue of random data with communalities in the diagonal."""
    analysis = statistics.parallel_analysis(
        sample.complete, rng=np.random.default_rng(SEED), n_draws=1_000, model="factors"
    )
    return np.append(parallel_components(sample), analysis.rows[0].simulated_mean)


def bootstrap_of_model(sample: Sample) -> np.ndarray:
    """Omega of every scale; HTMT, composite reliability, AVE, latent correlations and all their intervals besides."""
    found = validity(sample.complete, scales=sample.scales, rng=np.random.default_rng(SEED), n_resamples=2_000)
    return np.array(list(found.omega.values()))


def polychorics(sample: Sample) -> np.ndarray:
    """The 300 correlations, row by row of the upper triangle."""
    return np.array([row["estimate"] for row in polychoric(sample.complete).correlations])


def factor_model(sample: Sample, *, estimator: str) -> np.ndarray:
    """Indices of fit, loadings and their standard errors of the model with a factor per scale."""
    model = cfa.correlated_factors(sample.scales)
    if estimator == "wlsmv":
        result = wlsmv(sample.complete, model)
    else:
        data = sample.answers if estimator.startswith("fiml") else sample.complete
        result = cfa.cfa(data, model, estimator=estimator)
    names = PLAIN if estimator in ("ml", "fiml") else PLAIN + ROBUST
    indices = [getattr(result.fit, name) for name in names]
    loadings, _ = result.loadings, result.factor_correlations  # tables are made on first use: both belong to the price
    errors = np.nan_to_num([row.std_error for row in loadings])
    return np.concatenate([indices, [row.estimate for row in loadings], errors])


def importance(sample: Sample) -> np.ndarray:
    """Shapley contributions of the five scores to R-squared."""
    rng = np.random.default_rng(SEED)
    result = statistics.shapley_importance(sample.outcome, sample.scores, rng=rng, n_resamples=10_000)
    return np.array([term.importance for term in result.terms])


HOURS = "lavaan takes minutes to hours and gigabytes here"
NO_OUTCOME = "nothing to explain in these data"

JOBS = (
    Job(name="alpha", title="alpha and item statistics, 5 scales", run=alpha, goals={"bfi": 20}, tolerance=1e-9),
    Job(
        name="bootstrap_2000",
        title="bootstrap of 5 alphas, 2,000 resamples",
        run=partial(bootstrap, n_resamples=2_000),
        goals={"bfi": 40},
        tolerance=0.01,
    ),
    Job(
        name="bootstrap_10000",
        title="bootstrap of 5 alphas, 10,000 resamples",
        run=partial(bootstrap, n_resamples=10_000),
        goals={"bfi": 60},
        tolerance=0.01,
    ),
    Job(
        name="bootstrap_model",
        title="bootstrap of 5 omegas, 2,000 resamples",
        run=bootstrap_of_model,
        goals={},
        tolerance=1e-4,
    ),
    Job(name="adequacy", title="KMO and Bartlett", run=adequacy, goals={"bfi": 5}, tolerance=1e-9),
    Job(name="efa", title="EFA, minres and oblimin, with indices", run=exploratory, goals={"bfi": 3}, tolerance=1e-3),
    Job(
        name="parallel_components",
        title="parallel analysis, components, 1,000 draws",
        run=parallel_components,
        goals={"bfi": 40},
        tolerance=0.01,
    ),
    Job(
        name="parallel_factors",
        title="the same, with factors too",
        run=parallel_factors,
        goals={"bfi": 7},
        tolerance=0.05,  # a mean over draws of which some 3 % have an improper factor with a large eigenvalue
    ),
    Job(
        name="polychoric",
        title="polychoric correlations, 300 pairs",
        run=polychorics,
        goals={"bfi": 30, "500": 40, "100000": 15},
        tolerance=1e-3,
    ),
    Job(
        name="cfa_ml",
        title="CFA, ML, errors and all indices",
        run=partial(factor_model, estimator="ml"),
        goals={"bfi": 20, "500": 35, "100000": 12},
        tolerance=1e-4,
    ),
    Job(
        name="cfa_mlr",
        title="CFA, MLR",
        run=partial(factor_model, estimator="mlr"),
        goals={"bfi": 35, "500": 35, "5000": 35},
        tolerance=1e-4,
    ),
    Job(
        name="cfa_fiml",
        title="CFA, FIML",
        run=partial(factor_model, estimator="fiml"),
        goals={"bfi": 30, "500": 30, "5000": 30},
        tolerance=1e-3,
        without_peer={"100000": HOURS},
    ),
    Job(
        name="cfa_fiml_mlr",
        title="CFA, FIML with robust errors and tests",
        run=partial(factor_model, estimator="fiml_mlr"),
        goals={"bfi": 30, "500": 30, "5000": 30},
        tolerance=1e-3,
        without_peer={"100000": HOURS},
    ),
    Job(
        name="cfa_wlsmv",
        title="CFA, WLSMV with its polychorics",
        run=partial(factor_model, estimator="wlsmv"),
        goals={"bfi": 40, "500": 40, "5000": 40},
        tolerance=1e-3,
    ),
    Job(
        name="importance",
        title="LMG shares, 10,000 resamples, 5 predictors",
        run=importance,
        goals={"500": 200, "1469": 200, "100000": 40},
        tolerance=1e-9,
        without={"bfi": NO_OUTCOME},
        also_on=("1469",),
    ),
)
