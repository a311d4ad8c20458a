"""No report contradicts itself: the rules over results of many kinds, computed and made."""

import copy
from functools import cache as cached

import numpy as np
import pytest

from analysis import ROOT
from analysis.report.document import results
from tests.report import consistency, samples
from tests.studies import REAL_STUDIES, SHARED

CASES = ("unreversed_items", "less_is_better", "tiny_scales", "one_dimension_only", "yes_no_items", "group_of_ones")
FOLDERS = {"example": ROOT / "data" / "example"}
FOLDERS |= {name: SHARED / "studies" / name for name in REAL_STUDIES}
FOLDERS |= {name: SHARED / "review" / "cases" / name for name in CASES}


@pytest.mark.parametrize("make", samples.ALL.values(), ids=samples.ALL)
def test_made_results_break_no_rule(make):
    assert consistency.broken(make()) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_computed_results_break_no_rule(name, ran):
    if not FOLDERS[name].is_dir():
        pytest.skip(f"{FOLDERS[name]} is not there")
    assert consistency.broken(results.read(ran(FOLDERS[name]) / "results.json")) == []


@pytest.mark.parametrize("seed", range(9))
def test_perturbed_results_break_no_rule(seed):
    assert consistency.broken(perturbed(seed)) == []


@cached
def bases() -> list[dict]:
    return [samples.example(), samples.inseparable(), samples.single_item_outcome()]


def perturbed(seed: int) -> dict:
    """Results in which everything that a verdict hangs on was moved at random."""
    rng = np.random.default_rng(seed)
    results = copy.deepcopy(bases()[seed % len(bases())])
    for scale in results["reliability"]["scales"].values():
        if scale["alpha"]:
            low, high = sorted(rng.uniform(0.55, 0.97, 2))
            scale["alpha"] |= {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high}
        for item in scale["items"].values():
            if item["item_rest_correlation"] is not None and rng.random() < 0.02:
                item["item_rest_correlation"] = -0.1
    for pair in results["validity"]["latent_correlations"]:
        low, high = sorted(rng.uniform(0.3, 0.93, 2))
        pair |= {"estimate": (low + high) / 2, "conf_low": low, "conf_high": high}
    regression = results["regression"]
    for term in regression["terms"]:
        term |= {"estimate": rng.normal(0.1, 0.2), "p_value": rng.uniform(0, 0.1)}
        term["p_value_holm"] = min(1.0, 3 * term["p_value"])
    shares = rng.dirichlet(np.ones(len(regression["terms"])) / 3)
    for term, share in zip(regression["terms"], shares, strict=True):
        term["prob_first"] = float(share)
    for row in regression["priorities"]:
        prob = rng.dirichlet(np.ones(4) / 4)
        row["prob"] = dict(zip(row["prob"], map(float, prob), strict=True))
        row["quadrant"] = next((name for name, share in row["prob"].items() if share >= 0.8), None)
        row |= {"performance": rng.uniform(55, 75), "importance": rng.uniform(0.05, 0.4)}
    if results["cfa"]["headline"]:
        fit = results["cfa"]["models"][results["cfa"]["headline"]]["fit"]
        fit |= {"cfi_robust": rng.uniform(0.85, 1), "rmsea_robust": rng.uniform(0, 0.12)}
    return results


@pytest.mark.parametrize("rule", consistency.rules()[:-1], ids=lambda rule: rule.__name__)
def test_every_rule_can_be_broken(rule):
    results = samples.inseparable() if rule.__name__.startswith("no_order") else samples.example()
    claims = consistency.document.claims(samples.typed(results))
    found = consistency.build(samples.typed(results))
    assert list(rule(*SPOILERS[rule.__name__](results, claims, found)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What customers want."),
        ("en", "For 5 of 5 scales."),
        ("en", "It is lost for 0 of 5."),
        ("en", "It has 1 items."),
        ("en", "It holds for all 1 pairs."),
        ("en", "None of the 1 intervals."),
        ("en", "Order.</strong> problem solving ranks."),
        ("zh", "顾客的评价。"),
        ("zh", "5个量表中，有5个达到。"),
        ("zh", "有0个题项。"),
    ],
)
def test_a_sentence_that_suits_no_study_is_found(language, text):
    assert list(consistency.faults_of(text, language))


def with_verdict(claim_id: str, verdict: str, **values):
    """The claims with one of them saying something else."""

    def spoilt(results, claims, found):
        made = [copy.copy(claim) for claim in claims]
        for claim in made:
            if claim.id == claim_id:
                object.__setattr__(claim, "verdict", verdict)
                object.__setattr__(claim, "values", {**claim.values, **values})
        return results, made, found

    return spoilt


def forbidden(results, claims, found):
    spoilt = copy.deepcopy(results)
    for item in spoilt["reliability"]["scales"]["attitude"]["items"].values():
        item["item_rest_correlation"] = -0.2
    return with_verdict("priorities.priority", "keep_up")(results, claims, consistency.build(samples.typed(spoilt)))


def against(results, claims, found):
    _, made, _ = with_verdict("priorities.priority", "concentrate")(results, claims, found)
    return with_verdict("drivers.slope", "negative")(results, made, found)


def halved(results, claims, found):
    for term in results["regression"]["terms"]:
        term["prob_first"] /= 2
    return results, claims, found


def without_a_better_end(results, claims, found):
    for scale in results["study"]["scales"]:
        scale["better"] = None
    return results, claims, found


SPOILERS = {
    "no_end_is_the_worse_of_a_dimension_without_a_better_one": without_a_better_end,
    "no_order_of_dimensions_that_are_not_told_apart": with_verdict("drivers.driver_order", "partial"),
    "no_reading_that_a_finding_forbids": forbidden,
    "no_advice_against_the_slope": against,
    "every_scale_has_one_verdict_on_its_reliability": with_verdict("reliability.alpha_of_scale", "insufficient"),
    "every_finding_stands_in_the_limits_and_the_most_serious_in_the_summary": lambda r, c, f: (r, [], f),
    "every_count_fits_its_verdict": with_verdict("priorities.overview", "all", n_decided=1),
    "every_number_has_one_value": with_verdict("summary.drivers", "unclear", share=0.123),
    "every_row_of_shares_adds_up": halved,
}
