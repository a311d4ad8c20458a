"""Verdicts that hang on choices of analysis: each kind reached from numbers, and said wherever it stands."""

import json
import re

import pytest

from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.sensitivity import claims as made
from analysis.report.chapters.sensitivity import shown_panels, tallies
from analysis.report.chapters.summary import claims as summary
from analysis.report.document import composer, thresholds
from analysis.report.document.claim import Claim
from analysis.report.document.composer import Page
from analysis.report.findings import finding as findings
from analysis.report.findings import sensitivity
from analysis.report.findings.build import build
from analysis.report.findings.stated import STATED, qualifications
from analysis.report.language.texts import texts
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import specified, typed

SAYS_SO = {
    "en": re.compile("not robust|Not robust|other specification|under some spec"),
    "zh": re.compile("设定|不稳健"),
}


@pytest.fixture
def results() -> dict:
    """The example, in which every specification gives the report's own estimates, without what nothing here asks of."""
    return slim(samples.settled(samples.example()))


def slim(results: dict) -> dict:
    """Results without the sections that take longest to read."""
    return {name: part for name, part in results.items() if name not in ("groups", "efa", "invariance", "indicators")}


def flips(results: dict, grade: str = "") -> list[tuple[str, str, str]]:
    found = sensitivity.flipped(typed(results), grade)
    return [(row.key.quantity, row.key.subject, row.key.against) for row in found]


def all_others(results: dict, quantity: str, subject: str) -> list[dict]:
    """What every other specification finds of a subject."""
    return [
        row["found"]
        for one in samples.specifications(results)
        if not one["is_report"]
        for row in one["estimates"]
        if (row["quantity"], row["subject"]) == (quantity, subject)
    ]


def test_the_same_numbers_flip_nothing(results):
    rows = sensitivity.compared(typed(results))
    assert {row.key.quantity for row in rows} == {
        "alpha", "cfi", "r_squared", "slope", "first_driver", "order", "quadrant", "loss", "first_loss",
    }  # fmt: skip
    assert {row.grade for row in rows} == {"steady"}
    assert findings.named(build(typed(results)), "specifications_flip") is None
    told = {claim.name: claim for claim in made.claims(typed(results))}
    assert told["overview"].verdict == "steady" and not {"changed", "moved"} & told.keys()


@pytest.mark.parametrize(
    ("quantity", "subject", "values", "is_flipped"),
    [
        ("alpha", "attitude", {"conf_low": 0.70}, False),  # of a higher benchmark the paper says nothing
        ("alpha", "attitude", {"conf_low": 0.69}, True),
        ("alpha", "channels", {"conf_low": 0.60, "conf_high": 0.70}, False),
        ("alpha", "channels", {"conf_low": 0.60, "conf_high": 0.69}, True),
        ("cfi", "fiml_mlr", {"cfi_robust": 0.950}, False),
        ("cfi", "fiml_mlr", {"cfi_robust": 0.949}, True),
        ("cfi", "fiml_mlr", {"cfi_robust": 0.899}, True),
        ("cfi", "fiml_mlr", {"cfi": 0.80, "cfi_scaled": 0.80}, False),
        ("cfi", "fiml_mlr", {"cfi_robust": None}, False),
        ("r_squared", "satisfaction", {"r_squared": 0.26}, False),
        ("r_squared", "satisfaction", {"r_squared": 0.25}, True),
        ("slope", "responsiveness", {"p_value_holm": 0.049}, False),
        ("slope", "responsiveness", {"p_value_holm": 0.051}, True),
        ("slope", "responsiveness", {"estimate": -0.1}, True),
        ("slope", "channels", {"p_value": 0.04}, False),
        ("quadrant", "aftersales", {"quadrant": None}, True),
        ("quadrant", "resolution", {"quadrant": "keep_up"}, False),  # too near a line to be read anyway
        ("quadrant", "attitude", {"quadrant": "low_priority"}, True),
        ("loss", "authority", {"conf_low": 0.001}, False),
        ("loss", "authority", {"conf_low": 0.0}, True),
    ],
)
def test_each_kind_of_verdict(results, quantity, subject, values, is_flipped):
    specified(results, quantity, subject, respondents="everyone").update(values)
    assert (quantity, subject, "") in flips(results) if is_flipped else not flips(results)
    assert bool(findings.named(build(typed(results)), "specifications_flip")) is is_flipped


