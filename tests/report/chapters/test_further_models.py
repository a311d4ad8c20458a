"""Other models of the outcome: every verdict reached from results written down, at its edge and beyond it."""

from dataclasses import replace

import pytest

from analysis.report.chapters.further_models import (
    claims,
    hierarchy_claims,
    latent_claims,
    mediation_claims,
    moderation_claims,
    ordered_claims,
    paper,
)
from analysis.report.chapters.further_models.claims import bent
from analysis.report.document import composer
from analysis.report.document.blocks import heading
from analysis.report.document.claim import Claim
from analysis.report.findings.finding import Finding
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.measurement.validity import ValidityResult
from analysis.statistics.paths.latent_regression import LatentRegression
from analysis.statistics.paths.mediation import MediatedOutcome, Mediation
from analysis.statistics.regression.blocks.design import LeftOut
from analysis.statistics.regression.blocks.hierarchy import RegressionBlock
from analysis.statistics.regression.blocks.moderation import Moderation, RefusedModerator
from analysis.statistics.regression.drivers import DriverRegression
from analysis.statistics.regression.ordered.ordered_logit import OrderedRegression
from tests.report import samples

REFUSED = Unavailable(code="constant_variable")


def found(code: str, **more):
    return lambda results: [Finding(code=code, severity="serious" if code == "inseparable" else "caution", **more)]


@pytest.fixture
def apart(monkeypatch):
    """Gives what makes findings say that two dimensions are not told apart."""

    def set_to(*scales: str) -> None:
        told = found("inseparable", scales=scales, pairs=(scales,)) if scales else lambda results: []
        for module in (hierarchy_claims, latent_claims):
            monkeypatch.setattr(module, "of", told)

    set_to()
    return set_to


def term(name: str, block: str, p_holm: float, **more) -> dict:
    return {"term": name, "block": block, "estimate": 0.3, "p_value": p_holm / 2, "p_value_holm": p_holm} | more


def block(name: str, *terms: dict, p_value: float = 0.01, **more) -> dict:
    test = {"statistic": 4.0, "df": 2, "df_resid": 90, "p_value": p_value}
    shares = {"r_squared": 0.4, "adj_r_squared": 0.4, "delta_r_squared": 0.1}
    return {"name": name, "n_obs": 100, "test": test, "terms": list(terms)} | shares | more


def regression(*blocks: dict, left_out: tuple = (), n_lost: int | None = 0) -> DriverRegression:
    rows = {"n_obs": 100, "n_lost": n_lost, "left_out": list(left_out)}
    slopes = [
        {"term": name, "estimate": 0.3, "p_value": p / 2, "p_value_holm": p}
        for name, p in (("speed", 0.01), ("care", 0.2))
    ]
    found = {"outcome": "satisfaction", "conf_level": 0.95, "blocks": list(blocks), "block_rows": rows}
    return samples.completed(DriverRegression, found | {"terms": slopes})


def growing(before: tuple[float, float], after: tuple[float, float]) -> DriverRegression:
    """Two dimensions before and after a pain point."""
    first, last = (
        [term(name, "dimensions", p) for name, p in zip(("speed", "care"), ps, strict=True)] for ps in (before, after)
    )
    return regression(block("dimensions", *first), block("pain_points", *last, term("lost", "pain_points", 0.01)))


@pytest.mark.parametrize(("n_lost", "verdict"), [(0, "all"), (1, "lost"), (None, "few")])
def test_whether_rows_are_lost(n_lost, verdict):
    assert hierarchy_claims.hierarchy_rows(samples.typed({}), regression(n_lost=n_lost).block_rows).verdict == verdict


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected"), (None, "untested")])
def test_what_a_block_adds(p_value, verdict):
    blocks = regression(block("controls", p_value=p_value or 0.5), block("dimensions")).blocks
    first = blocks[0] if p_value else replace(blocks[0], test=None)
    claim = hierarchy_claims.added(first, [first, blocks[1]], 0.95)
    assert (claim.verdict, claim.values["is_first"]) == (verdict, True)
    assert not hierarchy_claims.added(blocks[1], blocks, 0.95).values["is_first"]


