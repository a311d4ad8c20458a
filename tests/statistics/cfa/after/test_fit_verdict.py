"""One verdict on fit: each edge, both sides, robust indices before plain ones."""

from dataclasses import replace

import pytest

from analysis.statistics.cfa.after.fit_verdict import fit_verdict, index_version
from analysis.statistics.cfa.results import Fit

ROBUST = {"cfi_robust": 0.96, "tli_robust": 0.955, "rmsea_robust": 0.05, "p_value_scaled": 0.001}
PLAIN = {"cfi": 0.97, "tli": 0.96, "rmsea": 0.04, "srmr": 0.05, "p_value": 0.001}
NO_MATTER = {"n_free": 9, "chi_square": 1.0, "df": 9, "rmsea_low": 0.0, "rmsea_high": 0.1, "rmsea_close": 0.5}
FIT = Fit(**NO_MATTER, **PLAIN, **ROBUST)


def verdict(**changes):
    return fit_verdict(replace(FIT, **changes))


def test_what_reaches_every_edge_as_printed_is_good():
    assert verdict().verdict == "good" and verdict().missed == []
    on_edge = {"cfi_robust": 0.9496, "tli_robust": 0.95, "rmsea_robust": 0.0604, "srmr": 0.0804}
    assert verdict(**on_edge).verdict == "good"
    for change in ({"cfi_robust": 0.9494}, {"tli_robust": 0.9494}, {"rmsea_robust": 0.0606}, {"srmr": 0.0806}):
        assert verdict(**change).verdict == "acceptable" and len(verdict(**change).missed) == 1


@pytest.mark.parametrize(
    ("index", "inside", "beyond"),
    [("cfi_robust", 0.8996, 0.8994), ("rmsea_robust", 0.1004, 0.1006)],
)
def test_one_index_beyond_is_poor(index, inside, beyond):
    assert verdict(**{index: inside}).verdict == "acceptable"
    assert verdict(**{index: beyond}).verdict == "poor" and len(verdict(**{index: beyond}).poor) == 1


def test_a_model_whose_exact_fit_is_not_rejected_is_not_poor():
    low = {"cfi_robust": 0.85}
    assert verdict(**low, p_value_scaled=0.051).verdict == "acceptable"
    assert verdict(**low, p_value_scaled=0.049).verdict == "poor"
    assert fit_verdict(replace(FIT, **low, p_value_scaled=0.03), conf_level=0.99).verdict == "acceptable"
    assert fit_verdict(replace(FIT, **low, p_value_scaled=0.25), conf_level=0.75).verdict == "acceptable"


def test_plain_indices_are_read_only_where_there_are_no_robust_ones():
    assert verdict(cfi=0.5).verdict == "good"
    plain = dict.fromkeys(ROBUST)
    assert verdict(**plain).version == "plain" and verdict(**plain, cfi=0.5).verdict == "poor"
    assert index_version([FIT, FIT]) == "robust" and index_version([FIT, replace(FIT, **plain)]) == "plain"
    assert index_version([FIT, replace(FIT, rmsea_robust=float("nan"))]) == "plain"