@pytest.mark.parametrize(("subject", "hangs"), [("aftersales", True), ("attitude", False), ("channels", False)])
def test_a_place_hangs_on_the_slope_of_what_matters_alone(results, subject, hangs):
    for p_value_holm, flipped in ((0.049, False), (0.051, hangs)):
        found = specified(results, "slope", subject, respondents="everyone")
        found |= {"estimate": 0.2, "p_value": 0.01, "p_value_holm": p_value_holm}
        assert (("quadrant", subject, "") in flips(results)) is flipped


@pytest.mark.parametrize("code", ["unreliable", "better"])
def test_a_place_that_is_read_of_nobody_is_not_compared(results, code):
    if code == "better":
        next(scale for scale in results["study"]["scales"] if scale["name"] == "aftersales")["better"] = "low"
    else:
        results["reliability"]["scales"]["aftersales"]["alpha"] |= {"conf_low": 0.5, "conf_high": 0.6}
    subjects = {row.key.subject for row in sensitivity.compared(typed(results)) if row.key.quantity == "quadrant"}
    assert subjects and "aftersales" not in subjects


@pytest.mark.parametrize(("p_first", "flipped"), [(0.99, True), (0.989, False)])
def test_the_largest_loss_and_the_first_dimension_are_named_where_resamples_agree(results, p_first, flipped):
    specified(results, "loss", "handover", method="robust")["p_first"] = p_first
    assert (("first_loss", "", "") in flips(results)) is flipped
    specified(results, "slope", "resolution", method="robust")["prob_first"] = p_first
    assert (("first_driver", "", "") in flips(results)) is flipped


@pytest.mark.parametrize(("prob", "verdict"), [(0.99, "a"), (0.989, "unordered"), (0.011, "unordered"), (0.01, "b")])
def test_two_dimensions_have_an_order_where_resamples_agree(results, prob, verdict):
    pair = ("order", "responsiveness", "channels")
    for one in samples.specifications(results):
        for row in one["estimates"]:
            if (row["quantity"], row["subject"], row["against"]) == pair:
                row["found"]["prob_a_greater"] = 0.5
    assert not any(row.key.against == "channels" and row.key.subject == "responsiveness" for row in read(results))
    specified(results, *pair, method="robust")["prob_a_greater"] = prob
    found = [row for row in read(results) if (row.key.subject, row.key.against) == pair[1:]]
    said = {"a": ["responsiveness"], "b": ["channels"], "unordered": []}
    assert [other.verdict for row in found for _, other in row.differing] == said[verdict]


def read(results: dict) -> list[sensitivity.Compared]:
    return [row for row in sensitivity.compared(typed(results)) if row.key.quantity == "order"]


@pytest.mark.parametrize(
    ("n_other", "estimate", "p_value_holm", "grade"),
    [
        (0, 0.2, 0.01, "steady"),
        (7, 0.2, 0.5, "qualified"),  # 28 of 35 agree: the least that may
        (8, 0.2, 0.5, "withdrawn"),
        (1, -0.2, 0.01, "withdrawn"),  # one for the contrary is enough
        (1, -0.2, 0.5, "qualified"),
    ],
)
def test_a_verdict_is_qualified_or_withdrawn(results, n_other, estimate, p_value_holm, grade):
    others = [one for one in samples.specifications(results) if one["choices"]["part"] == "regression"]
    others = [one for one in others if not one["is_report"] and one["choices"]["method"] == "robust"]
    others += [
        one
        for one in samples.specifications(results)
        if one["choices"]["part"] == "regression" and one["choices"]["missing"] == "fiml"
    ]
    for one in others[:n_other]:
        row = next(r for r in one["estimates"] if (r["quantity"], r["subject"]) == ("slope", "responsiveness"))
        row["found"] |= {"estimate": estimate, "p_value_holm": p_value_holm, "p_value": p_value_holm}
    row = next(
        r
        for r in sensitivity.compared(typed(results))
        if r.key.subject == "responsiveness" and r.key.quantity == "slope"
    )
    assert (row.n_others, row.n_differing, row.grade) == (35, n_other, grade)
    finding = findings.named(build(typed(results)), "specifications_flip")
    assert (finding.severity if finding else "") == {"steady": "", "qualified": "note", "withdrawn": "caution"}[grade]