@pytest.mark.parametrize(
    ("before", "after", "verdict", "gone"),
    [
        ((0.01, 0.02), (0.01, 0.049), "all", []),
        ((0.01, 0.02), (0.01, 0.051), "some", ["care"]),
        ((0.01, 0.02), (0.2, 0.3), "none", ["speed", "care"]),
        ((0.2, 0.3), (0.2, 0.3), "none_before", []),
        ((0.2, 0.3), (0.01, 0.3), "none_before", []),
    ],
)
def test_what_remains_of_the_dimensions(before, after, verdict, gone, apart):
    (claim,) = hierarchy_claims.remains(samples.typed({}), growing(before, after))
    assert (claim.verdict, claim.values["gone"]) == (verdict, gone)
    assert (claim.values["has_controls"], claim.values["depending"]) == (False, [])
    apart("speed", "care")
    assert hierarchy_claims.remains(samples.typed({}), growing(before, after))[0].verdict == "inseparable"


@pytest.mark.parametrize(
    ("subject", "grade", "depending"),
    [("speed", "withdrawn", ["speed"]), ("speed", "qualified", []), ("price", "withdrawn", [])],
)
def test_a_slope_that_depends_on_choices_of_analysis_is_not_asserted_again(subject, grade, depending, monkeypatch):
    flips = [{"quantity": "slope", "subject": subject, "grade": grade}]
    monkeypatch.setattr(hierarchy_claims, "of", found("specifications_flip", values={"flips": flips}))
    (claim,) = hierarchy_claims.remains(samples.typed({}), growing((0.01, 0.2), (0.01, 0.2)))
    assert claim.values["depending"] == depending
    for language, words in (("en", "depends on choices of analysis"), ("zh", "取决于分析设定")):
        assert (words in Writer(samples.typed(samples.example()), language).sentence(claim)) is bool(depending)


@pytest.mark.parametrize(
    ("terms", "verdict", "counts"),
    [
        ((("shop", "A"), ("shop", "B")), "groups", (1, 0)),
        ((("wait", None), ("days", None)), "indicators", (0, 2)),
        ((("shop", "A"), ("sex", "F"), ("wait", None)), "both", (2, 1)),
        ((), None, None),
    ],
)
def test_which_controls_are_held_equal(terms, verdict, counts):
    held = [term(name, "controls", 0.5, level=level) for name, level in terms]
    made = regression(block("controls", *held), block("pain_points", *held, term("lost", "pain_points", 0.01)))
    told = hierarchy_claims.controls(made.blocks)
    assert [(claim.verdict, tuple(claim.values.values())) for claim in told] == ([(verdict, counts)] if terms else [])
    assert hierarchy_claims.controls([]) == []


def of_block(name: str) -> Claim:
    return Claim(id="further_models.added", verdict="rejected", verdicts=("rejected",), values={"block": name})


def named(name: str) -> Claim:
    return Claim(id=f"further_models.{name}", verdict="made", verdicts=("made",))


@pytest.mark.parametrize(
    ("made", "english", "chinese"),
    [
        ([], None, None),
        ([of_block("dimensions"), named("ordered_agreement")], "The outcome as ordered answers", "结果变量的有序性"),
        ([of_block("controls"), of_block("dimensions")], "Controls", "控制变量"),
        (
            [of_block("controls"), of_block("pain_points"), named("latent_explained"), named("outcomes_apart")],
            "Controls, pain points, and measurement error",
            "控制变量、痛点和测量误差",
        ),
        ([named("outcomes_apart")], "Discriminant validity of the outcomes", "结果变量的区分效度"),
        ([named("left_out"), named("latent_refused"), named("ordered_refused")], None, None),
    ],
)
def test_a_heading_promises_nothing_that_its_section_has_not(made, english, chinese):
    parts = paper.contents(made)
    assert bool(parts) is bool(english)
    for language, words in (("en", english), ("zh", chinese)) if parts else ():
        assert heading(Writer(samples.typed(samples.example()), language), 2, "beside", parts=parts)["text"] == words


def test_nothing_remains_to_be_said_without_pain_points(apart):
    only = regression(block("dimensions", term("speed", "dimensions", 0.01)))
    assert hierarchy_claims.remains(samples.typed({}), only) == hierarchy_claims.beyond(only) == []


@pytest.mark.parametrize(
    ("spared", "verdict"), [({}, None), ({"late": 5}, "one"), ({"late": 5, "rude": 9}, "several"), ({"lost": 5}, None)]
)
def test_whom_a_pain_point_could_not_happen_to_is_said(spared, verdict):
    rows = [{"term": name, "n_inapplicable": spared.get(name, 0)} for name in ("late", "rude", "lost")]
    results = samples.typed({"pain_points": {"prevalence": rows}})
    blocks = [block("pain_points", term("late", "pain_points", 0.5), term("rude", "pain_points", 0.5))]
    said = hierarchy_claims.counted_as_not_met(results, regression(*blocks).blocks)
    assert [claim.verdict for claim in said] == ([verdict] if verdict else [])
    if verdict:
        assert said[0].values == {"names": list(spared), "name": list(spared)[-1], "n": max(spared.values())}
    assert hierarchy_claims.counted_as_not_met(samples.typed({}), []) == []


