"""Verdicts are data with a source."""

import pytest

from analysis.report.document import thresholds
from analysis.report.language import bibliography

ALL = [value for value in vars(thresholds).values() if isinstance(value, thresholds.Benchmark)]


def test_a_value_on_an_edge_takes_the_label_above_it():
    assert thresholds.KMO.verdict(0.90) == "marvellous"
    assert thresholds.KMO.verdict(0.89) == "meritorious"
    assert thresholds.KMO.verdict(0.10) == "unacceptable"


def test_a_value_is_judged_as_it_is_printed():
    assert thresholds.ALPHA.verdict(0.7969) == "basic_research"
    assert thresholds.ALPHA.verdict(0.7949) == "early_research"


def test_position_of_an_interval():
    assert thresholds.ALPHA.position(0.71, 0.80) == "above"
    assert thresholds.ALPHA.position(0.65, 0.75) == "straddles"
    assert thresholds.ALPHA.position(0.55, 0.69) == "below"


@pytest.mark.parametrize("benchmark", ALL, ids=lambda benchmark: benchmark.source)
def test_every_benchmark_has_a_source_and_distinct_labels(benchmark):
    assert bibliography.entry(benchmark.source)
    assert len(set(benchmark.labels)) == len(benchmark.labels) == len(benchmark.edges) + 1


def test_edges_must_rise():
    with pytest.raises(ValueError, match="rising edges"):
        thresholds.Benchmark(source="kaiser1974", edges=(0.5, 0.4), labels=("a", "b", "c"))


def test_an_interval_has_what_all_of_it_reaches_and_is_undecided_about_the_first_edge():
    verdict = thresholds.ALPHA.of_interval
    assert verdict(0.55, 0.69) == "insufficient" and verdict(0.55, 0.70) == "undecided"
    assert verdict(0.694, 0.91) == "undecided" and verdict(0.6951, 0.91) == "early_research"
    assert verdict(0.81, 0.91) == "basic_research" and verdict(0.88, 0.96) == "basic_research"
    assert verdict(0.90, 0.94) == "individual_minimum" and verdict(0.95, 0.97) == "individual_desirable"
    assert {verdict(low, 0.97) for low in (0.6, 0.75, 0.85, 0.92, 0.96)} | {verdict(0.5, 0.6)} == set(
        thresholds.ALPHA.interval_labels
    )


PUBLISHED = {
    "ALPHA": (0.70, 0.80, 0.90, 0.95),
    "ITEM_REST": (0.30,),
    "KMO": (0.50, 0.60, 0.70, 0.80, 0.90),
    "RMSEA": (0.05, 0.08, 0.10),
    "EFA_VARIANCE": (0.566,),
    "R_SQUARED": (0.02, 0.13, 0.26),
    "OMEGA_SQUARED": (0.01, 0.06, 0.14),
    "STANDARDISED_DIFFERENCE": (0.20, 0.50, 0.80),
    "VIF": (4.0, 10.0),
    "EVENTS_PER_TERM": (10.0,),
    "COOKS_DISTANCE": (1.0,),
    "MISSING_SHARE": (0.05,),
    "SKEWNESS": (2.0,),
    "KURTOSIS": (7.0,),
    "HU_BENTLER_CFI": (0.95,),
    "HU_BENTLER_TLI": (0.95,),
    "HU_BENTLER_RMSEA": (0.06,),
    "HU_BENTLER_SRMR": (0.08,),
    "FIT_CFI": (0.90, 0.95),
    "FIT_RMSEA": (0.06, 0.10),
    "FIT_SRMR": (0.08,),
    "RESPONDENTS_PER_PARAMETER": (1.0, 5.0),
    "RESPONDENTS_PER_COEFFICIENT": (10.0,),
    "AVE": (0.50,),
    "OMEGA": (0.70,),
    "HTMT": (0.85,),
    "LATENT_CORRELATION": (0.80, 0.90, 1.0),
    "HIERARCHICAL_OMEGA": (0.80,),
    "COMMON_VARIANCE": (0.70,),
}
"""The edges as their sources have them, copied from there and not from the module."""

FINE = ("RMSEA", "EFA_VARIANCE", "COOKS_DISTANCE", "MISSING_SHARE", "FIT_CFI", "FIT_RMSEA", "FIT_SRMR")
FINE += tuple(f"HU_BENTLER_{index}" for index in ("CFI", "TLI", "RMSEA", "SRMR"))
PRINTED = dict.fromkeys(FINE, 3) | {
    "EVENTS_PER_TERM": 1,
    "RESPONDENTS_PER_PARAMETER": 1,
    "RESPONDENTS_PER_COEFFICIENT": 1,
}
"""Decimals that the report prints of them, where not two."""


def test_every_benchmark_is_held_against_its_source():
    assert set(PUBLISHED) == {
        name for name, value in vars(thresholds).items() if isinstance(value, thresholds.Benchmark)
    }


@pytest.mark.parametrize(("name", "edges"), PUBLISHED.items(), ids=PUBLISHED)
def test_a_label_changes_at_each_published_edge_as_it_is_printed(name, edges):
    benchmark = getattr(thresholds, name)
    half_a_digit = 0.5 * 10 ** -PRINTED.get(name, 2)
    assert len(edges) == len(benchmark.edges)
    for below, above, edge in zip(benchmark.labels, benchmark.labels[1:], edges, strict=False):
        on_edge = below if benchmark.at_most else above
        assert benchmark.verdict(edge) == on_edge
        assert benchmark.verdict(edge - 0.9 * half_a_digit) == benchmark.verdict(edge + 0.9 * half_a_digit) == on_edge
        assert benchmark.verdict(edge - 1.1 * half_a_digit) == below
        assert benchmark.verdict(edge + 2.1 * half_a_digit) == above


def test_a_benchmark_has_one_label_more_than_edges():
    for labels in (("a",), ("a", "b", "c")):
        with pytest.raises(ValueError, match="one label more"):
            thresholds.Benchmark(source="kaiser1974", edges=(0.5,), labels=labels)
