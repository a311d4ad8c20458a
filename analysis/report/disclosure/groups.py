"""What groups of people answered, met and experienced: levels of few people, and what would tell how few."""

from typing import Any

from analysis.report.disclosure.refusals import is_refused, refusal
from analysis.statistics.foundation.small_cells import hidden, hidden_halves, is_small


def compared(groupings: dict, fewest: int) -> dict:
    """The section `groups`: sizes of levels, of which there is a known total for each scale."""
    return {
        group: {name: one if is_refused(one) else of_scale(one, fewest) for name, one in scales.items()}
        for group, scales in groupings.items()
    }


def of_scale(found: dict, fewest: int) -> dict:
    """One scale by one grouping."""
    gone = covered_levels([*found["levels"], *found["suppressed"]], fewest)
    adjusted = found["adjusted"]
    if not is_refused(adjusted):
        adjusted = adjusted | {"levels": [sized(row, gone) for row in adjusted["levels"]]}
    return found | {
        "levels": [sized(row, gone) for row in found["levels"]],
        "suppressed": [nameless(row, gone, fewest) for row in found["suppressed"]],
        "adjusted": adjusted,
    }


def covered_levels(rows: list[dict], fewest: int) -> set[str]:
    """The levels whose size is not told."""
    gone = hidden([row["n_obs"] for row in rows], fewest)
    return {row["level"] for row, out in zip(rows, gone, strict=True) if out}


def sized(row: dict, gone: set[str]) -> dict:
    """A level without its size where that is not told."""
    return row | ({"n_obs": None} if row["level"] in gone else {})


def nameless(row: dict, gone: set[str], fewest: int) -> dict:
    """A level that is not shown: without its size where that is not told, and its name where few have it."""
    return sized(row, gone) | ({"level": ""} if is_small(row["n_obs"], fewest) else {})


def invariance(groupings: dict, fewest: int) -> dict:
    """The section `invariance`: sizes of the levels that were fitted, and of those that were left aside."""
    return {group: fitted(found, fewest) for group, found in groupings.items()}


def fitted(found: dict, fewest: int) -> dict:
    """One grouping, fitted or refused."""
    sizes = found.get("n_obs", {})
    rows = [{"level": level, "n_obs": n} for level, n in sizes.items()]
    gone = covered_levels([*rows, *found["dropped"]], fewest)
    changed = found | {
        "dropped": [nameless(row, gone, fewest) for row in found["dropped"]],
        "weak": [sized(row, gone) for row in found["weak"]],
    }
    return changed | ({"n_obs": {level: None if level in gone else n for level, n in sizes.items()}} if sizes else {})


def indicators(found: dict, fewest: int) -> dict:
    """The section `indicators`: by group, and with the dimension."""
    return {name: one if is_refused(one) else indicator(one, fewest) for name, one in found.items()}


def indicator(found: dict, fewest: int) -> dict:
    """One indicator; see `withheld` of the study for those of yes and no that few answered alike."""
    if has_extremes(found["spread"], found["kind"]):
        return refusal(fewest)
    groups = {group: spreads(rows, found, fewest) for group, rows in found["groups"].items()}
    relation = found["relation"]
    if not is_refused(relation):
        relation = related(relation, found["kind"], fewest)
    return found | {"groups": groups, "relation": relation}


def has_extremes(spread: dict, kind: str) -> bool:
    """Whether the interval of a median can but run from the lowest value to the highest."""
    return kind == "quantity" and 0.5 ** spread["n_obs"] > (1 - spread["centre"]["conf_level"]) / 2


def spreads(rows: list[dict], found: dict, fewest: int) -> list[dict]:
    """An indicator at the levels of a grouping."""
    rows = [row for row in rows if not has_extremes(row, found["kind"])]
    if found["kind"] == "yes_no":
        halves = [halves_of(row) for row in rows]
        rest = [all_ - sum(some) for all_, *some in zip(halves_of(found["spread"]), *halves, strict=True)]
        gone = hidden_halves(halves, fewest, (rest[0], rest[1]))
        rows = [row for row, out in zip(rows, gone, strict=True) if not out]
    unshown = found["spread"]["n_obs"] - sum(row["n_obs"] for row in rows)
    told = hidden([*(row["n_obs"] for row in rows), unshown], fewest)
    return [row | ({"n_obs": None} if out else {}) for row, out in zip(rows, told, strict=False)]