@pytest.mark.parametrize(("p", "verdict"), [((0.01, 0.02), "all"), ((0.01, 0.06), "some"), ((0.06, 0.2), "none")])
def test_which_pain_points_go_beyond_the_dimensions(p, verdict):
    pains = [term(name, "pain_points", value) for name, value in zip(("lost", "rude"), p, strict=True)]
    made = regression(block("dimensions"), block("pain_points", term("speed", "dimensions", 0.9), *pains))
    (claim,) = hierarchy_claims.beyond(made)
    assert claim.verdict == verdict and claim.values["n_terms"] == 2


@pytest.mark.parametrize(("n_obs", "is_few"), [(19, True), (20, False)])
def test_few_respondents_for_each_coefficient(n_obs, is_few):
    two = samples.completed(RegressionBlock, block("dimensions", *[term("a", "dimensions", 0.1)] * 2, n_obs=n_obs))
    assert [claim.verdict for claim in hierarchy_claims.per_coefficient(two)] == ["few"] * is_few


@pytest.mark.parametrize("code", hierarchy_claims.LEFT_OUT)
def test_why_something_is_left_out(code, apart):
    entry = LeftOut(block="controls", term="shop", level=None, code=code, n=7)
    made = regression(block("dimensions"), left_out=(vars(entry),))
    (claim,) = hierarchy_claims.left_out(made.block_rows, 10)
    assert (claim.verdict, claim.values["n"], claim.values["min_group"]) == (code, 7, 10)


def of(regression: DriverRegression | None = None, **sections):
    return samples.typed({}) if regression is None else replace(samples.typed({}), regression=regression, **sections)


def test_one_block_with_nothing_left_out_is_the_regression_itself(apart):
    one = regression(block("dimensions", term("speed", "dimensions", 0.01)))
    assert hierarchy_claims.claims(of(one)) == []
    assert claims.claims(of(one)) == []
    assert claims.claims(of()) == []


def test_refused_blocks_say_why():
    made = replace(regression(), block_rows=REFUSED)
    assert [claim.verdict for claim in hierarchy_claims.claims(of(made))] == ["refused"]


def ordered(*adjusted: float, **more) -> OrderedRegression:
    terms = [
        {"term": name, "estimate": 0.4, "p_value": p / 2, "p_value_adjusted": p}
        for name, p in zip(("speed", "care"), adjusted, strict=True)
    ]
    odds = {"n_splits": 4, "n_used": 3, "statistic": 9.0, "df": 6, "p_value": 0.2}
    odds["terms"] = [{"term": "speed", "p_value_adjusted": 0.03}, {"term": "care", "p_value_adjusted": 0.2}]
    made = {"outcome": "satisfaction", "n_obs": 200, "conf_level": 0.95, "terms": terms, "proportional_odds": odds}
    made["test"] = {"statistic": 9.0, "df": 2, "p_value": 0.01}
    return samples.completed(OrderedRegression, made | more)


@pytest.mark.parametrize(("adjusted", "verdict", "differing"), [((0.01, 0.2), "agree", []), ((0.2, 0.2), "differ", 1)])
def test_whether_ordered_answers_show_the_same(adjusted, verdict, differing):
    model = replace(regression(), ordered=ordered(*adjusted))
    by_name = {claim.name: claim for claim in ordered_claims.claims(of(model))}
    assert by_name["ordered_agreement"].verdict == verdict
    assert by_name["ordered_agreement"].values["n_differing"] == (differing or 0)
    assert by_name["ordered_overview"].verdict == ("some" if adjusted[0] < 0.05 else "none")


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_the_tests_of_an_ordered_logit(p_value, verdict):
    made = ordered(0.01, 0.2, test={"statistic": 9.0, "df": 2, "p_value": p_value})
    assert ordered_claims.ordered_test(made).verdict == verdict
    odds = replace(made.proportional_odds, p_value=p_value)
    claim = ordered_claims.proportional(replace(made, proportional_odds=odds))
    assert (claim.verdict, claim.values["scales"], claim.values["n_skipped"]) == (verdict, ["speed"], 1)
    assert ordered_claims.proportional(replace(made, proportional_odds=REFUSED)).verdict == "untested"


