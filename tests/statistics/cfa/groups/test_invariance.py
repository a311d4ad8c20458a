"""Invariance across groups."""

from dataclasses import replace

import pytest

from analysis.statistics.cfa import cfa, correlated_factors, invariance, scaled_difference, single_factor
from analysis.statistics.cfa.groups.invariance import EQUAL
from tests.oracle import oracle, scales_of
from tests.refusals import refused
from tests.statistics.cfa.published import FIT, assert_fit, assert_parameters, group_of, lavaan, pupils, three_factors

SCHOOLS = ("Pasteur", "Grant-White")
GROUPED = ("bfi", "supermarket", "ecsq600", "ecsq600_missing")


def grouped_model(name, step, levels=("f", "m")):
    return correlated_factors(scales_of(name)).in_groups(levels, equal=EQUAL[step])


@pytest.mark.parametrize("step", EQUAL)
def test_steps_for_two_schools(step):
    model = three_factors().in_groups(SCHOOLS, equal=EQUAL[step])
    ours = cfa([pupils(school) for school in SCHOOLS], model)
    theirs = lavaan("holzinger_swineford.json")["steps"][step]
    assert_fit(ours.fit, theirs["fit"])
    assert_parameters(ours, theirs["parameters"])


@pytest.mark.parametrize("step", ["configural", "metric", "scalar"])
def test_robust_steps(step):
    groups = group_of("ecsq600_missing")
    ours = cfa(oracle("ecsq600_missing").items, grouped_model("ecsq600_missing", step), estimator="mlr", groups=groups)
    theirs = lavaan("cfa.json")["steps_mlr"][step]
    assert_fit(ours.fit, theirs["fit"])
    assert_parameters(ours, theirs["parameters"])


def test_scaled_differences():
    groups, answers = group_of("ecsq600_missing"), oracle("ecsq600_missing").items
    general, restricted = (
        cfa(answers, grouped_model("ecsq600_missing", step), estimator="mlr", groups=groups)
        for step in ("configural", "metric")
    )
    found, theirs = scaled_difference(restricted, general), lavaan("cfa.json")["sb2001"]
    assert found.method == "satorra_bentler_2001"
    assert found.df == theirs["df"]
    assert found.statistic == pytest.approx(theirs["statistic"], rel=1e-4)
    assert found.p_value == pytest.approx(theirs["p"], abs=1e-5)


def test_strictly_positive_difference():
    from analysis.statistics.cfa.after.difference import scaling_at

    groups, answers = group_of("ecsq600_missing"), oracle("ecsq600_missing").items
    general, restricted = (
        cfa(answers, grouped_model("ecsq600_missing", step), estimator="mlr", groups=groups)
        for step in ("configural", "metric")
    )
    at_restricted = scaling_at(general.solution, restricted.solution)
    df = restricted.fit.df - general.fit.df
    scaling = (restricted.fit.df * restricted.fit.scaling - general.fit.df * at_restricted) / df
    statistic = (restricted.fit.chi_square - general.fit.chi_square) / scaling
    assert statistic == pytest.approx(lavaan("cfa.json")["sb2010"]["statistic"], rel=1e-4)


def test_a_difference_without_a_positive_scaling_is_refused():
    answers, scales = oracle("ecsq600").items, scales_of("ecsq600")
    general = cfa(answers, correlated_factors(scales), estimator="mlr")
    restricted = cfa(answers, single_factor(scales), estimator="mlr")
    scaled = replace(general, fit=replace(general.fit, scaling=9.0), solution=general.solution)
    with refused("difference_not_defined"):
        scaled_difference(restricted, scaled)
    unscaled = replace(general, fit=replace(general.fit, scaling=None), solution=general.solution)
    with refused("difference_not_identified"):
        scaled_difference(restricted, unscaled)


@pytest.mark.parametrize("entry", ["fiml_groups", "fiml_groups_mlr"])
def test_groups_with_missing_answers(entry):
    estimator = "fiml" if entry == "fiml_groups" else "fiml_mlr"
    groups = group_of("ecsq600_missing")
    model = grouped_model("ecsq600_missing", "scalar", levels=("m", "f"))  # lavaan's order: as they appear
    ours = cfa(oracle("ecsq600_missing").items, model, estimator=estimator, groups=groups)
    theirs = lavaan("cfa.json")[entry]
    assert_fit(ours.fit, theirs["fit"], tolerance=2e-5)
    assert_parameters(ours, theirs["parameters"])


@pytest.mark.parametrize("name", GROUPED)
def test_invariance_of_the_reference_sets(name):
    answers = oracle(name).items
    rows = answers.notna().all(axis=1) & group_of(name).notna()
    found = invariance(answers[rows], correlated_factors(scales_of(name)), group_of(name)[rows])
    theirs = oracle(name).r["invariance"]
    for step in EQUAL:
        for ours, lavaan_name in FIT.items():
            number = theirs[step]["fit"].get(lavaan_name)
            if isinstance(number, int | float):
                index = getattr(getattr(found, step).fit, ours)
                assert index == pytest.approx(number, rel=2e-5, abs=2e-6), (step, ours)
    assert sum(found.n_obs.values()) == rows.sum()


def test_partial_invariance_frees_the_intercepts_known_to_differ_between_schools():
    # x3 and x7, the worst two in lavaan's score tests and in the literature on these data (Rosseel 2012)
    from analysis.statistics.cfa.groups.steps import worst_equality

    model = three_factors()
    samples = [pupils(school) for school in SCHOOLS]
    scalar = cfa(samples, model.in_groups(SCHOOLS, equal=EQUAL["scalar"]))
    first = worst_equality(scalar, "scalar", ())
    freed = cfa(samples, model.in_groups(SCHOOLS, equal=EQUAL["scalar"], free=[first]))
    assert {first, worst_equality(freed, "scalar", (first,))} == {"x3~1", "x7~1"}


def test_latent_means_need_a_configural_model_that_fits():
    name = "bfi"
    found = invariance(oracle(name).items, correlated_factors(scales_of(name)), group_of(name))
    assert found.configural_fit.values["cfi"] < 0.80 and found.verdict == "no_basis"
    assert found.cutoffs.reason == "unequal_groups" and found.partial_scalar.freed
    assert found.latent_means == []


def test_one_group_is_refused():
    answers = oracle("ecsq600").items
    with pytest.raises(ValueError, match="at least two groups; found a"):
        invariance(answers, correlated_factors(scales_of("ecsq600")), group_of("ecsq600").map(lambda _: "a"))


def test_a_small_group_is_named():
    answers, groups = oracle("ecsq600").items, group_of("ecsq600").astype(object).copy()
    groups.iloc[:10] = "x"
    with refused("fewer_rows_than_items", level="x", n_obs=10, n_items=25):
        invariance(answers, correlated_factors(scales_of("ecsq600")), groups)
