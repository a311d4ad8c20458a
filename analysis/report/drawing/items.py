"""What a figure can show: items with few answers as bars, with many as distributions."""

from analysis.report.document.contents import Results
from analysis.statistics.description.descriptives import ItemDescription
from analysis.statistics.foundation.attempts import sound
from analysis.survey.sections import ItemSection

MOST_CATEGORIES = 11  # an answer scale with more is a slider, not a row of boxes
MOST_BARS = 54  # a figure of answers with more rows would not stand on a page


def described(results: Results) -> dict[str, ItemDescription]:
    """The items whose answers could be described, with what was found."""
    return sound(results.sample.items)


def categories(item: ItemSection) -> list[float]:
    """The answers that a question declares, from low to high; none where it takes any number."""
    if not item.step:
        return []
    return [item.low + item.step * k for k in range(round((item.high - item.low) / item.step) + 1)]


def is_categorical(item: ItemSection, found: ItemDescription) -> bool:
    """Whether an item's answers are few enough to be drawn side by side."""
    return not found.is_continuous and 2 <= len(categories(item)) <= MOST_CATEGORIES


def of_scales(results: Results, *, categorical: bool) -> dict[str, list[str]]:
    """The items of each scale that has any with few answers, or with many; scales in the study's order."""
    found, about = described(results), results.study.by_variable

    def is_shown(name: str) -> bool:
        if name not in found:
            return False
        return is_categorical(about[name], found[name]) if categorical else bool(found[name].histogram)

    chosen = {scale.name: [name for name in scale.items if is_shown(name)] for scale in results.study.scales}
    return {scale: names for scale, names in chosen.items() if names}
