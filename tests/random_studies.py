"""Small studies drawn at random, as people have them: any size, any answer scale, gaps, odd names, poor items."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import statistics, survey
from analysis.report.document import results
from analysis.workflow.running.chapters import CHAPTERS

NAMES = ("speed", "f", "general", "method", "Q1", "满意", "a b", "x=~y", "1st", "naïve", "total", "b")
STEMS = ("Q", "item ", "题", "x=~", "1_", "v.", "A'", "F-")
N_RESAMPLES, N_DRAWS = 60, 10
SLIDERS = ((0, 100, ""), (0, 1_000_000, ""), (0, 1, "any"), (-5, 5, "any"), (1, 7, "0.5"))


@dataclass(frozen=True, kw_only=True)
class Item:
    """One column of answers and how it was declared."""

    name: str
    role: str
    scale: str
    low: float
    high: float
    step: str
    is_reversed: bool


@dataclass(frozen=True, kw_only=True)
class Design:
    """A study before anyone has answered."""

    n_obs: int
    items: list[Item]
    share_missing: float
    has_groups: bool
    has_pain: bool
    has_indicator: bool
    spoiled: str


def design(rng: np.random.Generator) -> Design:
    """Two to six scales of two to eight items, sometimes one or single; outcomes, groups, pain points as it comes."""
    n_scales = int(rng.choice([1, 2, 3, 4, 5, 6], p=[0.05, 0.3, 0.25, 0.2, 0.1, 0.1]))
    names = list(rng.permutation(NAMES)[: n_scales + 2])
    outcomes = names[n_scales : n_scales + int(rng.choice([0, 1, 2]))]
    kind = rng.choice(["likert", "slider", "mixed"], p=[0.7, 0.15, 0.15])
    stems = rng.permutation(STEMS)
    items = []
    for number, scale in enumerate([*names[:n_scales], *outcomes]):
        is_outcome = scale in outcomes
        n_items = int(rng.integers(1, 4)) if is_outcome else int(rng.integers(1 if rng.random() < 0.1 else 2, 9))
        low, high, step = answer_scale(rng, kind)
        items += [
            Item(
                name=scale if rng.random() < 0.03 else f"{stems[number]}{k + 1}",
                role="outcome" if is_outcome else "item",
                scale=scale,
                low=low,
                high=high,
                step=step,
                is_reversed=bool(rng.random() < 0.15),
            )
            for k in range(n_items)
        ]
    return Design(
        n_obs=int(np.exp(rng.uniform(np.log(10), np.log(300)))),
        items=list({item.name: item for item in items}.values()),
        share_missing=float(rng.choice([0, 0.02, 0.1, 0.3])),
        has_groups=bool(rng.random() < 0.5),
        has_pain=bool(rng.random() < 0.4),
        spoiled=str(rng.choice(["", "constant", "pasted", "sum", "lines", "noise", "turned"], p=[0.58, *[0.07] * 6])),
        has_indicator=bool(rng.random() < 0.3),
    )


def answer_scale(rng: np.random.Generator, kind: str) -> tuple[float, float, str]:
    """Lowest and highest answer, and the cell `step`."""
    if kind == "slider" or (kind == "mixed" and rng.random() < 0.5):
        return SLIDERS[rng.integers(len(SLIDERS))]
    low = int(rng.choice([0, 1, -2]))
    return low, low + int(rng.integers(1, 11)), ""


def answers(made: Design, rng: np.random.Generator) -> pd.DataFrame:
    """Answers to the items: a factor behind each scale, one behind all, and whatever the design spoils."""
    n_obs, general = made.n_obs, rng.normal(size=made.n_obs)
    shared, loading = rng.uniform(0, 0.9), 0.0 if made.spoiled == "noise" else rng.uniform(0.3, 0.95)
    factors, columns = {}, {}
    for item in made.items:
        if item.scale not in factors:
            factors[item.scale] = shared * general + np.sqrt(1 - shared**2) * rng.normal(size=n_obs)
        latent = loading * factors[item.scale] + np.sqrt(1 - loading**2) * rng.normal(size=n_obs)
        columns[item.name] = placed(latent + rng.normal(scale=0.5), item)
    table = pd.DataFrame(columns)
    spoil(table, made, rng)
    for item in made.items:
        if item.is_reversed:
            table[item.name] = item.low + item.high - table[item.name]
    return table.mask(rng.random(table.shape) < made.share_missing)


def placed(latent: np.ndarray, item: Item) -> np.ndarray:
    """Latent values as answers on the item's scale."""
    share = np.clip((latent + 2.5) / 5, 0, 1)
    value = item.low + share * (item.high - item.low)
    if item.step == "any":
        return np.round(value, 4)
    step = float(item.step or 1)
    return item.low + step * np.round((value - item.low) / step)


