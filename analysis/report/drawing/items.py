"""What a figure can show: items with few answers as bars, with many as distributions, and none too many for a page."""

from typing import Any

MOST_CATEGORIES = 11  # an answer scale with more is a slider, not a row of boxes
MOST_ROWS = 46  # a figure of loadings with more rows would not stand on a page
MOST_BARS = 54  # the same of a figure of answers, whose rows are lower


def described(results: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The items whose answers could be described, with what was found."""
    return {name: item for name, item in results["sample"]["items"].items() if "unavailable" not in item}


def categories(item: dict[str, Any]) -> list[float]:
    """The answers that a question declares, from low to high; none where it takes any number."""
    low, high, step = item["low"], item["high"], item.get("step", 1)
    return [low + step * k for k in range(round((high - low) / step) + 1)] if step else []


def is_categorical(item: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether an item's answers are few enough to be drawn side by side."""
    return not found.get("is_continuous") and 2 <= len(categories(item)) <= MOST_CATEGORIES


def of_scales(results: dict[str, Any], *, categorical: bool) -> dict[str, list[str]]:
    """The items of each scale that has any with few answers, or with many; scales in the study's order."""
    found, about = described(results), {item["variable"]: item for item in results["study"]["items"]}

    def is_shown(name: str) -> bool:
        if name not in found:
            return False
        return is_categorical(about[name], found[name]) if categorical else bool(found[name].get("histogram"))

    chosen = {
        scale["name"]: [name for name in scale["items"] if is_shown(name)] for scale in results["study"]["scales"]
    }
    return {scale: names for scale, names in chosen.items() if names}


def has_categorical(results: dict[str, Any]) -> bool:
    return bool(of_scales(results, categorical=True))


def has_continuous(results: dict[str, Any]) -> bool:
    return bool(of_scales(results, categorical=False))


def are_few_loadings(results: dict[str, Any]) -> bool:
    """Whether the items of the exploratory analysis stand on one page."""
    return len({cell["term"] for cell in results["efa"]["loadings"]}) <= MOST_ROWS


def are_few_model_loadings(results: dict[str, Any]) -> bool:
    """Whether there are loadings and their items stand on one page, under the names of their dimensions."""
    cells = results["cfa"]["models"][results["cfa"]["headline"]]["loadings"]
    if all(cell["std_estimate"] is None for cell in cells):
        return False
    return len({cell["term"] for cell in cells}) + len({cell["factor"] for cell in cells}) <= MOST_ROWS


def has_latent_correlations(results: dict[str, Any]) -> bool:
    """Whether correlations of two pairs of dimensions or more could be estimated: a single one the text says."""
    return sum(pair["estimate"] is not None for pair in results["validity"]["latent_correlations"]) > 1


def has_factor_correlations(results: dict[str, Any]) -> bool:
    """Whether there are two pairs of factors or more: a single one the text says."""
    return len(results["efa"]["factor_correlations"]) > 1


def has_pain_point_answers(results: dict[str, Any]) -> bool:
    """Whether any pain point has a prevalence or a severity."""
    found = results["sample"]["pain_points"].values()
    return any(point.get("prevalence") or point.get("severity") for point in found)
