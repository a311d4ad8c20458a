"""The factor analysis of a questionnaire: adequacy, number of factors, solution, and what it says about the scales."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.exploratory.adequacy import (
    CorrelatedItems,
    SamplingAdequacy,
    Sphericity,
    bartlett_sphericity,
    kmo,
    require_factorable,
)
from analysis.statistics.exploratory.efa import (
    Efa,
    ExplainedVariance,
    FactorPair,
    Loading,
    efa,
    explained_variance,
    loadings_of,
    pairs_once,
)
from analysis.statistics.exploratory.efa_fit import EfaFit
from analysis.statistics.exploratory.factor_number import (
    N_DRAWS,
    AveragePartial,
    ParallelAnalysis,
    minimum_average_partial,
    parallel_analysis,
)
from analysis.statistics.exploratory.ordinal_factor_number import polychoric_parallel_analysis
from analysis.statistics.exploratory.rotation_starts import RotationCheck, rotation_check
from analysis.statistics.foundation.attempts import Unavailable, attempted, following

SALIENT_LOADING = 0.40
"""Below it in absolute value, an item belongs to no factor (Howard 2016, doi 10.1080/10447318.2015.1087664)."""

CROSS_LOADING = 0.30
"""From it on, an item also belongs to a factor that is not its own (Howard 2016)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorNumber:
    """
    How many factors: as many as the questionnaire has scales, and as the criteria say.

    `parallel` is of components of Pearson correlations, the headline. The polychoric ones are None where the answers
    have too many categories to be called ordinal, any of them where it could not be had.
    """

    designed: int
    parallel: int | None
    parallel_factors: int | None
    parallel_polychoric: int | None
    parallel_polychoric_factors: int | None
    map: int | None
    map_fourth: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorFlags:
    """
    Items to look at.

    `weak` load on no factor saliently, `cross` on a second one, `misplaced` highest on a factor that belongs to
    another scale; `heywood` have no unique variance left.
    """

    weak: list[str]
    cross: list[Loading]
    misplaced: list[str]
    heywood: list[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorStructure:
    """
    Factor analysis with as many factors as scales, from the rows complete on all items.

    `loadings` are pattern coefficients, `structure` correlations of items with factors; `factor_correlations` has the
    pairs once. `assignment` gives each factor the scale whose items load highest on it on average, None where
    another factor does so more clearly. `parallel_others` has the parallel analyses beside the headline one.
    `rotation_check` is None unless the rotation is oblimin. Where the factors could not be estimated, `refusal` says
    why, `fit` is None and what rests on them is empty; the criteria stand.
    """

    n_obs: int
    n_items: int
    method: Literal["minres", "ml", "pa"]
    rotation: Literal["none", "varimax", "oblimin", "promax"]
    n_factors: FactorNumber
    kmo: SamplingAdequacy | Unavailable
    bartlett: Sphericity | Unavailable
    parallel: ParallelAnalysis | Unavailable
    parallel_others: list[ParallelAnalysis | Unavailable]
    map: AveragePartial | Unavailable
    refusal: Unavailable | None
    loadings: list[Loading]
    structure: list[Loading]
    communalities: dict[str, float]
    uniquenesses: dict[str, float]
    factor_correlations: list[FactorPair]
    variance: list[ExplainedVariance]
    fit: EfaFit | None
    rotation_check: RotationCheck | Unavailable | None
    assignment: dict[str, str | None]
    flags: FactorFlags

    def tidy(self) -> pd.DataFrame:
        """A row per item: its loading on every factor, and its communality."""
        if self.refusal:
            return self.refusal.tidy()
        wide = pd.DataFrame(self.loadings).pivot(index="term", columns="factor", values="estimate")
        wide = wide.loc[list(self.communalities)]
        return wide.assign(communality=list(self.communalities.values())).rename_axis(columns=None).reset_index()

    def glance(self) -> pd.DataFrame:
        """Size, adequacy, number of factors and fit as a table of one row."""
        row = self.fit.glance() if self.fit else self.refusal.glance()
        return row.assign(
            n_obs=self.n_obs,
            n_items=self.n_items,
            kmo=getattr(self.kmo, "overall", None),
            designed=self.n_factors.designed,
            parallel=self.n_factors.parallel,
            map=self.n_factors.map,
        )


def factor_structure(
    items: pd.DataFrame,
    *,
    scale_of: Mapping[str, str],
    rng: np.random.Generator,
    method: str = "minres",
    rotation: str = "oblimin",
    n_factors: int | None = None,
    n_draws: int = N_DRAWS,
) -> FactorStructure | Unavailable:
    """
    Factor analysis of all items of a questionnaire; each part that cannot be had says why.

    Parameters
    ----------
    items : DataFrame, shape (n, p)
        Keyed answers. Rows with a missing answer on any item are dropped.
    scale_of : mapping of item to scale
        The scale that each item was written for.
    rng : Generator
        Random numbers for the parallel analysis and the starts of the rotation.
    method, rotation : str
        See `efa`.
    n_factors : int, optional
        Number of factors; as many as there are scales if not given.
    n_draws : int
        Simulated data sets of the parallel analysis.
    """

    def whole(prepared: CorrelatedItems) -> FactorStructure:
        return _structure(items, prepared, scale_of, rng, n_factors, method=method, rotation=rotation, n_draws=n_draws)

    return following(attempted(lambda: require_factorable(items)), whole)


def _structure(
    items: pd.DataFrame,
    prepared: CorrelatedItems,
    scale_of: Mapping[str, str],
    rng: np.random.Generator,
    n_factors: int | None,
    *,
    method: str,
    rotation: str,
    n_draws: int,
) -> FactorStructure:
    """The parts of `factor_structure`, from items that can be factored."""
    for_parallel, _, for_others = rng.spawn(3)
    designed = len({scale_of[name] for name in items.columns})
    parallel = attempted(lambda: parallel_analysis(prepared, rng=for_parallel, n_draws=n_draws))
    others = other_parallel_analyses(items, prepared, for_others, n_draws)
    partial = attempted(lambda: minimum_average_partial(prepared))
    found = attempted(
        lambda: _solution(efa(prepared, n_factors=n_factors or designed, method=method, rotation=rotation), scale_of)
    )
    return FactorStructure(
        n_obs=prepared.n_obs,
        n_items=len(prepared.names),
        method=method,
        n_factors=factor_number(designed, parallel, others, partial),
        kmo=attempted(lambda: kmo(prepared)),
        bartlett=attempted(lambda: bartlett_sphericity(prepared)),
        parallel=parallel,
        parallel_others=others,
        map=partial,
        **(_without_solution(found, rotation) if isinstance(found, Unavailable) else found),
    )


def _without_solution(refusal: Unavailable, rotation: str) -> dict:
    """What stands in the place of the factors where they could not be estimated."""
    return {
        **{"rotation": rotation, "refusal": refusal, "fit": None, "rotation_check": None},
        **{name: [] for name in ("loadings", "structure", "factor_correlations", "variance")},
        **{name: {} for name in ("communalities", "uniquenesses", "assignment")},
        "flags": FactorFlags(weak=[], cross=[], misplaced=[], heywood=[]),
    }


def _solution(solution: Efa, scale_of: Mapping[str, str]) -> dict:
    """The factors, and what they say about items and scales."""
    is_oblimin = solution.rotation == "oblimin"
    assignment = assigned_scales(solution.loadings, scale_of)
    return {
        "rotation": solution.rotation,
        "refusal": None,
        "loadings": loadings_of(solution.loadings),
        "structure": loadings_of(solution.structure),
        "communalities": solution.communalities.to_dict(),
        "uniquenesses": solution.uniquenesses.to_dict(),
        "factor_correlations": pairs_once(solution.factor_correlations),
        "variance": explained_variance(solution),
        "fit": solution.fit,
        "rotation_check": attempted(lambda: rotation_check(solution)) if is_oblimin else None,
        "assignment": assignment,
        "flags": factor_flags(solution, scale_of, assignment),
    }


def other_parallel_analyses(
    items: pd.DataFrame, prepared: CorrelatedItems, rng: np.random.Generator, n_draws: int
) -> list[ParallelAnalysis | Unavailable]:
    """Parallel analysis of factors, and of components and factors of polychoric correlations where there are any."""
    for_factors, for_polychoric = rng.spawn(2)
    of_factors = attempted(lambda: parallel_analysis(prepared, rng=for_factors, n_draws=n_draws, model="factors"))
    polychoric = attempted(lambda: polychoric_parallel_analysis(items, rng=for_polychoric, n_draws=n_draws))
    return [of_factors, *([polychoric] if isinstance(polychoric, Unavailable) else polychoric)]


def factor_number(
    designed: int,
    parallel: ParallelAnalysis | Unavailable,
    others: list[ParallelAnalysis | Unavailable],
    partial: AveragePartial | Unavailable,
) -> FactorNumber:
    """The verdicts of all criteria side by side."""
    found = {(o.correlation, o.model): o.n_factors for o in others if not isinstance(o, Unavailable)}
    return FactorNumber(
        designed=designed,
        parallel=getattr(parallel, "n_factors", None),
        parallel_factors=found.get(("pearson", "factors")),
        parallel_polychoric=found.get(("polychoric", "components")),
        parallel_polychoric_factors=found.get(("polychoric", "factors")),
        map=getattr(partial, "n_factors", None),
        map_fourth=getattr(partial, "n_factors_fourth", None),
    )


def assigned_scales(loadings: pd.DataFrame, scale_of: Mapping[str, str]) -> dict[str, str | None]:
    """Scale whose items load highest on each factor on average; where two factors claim one, the higher keeps it."""
    mean_loading = loadings.abs().groupby([scale_of[name] for name in loadings.index], sort=False).mean()
    claimed, strength = mean_loading.idxmax(), mean_loading.max()
    keeper = {scale: strength[claimed == scale].idxmax() for scale in claimed.unique()}
    return {factor: scale if keeper[scale] == factor else None for factor, scale in claimed.items()}


def factor_flags(solution: Efa, scale_of: Mapping[str, str], assignment: Mapping[str, str | None]) -> FactorFlags:
    """Items that load weakly, on several factors, with another scale's items, or improperly."""
    size = solution.loadings.abs()
    own = size.idxmax(axis=1)
    cells = loadings_of(solution.loadings)
    return FactorFlags(
        weak=[item for item, largest in size.max(axis=1).items() if largest < SALIENT_LOADING],
        cross=[cell for cell in cells if cell.factor != own[cell.term] and abs(cell.estimate) >= CROSS_LOADING],
        misplaced=[item for item, factor in own.items() if assignment[factor] not in (None, scale_of[item])],
        heywood=solution.heywood,
    )
