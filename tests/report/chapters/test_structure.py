"""The exploratory chapter: every verdict reached, at its edge and beyond it."""

import pytest

from analysis.report.chapters.structure import claims as structure
from analysis.statistics.exploratory.structure import FactorStructure
from tests.report import samples


@pytest.fixture
def efa() -> dict:
    return samples.example()["efa"]


def read(efa: dict) -> FactorStructure:
    """The factor analysis as the report reads it."""
    return samples.completed(FactorStructure, efa)


def only(claims: list):
    [claim] = claims
    return claim


@pytest.mark.parametrize(
    ("overall", "verdict"),
    [
        (0.494, "unacceptable"),
        (0.5, "miserable"),
        (0.594, "miserable"),
        (0.6, "mediocre"),
        (0.694, "mediocre"),
        (0.7, "middling"),
        (0.794, "middling"),
        (0.8, "meritorious"),
        (0.894, "meritorious"),
        (0.9, "marvellous"),
    ],
)
def test_sampling_adequacy(efa, overall, verdict):
    efa["kmo"]["overall"] = overall
    assert only(structure.kmo(read(efa))).verdict == verdict


def test_the_worst_item_is_unfit_below_the_edge(efa):
    efa["kmo"]["items"] = {"a": 0.9, "b": 0.5}
    claim = only(structure.kmo_items(read(efa)))
    assert claim.verdict == "all_acceptable" and claim.values["item"] == "b"
    efa["kmo"]["items"] |= {"a": 0.494, "c": None}
    claim = only(structure.kmo_items(read(efa)))
    assert claim.verdict == "some_unacceptable" and claim.values["items"] == ["a"]
    efa["kmo"] = {"overall": None, "items": {"a": None}}
    assert structure.kmo(read(efa)) == structure.kmo_items(read(efa)) == []


@pytest.mark.parametrize(("p_value", "verdict"), [(0.049, "rejected"), (0.051, "not_rejected")])
def test_no_correlation_is_rejected_or_not(efa, p_value, verdict):
    efa["bartlett"]["p_value"] = p_value
    assert only(structure.bartlett(read(efa), 0.95)).verdict == verdict


@pytest.mark.parametrize(
    ("parallel", "minimum", "designed", "verdict"),
    [
        (5, 5, 5, "all_agree"),
        (4, 4, 5, "agree_on_other"),
        (5, 4, 5, "parallel_agrees"),
        (4, 5, 5, "map_agrees"),
        (3, 4, 5, "all_differ"),
    ],
)
def test_numbers_of_factors(efa, parallel, minimum, designed, verdict):
    efa["n_factors"] |= {"parallel": parallel, "map": minimum, "designed": designed}
    assert structure.factor_number(read(efa)).verdict == verdict


def test_other_criteria_are_compared_where_they_were_made(efa):
    names = [name for name in efa["n_factors"] if name != "designed"]
    efa["n_factors"] |= dict.fromkeys(names, 5)
    assert only(structure.other_criteria(read(efa))).verdict == "agree"
    efa["n_factors"]["map_fourth"] = 6
    claim = only(structure.other_criteria(read(efa)))
    assert claim.verdict == "differ" and (claim.values["low"], claim.values["high"]) == (5, 6)
    efa["n_factors"] |= {"map_fourth": None, "parallel_polychoric": 4}
    claim = only(structure.other_criteria(read(efa)))
    assert claim.values["n_criteria"] == len(names) - 1 and claim.values["polychoric"] == 4
    efa["n_factors"]["parallel_factors"] = None
    assert structure.other_criteria(read(efa)) == []


def test_dimensions_and_items_find_their_factors(efa):
    results = samples.example()
    found, placed = structure.placement(samples.typed(results))
    assert (found.verdict, placed.verdict) == ("each_has_factor", "all_in_place")
    assignment = results["efa"]["assignment"]
    lost = next(iter(assignment.values()))
    results["efa"]["assignment"] = {name: scale for name, scale in assignment.items() if scale != lost}
    results["efa"]["flags"]["misplaced"] = ["RES1"]
    found, placed = structure.placement(samples.typed(results))
    assert (found.verdict, placed.verdict) == ("some_without_factor", "some_misplaced")
    assert found.values["scales"] == [lost] and placed.values["items"] == ["RES1"]
    results["efa"]["assignment"] = {}
    assert structure.placement(samples.typed(results)) == []


def test_weak_and_doubly_loading_items_are_named(efa):
    efa["flags"] |= {"weak": [], "cross": []}
    assert structure.weak_items(read(efa)).verdict == only(structure.cross_loadings(read(efa))).verdict == "none"
    efa["flags"] |= {"weak": ["a"], "cross": [{"term": "b"}, {"term": "b"}]}
    assert structure.weak_items(read(efa)).verdict == only(structure.cross_loadings(read(efa))).verdict == "some"
    assert only(structure.cross_loadings(read(efa))).values["n_cross"] == 1


