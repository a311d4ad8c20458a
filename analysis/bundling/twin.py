"""
A synthetic twin of a study, made of its codebook and its published moments: no answer of it is anybody's.

Each item has the published counts of its answers, or its mean and standard deviation; items hang together as the
published loadings imply (a Gaussian copula: Sklar 1959), or where there are none, as items of a scale usually do. It
serves to see that the program runs, and proves no number.
"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.bundling.answers import RESPONSES, csv_text, without_reading
from analysis.survey import Study
from analysis.survey.authored.author import STUDY_KEYS
from analysis.survey.declared.declarations import ANSWER_ROLES, Variable
from analysis.survey.values import JOINT, level_name

WITHIN, BETWEEN = 0.5, 0.3  # correlations of items of one scale and of two, where none are published
USUAL = 30.0  # how far an indicator reaches that does not declare both ends
SECONDS = (4.0, 12.0)  # for each question, slower than anybody is too fast


def twin(study: Study, results: dict[str, Any], rng: np.random.Generator) -> str:
    """
    The responses of a twin, as the text of a CSV file.

    Parameters
    ----------
    study : Study
        Of which only what was asked is looked at.
    results : dict
        The published results.
    rng : Generator

    Returns
    -------
    str
        As many rows as were analysed.
    """
    n_obs = results["study"]["n_analysed"]
    variables = study.codebook.variables
    latent = dict(zip(items_of(study), latent_answers(study, results, n_obs, rng).T, strict=True))
    columns = {v.name: column(v, study, results, latent.get(v.name), n_obs, rng) for v in variables}
    return csv_text([list(columns), *map(list, zip(*columns.values(), strict=True))])


def settings(tables: dict[str, Any]) -> dict[str, Any]:
    """The settings of a twin: marked as simulated, without words of the author and without a filter."""
    tables = without_author(without_reading(tables))
    tables["study"] |= {"simulated": True, "responses": RESPONSES}
    screening = {key: value for key, value in tables.get("screening", {}).items() if key != "keep"}
    return {key: value for key, value in tables.items() if key != "screening"} | (
        {"screening": screening} if screening else {}
    )


def without_author(tables: dict[str, Any]) -> dict[str, Any]:
    """The settings without what the author says of the paper and of how the real answers were collected."""
    study = {key: value for key, value in tables["study"].items() if key not in STUDY_KEYS}
    return {name: part for name, part in tables.items() if name not in ("collected", "instrument")} | {"study": study}


def items_of(study: Study) -> list[str]:
    return [variable.name for variable in study.codebook.with_role(*ANSWER_ROLES)]


def latent_answers(study: Study, results: dict, n_obs: int, rng: np.random.Generator) -> np.ndarray:
    """Normal variables behind the items, (n_obs, n_items), items in the codebook's order."""
    values, vectors = np.linalg.eigh(correlations(study, results))
    root = vectors * np.sqrt(np.clip(values, 0, None))
    return rng.normal(size=(n_obs, len(values))) @ root.T


def correlations(study: Study, results: dict) -> np.ndarray:
    """Correlations of the items, by the published loadings where there are any."""
    names = items_of(study)
    scale = np.array([study.codebook.by_name[name].scale for name in names])
    found = np.where(scale[:, None] == scale[None, :], WITHIN, BETWEEN)
    efa = results.get("efa", {})
    if efa.get("loadings"):
        loadings = pd.DataFrame(efa["loadings"]).pivot(index="term", columns="factor", values="estimate")
        phi = pd.DataFrame(np.eye(loadings.shape[1]), loadings.columns, loadings.columns)
        for pair in efa["factor_correlations"] or ():
            phi.loc[pair["a"], pair["b"]] = phi.loc[pair["b"], pair["a"]] = pair["estimate"]
        implied = loadings @ phi @ loadings.T
        places = [names.index(name) for name in loadings.index]
        found[np.ix_(places, places)] = implied.to_numpy()
    share = np.array([shown(results["sample"]["items"][name]) for name in names])
    found = np.clip(found / np.outer(share, share), -1, 1)  # answers in steps correlate less than what they are cut of
    np.fill_diagonal(found, 1.0)
    return found


def shown(published: dict) -> float:
    """Correlation of a normal variable with the answers that it is cut into, as often as published."""
    counts = {value: n for value, n in apart(published["counts"] or {}).items() if n}
    if len(counts) < 2:
        return 1.0
    values = np.array(sorted(counts))
    share = np.array([counts[value] for value in values]) / sum(counts.values())
    cuts = ndtri(np.cumsum(share)[:-1])
    heights = np.concatenate([[0.0], np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi), [0.0]])
    spread = np.sqrt(share @ values**2 - (share @ values) ** 2)
    return float(values @ -np.diff(heights) / spread)


