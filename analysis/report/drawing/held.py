"""Whether results have what a figure shows, and not too much of it for a page: a predicate for each figure."""

from analysis.report.document.contents import Results
from analysis.report.drawing import items
from analysis.statistics.foundation.attempts import had, sound

MOST_PANELS = 9
MOST_ROWS = 46  # a figure of loadings with more rows would not stand on a page


def categorical(results: Results) -> bool:
    return bool(items.of_scales(results, categorical=True))


def continuous(results: Results) -> bool:
    return bool(items.of_scales(results, categorical=False))


def eigenvalues(results: Results) -> bool:
    efa = had(results.efa)
    parallel = had(efa.parallel) if efa else None
    return bool(parallel and parallel.rows)


def few_loadings(results: Results) -> bool:
    """Whether the items of the exploratory analysis stand on one page."""
    efa = had(results.efa)
    return efa is not None and 0 < len({cell.term for cell in efa.loadings}) <= MOST_ROWS


def factor_correlations(results: Results) -> bool:
    """Whether there are two pairs of factors or more: a single one the text says."""
    efa = had(results.efa)
    return efa is not None and len(efa.factor_correlations) > 1


def model(results: Results) -> bool:
    return bool(results.cfa and results.cfa.headline)


def few_model_loadings(results: Results) -> bool:
    """Whether there are loadings and their items stand on one page, under the names of their dimensions."""
    found = results.headline
    cells = found.loadings if found else []
    if all(cell.std_estimate is None for cell in cells):
        return False
    return len({cell.term for cell in cells}) + len({cell.factor for cell in cells}) <= MOST_ROWS


def latent_correlations(results: Results) -> bool:
    """Whether correlations of two pairs of dimensions or more could be estimated: a single one the text says."""
    validity = had(results.validity)
    return validity is not None and sum(pair.estimate is not None for pair in validity.latent_correlations) > 1


def slopes(results: Results) -> bool:
    found = results.drivers
    return bool(found and found.terms)


def importance(results: Results) -> bool:
    found = results.drivers
    return bool(found and found.weighed)


def residuals(results: Results) -> bool:
    found = results.drivers
    plot = had(found.residual_plot) if found else None
    return bool(plot and plot.counts)


def influence(results: Results) -> bool:
    """Whether every respondent has a Cook's distance to be drawn."""
    found = results.drivers
    plot, largest = (had(found.influence_plot), had(found.influence)) if found else (None, None)
    return bool(plot and plot.counts and largest and largest.max_cooks_distance is not None)


def places(results: Results) -> bool:
    found = results.drivers
    return bool(found and found.weighed and found.priorities and results.sample.scales)


def few_item_maps(results: Results) -> bool:
    """Whether there are maps of items, and not more than stand on a page with the names of their items."""
    evidence = had(results.priorities)
    found = had(evidence.items) if evidence else None
    if not found or len(found.maps) > MOST_PANELS:
        return False
    return 0 < sum(len(one.items) for one in found.maps) <= MOST_ROWS


def pain_points(results: Results) -> bool:
    """Whether any pain point has a prevalence or a severity."""
    found = sound(results.sample.pain_points).values()
    return bool(results.study.pain_points) and any(point.prevalence or point.severity for point in found)


def pain_point_differences(results: Results) -> bool:
    return bool(results.study.pain_points and results.pain_point_comparisons)


def pain_point_dose(results: Results) -> bool:
    """Whether the outcome is known of those who met one number of pain points and another."""
    found = had(results.pain_points)
    return bool(found and had(found.trend) and had(found.dose))


def pain_point_losses(results: Results) -> bool:
    found = had(results.pain_points)
    return bool(found and had(found.expected_loss))
