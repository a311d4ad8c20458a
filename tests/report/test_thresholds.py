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