def halves_of(spread: dict) -> tuple[int, int]:
    """How many said yes, and no."""
    yes = round(spread["centre"]["estimate"] * spread["n_obs"])
    return yes, spread["n_obs"] - yes


def related(found: dict, kind: str, fewest: int) -> dict:
    """An indicator with its dimension, without the lowest and the highest value that anybody has."""
    parts = found["parts"]
    if any(is_small(part["n_obs"], fewest) for part in parts):
        return refusal(fewest)
    if kind == "quantity":
        parts = [parts[0] | {"low": None}, *parts[1:]]
        parts = [*parts[:-1], parts[-1] | {"high": None}]
    return found | {"parts": parts}


def pain_points(found: dict, fewest: int) -> dict:
    """The section `pain_points`; see `withheld` of the study for those that few met, or did not meet."""
    return found | {
        "prevalence": [prevalence(row, fewest) for row in found["prevalence"]],
        "groups": {
            group: {name: by_levels(one, fewest) for name, one in points.items()}
            for group, points in found["groups"].items()
        },
    }


def prevalence(row: dict, fewest: int) -> dict:
    """A pain point without the number of those to whom it could not happen, where that is small."""
    return row | ({"n_inapplicable": None} if is_small(row.get("n_inapplicable", 0), fewest) else {})


def by_levels(found: dict, fewest: int) -> dict:
    """Shares at the levels of one group."""
    gone = covered_levels([*found["levels"], *found["hidden"]], fewest)
    return found | {
        "levels": [uncounted(row) if row["level"] in gone else row for row in found["levels"]],
        "hidden": [nameless(row, gone, fewest) for row in found["hidden"]],
    }


def uncounted(row: dict) -> dict:
    """A level without any count."""
    return row | {name: None for name in row if name.startswith("n_")}


def regression(found: dict, fewest: int) -> dict:
    """The section `regression`: who met a pain point, who lies where in the residuals, and rare events."""
    changes = {"residual_plot": residuals, "influence_plot": residuals, "influence": influence}
    changes |= {"logistic": odds, "block_rows": block_rows}
    told = {"pain_points": [row for row in found["pain_points"] if not any(small_halves(row, fewest))]}
    sound = {name: change for name, change in changes.items() if not is_refused(found.get(name))}
    return found | told | {name: change(found[name], fewest) for name, change in sound.items()}


def residuals(plot: dict, fewest: int) -> dict:
    """Where respondents lie in a picture, without the number of those who are few."""
    gone = hidden(plot["counts"], fewest)
    return plot | {"counts": [None if out else n for n, out in zip(plot["counts"], gone, strict=True)]}


def block_rows(found: dict, fewest: int) -> dict:
    """
    What is not in the models, without the names and sizes of levels of few people.

    Nor is it told then how many are lost in all, which could be the people of one such level.
    """
    few = {"level": "", "n": None}
    is_telling = any(is_small(n, fewest) for n in (found["n_lost"], *(row["n"] for row in found["left_out"])))
    left_out = [row | (few if is_small(row["n"], fewest) else {}) for row in found["left_out"]]
    return found | {"left_out": left_out} | ({"n_lost": None} if is_telling else {})


def influence(found: dict, fewest: int) -> dict:
    """Influential respondents without their number where they are few."""
    return found | ({"n_large": None} if is_small(found["n_large"], fewest) else {})


def odds(found: dict, fewest: int) -> dict:
    """A model of an event, unless it happened, or did not, to few."""
    events = (found["n_events"], found["n_obs"] - found["n_events"])
    return refusal(fewest) if any(is_small(n, fewest) for n in events) else found


def small_halves(row: dict[str, Any], fewest: int) -> list[bool]:
    """Whether few met a pain point, and whether few did not."""
    return [is_small(row[name], fewest) for name in ("n_met", "n_not_met")]