def test_what_hangs_on_the_exclusions_alone_is_withdrawn(results):
    specified(results, "slope", "responsiveness", respondents="stricter")["p_value_holm"] = 0.5
    assert flips(results, "qualified") == [("slope", "responsiveness", "")]
    specified(results, "slope", "responsiveness", respondents="everyone")["p_value_holm"] = 0.5
    assert flips(results, "withdrawn") == [("slope", "responsiveness", "")]


def test_what_is_open_is_not_withdrawn(results):
    for found in all_others(results, "slope", "attitude"):
        found |= {"p_value": 0.001, "p_value_holm": 0.001}
    assert flips(results, "qualified") == [("slope", "attitude", "")]


def test_a_refused_specification_takes_nothing_with_it(results):
    n_rows = len(sensitivity.compared(typed(results)))
    heywood = samples.missing("improper_scores")
    refused = [one for one in samples.specifications(results) if one["choices"]["scores"] == "factor_scores"]
    for one in refused:
        one["estimates"] = heywood
    rows = sensitivity.compared(typed(results))
    assert len(rows) == n_rows
    assert next(row.n_others for row in rows if row.key.quantity == "slope") == 35 - len(refused)
    told = {claim.name: claim for claim in made.claims(typed(results))}["refused"]
    assert (told.verdict, told.values["n_refused"]) == ("one_reason", len(refused))
    refused[0]["estimates"] = samples.missing("no_robust_scale")
    told = {claim.name: claim for claim in made.claims(typed(results))}["refused"]
    assert told.verdict == "several_reasons" and told.values["refusal"].code == "improper_scores"
    for language in ("en", "zh"):
        assert Page(typed(results), language, figures=()).section("sensitivity").drafts


def test_where_nothing_else_can_be_read_nothing_is_compared(results):
    for one in samples.specifications(results):
        if not one["is_report"]:
            one["estimates"] = samples.missing("search_left")
    assert sensitivity.compared(typed(results)) == () and made.claims(typed(results)) == []
    results["sensitivity"] = samples.missing("search_left")
    assert sensitivity.compared(typed(results)) == () and made.claims(typed(results)) == []
    assert not Page(typed(results), "en", figures=()).section("sensitivity").drafts


def test_a_place_that_is_withdrawn_is_not_read():
    results = samples.hanging()
    assert flips(results, "withdrawn") == [("quadrant", "aftersales", "")]
    found = {row.term: (row.reading, row.reasons) for row in priorities.placed(typed(results))}
    assert found["aftersales"] == ("withheld", ["specifications_flip"])
    assert found["resolution"] == ("undecided", [])
    advised, before = (
        summary.priority_finding(typed(each))[0] for each in (results, samples.settled(samples.example()))
    )
    assert advised.values["n_decided"] == before.values["n_decided"] - 1


def test_no_order_and_no_place_of_dimensions_that_are_not_told_apart(results):
    pair = results["validity"]["latent_correlations"][0]
    pair |= {"estimate": 0.9, "conf_low": 0.5, "conf_high": 0.95}
    rows = sensitivity.compared(typed(results))
    assert "first_driver" not in {row.key.quantity for row in rows}
    touching = {row.key.quantity for row in rows if {row.key.subject, row.key.against} & {pair["a"], pair["b"]}}
    assert touching <= {"alpha", "slope"}


