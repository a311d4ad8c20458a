"""Reliability and validity of the measurement model: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.validity import claims as validity
from analysis.report.chapters.validity import pair_claims as pairs
from analysis.report.document.claim import Claim
from analysis.report.language.writer import Writer
from analysis.statistics.measurement.validity import ValidityResult
from tests.report import samples


@pytest.fixture
def found() -> dict:
    return samples.example()["validity"]


def read(found: dict) -> ValidityResult:
    """The section as the report reads it."""
    return samples.completed(ValidityResult, found)


def only(claims: list):
    [claim] = claims
    return claim


def with_bounds(found: dict, name: str, *bounds: tuple[float, float]) -> dict:
    scales = [f"s{k}" for k in range(len(bounds))]
    found[name] = {scale: sum(ends) / 2 for scale, ends in zip(scales, bounds, strict=True)}
    found["intervals"][name] = {
        scale: {"conf_low": low, "conf_high": high} for scale, (low, high) in zip(scales, bounds, strict=True)
    }
    return found


@pytest.mark.parametrize(("name", "edge"), [("omega", 0.7), ("ave", 0.5)])
@pytest.mark.parametrize(
    ("places", "verdict"),
    [("aa", "all_above"), ("bb", "all_below"), ("ab", "some_below"), ("ao", "some_straddle"), ("ob", "some_below")],
)
def test_coefficients_lie_above_below_or_on_the_edge(found, name, edge, places, verdict):
    bounds = {"a": (edge, edge + 0.1), "o": (edge - 0.006, edge), "b": (edge - 0.1, edge - 0.006)}
    made = {"omega": validity.omega, "ave": validity.average_variance}[name]
    claim = only(made(read(with_bounds(found, name, *(bounds[place] for place in places)))))
    assert (claim.name, claim.verdict, claim.values["n_above"]) == (name, verdict, places.count("a"))
    assert (len(claim.values["above"]), len(claim.values["below"])) == (places.count("a"), places.count("b"))


def test_a_coefficient_that_does_not_exist_is_left_out(found):
    with_bounds(found, "ave", (0.5, 0.6), (0.6, 0.7))
    found["ave"]["s1"], found["intervals"]["ave"]["s1"] = None, {"conf_low": None, "conf_high": None}
    assert only(validity.average_variance(read(found))).values["n_scales"] == 1
    found["intervals"]["ave"]["s0"] = {"conf_low": None, "conf_high": None}
    assert only(validity.average_variance(read(found))).name == "ave_alone"
    found["ave"]["s0"] = None
    assert validity.average_variance(read(found)) == []


def test_without_a_model_there_is_no_omega(found):
    assert only(validity.rows_used(read(found))).verdict == "fewer"
    found["n_obs"] = found["latent_from"]["n_obs"]
    assert only(validity.rows_used(read(found))).verdict == "same"
    assert validity.ordinal_omega(read(found))
    ordinal, found["omega_ordinal"] = found["omega_ordinal"], {}
    assert validity.ordinal_omega(read(found)) == []
    found |= {"omega": {}, "omega_ordinal": ordinal, "refusal": samples.missing("search_left")}
    assert only(validity.omega(read(found))).verdict == "refused" and validity.rows_used(read(found)) == []
    assert validity.resamples(read(found)) == [] and validity.ordinal_omega(read(found)) == []
    found |= {"omega": {"a": 0.8}, "latent_from": {}}
    assert validity.rows_used(read(found)) == []


@pytest.mark.parametrize(("gap", "verdict"), [(0.0194, "agree"), (0.0196, "differ")])
@pytest.mark.parametrize("sign", [-1, 1])
def test_two_versions_of_one_coefficient(found, gap, verdict, sign):
    found |= {"omega": {"a": 0.7, "b": 0.8, "c": None}, "cr": {"a": 0.7, "b": 0.8 + sign * gap, "c": 0.9, "d": 0.1}}
    claim = only(validity.composite(read(found)))
    assert (claim.verdict, claim.values["scale"]) == (verdict, "b")
    assert (claim.values["low"]["scale"], claim.values["high"]["scale"]) == ("d", "c")
    found["cr"] = {"a": None}
    assert validity.composite(read(found)) == []
    found["cr"] = {"d": 0.4}
    assert validity.composite(read(found)) == []


@pytest.mark.parametrize(("omega", "verdict"), [(0.794, "room_left"), (0.8, "little_left")])
def test_the_general_factor(found, omega, verdict):
    found["hierarchical"] |= {"is_defensible": True, "estimate": omega, "omega_total": 0.95}
    assert only(validity.hierarchical(read(found))).verdict == "defensible"
    claim = only(validity.beyond_the_general(read(found)))
    assert claim.verdict == verdict and claim.values["left"] == pytest.approx(0.95 - omega)
    found["hierarchical"]["is_defensible"] = False
    assert (
        only(validity.hierarchical(read(found))).verdict == "not_defensible"
        and validity.beyond_the_general(read(found)) == []
    )
    found["hierarchical"] = None
    assert validity.hierarchical(read(found)) == [] and validity.beyond_the_general(read(found)) == []


def test_resamples_settle_all_some_or_too_few(found):
    found |= {"n_resamples": 2000, "n_settled": 2000}
    assert only(validity.resamples(read(found))).verdict == "all"
    found["n_settled"] = 1999
    assert only(validity.resamples(read(found))).verdict == "some"
    assert only(validity.resamples(read(samples.few_resamples()["validity"]))).verdict == "too_few"


def test_an_inadmissible_model_has_its_pairs_read_and_its_sums_not():
    results = samples.example()
    every = {claim.name for claim in validity.claims(samples.typed(results))}
    assert "improper" not in every
    results["cfa"]["models"]["ml"]["is_admissible"] = False
    told = {claim.name for claim in validity.claims(samples.typed(results))}
    assert "improper" in told and every - told >= {"omega", "ave", "composite", "hierarchical", "fornell_larcker"}
    assert told >= {"rows", "latent_correlations", "htmt", "htmt2"}
    results["validity"]["omega"] = {}
    assert validity.improper(samples.typed(results), read(results["validity"])) is None
    results["validity"] = samples.missing("no_complete_rows")
    assert [claim.name for claim in validity.claims(samples.typed(results))] == ["refused"]
    del results["cfa"]["models"]["ml"]
    assert validity.improper(samples.typed(results), read({"omega": {"a": 1}, "n_obs": 2})) is None


def pair(low: float | None, high: float | None, **more) -> dict:
    middle = 0.0 if low is None else (low + high) / 2
    return {"a": "x", "b": "y", "estimate": middle, "conf_low": low, "conf_high": high} | more


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.2, 0.794, "none"),
        (0.6, 0.8, "marginal"),
        (0.6, 0.894, "marginal"),
        (0.8, 0.9, "moderate"),
        (0.8, 0.994, "moderate"),
        (0.9, 1.0, "severe"),
        (-0.894, -0.6, "marginal"),
        (-1.0, -0.95, "severe"),
        (0.7, 0.9, "undecided"),
    ],
)
def test_how_close_two_dimensions_are(found, low, high, verdict):
    found["latent_correlations"] = [pair(0.1, 0.2), pair(low, high, b="z"), pair(None, None)]
    claim, *close = pairs.latent_correlations(read(found))
    assert (claim.verdict, claim.values["b"], claim.values["n_pairs"]) == (verdict, "z", 2)
    assert [one.verdict for one in close] == ([] if verdict == "none" else [verdict])
    assert claim.values["n_beyond"] == len(close)


def test_without_intervals_no_pair_is_judged(found):
    found |= {"latent_correlations": [pair(None, None)], "htmt": [pair(None, None)], "fornell_larcker": []}
    assert (
        pairs.latent_correlations(read(found)) == pairs.ratios(read(found)) == pairs.fornell_larcker(read(found)) == []
    )


@pytest.mark.parametrize(
    ("rows", "verdict", "n_apart"),
    [
        ([(0.5, 0.844)], "apart", 1),
        ([(0.5, 0.844), (0.844, 0.85)], "open", 1),
        ([(0.84, 0.86), (0.85, 0.9)], "beyond", 0),
    ],
)
def test_ratios_of_correlations(found, rows, verdict, n_apart):
    found["htmt"] = [pair(low, high) for low, high in rows]
    claim = only(pairs.ratios(read(found)))
    assert (claim.verdict, claim.values["n_apart"]) == (verdict, n_apart)
    assert claim.values["estimate"] == max(sum(ends) / 2 for ends in rows)


@pytest.mark.parametrize(("gap", "verdict"), [(0.0194, "agree"), (0.0196, "differ")])
def test_the_ratio_that_asks_less_of_loadings(found, gap, verdict):
    found["htmt"] = [{"a": "x", "b": name, "estimate": value} for name, value in (("y", 0.7), ("z", 0.8), ("v", None))]
    found["htmt2"] = [
        {"a": "x", "b": name, "estimate": value}
        for name, value in (("y", 0.7), ("z", 0.8 - gap), ("v", 0.1), ("w", 0.2))
    ]
    claim = only(pairs.geometric_ratios(read(found)))
    assert (claim.verdict, claim.values["b"]) == (verdict, "z")
    found["htmt2"] = [{"a": "x", "b": "y", "estimate": None}]
    assert pairs.geometric_ratios(read(found)) == []


@pytest.mark.parametrize(
    ("met", "verdict"), [([True, True], "all_met"), ([True, False], "some_failed"), ([False, False], "none_met")]
)
def test_shared_variance_within_and_between(found, met, verdict):
    found["fornell_larcker"] = [{"a": "x", "b": str(k), "is_met": is_met} for k, is_met in enumerate(met)]
    claim = only(pairs.fornell_larcker(read(found)))
    assert (claim.verdict, claim.values["n_failed"]) == (verdict, met.count(False))


def test_scales_whose_items_point_both_ways(found):
    found["turned"] = {"attitude": ["ATT2"], "channels": ["CHA1", "CHA2"]}
    assert only(validity.turned(read(found))).values == {
        "scales": ["attitude", "channels"],
        "items": ["ATT2", "CHA1", "CHA2"],
    }
    found["turned"] = {}
    assert validity.turned(read(found)) == []


@pytest.mark.parametrize(("gap", "verdict"), [(0.0194, "agree"), (0.0196, "differ")])
def test_omega_of_ordered_categories(found, gap, verdict):
    found |= {"omega": {"a": 0.7}, "omega_ordinal": {"a": 0.7 + gap}}
    assert only(validity.ordinal_omega(read(found))).verdict == verdict


@pytest.mark.parametrize(
    ("verdict", "en", "zh"),
    [("open", "Its interval includes", "其区间包含"), ("beyond", "Its whole interval lies", "其整个区间不低于")],
)
def test_the_ratio_of_the_only_pair_is_not_one_of_several(verdict, en, zh):
    values = {"n_apart": 0, "a": "attitude", "b": "channels", "estimate": 0.8, "conf_low": 0.7, "conf_high": 0.9}
    values |= {"edge": 0.85, "open": [["attitude", "channels"]], "beyond": [["attitude", "channels"]]}
    for n_pairs in (1, 2):
        claim = Claim(
            id="validity.htmt", verdict=verdict, verdicts=(verdict, "other"), values=values | {"n_pairs": n_pairs}
        )
        for language, words in (("en", en), ("zh", zh)):
            assert (words in Writer(samples.typed(samples.example()), language).sentence(claim)) is (n_pairs == 1)