def test_an_ordered_logit_that_is_refused_or_does_not_apply():
    refused = ordered_claims.claims(of(replace(regression(), ordered=REFUSED)))
    assert [claim.verdict for claim in refused] == ["refused"]
    assert ordered_claims.claims(of(replace(regression(), ordered=None))) == []


def latent(*p_values: float, r_squared: float = 0.5, observed: float = 0.4, **more) -> LatentRegression:
    terms = [
        {"term": name, "estimate": 0.3, "beta": 0.3, "p_value": p / 2, "p_value_holm": p}
        for name, p in zip(("speed", "care"), p_values, strict=True)
    ]
    made = {"conf_level": 0.95, "r_squared": r_squared, "r_squared_observed": observed, "is_admissible": True}
    return samples.completed(LatentRegression, made | {"terms": terms, "left_out": []} | more)


@pytest.mark.parametrize(("r_squared", "verdict"), [(0.406, "more"), (0.404, "same"), (0.396, "same"), (0.394, "less")])
def test_what_error_hides_as_it_is_printed(r_squared, verdict):
    assert latent_claims.explained(latent(0.01, 0.2, r_squared=r_squared)).verdict == verdict


@pytest.mark.parametrize(("n_observed", "is_said"), [(90, True), (100, False)])
def test_two_shares_of_other_respondents_are_not_laid_to_error_alone(n_observed, is_said):
    claim = latent_claims.explained(latent(0.01, 0.2, n_obs=100, n_observed=n_observed))
    for language, words in (("en", "the respondents differ too"), ("zh", "受访者亦不相同")):
        said = Writer(samples.typed(samples.example()), language).sentence(claim)
        assert (words in said) is is_said and f"{n_observed}" in said


@pytest.mark.parametrize(
    ("low", "high", "observed", "outside", "are_within"),
    [
        (0.1, 0.5, 0.5, [], True),
        (0.1, 0.5, 0.1, [], True),
        (0.1, 0.5, 0.51, ["speed", "care"], False),
        (0.1, 0.5, 0.09, ["speed", "care"], False),
        (None, None, 0.3, [], False),
    ],
)
def test_two_tests_that_differ_are_no_difference(low, high, observed, outside, are_within, apart):
    """One test rejects and the other does not: whether the slopes differ is read by the interval."""
    made = latent(0.06, 0.04)
    ends = {"beta_low": low, "beta_high": high, "beta_observed": observed}
    made = replace(made, terms=[replace(one, **ends) for one in made.terms])
    claim = latent_claims.paths(of(), made, regression())
    assert (claim.values["outside"], claim.values["are_within"]) == (outside, are_within)
    for language, words in (("en", ("no evidence of a difference", "excludes")), ("zh", ("不能据此认为", "区间之外"))):
        said = Writer(samples.typed(samples.example()), language).sentence(claim)
        assert [word in said for word in words] == [are_within, bool(outside)]


@pytest.mark.parametrize(
    ("p_values", "verdict", "gained", "gone"),
    [((0.01, 0.2), "agree", [], []), ((0.06, 0.04), "differ", ["care"], ["speed"])],
)
def test_whether_factors_show_the_same(p_values, verdict, gained, gone, apart):
    claim = latent_claims.paths(of(), latent(*p_values), regression())
    assert (claim.verdict, claim.values["gained"], claim.values["gone"]) == (verdict, gained, gone)
    apart("speed", "care")
    assert latent_claims.paths(of(), latent(*p_values), regression()).verdict == "inseparable"


def test_an_impossible_solution_has_no_paths(apart):
    found = latent(0.01, 0.2, is_admissible=False)
    made = latent_claims.claims(of(regression(), latent_regression=found))
    assert [claim.verdict for claim in made] == ["impossible"]


@pytest.mark.parametrize(("is_admissible", "is_told"), [(True, True), (False, False)])
def test_outcomes_are_not_told_apart_by_an_impossible_solution(is_admissible, is_told):
    results = samples.example()
    results["latent_regression"]["is_admissible"] = is_admissible
    made = {claim.id for claim in latent_claims.claims(samples.typed(results))}
    assert ("further_models.outcomes_apart" in made) is is_told