def spoil(table: pd.DataFrame, made: Design, rng: np.random.Generator) -> None:
    """What goes wrong in studies: an item that does not vary, a pasted column, a sum, straight lines, a turned item."""
    first, *others = [item for item in made.items if item.low == made.items[0].low and item.high == made.items[0].high]
    if made.spoiled == "constant":
        table[first.name] = table[first.name].iloc[0]
    if made.spoiled == "pasted" and others:
        table[others[-1].name] = table[first.name]
    if made.spoiled == "turned" and others:
        table[others[-1].name] = first.low + first.high - table[first.name]
    if made.spoiled == "sum" and len(others) > 1:
        table[first.name] = (table[others[0].name] + table[others[1].name]) / 2
        table[first.name] = placed((table[first.name] - first.low) / (first.high - first.low) * 5 - 2.5, first)
    if made.spoiled == "lines":
        lazy = rng.random(len(table)) < 0.6
        for item in (first, *others):
            table.loc[lazy, item.name] = table.loc[lazy, first.name]


def write(folder: Path, seed: int) -> Path:
    """A study folder drawn from a seed."""
    rng = np.random.default_rng([77, seed])
    made = design(rng)
    table = answers(made, rng)
    columns = ["variable", "role", "scale", "low", "high", "reversed", "step", "text_en"]
    rows = [
        (item.name, item.role, item.scale, item.low, item.high, "yes" if item.is_reversed else "", item.step, "")
        for item in made.items
    ]
    if made.has_groups:
        levels = np.array(["North", "South / 南", "=1+1", "<b>", "West"])[: int(rng.integers(1, 6))]
        table["region"] = rng.choice(levels, len(table))
        rows.append(("region", "group", "", "", "", "", "", "Where?"))
    if made.has_pain:
        met = rng.integers(0, 2, len(table)) * int(rng.integers(0, 2))
        table["hurt"], table["how"] = met, np.where(met == 1, rng.integers(1, 6, len(table)), np.nan)
        rows += [("hurt", "pain_point", "pain", 0, 1, "", "", ""), ("how", "pain_point", "pain", 1, 5, "", "", "")]
    if made.has_indicator:
        waited = np.round(np.exp(rng.normal(1, 1, len(table))), int(rng.integers(0, 2)))
        table["wait"] = np.where(rng.random(len(table)) < made.share_missing, np.nan, waited)
        table["solved"] = rng.integers(0, 2, len(table))
        rows.append(("wait", "indicator", str(rng.choice(["", made.items[0].scale])), "", "", "", "", "How long?"))
        rows.append(("solved", "indicator", made.items[0].scale, 0, 1, "", "", ""))
    folder.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(rows, columns=columns).to_csv(folder / "codebook.csv", index=False)
    table.to_csv(folder / "responses.csv", index=False)
    (folder / "study.toml").write_text(settings(made, seed), encoding="utf-8")
    return folder


def settings(made: Design, seed: int) -> str:
    """study.toml of a design."""
    scales = dict.fromkeys(item.scale for item in made.items)
    tables = [f"[scales.'{name}']\nlabel.en = 'Scale {name}'\n" for name in scales]
    pain = ["[pain_points.pain]\nlabel.en = 'A pain'\n"] if made.has_pain else []
    head = f"[study]\ntitle.en = 'Study {seed}'\nresponses = 'responses.csv'\n\n[analysis]\nseed = {seed}\n"
    screening = f"\n[screening]\nexclude = {'true' if seed % 3 else 'false'}\n\n"
    return head + screening + "\n".join([*tables, *pain])


def analysed(study: survey.Study) -> dict:
    """results.json of a study, as the notebooks make it, with few resamples."""
    meta = study.meta()
    sections = [chapter.section for chapter in CHAPTERS if chapter.applies(results.plain(meta))]
    return results.merged([results.plain(MADE[section](study)) for section in sections])


def stream(study: survey.Study, chapter: str) -> np.random.Generator:
    return statistics.random_stream(study.settings.seed, chapter)