ALPHAS = ("reliability.alpha_of_scale", "reliability.alpha_overview")
PLACES = {  # for each kind of finding what makes it flip under another rule of exclusion, and claims that state it
    "alpha": ("trust", {"conf_low": 0.1, "conf_high": 0.2}, ALPHAS),
    "cfi": ("fiml_mlr", {"cfi_robust": 0.2}, ("measurement.indices",)),
    "r_squared": ("satisfaction", {"r_squared": 0.05}, ("drivers.explained",)),
    "slope": ("responsiveness", {"p_value_holm": 0.9}, ("drivers.slope", "drivers.slopes_overview")),
    "quadrant": ("aftersales", {"quadrant": None}, ("priorities.overview",)),
    "loss": ("process", {"conf_low": -0.1}, ("pain_points.told_losses", "priorities.relieve")),
}  # fmt: skip


def flip(results: dict, quantity: str) -> None:
    """Make the verdict of `PLACES` another one."""
    subject, values, _ = PLACES[quantity]
    rule = "everyone" if quantity == "cfi" else "stricter"  # by the report's estimator fit is judged of everyone alone
    specified(results, quantity, subject, respondents=rule).update(values)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_said_wherever_the_verdict_stands(results, language):
    assert not qualified(results, language)
    for quantity in PLACES:
        flip(results, quantity)
    said = qualified(results, language)
    assert {name for *_, stating in PLACES.values() for name in stating} <= said
    assert {STATED[name][0] for name in said} == set(PLACES)


@pytest.mark.parametrize("quantity", PLACES)
def test_nothing_is_said_of_other_verdicts(results, quantity):
    flip(results, quantity)
    *_, stating = PLACES[quantity]
    told = [claim.id for claim in stating_claims(results) if qualifications(claim, typed(results))]
    assert set(stating) <= set(told) and {STATED[name][0] for name in told} == {quantity}


def stating_claims(results: dict) -> list[Claim]:
    """The claims of a report that state headline verdicts."""
    return [claim for claim in composer.claims(typed(results)) if claim.id in STATED]


def qualified(results: dict, language: str) -> set[str]:
    """Of the claims of a report that state headline verdicts those whose sentences say that another is possible."""
    write = Writer(typed(results), language)
    return {claim.id for claim in stating_claims(results) if SAYS_SO[language].search(write.sentence(claim))}


def test_every_claim_that_is_said_to_state_a_verdict_has_words():
    for name in STATED:
        section, _, sentence = name.partition(".")
        assert sentence in texts("en")["sentences"][section], name


def test_an_overview_is_qualified_by_what_it_tells_alone(results):
    specified(results, "alpha", "attitude", respondents="stricter").update({"conf_low": 0.75, "conf_high": 0.8})
    said = qualified(results, "en")
    assert "reliability.alpha_of_scale" in said and "reliability.alpha_overview" not in said
    assert not flips(results)
    specified(results, "cfi", "fiml_mlr", respondents="everyone")["cfi_robust"] = 0.949
    assert "measurement.indices" in qualified(results, "en")


