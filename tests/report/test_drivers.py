"""What is said of the drivers: each verdict reached from results that have it."""

import pytest

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.document import composer
from analysis.statistics.regression.drivers import DriverRegression
from tests.report import samples
from tests.report.samples import typed


def with_correlations(**ends) -> DriverRegression:
    """The example's regression with the first slope's interval and its correlation's as given."""
    results = samples.example()
    results["regression"]["terms"][0] |= {"correlation": 0.3, **ends}
    return samples.typed(results).regression


@pytest.mark.parametrize(
    ("slope", "correlation", "verdict"),
    [
        ((-0.3, -0.1), (0.1, 0.5), "turned"),
        ((0.1, 0.3), (-0.5, -0.1), "turned"),
        ((-0.3, 0.0), (0.1, 0.5), "alike"),
        ((-0.3, -0.1), (0.0, 0.5), "alike"),
        ((0.0, 0.3), (-0.5, -0.1), "alike"),
        ((0.1, 0.3), (-0.5, 0.0), "alike"),
        ((0.1, 0.3), (0.1, 0.5), "alike"),
    ],
)
def test_a_slope_has_turned_where_both_intervals_lie_on_two_sides_of_zero(slope, correlation, verdict):
    ends = ("conf_low", "conf_high"), ("correlation_low", "correlation_high")
    values = dict(zip(ends[0], slope, strict=True)) | dict(zip(ends[1], correlation, strict=True))
    (claim,) = drivers.alone(with_correlations(**values))
    assert claim.verdict == verdict
    assert claim.values["scales"] == (["responsiveness"] if verdict == "turned" else [])


def test_the_weakest_and_the_strongest_correlation_are_named():
    results = samples.example()
    terms = results["regression"]["terms"]
    for position, term in enumerate(terms):
        term["correlation"] = 0.1 * position - 0.2
    (claim,) = drivers.alone(samples.typed(results).regression)
    assert claim.values["low"]["scale"] == terms[0]["term"]
    assert claim.values["high"]["scale"] == terms[-1]["term"]


def test_nothing_is_said_of_correlations_that_are_not_there():
    results = samples.example()
    for term in results["regression"]["terms"]:
        term["correlation"] = None
    assert drivers.alone(samples.typed(results).regression) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_prints_what_the_text_says(language):
    page = composer.Page(typed(samples.example()), language, figures=())
    table = next(block for block in page.section("results").drafts if block.get("id") == "tbl-coefficients")
    text = " ".join(block.get("html", "") for block in page.section("drivers").drafts)
    printed = [row["cells"]["correlation"] for row in table["rows"]]
    assert min(printed) in text and max(printed) in text
