"""Verdicts that hang on the exclusions: each kind reached from numbers that flip it, and what is then withheld."""

import pytest

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.priorities import claims as priorities
from analysis.report.chapters.sample import claims as sample
from analysis.report.chapters.summary import claims as summary
from analysis.report.findings import finding as findings
from analysis.report.findings import sensitivity
from analysis.report.findings.build import build
from tests.report import samples
from tests.report.samples import typed


def row(results: dict, quantity: str, subject: str) -> dict:
    return next(r for r in results["sensitivity"]["rows"] if (r["quantity"], r["subject"]) == (quantity, subject))


def settled() -> dict:
    """The example's comparison, in which everybody received gives the very numbers of those analysed."""
    results = samples.hanging()
    for found in results["sensitivity"]["rows"]:
        found["without_exclusions"] = dict(found["with_exclusions"])
    return results


def flips(results: dict) -> list[tuple[str, str]]:
    return [(found.quantity, found.subject) for found in sensitivity.flipped(typed(results))]


def reading(results: dict, name: str) -> tuple[str, list[str]]:
    found = next(row for row in priorities.placed(samples.typed(results)) if row.term == name)
    return found.reading, found.reasons


def test_the_same_numbers_flip_nothing():
    results = settled()
    assert len(sensitivity.compared(typed(results))) == 21
    assert flips(results) == []
    assert findings.named(build(typed(results)), "exclusions_flip") is None
    assert [claim.verdict for claim in sample.sensitive(typed(results))] == ["same"]
    assert reading(results, "aftersales") == ("concentrate", [])


@pytest.mark.parametrize(
    ("quantity", "subject", "values", "is_flipped"),
    [
        ("alpha", "attitude", {"conf_low": 0.80}, False),
        ("alpha", "attitude", {"conf_low": 0.79}, True),
        ("alpha", "channels", {"conf_low": 0.60, "conf_high": 0.70}, False),
        ("alpha", "channels", {"conf_low": 0.60, "conf_high": 0.69}, True),
        ("cfi", "fiml_mlr", {"cfi_robust": 0.950}, False),
        ("cfi", "fiml_mlr", {"cfi_robust": 0.949}, True),
        ("cfi", "fiml_mlr", {"cfi": 0.80, "cfi_scaled": 0.80}, False),
        ("cfi", "fiml_mlr", {"cfi_robust": None}, False),
        ("r_squared", "satisfaction", {"estimate": 0.26}, False),
        ("r_squared", "satisfaction", {"estimate": 0.25}, True),
        ("slope", "responsiveness", {"p_value_holm": 0.049}, False),
        ("slope", "responsiveness", {"p_value_holm": 0.051}, True),
        ("slope", "responsiveness", {"estimate": -0.1}, True),
        ("slope", "channels", {"p_value": 0.04}, False),
        ("quadrant", "aftersales", {"quadrant": None}, True),
        ("quadrant", "resolution", {"quadrant": "keep_up"}, False),  # too near a line to be read anyway
        ("quadrant", "attitude", {"quadrant": "keep_up", "importance": 0.3}, True),
    ],
)
def test_each_kind_of_verdict(quantity, subject, values, is_flipped):
    results = settled()
    row(results, quantity, subject)["without_exclusions"] |= values
    assert flips(results) == ([(quantity, subject)] if is_flipped else [])
    assert bool(findings.named(build(typed(results)), "exclusions_flip")) is is_flipped


def test_what_one_sample_cannot_estimate_flips_nothing():
    results = settled()
    row(results, "cfi", "fiml_mlr")["without_exclusions"] = None
    row(results, "alpha", "trust")["with_exclusions"] = None
    assert flips(results) == []


def test_a_place_that_hangs_on_the_exclusions_is_not_read():
    results = samples.hanging()
    assert ("quadrant", "aftersales") in flips(results)
    assert reading(results, "aftersales") == ("withheld", ["exclusions_flip"])
    assert reading(results, "resolution") == ("undecided", [])  # no reading with the exclusions, so none to withhold
    advised = next(claim for claim in summary.claims(samples.typed(results)) if claim.id == "summary.priorities")
    before = next(
        claim for claim in summary.claims(samples.typed(samples.example())) if claim.id == "summary.priorities"
    )
    assert advised.values["n_decided"] == before.values["n_decided"] - 1


@pytest.mark.parametrize(("share", "verdict"), [(0.99, "clear"), (0.98, "depends")])
def test_the_first_dimension_is_first_with_everybody_too(share, verdict):
    results = settled()
    compared = row(results, "slope", "resolution")
    top = next(term for term in results["regression"]["terms"] if term["term"] == "resolution")
    top["prob_first"] = compared["with_exclusions"]["prob_first"] = 0.995
    compared["without_exclusions"]["prob_first"] = share
    assert drivers.first_driver(samples.typed(results)).verdict == verdict
    assert (("first_driver", "resolution") in flips(results)) is (verdict == "depends")


def test_no_order_and_no_place_of_dimensions_that_are_not_told_apart():
    results = samples.hanging()
    pair = results["validity"]["latent_correlations"][0]
    pair |= {"estimate": 0.9, "conf_low": 0.5, "conf_high": 0.95}
    compared = [(found.quantity, found.subject) for found in sensitivity.compared(typed(results))]
    assert not {"first_driver"} & {quantity for quantity, _ in compared}
    assert not {("quadrant", pair["a"]), ("quadrant", pair["b"])} & set(compared)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "depends on the exclusions"), ("zh", "取决于答卷剔除与否")],
)
def test_the_report_says_so(language, said):
    page = samples.page("hanging", language)
    blocks = [block for section in page.sections() for block in section.drafts]
    table = next(block for block in blocks if block.get("id") == "tbl-sensitivity")
    changed = [found for found in table["rows"] if found["cells"].get("changes") in ("yes", "是")]
    assert len(changed) == len(sensitivity.flipped(typed(samples.hanging())))
    assert any(said in str(block) for block in blocks)