def column(
    variable: Variable, study: Study, results: dict, latent: np.ndarray | None, n_obs: int, rng: np.random.Generator
) -> list[str]:
    """The cells of a declared column."""
    sample = results["sample"]
    if latent is not None:
        drawn = item(variable, sample["items"][variable.name], latent, rng)
    elif variable.role == "group":
        drawn = levels(sample["groups"].get(variable.name, []), n_obs, rng)
    elif variable.role == "pain_point":
        drawn = pain_point(variable, sample["pain_points"].get(variable.scale, {}), n_obs, rng)
    elif variable.role == "multi":
        drawn = options(variable, study, sample["multi"].get(variable.scale, []), n_obs, rng)
    elif variable.role == "attention_check":
        drawn = [variable.low] * n_obs
    elif variable.role == "indicator":
        drawn = quantity(variable, n_obs, rng)
    elif variable.role == "filter":
        drawn = rng.choice(np.array([*variable.labels] or [0.0, 1.0], dtype=object), n_obs).tolist()
    elif variable.role == "duration_seconds":
        drawn = np.round(rng.uniform(*SECONDS, n_obs) * len(items_of(study))).tolist()
    else:
        drawn = [f"synthetic-{number}" for number in range(1, n_obs + 1)]
    return ["" if value is None else level_name(value) for value in drawn]


def quantity(variable: Variable, n_obs: int, rng: np.random.Generator) -> list[float]:
    """Whole numbers of an indicator between its ends, as far as it declares them."""
    low, high = variable.low, variable.high
    if low is None:
        low = min(0.0, high - USUAL) if high is not None and high <= 0 else 0.0
    if high is None:
        high = low + USUAL
    return np.clip(np.round(rng.uniform(low, high, n_obs)), low, high).tolist()


def item(variable: Variable, published: dict, latent: np.ndarray, rng: np.random.Generator) -> list[float | None]:
    """Answers to an item in the order of its latent variable, turned back where it is reversed."""
    n_given = min(published["n_obs"], len(latent))
    given = np.sort(rng.permutation(len(latent))[:n_given])
    order = np.argsort(np.argsort(latent[given]))
    counts = apart(published["counts"] or {})
    if sum(counts.values()) == n_given and n_given:
        drawn = np.repeat(sorted(counts), [counts[value] for value in sorted(counts)])[order]
    else:
        step = variable.step or (variable.high - variable.low) / 1000
        wanted = published["mean"] + published["std_dev"] * latent[given]
        drawn = np.clip(variable.low + np.round((wanted - variable.low) / step) * step, variable.low, variable.high)
    answers: list[float | None] = [None] * len(latent)
    for place, value in zip(given, drawn, strict=True):
        answers[place] = float(variable.low + variable.high - value if variable.reversed else value)
    return answers


def apart(counts: dict[str, int]) -> dict[float, int]:
    """Counts by answer; of answers that are counted together an equal part each."""
    found: dict[float, int] = {}
    for names, n in counts.items():
        values = [float(name) for name in names.split(JOINT)]
        found |= {value: n // len(values) + (place < n % len(values)) for place, value in enumerate(values)}
    return found


def levels(published: list[dict], n_obs: int, rng: np.random.Generator) -> list[str | None]:
    """Levels of a group as often as they were published; those of few people are nobody's."""
    drawn = [level["level"] for level in published for _ in range(level["n"] or 0)][:n_obs]
    return list(rng.permutation(np.array([*drawn, *[None] * (n_obs - len(drawn))], dtype=object)))


def pain_point(variable: Variable, published: dict, n_obs: int, rng: np.random.Generator) -> list[float | None]:
    """Whether a pain point was met, as often as published; how severe it was, around the published mean."""
    if variable.kind == "met":
        n_met = min(published.get("n_met") or 0, n_obs)
        return list(rng.permutation([1.0] * n_met + [0.0] * (n_obs - n_met)))
    severity = (published.get("severity") or {}).get("estimate")
    middle = (variable.low + variable.high) / 2 if severity is None else severity
    wanted = rng.normal(middle, (variable.high - variable.low) / 4, n_obs)
    return list(np.clip(np.round(wanted), variable.low, variable.high))


def options(
    variable: Variable, study: Study, published: list[dict], n_obs: int, rng: np.random.Generator
) -> list[float | str]:
    """Whether an option was chosen, as often as published; where one column joins all, the chosen ones."""
    chosen = {option["option"]: rng.random(n_obs) < (option["share"] or 0) for option in published}
    if variable.name in chosen:
        return chosen[variable.name].astype(float).tolist()
    separator = study.settings.separators.get(variable.scale, ";")
    return [separator.join(name for name, is_chosen in chosen.items() if is_chosen[row]) for row in range(n_obs)]
