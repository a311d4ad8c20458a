"""Who answered, and what: levels, options, flags and answers that few people share."""

from typing import Any

from analysis.report.disclosure.groups import by_levels
from analysis.report.disclosure.refusals import is_refused, refusal
from analysis.statistics.description.promoters import LEAST_PROMOTER, MOST_DETRACTOR
from analysis.statistics.foundation.small_cells import hidden, is_small, together
from analysis.survey.values import JOINT


def sample(part: dict, fewest: int) -> dict:
    """The section `sample`."""
    straight = part["straight_lining"]
    return part | {
        "groups": {name: levels(rows, fewest) for name, rows in part["groups"].items()},
        "multi": {name: [option(row, fewest) for row in rows] for name, rows in part["multi"].items()},
        "items": {name: item(one, fewest) for name, one in part["items"].items()},
        "pain_points": {name: pain_point(one, fewest) for name, one in part["pain_points"].items()},
        "flags": [counted(row, fewest) for row in part["flags"]],
        "excluded": [counted(row, fewest) for row in part["excluded"]],
        "straight_lining": straight and counted(straight, fewest),
        "missingness": missingness(part["missingness"], fewest),
        "completeness": {group: by_levels(one, fewest) for group, one in part["completeness"].items()},
        **conditional(part, fewest),
    }


def counted(row: dict, fewest: int) -> dict:
    """A row without its count where that is small."""
    return row | ({"n": None} if is_small(row["n"], fewest) else {})


def levels(rows: list[dict], fewest: int) -> list[dict]:
    """The levels of a grouping, of which the total is known; the small ones lose their names, too."""
    gone = hidden([row["n"] for row in rows], fewest)
    return [
        {"level": "" if is_small(row["n"], fewest) else row["level"], "n": None, "share": None} if out else row
        for row, out in zip(rows, gone, strict=True)
    ]


def option(row: dict, fewest: int) -> dict:
    """An option without its count where few chose it, or few did not."""
    if not any(is_small(n, fewest) for n in (row["n"], row["n_obs"] - row["n"])):
        return row
    return row | dict.fromkeys(("n", "share", "conf_low", "conf_high"))


def item(found: dict, fewest: int) -> dict:
    """The answers to an item, those that few gave put together with their neighbours."""
    if is_refused(found):
        return found
    counts, ends = together_counts(found["counts"], fewest), ("floor", "ceiling")
    if found["is_continuous"]:
        is_told = {name: not is_small(round(found[name] * found["n_obs"]), fewest) for name in ends}
    else:
        names = list(found["counts"])
        is_told = {"floor": names[0] in counts, "ceiling": names[-1] in counts}
    return found | {
        "counts": counts,
        "histogram": together_bins(found["histogram"], fewest),
        **{name: found[name] if is_told[name] else None for name in ends},
    }


def together_counts(counts: dict[str, int], fewest: int) -> dict[str, int]:
    """Counts by answer; of several answers together under all of them."""
    names, sizes = list(counts), list(counts.values())
    groups = together(sizes, fewest)
    return {JOINT.join(names[place] for place in group): sum(sizes[place] for place in group) for group in groups}


def together_bins(bins: list[dict], fewest: int) -> list[dict]:
    """Bins of a histogram, wider where few answered."""
    groups = [[bins[place] for place in group] for group in together([one["n"] for one in bins], fewest)]
    return [
        {
            "low": group[0]["low"],
            "high": group[-1]["high"],
            "n": sum(one["n"] for one in group),
            "share": sum(one["share"] for one in group),
        }
        for group in groups
    ]


def pain_point(found: dict, fewest: int) -> dict:
    """A pain point without its severity where few people told of it."""
    if is_refused(found) or not found["severity"] or not is_small(found["severity"]["n_obs"], fewest):
        return found
    return found | {"severity": None}