@pytest.mark.parametrize(
    ("impossible", "largest", "verdict", "items"),
    [([], 0.949, "none", []), ([], 0.95, "near", ["b"]), (["a"], 0.99, "some", ["a"]), (["b"], 0.99, "some", ["b"])],
)
def test_communalities_of_one_and_near_it(efa, impossible, largest, verdict, items):
    efa["flags"]["heywood"], efa["communalities"] = impossible, {"a": 0.5, "b": largest}
    claim = structure.heywood(read(efa))
    assert (claim.verdict, claim.values["items"]) == (verdict, items)
    efa["communalities"] = {}
    assert structure.heywood(read(efa)).verdict == ("some" if impossible else "none")


def loadings(**rows) -> list[dict]:
    return [
        {"term": term, "factor": f"F{k}", "estimate": value}
        for term, values in rows.items()
        for k, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("rows", "lone"),
    [
        ({"a": (0.7, 0.1), "b": (-0.4, 0.3), "c": (0.1, 0.5), "d": (0.2, -0.6)}, []),
        ({"a": (0.7, 0.1), "b": (-0.39, 0.3), "c": (0.1, 0.5), "d": (0.2, -0.6)}, ["F0"]),
        ({"a": (0.7, 0.1), "b": (0.6, 0.3), "c": (0.1, 0.5), "d": (0.6, 0.5)}, ["F1"]),
        ({"a": (0.7, 0.7), "b": (0.6, 0.6)}, ["F1"]),
    ],
)
def test_a_factor_that_fewer_than_two_items_mark_is_told(efa, rows, lone):
    efa |= {"loadings": loadings(**rows), "assignment": {}}
    made = structure.singlets(read(efa))
    assert [name for claim in made for name in claim.values["factors"]] == lone
    efa["assignment"] = {"F0": "attitude", "F1": "channels"}
    named = [name for claim in structure.singlets(read(efa)) for name in claim.values["factors"]]
    assert named == [efa["assignment"][name] for name in lone]


@pytest.mark.parametrize(("n_agreeing", "verdict"), [(30, "most_agree"), (16, "most_agree"), (15, "few_agree")])
def test_most_starts_of_the_rotation_agree_or_few(efa, n_agreeing, verdict):
    efa["rotation_check"] |= {"n_starts": 30, "n_agreeing": n_agreeing}
    assert only(structure.rotation(read(efa))).verdict == verdict
    efa["rotation_check"] = None
    assert structure.rotation(read(efa)) == []


def test_the_closest_factors_are_those_of_the_largest_correlation(efa):
    pairs = [{"a": "F1", "b": "F2", "estimate": 0.3}, {"a": "F1", "b": "F3", "estimate": -0.5}]
    efa |= {"factor_correlations": pairs, "assignment": {}}
    claim = only(structure.factor_correlations(read(efa)))
    assert claim.verdict == "closest" and (claim.values["b"], claim.values["r"]) == ("F3", -0.5)
    efa |= {"factor_correlations": pairs[:1], "assignment": {"F1": "attitude", "F2": "channels"}}
    claim = only(structure.factor_correlations(read(efa)))
    assert claim.verdict == "only_pair" and (claim.values["a"], claim.values["b"]) == ("attitude", "channels")
    efa["factor_correlations"] = []
    assert structure.factor_correlations(read(efa)) == []


@pytest.mark.parametrize(("share", "verdict"), [(0.5654, "below"), (0.566, "above")])
def test_shared_variance_beside_published_studies(efa, share, verdict):
    efa["variance"] = [{"cumulative": 0.3}, {"cumulative": share}]
    claim = only(structure.variance(read(efa)))
    assert (claim.verdict, claim.values["share"]) == (verdict, share)
    efa["variance"] = []
    assert structure.variance(read(efa)) == []


@pytest.mark.parametrize(
    ("rmsea", "verdict"),
    [
        (0.0494, "close"),
        (0.05, "fair"),
        (0.0794, "fair"),
        (0.08, "mediocre"),
        (0.0994, "mediocre"),
        (0.1, "poor"),
    ],
)
def test_fit_of_the_factors(efa, rmsea, verdict):
    efa["fit"]["rmsea"] = rmsea
    assert only(structure.fit(read(efa))).verdict == verdict
    efa["fit"]["rmsea"] = None
    assert structure.fit(read(efa)) == []
    efa["fit"] = None
    assert structure.fit(read(efa)) == []


def test_nothing_is_claimed_of_what_was_not_computed():
    results = samples.example()
    efa = results["efa"]
    every = {claim.name for claim in structure.claims(samples.typed(results))}
    assert {"kmo", "kmo_items", "bartlett", "factor_number", "weak_items", "heywood"} <= every
    lost = samples.missing("singular_items", items=["a"])
    efa |= {"kmo": lost, "bartlett": lost, "loadings": [], "n_factors": efa["n_factors"] | {"map": None}}
    gone = every - {claim.name for claim in structure.claims(samples.typed(results))}
    assert gone == {"kmo", "kmo_items", "bartlett", "factor_number", "weak_items", "cross_loadings", "heywood"}