def sample(study: survey.Study) -> dict:
    described = statistics.sample_descriptives(
        study.all_scales,
        ranges=study.ranges,
        steps=study.steps,
        pain_points=study.pain_points,
        conf_level=study.settings.conf_level,
    )
    described.tidy(), described.glance()
    chosen = statistics.shares_of_options(study.multi, conf_level=study.settings.conf_level)
    overview = statistics.overview(
        study.all_scales,
        ranges=study.ranges,
        steps=study.steps,
        reverse=study.codebook.reversed_items,
        top=study.settings.agreement,
        conf_level=study.settings.conf_level,
    )
    overview.agreement.tidy(), overview.correlations.tidy()
    complete = statistics.complete_answers(
        study.all_scales,
        study.groups,
        fewest=study.settings.min_group,
        min_cell=study.settings.min_cell,
        conf_level=study.settings.conf_level,
        rng=stream(study, "complete_answers"),
    )
    found = {**vars(described), **vars(study.sample()), "multi": chosen.sets, "completeness": complete.groups}
    return {"study": study.meta(), "sample": found, **vars(overview)}


def reliability(study: survey.Study) -> dict:
    found = statistics.scale_reliability(
        study.all_scales,
        conf_level=study.settings.conf_level,
        rng=stream(study, "reliability"),
        n_resamples=N_RESAMPLES,
    )
    found.tidy(), found.glance()
    return {"reliability": found}


def factors(study: survey.Study) -> dict:
    found = statistics.factor_structure(
        study.items,
        scale_of=study.scale_of,
        method=study.settings.efa_method,
        rotation=study.settings.efa_rotation,
        rng=stream(study, "factors"),
        n_draws=N_DRAWS,
    )
    found.tidy(), found.glance()
    return {"efa": found}


def regression(study: survey.Study) -> dict:
    settings, levels = study.settings, {"conf_level": study.settings.conf_level}
    of_people = {"groups": study.groups, "indicators": study.indicators, "pain_points": study.pain_points}
    given = {"outcomes": study.outcomes, **levels}
    found = statistics.driver_regression(
        study.scales,
        **given,
        **of_people,
        ranges=study.ranges,
        moderators=settings.moderators,
        min_group=settings.min_group,
        rng=stream(study, "regression"),
        n_resamples=N_RESAMPLES,
    )
    found.tidy(), found.glance(), found.importance
    draws = {"rng": stream(study, "paths"), "n_resamples": N_RESAMPLES}
    paths = {
        "latent_regression": statistics.latent_regression(study.scales, **given, ranges=study.ranges),
        "outcome_validity": statistics.outcome_validity(study.scales, **given, **draws, ranges=study.ranges),
        "mediation": statistics.mediation(study.scales, **given, **draws, requested=settings.mediation),
        "hypotheses": statistics.hypothesis_tests(study.hypotheses, study.scales, **given, **of_people, **draws),
    }
    for part in filter(None, paths.values()):
        part.tidy()
    return {"regression": found} | {name: part for name, part in paths.items() if part is not None}


def measurement(study: survey.Study) -> dict:
    found = statistics.measurement_quality(
        study.scales,
        groups=study.groups,
        ranges=study.ranges,
        conf_level=study.settings.conf_level,
        rng=stream(study, "measurement"),
        n_resamples=N_RESAMPLES,
    )
    found.glance(), found.tidy(), found.validity.tidy(), found.alternatives.glance(), found.invariance_steps()
    found.cutoffs(), found.method_bias.tidy()
    return found.sections()


def groups(study: survey.Study) -> dict:
    how = {"fewest": study.settings.min_group, "conf_level": study.settings.conf_level}
    found = statistics.group_differences(study.all_scales, study.groups, **how)
    indicators = statistics.indicator_descriptions(
        study.indicators,
        kinds=study.indicator_kinds,
        belongs=study.codebook.indicator_scales,
        scales=study.all_scales,
        groups=study.groups,
        **how,
    )
    found.tidy(), indicators.tidy()
    return {"groups": found.groups, "indicators": indicators.indicators}


def pain_points(study: survey.Study) -> dict:
    found = statistics.pain_points_together(
        study.pain_points,
        severity_ranges=study.severity_ranges,
        outcomes=study.outcomes,
        dimensions=study.scales,
        groups=study.groups,
        fewest=study.settings.min_group,
        conf_level=study.settings.conf_level,
        rng=stream(study, "pain_points"),
    )
    found.tidy(), found.glance()
    return {"pain_points": found}


MADE = {
    "sample": sample,
    "reliability": reliability,
    "efa": factors,
    "regression": regression,
    "measurement": measurement,
    "groups": groups,
    "pain_points": pain_points,
}


def unexpected(part, path: Sequence[str] = ()) -> list[str]:
    """Where results hold an analysis that ended in an unexpected error, and what it said."""
    if isinstance(part, dict):
        found = ["/".join(path) + ": " + str(part["values"])] if part.get("code") == "unexpected_error" else []
        return found + [line for key, value in part.items() for line in unexpected(value, [*path, str(key)])]
    if isinstance(part, list):
        return [line for number, value in enumerate(part) for line in unexpected(value, [*path, str(number)])]
    return []