def missingness(found: dict, fewest: int) -> dict:
    """Who left out items: neither patterns of a few people nor what few incomplete respondents answered."""
    if is_refused(found):
        return found
    patterns = [row for row in found["patterns"] if row["n"] >= fewest]
    while patterns and is_small(found["n_incomplete"] - sum(row["n"] for row in patterns), fewest):
        patterns.pop()
    tested = ("difference", "hedges_g", "statistic", "df", "p_value", "p_value_holm")
    scales = [
        row | (dict.fromkeys(tested) if is_small(min(row["n_complete"], row["n_incomplete"]), fewest) else {})
        for row in found["scales"]
    ]
    return found | {"patterns": patterns, "scales": scales}


def conditional(part: dict, fewest: int) -> dict:
    """To how many people each question did not apply and could be put: neither is told where either is small."""
    names = ("not_applicable", "asked")
    few = {name for counts in (part[key] for key in names) for name, n in counts.items() if is_small(n, fewest)}
    return {key: {name: None if name in few else n for name, n in part[key].items()} for key in names}


def promoters(scales: dict, fewest: int) -> dict:
    """Net promoter scores without those of which few people are of one of the three kinds."""

    def is_told(found: dict) -> bool:
        shares = [found[name]["estimate"] for name in ("promoters", "passives", "detractors")]
        return not any(is_small(round(share * found["n_obs"]), fewest) for share in shares)

    return {name: found if is_refused(found) or is_told(found) else refusal(fewest) for name, found in scales.items()}


def agreement(part: dict, fewest: int) -> dict:
    """Who agrees and who disagrees, as far as neither tells how few do, or do neither."""
    return part | {
        "items": {name: found if is_refused(found) else minds(found, fewest) for name, found in part["items"].items()}
    }


def minds(found: dict, fewest: int) -> dict:
    """One item's agreement."""
    against, for_it = (round(found[name]["estimate"] * found["n_obs"]) for name in ("disagree", "agree"))
    groups = together([against, found["n_obs"] - against - for_it, for_it], fewest)
    return found | {
        "disagree": found["disagree"] if [0] in groups else None,
        "agree": found["agree"] if [2] in groups else None,
    }


def consistent(told: dict[str, Any], fewest: int) -> dict[str, Any]:
    """The sections without shares from which answers that are counted together could be told apart."""
    items = told.get("sample", {}).get("items", {})
    sets = {name: joint_answers(one) for name, one in items.items() if not is_refused(one)}
    about = {entry["variable"]: entry for entry in told.get("study", {}).get("items", [])}
    told = dict(told)
    if not is_refused(told.get("agreement")):
        found = told["agreement"]["items"]
        kept = {name: agreement_apart(one, sets.get(name, []), about.get(name)) for name, one in found.items()}
        told["agreement"] = told["agreement"] | {"items": kept}
    if told.get("promoters"):
        only = {entry["scale"]: name for name, entry in about.items()}
        edges = (MOST_DETRACTOR, LEAST_PROMOTER - 1)
        told["promoters"] = {
            name: refusal(fewest) if any(cuts(edge, sets.get(only.get(name, ""), [])) for edge in edges) else one
            for name, one in told["promoters"].items()
        }
    return told


def joint_answers(found: dict) -> list[tuple[float, float]]:
    """The lowest and the highest of each set of answers that are counted together."""
    values = [[float(value) for value in name.split(JOINT)] for name in found["counts"]]
    return [(min(together), max(together)) for together in values if len(together) > 1]


def cuts(edge: float, sets: list[tuple[float, float]]) -> bool:
    """Whether an edge, above an answer, goes through answers that are counted together."""
    return any(low <= edge < high for low, high in sets)


def agreement_apart(found: dict, sets: list[tuple[float, float]], about: dict | None) -> dict:
    """One item's agreement, less an end that goes through answers counted together: keyed ones; it is as worded."""
    if is_refused(found) or not about:
        return found
    turned = about["low"] + about["high"]
    as_worded = [(turned - high, turned - low) if about["reversed"] else (low, high) for low, high in sets]
    slack = (about["step"] or 0.0) / 2
    gone = {
        "disagree": cuts(found["disagree_to"] + slack, as_worded),
        "agree": cuts(found["agree_from"] - slack, as_worded),
    }
    return found | {name: None for name, is_cut in gone.items() if is_cut}
