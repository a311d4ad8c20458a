"""The chapter on groups: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.appendix import group_hypotheses
from analysis.report.chapters.groups import claims as groups
from analysis.report.chapters.groups import comparability, grouping_claims, paper, shown_levels
from analysis.report.chapters.groups.compared import Compared, compared, is_withheld
from analysis.report.chapters.groups.tables import comparisons, means
from analysis.report.language import numbers
from analysis.report.language.names import settled
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import Unavailable
from analysis.statistics.groups.adjusted import AdjustedDifference
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import LevelPair, MeansTest, RanksTest
from tests.report import samples


def scale(
    name="speed", *, p=0.01, holm=0.01, effect="omega_squared", size=0.05, low=0.01, high=0.1, **parts
) -> Compared:
    """A scale compared by a grouping."""
    kind = "welch_t" if effect == "hedges_g" else "welch_anova"
    made = {"test": kind, "effect": effect, "effect_size": size, "conf_low": low, "conf_high": high, "df": [3.0]}
    test = samples.completed(MeansTest, made | {"p_value": p, "p_value_holm": holm})
    found = samples.completed(GroupDifference, {"levels": [], "suppressed": []})
    found = GroupDifference(**(vars(found) | {"test": test, "pairs": [], "adjusted": None} | parts))
    return Compared(scale=name, found=found, test=test, is_rejected=holm < 0.05, is_rejected_alone=p < 0.05)


def pair(a="A", b="B", *, estimate=0.4, holm=0.01) -> LevelPair:
    ends = {"estimate": estimate, "conf_low": estimate - 0.2, "conf_high": estimate + 0.3}
    made = {"a": a, "b": b, "difference": ends, "p_value_holm": holm, "hedges_g": estimate}
    return samples.completed(LevelPair, made)


def ranks_at(holm: float) -> RanksTest:
    return samples.completed(RanksTest, {"statistic": 1.0, "p_value_holm": holm})


def adjusted_at(holm: float) -> AdjustedDifference:
    return samples.completed(AdjustedDifference, {"controls": ["age"], "p_value_holm": holm})


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ((0.049, 0.049), "all_pairs"),
        ((0.049, 0.049, 0.051), "some_pairs"),
        ((0.049, 0.051, 0.051), "one_pair"),
        ((0.051, 0.051), "no_pair"),
        ((), "no_pair"),
    ],
)
def test_which_pairs_are_apart(pairs, verdict):
    made = [pair(estimate=0.1 * place, holm=p) for place, p in enumerate(pairs, start=1)]
    claim = grouping_claims.difference("shop", scale(pairs=made), 0.95)
    assert (claim.verdict, claim.values["n_apart"]) == (verdict, sum(p < 0.05 for p in pairs))
    assert not pairs or verdict == "one_pair" or claim.values["pair"]["estimate"] >= 0.2


def test_of_two_levels_there_is_one_pair_and_the_higher_comes_first():
    claim = grouping_claims.difference("sex", scale(effect="hedges_g", pairs=[pair(estimate=-0.4)]), 0.95)
    shown = claim.values["pair"]
    assert (claim.verdict, shown["higher"], shown["lower"]) == ("two_levels", "B", "A")
    assert (shown["estimate"], shown["conf_low"], shown["conf_high"]) == pytest.approx((0.4, 0.1, 0.6))
    assert grouping_claims.upward(pair(estimate=0.4))["higher"] == "A"


@pytest.mark.parametrize(("p", "holm", "is_open"), [(0.049, 0.051, True), (0.051, 0.051, False), (0.01, 0.049, False)])
def test_what_only_the_correction_keeps_open(p, holm, is_open):
    found = grouping_claims.undecided("shop", [scale(p=p, holm=holm)])
    assert bool(found) == is_open


def test_the_strongest_of_what_is_open_is_named():
    weak, strong = scale("a", holm=0.3, size=0.01), scale("b", holm=0.3, size=0.04)
    (claim,) = grouping_claims.undecided("shop", [weak, strong])
    assert (claim.verdict, claim.values["scale"]) == ("omega_squared", "b")
    (claim,) = grouping_claims.undecided("sex", [scale(effect="hedges_g", size=-0.3, holm=0.3)])
    assert claim.verdict == "hedges_g"


def test_where_nothing_differs_the_farthest_effect_allowed_is_named():
    (claim,) = grouping_claims.nothing("shop", [scale("a", holm=0.2, high=0.1), scale("b", holm=0.2, high=0.3)])
    assert (claim.verdict, claim.values["scale"], claim.values["bound"]) == ("omega_squared", "b", 0.3)
    (claim,) = grouping_claims.nothing("sex", [scale(effect="hedges_g", holm=0.2, low=-0.5, high=0.1)])
    assert (claim.verdict, claim.values["bound"]) == ("hedges_g", 0.5)
    assert not grouping_claims.nothing("shop", [scale(holm=0.2), scale(holm=0.01)])
    assert not grouping_claims.nothing("shop", [])


@pytest.mark.parametrize(
    ("after", "verdict"), [((0.01, 0.049), "holds"), ((0.01, 0.051), "partly"), ((0.051, 0.9), "gone")]
)
def test_what_lasts_with_the_others_held_equal(after, verdict):
    made = [scale(str(place), adjusted=adjusted_at(p)) for place, p in enumerate(after)]
    (claim,) = grouping_claims.adjusted("shop", made, 0.95)
    assert (claim.verdict, len(claim.values["kept"])) == (verdict, sum(p < 0.05 for p in after))


def test_what_appears_only_with_the_others_held_equal():
    hidden = scale(p=0.2, holm=0.4, adjusted=adjusted_at(0.049))
    (claim,) = grouping_claims.adjusted("shop", [hidden], 0.95)
    assert (claim.name, claim.values["scales"]) == ("appears", ["speed"])
    nothing = scale(p=0.2, holm=0.4, adjusted=adjusted_at(0.051))
    alone = scale(adjusted=Unavailable(code="nothing_to_adjust_for"))
    assert not grouping_claims.adjusted("shop", [nothing, alone, scale()], 0.95)


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        ([(0.01, 0.2)], "only_means"),
        ([(0.2, 0.01)], "only_ranks"),
        ([(0.2, 0.01), (0.01, 0.2)], "both"),
        ([(0.01, 0.049), (0.2, 0.051)], None),
    ],
)
def test_where_ranks_decide_otherwise(made, verdict):
    rows = [scale(str(place), holm=mean, rank_test=ranks_at(rank)) for place, (mean, rank) in enumerate(made)]
    found = grouping_claims.ranks("shop", rows, 0.95)
    assert [claim.verdict for claim in found] == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("size", "verdict"), [(0.0049, "negligible"), (0.01, "small"), (0.06, "medium"), (0.134, "medium"), (0.14, "large")]
)
def test_size_of_the_largest_difference(size, verdict):
    (claim,) = groups.largest([scale("a", size=0.001), scale("b", size=size), scale("c", size=0.9, holm=0.2)])
    assert (claim.name, claim.verdict, claim.values["scale"]) == ("largest_omega_squared", verdict, "b")
    assert claim.values["n_alike"] == 2
    (claim,) = groups.largest([scale(effect="hedges_g", size=-0.8)])
    assert claim.values["n_alike"] == 1
    assert (claim.name, claim.verdict) == ("largest_hedges_g", "large")


# ------------------------------------------------------------------ comparability
@pytest.fixture
def results() -> dict:
    return samples.example()


def with_invariance(results: dict, **changes):
    results["invariance"]["gender"] |= changes
    return samples.typed(results)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"verdict": "scalar"}, "alike"),
        ({"verdict": "strict"}, "alike"),
        ({"verdict": "no_basis"}, "no_basis"),
        ({"verdict": "metric", "unequal": ["RES1~1"]}, "not_comparable"),
        ({"verdict": "configural", "unequal": ["attitude=~ATT2"]}, "not_comparable"),
        ({"verdict": "metric", "unequal": []}, "not_comparable_at_all"),
    ],
)
def test_whether_the_levels_read_the_items_alike(results, changes, verdict):
    found = with_invariance(results, **changes)
    assert comparability.comparability(found, "gender") == verdict
    withheld = verdict in ("not_comparable", "not_comparable_at_all")
    assert is_withheld(found, "gender", "attitude") == withheld and not is_withheld(found, "gender", "satisfaction")
    assert ("attitude" in [one.scale for one in compared(found, "gender")]) == (not withheld)


def test_the_items_that_stand_in_the_way_are_named(results):
    step = results["invariance"]["gender"]["metric"] | {"freed": ["attitude=~ATT2"]}
    found = with_invariance(results, verdict="partial_metric", partial_metric=step, unequal=["ATT2~1", "RES1~1"])
    claim = comparability.claim(found, "gender")
    assert (claim.verdict, claim.values["items"]) == ("not_comparable", ["ATT2", "RES1"])
    partly = with_invariance(samples.example(), verdict="partial_scalar", partial_scalar=step | {"freed": ["SOL1~1"]})
    assert comparability.comparability(partly, "gender") == "but_for_items"


def test_a_test_that_was_not_made_is_said_to_be_missing(results):
    fewest = {"fewest_rows": 90, "dropped": [], "weak": [], "advised_rows": 450}
    for code, verdict in (("fewer_than_two_groups", "too_small"), ("search_left", "not_estimated")):
        values = {"fewest": 90, "n_large": 1, "n_levels": 2} if verdict == "too_small" else {}
        results["invariance"]["gender"] = samples.missing(code, **values) | fewest
        assert comparability.comparability(samples.typed(results), "gender") == verdict
    del results["invariance"]["gender"]
    assert comparability.comparability(samples.typed(results), "gender") == "untested"


def test_levels_too_small_for_the_test_are_named_unless_that_exposes_somebody(results):
    rows = [{"level": name, "n_obs": n, "code": "fewer_rows_than_parameters"} for name, n in (("Five", 5), ("", None))]
    assert comparability.claim(with_invariance(results, dropped=rows), "gender").values["levels"] == ["Five"]


@pytest.mark.parametrize(
    ("cfi", "test", "is_rejected"),
    [(True, False, True), (True, True, False), (False, False, False), (True, None, False)],
)
def test_a_step_that_the_difference_test_rejects_is_not_said_to_hold(results, cfi, test, is_rejected):
    """That the CFI hardly changes does not show equality."""
    gender = results["invariance"]["gender"]
    for name in ("metric", "scalar", "strict"):
        gender[name]["votes"] |= {"cfi": True, "test": True}
    gender["scalar"]["votes"] |= {"cfi": cfi, "test": test}
    claim = comparability.claim(with_invariance(results, verdict="scalar"), "gender")
    assert claim.values["rejected_by_test"] == (["intercepts"] if is_rejected else [])
    for language, words in (("en", "The difference test rejects"), ("zh", "差异检验则拒绝")):
        assert (words in Writer(samples.typed(results), language).sentence(claim)) is is_rejected


@pytest.mark.parametrize("n_weak", [0, 1])
def test_that_few_respondents_are_weak_evidence_is_said(results, n_weak):
    weak = [{"level": "Female / 女", "n_obs": 120}] * n_weak
    claim = comparability.claim(with_invariance(results, verdict="scalar", weak=weak), "gender")
    assert claim.values["is_weak"] is bool(n_weak)
    for language, words in (("en", "evidence is weak"), ("zh", "证据较弱")):
        said = Writer(samples.typed(results), language).sentence(claim)
        assert (words in said) is bool(n_weak) and "read the items alike" not in said and "理解一致" not in said


@pytest.mark.parametrize(("holm", "is_drawn"), [(0.04, True), (0.06, False)])
def test_the_paper_draws_means_only_where_some_are_shown_to_differ(results, holm, is_drawn):
    for scales in results["groups"].values():
        for one in scales.values():
            one["test"] |= {"p_value": 0.01, "p_value_holm": 0.06}
    results["groups"]["gender"]["satisfaction"]["test"]["p_value_holm"] = holm
    write = Writer(samples.typed(results), "en", samples.FIGURES)
    with numbers.printed_in("en"):
        made = list(paper.blocks(write, samples.typed(results)))
    assert ("figure" in [block["kind"] for block in made]) is ("fig-group_means" in str(made)) is is_drawn


@pytest.mark.parametrize(
    ("asked", "inside"),
    [
        ("Kind of shop", "kind of shop"),
        ("Supermarket chain", "supermarket chain"),
        ("Main reason for the last contact", "main reason for the last contact"),
        ("How old are you?", "How old are you"),
        ("Which shop did you visit last", "Which shop did you visit last"),
        ("PIN", "PIN"),
    ],
)
def test_a_grouping_inside_a_sentence_is_a_common_noun_unless_it_is_a_question(results, asked, inside):
    group = results["study"]["groups"][0]
    group["text"] = {"en": asked, "zh": "店铺类型"}
    names = Writer(samples.typed(results), "en").names
    assert settled(f"by {names.group_quoted(group['variable'])}") == f"by {inside}"


def differing(name: str, gap: float, *, higher="Low price", n_apart=3) -> Compared:
    """A scale of which `n_apart` of three pairs of levels are shown to differ."""
    levels = [("Low price", "Near"), ("Low price", "Far"), ("Far", "Near")]
    levels = [(b, a) if higher == b else (a, b) for a, b in levels]
    pairs = [
        samples.completed(
            LevelPair,
            {
                "a": a,
                "b": b,
                "difference": {"estimate": gap / (place + 1), "conf_low": 0.1, "conf_high": 2.0},
                "p_value_holm": 0.001 if place < n_apart else 0.2,
            },
        )
        for place, (a, b) in enumerate(levels)
    ]
    return scale(name, pairs=pairs)


@pytest.mark.parametrize(
    ("last", "is_told_together"),
    [
        (differing("speed", 0.7), True),
        (differing("speed", 0.7, n_apart=2), False),
        (differing("speed", 0.7, higher="Near"), False),
    ],
)
def test_differences_that_are_alike_are_told_in_one_sentence(results, last, is_told_together):
    several = [differing("attitude", 0.9), differing("channels", 0.4), last]
    shown = [grouping_claims.difference("gender", one, 0.95) for one in several]
    found = grouping_claims.alike_pairs("gender", shown, 3)
    assert bool(found) is is_told_together and grouping_claims.alike_pairs("gender", shown[:2], 3) == []
    for claim in found:
        said = Writer(samples.typed(results), "en").sentence(claim)
        assert "All three scales differ" in said and "Low price and Near differ most" in said
        assert (claim.values["least"]["scale"], claim.values["most"]["scale"]) == ("channels", "attitude")
        assert [claim.values["is_every"] for claim in grouping_claims.alike_pairs("gender", shown, 4)] == [False]


@pytest.mark.parametrize(("holm", "latent", "scales"), [(0.2, 0.04, ["attitude"]), (0.2, 0.06, []), (0.01, 0.04, [])])
def test_latent_means_that_differ_where_scores_do_not_are_told(results, holm, latent, scales):
    for row in results["invariance"]["gender"]["latent_means"]:
        row["p_value_holm"] = latent if row["factor"] == "attitude" else 0.5
    found = grouping_claims.latent(samples.typed(results), "gender", [scale("attitude", holm=holm), scale("channels")])
    assert [claim.values["scales"] for claim in found] == ([scales] if scales else [])


# ------------------------------------------------------------------ who is left out
@pytest.mark.parametrize(
    ("sizes", "verdict"), [((9, 5), "named"), ((9, None), "some_named"), ((None, None), "unnamed")]
)
def test_small_levels_are_told_but_nobody_is_exposed(results, sizes, verdict):
    rows = [{"level": str(place) if n else "", "n_obs": n} for place, n in enumerate(sizes)]
    results["groups"]["gender"]["trust"]["suppressed"] = rows
    for scale_name, one in results["groups"]["gender"].items():
        one["suppressed"] = rows if scale_name == "trust" else []
    (claim,) = grouping_claims.suppressed(samples.typed(results), "gender")
    assert (claim.verdict, claim.values["n_levels"]) == (verdict, 2)
    assert claim.values["n_unnamed"] == sizes.count(None)


def test_what_could_not_be_tested_is_told_with_the_reason(results):
    results["groups"]["gender"]["trust"]["test"] = samples.missing("constant_levels", levels=["Male / 男"])
    (claim,) = grouping_claims.untested(samples.typed(results), "gender")
    assert (claim.verdict, claim.values["scales"], claim.values["refusal"].code) == (
        "some",
        ["trust"],
        "constant_levels",
    )
    for one in results["groups"]["gender"].values():
        one["test"] = samples.missing("one_level_only", n_levels=1)
    (claim,) = grouping_claims.untested(samples.typed(results), "gender")
    assert claim.verdict == "all" and not grouping_claims.untested(samples.typed(samples.example()), "gender")


# ------------------------------------------------------------------ the whole
@pytest.mark.parametrize(("holm", "verdict"), [((0.01, 0.049), "all"), ((0.01, 0.051), "some"), ((0.051, 0.9), "none")])
def test_in_how_many_comparisons_means_differ(results, holm, verdict):
    found = {name: results["groups"]["gender"][name] for name in ("trust", "satisfaction")}
    for one, p in zip(found.values(), holm, strict=True):
        one["test"] |= {"p_value": p, "p_value_holm": p}
    results["groups"] = {"gender": found}
    claim = next(claim for claim in groups.claims(samples.typed(results)) if claim.name == "overview")
    assert (claim.verdict, claim.values["n_tests"]) == (verdict, 2)


def test_withheld_scales_have_no_number_in_any_table(results):
    found = with_invariance(results, verdict="metric", unequal=["ATT2~1"])
    write = Writer(found, "en")
    with numbers.printed_in("en"):
        compared_rows, mean_rows = comparisons(write, found)["rows"], means(write, found)["rows"]
    hidden = [row for row in compared_rows if row["cells"].get("effect") == "not comparable"]
    assert len(hidden) == 5 and all(row["cells"]["p_value"] == "–" for row in hidden)
    female = next(row for row in mean_rows if row["cells"]["level"] == "Female")
    assert female["cells"]["0"] == "–" and female["cells"]["5"] != "–"


def test_every_test_is_listed_and_the_other_pairs_are_counted():
    found = samples.typed(samples.grouped())
    made = group_hypotheses.tests(found)
    whole = [one for scales in found.groups.values() for one in scales.values()]
    tested = [one for one in whole if isinstance(one.test, MeansTest)]
    assert sum(test.null == "equal_group_means" for test in made) == len(tested)
    assert sum(test.null == "equal_group_ranks" for test in made) == len(tested)
    pairs = sum(len(one.pairs) for one in tested if len(one.pairs) > 1)
    listed = sum(test.null == "equal_pair_means" for test in made)
    assert 0 < listed < pairs and listed + group_hypotheses.n_unlisted_pairs(found) == pairs


def test_the_figure_shows_the_outcome_of_as_many_groupings_as_stand_on_a_page(results):
    for scales in results["groups"].values():
        one = scales["satisfaction"]
        one["levels"] = [one["levels"][0] | {"level": str(k)} for k in range(5)]
        one["test"]["p_value"] = 0.5
    results["groups"]["gender"]["satisfaction"]["test"]["p_value"] = 0.4
    found = samples.typed(results)
    assert shown_levels.scale_shown(found) == "satisfaction" and not shown_levels.are_all(found)
    assert len(shown_levels.shown(found)) == shown_levels.MOST_ROWS // 6 and "gender" in shown_levels.shown(found)
    results["groups"] = {"gender": results["groups"]["gender"]}
    assert shown_levels.are_all(samples.typed(results))
    results["groups"]["gender"]["satisfaction"]["levels"] = found.groups["gender"]["satisfaction"].levels[:0]
    assert not shown_levels.are_any(samples.typed(results))


def test_a_chapter_that_failed_leaves_the_others():
    results = samples.example() | {"groups": samples.missing("unexpected_error", error="x")}
    assert groups.claims(samples.typed(results)) == []


@pytest.mark.parametrize(("name", "parts"), [("grouped", ["paper"]), ("example", ["supplement"])])
def test_the_paper_draws_the_means_where_groups_differ(name, parts):
    blocks = [block for section in samples.page(name, "en").sections() for block in section.blocks]
    assert [block["part"] for block in blocks if block.get("id", "").endswith("group_means")] == parts


@pytest.mark.parametrize(("step", "rejected"), [("metric", ["loadings"]), ("scalar", ["intercepts"]), ("strict", [])])
def test_means_need_no_equal_residuals(results, step, rejected):
    gender = results["invariance"]["gender"]
    for name in ("metric", "scalar", "strict"):
        gender[name]["votes"] |= {"cfi": True, "test": name != step}
    claim = comparability.claim(with_invariance(results, verdict="strict"), "gender")
    assert claim.values["rejected_by_test"] == rejected


@pytest.mark.parametrize(
    ("reason", "words"), [("small_sample", "respondents are few here"), ("large_equal_groups", "in large groups")]
)
def test_that_the_difference_test_rejects_is_put_down_to_numbers_only_where_they_are_large(results, reason, words):
    gender = results["invariance"]["gender"]
    for name in ("metric", "scalar"):
        gender[name]["votes"] |= {"cfi": True, "test": False}
    gender["cutoffs"]["reason"] = reason
    made = with_invariance(results, verdict="scalar", weak=[])
    said = Writer(made, "en").sentence(comparability.claim(made, "gender"))
    assert "rejects equal loadings and intercepts; " in said and words in said


@pytest.mark.parametrize(("n_weak", "said"), [(1, "Not all groups tested have"), (2, "None of the groups tested has")])
def test_few_respondents_in_some_groups_or_in_all(results, n_weak, said):
    levels = [{"level": level, "n_obs": 60} for level in results["invariance"]["gender"]["groups"]]
    made = with_invariance(results, verdict="scalar", weak=levels[:n_weak])
    assert len(levels) == 2 and said in Writer(made, "en").sentence(comparability.claim(made, "gender"))