def test_a_refused_latent_regression_and_a_dimension_of_one_item(apart):
    refused = latent_claims.claims(of(regression(), latent_regression=REFUSED))
    assert [claim.verdict for claim in refused] == ["refused"]
    one = latent(0.01, 0.2, left_out=[{"scale": "price", "code": "single_item", "items": ["p1"]}])
    assert [claim.values["scales"] for claim in latent_claims.without(one)] == [["price"]]
    assert latent_claims.without(latent(0.01, 0.2)) == []


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [("none", "apart"), ("marginal", "apart"), ("moderate", "close"), ("severe", "close"), ("undecided", "close")],
)
def test_outcomes_that_are_told_apart_from_dimensions(verdict, expected):
    rows = [{"a": "speed", "b": "satisfaction", "estimate": 0.7, "verdict": verdict}]
    measured = samples.completed(ValidityResult, {"latent_correlations": rows})
    assert latent_claims.apart(measured).verdict == expected


def moderation(p_holm: float, has_test: bool = True) -> Moderation:
    slopes = [{"level": level, "n_obs": 50, "estimate": slope} for level, slope in (("A", 0.5), ("B", 0.1), ("C", 0.3))]
    test = {"statistic": 3.0, "df": 2, "df_resid": 140, "p_value": 0.01} if has_test else None
    entry = {"moderator": "shop", "term": "speed", "n_obs": 150, "test": test, "p_value_holm": p_holm, "slopes": slopes}
    made = {"outcome": "satisfaction", "conf_level": 0.95, "interactions": [entry], "refused": []}
    return samples.completed(Moderation, made)


@pytest.mark.parametrize(
    ("p_holm", "has_test", "verdict"),
    [(0.049, True, "differ"), (0.051, True, "not_shown"), (0.01, False, "not_shown")],
)
def test_slopes_by_group(p_holm, has_test, verdict):
    made = moderation_claims.claims(of(replace(regression(), moderation=moderation(p_holm, has_test))))
    assert made[0].verdict == verdict and len(made) == (2 if verdict == "differ" else 1)
    for claim in made[1:]:
        assert (claim.values["least"].level, claim.values["most"].level) == ("B", "A")


def test_a_refused_moderator_says_why():
    refused = RefusedModerator(code="too_few_levels", values={"n_levels": 1, "at_least": 10}, moderator="age")
    found = replace(moderation(0.2), refused=[refused], interactions=[])
    made = moderation_claims.claims(of(replace(regression(), moderation=found)))
    assert [(claim.verdict, claim.values["group"]) for claim in made] == [("refused", "age")]
    assert moderation_claims.claims(of(regression())) == []


def mediated(*ends: tuple[float, float]) -> Mediation:
    terms = [
        {"term": f"t{k}", "effects": [{"kind": "indirect", "estimate": 0.1, "conf_low": low, "conf_high": high}]}
        for k, (low, high) in enumerate(ends)
    ]
    outcome = samples.completed(MediatedOutcome, {"outcome": "trust", "n_obs": 90, "terms": terms})
    return Mediation(mediator="satisfaction", conf_level=0.95, n_resamples=100, outcomes=[outcome])


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        (((0.001, 0.2), (-0.2, -0.001)), "all"),
        (((0.001, 0.2), (-0.001, 0.2)), "some"),
        (((0.0, 0.2), (-0.2, 0.0)), "none"),
    ],
)
def test_indirect_effects(ends, verdict):
    (claim,) = mediation_claims.claims(of(regression(), mediation=mediated(*ends)))
    assert claim.verdict == verdict and len(claim.values["scales"]) + len(claim.values["others"]) == 2


def test_without_mediation_nothing_is_said():
    assert mediation_claims.claims(of(regression())) == []


def test_a_rejected_test_of_linearity_qualifies_the_models(monkeypatch):
    monkeypatch.setattr(claims, "of", lambda results: [])
    assert bent(of()) == []
    monkeypatch.setattr(claims, "of", found("non_linear"))
    assert [claim.verdict for claim in bent(of())] == ["bent"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_blocks_and_a_latent_regression(language):
    page = composer.Page(samples.typed(samples.example()), language, figures=())
    tables = [draft["id"] for draft in page.section("further_models").drafts if draft["kind"] == "table"]
    assert tables == ["tbl-blocks", "tbl-latent", "tbl-outcomes", "tbl-outcome-pairs"]


@pytest.mark.parametrize(("sample", "n_notes"), [("example", 0), ("service_quality", 1)])
def test_dimensions_that_are_not_told_apart_are_a_caution_on_all_models(sample, n_notes):
    page = composer.Page(samples.typed(samples.read(sample)), "en", figures=())
    notes = [draft for draft in page.section("further_models").drafts if "separation.in_regression" in str(draft)]
    assert len(notes) == n_notes
