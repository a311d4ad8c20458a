"""A correlation alone is a number, no picture: with one pair of dimensions the text says it."""

import pytest

from analysis.report.drawing import figures
from tests.report import samples
from tests.report.samples import typed

PICTURES = {"latent_correlations", "factor_correlations"}


@pytest.mark.parametrize(("n", "drawn"), [(1, set()), (2, PICTURES)])
def test_one_pair_is_not_drawn(n, drawn):
    results = samples.example()
    for section, name in (("efa", "factor_correlations"), ("validity", "latent_correlations")):
        results[section][name] = results[section][name][:n]
    assert PICTURES & set(figures.available(typed(results))) == drawn