@pytest.mark.parametrize(("own", "other", "said"), [(0.949, 0.899, True), (0.949, 0.901, False), (0.899, 0.949, True)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_misfit_stands_whatever_its_degree(results, own, other, said, language):
    misfitting(results, own)
    specified(results, "cfi", "fiml_mlr", respondents="everyone")["cfi_robust"] = other
    assert not flips(results)
    claim = next(claim for claim in composer.claims(typed(results)) if claim.id == "findings.misfit")
    assert [more.name for more in qualifications(claim, typed(results))] == ["degree"] * said
    text = Writer(typed(results), language).sentence(claim)
    assert ({"en": "its degree does not", "zh": "只是程度不同"}[language] in text) is said


def misfitting(results: dict, cfi: float, rmsea: float = 0.07) -> None:
    """Give the report's model these indices, and every specification its CFI."""
    fit = results["cfa"]["models"]["fiml_mlr"]["fit"]
    fit |= {"cfi_robust": cfi, "rmsea_robust": rmsea, "p_value_scaled": 0.0001, "p_value": 0.0001}
    for one in samples.specifications(results):
        for row in one["estimates"]:
            if row["quantity"] == "cfi":
                row["found"]["cfi_robust"] = cfi


@pytest.mark.parametrize(("rmsea", "names"), [(0.07, []), (0.01, ["hangs"])])
def test_misfit_that_another_index_shows_stands_whatever_the_cfi(results, rmsea, names):
    misfitting(results, 0.951, rmsea)
    if rmsea == 0.01:  # a second loading alone: the model fits as a whole
        row = next(row for row in results["cfa"]["modification_indices"] if row["op"] == "=~")
        row |= {"sepc_all": 0.5, "p_value_adjusted": 0.001}
    specified(results, "cfi", "fiml_mlr", respondents="everyone")["cfi_robust"] = 0.949
    claim = next(claim for claim in composer.claims(typed(results)) if claim.id == "findings.misfit")
    assert [more.name for more in qualifications(claim, typed(results))] == names


def test_an_order_is_qualified_by_its_neighbours_alone(results):
    order = ["resolution", "aftersales", "responsiveness", "attitude", "channels"]
    specified(results, "order", "responsiveness", "attitude", method="robust")["prob_a_greater"] = 0.999
    assert "drivers.driver_order" in qualified(results, "en"), order
    results = samples.settled(samples.example())
    specified(results, "order", "responsiveness", "channels", method="robust")["prob_a_greater"] = 0.999
    assert "drivers.driver_order" not in qualified(results, "en")


def test_an_order_that_the_paper_does_not_state_is_not_counted(results):
    for pair, is_stated in ((("responsiveness", "attitude"), True), (("responsiveness", "channels"), False)):
        found = json.loads(json.dumps(results))
        for one in samples.specifications(found):
            for row in one["estimates"]:
                if (row["quantity"], row["subject"], row["against"]) == ("order", *pair):
                    row["found"]["prob_a_greater"] = 0.5 + 0.499 * one["is_report"]
        assert ("order", *pair) in flips(found, "withdrawn")
        finding = findings.named(build(typed(found)), "specifications_flip")
        assert bool(finding) is is_stated
        n_more = len(sensitivity.stated(typed(found))) - len(sensitivity.stated(typed(results)))
        assert "drivers.pairs" in qualified(found, "en") and n_more == is_stated


@pytest.mark.parametrize(("language", "said"), [("en", "not robust"), ("zh", "不稳健")])
def test_the_page_says_so(language, said):
    page = samples.page("hanging", language)
    table = next(b for section in page.sections() for b in section.drafts if b.get("id") == "tbl-specifications")
    graded = [row["cells"]["grade"] for row in table["rows"] if not row.get("section")]
    assert graded.count(said) == 1 and len(graded) == len(sensitivity.compared(typed(samples.hanging())))


def test_choices_are_counted(results):
    specified(results, "slope", "responsiveness", method="robust")["p_value_holm"] = 0.5
    counted = {(tally.kind, tally.choice): tally for tally in tallies.by_choice(typed(results))}
    assert [counted["method", name].n_differing for name in ("robust", "least_squares")] == [1, 0]
    assert counted["scores", "factor_scores"].n_differing == 0
    assert sum(t.n_read for t in counted.values() if t.kind == "respondents") == sum(
        row.n_others for row in sensitivity.stated(typed(results))
    )
    moved = next(claim for claim in made.claims(typed(results)) if claim.name == "moved")
    assert (moved.values["kind"], moved.values["choice"]) == ("method", "robust")
    assert next(iter(counted.values())).share == 1 / next(iter(counted.values())).n_read


@pytest.mark.parametrize("gone", [("scores", "factor_scores"), ("missing", "fiml"), ("method", "robust")])
def test_what_does_not_arise_is_said(results, gone):
    kind, choice = gone
    kinds = ["respondents", "scores", "missing", "method"]
    assert made.varied(typed(results).sensitivity).values["varied"] == kinds
    assert made.rule(typed(results).sensitivity).verdict == "exclusions"
    curve = results["sensitivity"]
    curve["specifications"] = [one for one in samples.specifications(results) if one["choices"]["part"] == "regression"]
    curve["specifications"] = [one for one in samples.specifications(results) if one["choices"][kind] != choice]
    kinds.remove(kind)
    assert made.varied(typed(results).sensitivity).values["varied"] == kinds
    curve["specifications"] = [
        one for one in samples.specifications(results) if one["choices"]["respondents"] == "analysed"
    ]
    assert made.varied(typed(results).sensitivity).values["varied"] == kinds[1:]
    assert made.rule(typed(results).sensitivity).verdict == "no_exclusions"


def test_what_is_the_same_everywhere_and_open_is_said_to_be_open(results):
    told = next(claim for claim in made.claims(typed(results)) if claim.name == "overview")
    assert [group["kind"] for group in told.values["open"]] == ["first_driver", "first_loss"]
    assert "first_driver" not in told.values["wholly"] and "alpha" in told.values["wholly"]
    for one in samples.specifications(results):
        for row in one["estimates"]:
            if (row["quantity"], row["subject"]) == ("slope", "resolution"):
                row["found"]["prob_first"] = 0.995
    told = next(claim for claim in made.claims(typed(results)) if claim.name == "overview")
    assert [group["kind"] for group in told.values["open"]] == ["first_loss"]
    assert "first_driver" in told.values["wholly"]


@pytest.mark.parametrize(("least", "told"), [(1, True), (10_000, False)])
def test_a_choice_under_which_few_can_be_compared_is_not_named(results, monkeypatch, least, told):
    specified(results, "slope", "responsiveness", method="robust")["p_value_holm"] = 0.5
    monkeypatch.setattr(thresholds, "FEWEST_READ", least)
    assert any(claim.name == "moved" for claim in made.claims(typed(results))) is told


@pytest.mark.parametrize(("other", "verdict"), [(0.001, "highest"), (-0.001, "lowest"), (0.0001, "")])
def test_the_report_s_coefficient_may_be_the_highest_of_all(results, other, verdict):
    others = [one for one in samples.specifications(results) if not one["is_report"]]
    for row in (row for one in others for row in one["estimates"] if row["quantity"] == "cfi"):
        row["found"]["cfi_robust"] = specified(results, "cfi", "fiml_mlr")["cfi_robust"] - other
    told = [claim for claim in made.claims(typed(results)) if claim.name == "extreme"]
    assert [(claim.subject, claim.verdict) for claim in told] == [("cfi", verdict)][: bool(verdict)]


def test_the_figure_stands_on_a_page_or_is_left_out(results, monkeypatch):
    assert [[panel.quantity for panel in column] for column in shown_panels.panels(typed(results))] == [
        ["slope", "loss"],
        ["alpha", "r_squared", "cfi"],
    ]
    n_rows = sum(len(panel.rows) for column in shown_panels.panels(typed(results)) for panel in column)
    one = [[shown_panels.Panel("cfi", [sensitivity.compared(typed(results))[0]])]]
    with monkeypatch.context() as patched:
        patched.setattr(shown_panels, "panels", lambda _: one)
        assert not shown_panels.is_held(typed(results))  # of a single coefficient the text has it all
    for most, is_held in ((n_rows, True), (n_rows - 1, False)):
        monkeypatch.setattr(shown_panels, "MOST_ROWS", most)
        assert shown_panels.is_held(typed(results)) is is_held
    del results["sensitivity"]
    assert not shown_panels.is_held(typed(results))
