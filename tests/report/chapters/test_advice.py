"""Advice: by every kind of evidence, at every condition's edge, for any subject, in both languages."""

import re

import pytest

from analysis.report.chapters.priorities import advice, evidence, item_claims, page, paper, tables, whom
from analysis.report.chapters.priorities.sizes import shown_by
from analysis.report.chapters.summary import paper as summary
from analysis.report.chapters.summary.tables import levels
from analysis.report.document.claim import Claim
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed


@pytest.fixture
def results() -> dict:
    return example()


def example() -> dict:
    """The sections that advice rests on, nothing in them hanging on the exclusions."""
    sections = ("schema_version", "study", "sample", "reliability", "validity", "regression", "groups", "indicators")
    whole = samples.example()
    return {name: whole[name] for name in (*sections, "invariance", "pain_points", "priorities")}


def given(results: dict) -> list[tuple[str, str]]:
    return [(one.evidence.name, one.evidence.subject) for one in advice.advice(typed(results))]


def of_kind(results: dict, kind: str) -> list[str]:
    return [subject for name, subject in given(results) if name == kind]


def without_evidence(results: dict) -> dict:
    """The same results, in which nothing meets the conditions."""
    for row in results["regression"]["priorities"]:
        row["quadrant"] = None
    for one in results["priorities"]["items"]["maps"]:
        for item in one["items"]:
            item["quadrant"] = item["quadrant_of_everyone"] = None
    for row in results["pain_points"]["expected_loss"]["terms"]:
        row["conf_low"] = -0.01
    for one in results["indicators"].values():
        one["relation"]["spearman"] |= {"conf_low": -0.1, "conf_high": 0.1}
    for scales in results["groups"].values():
        for one in scales.values():
            one["test"]["p_value_holm"] = 1.0
    return results


def concentrate_on(results: dict, *scales: str) -> None:
    """Let dimensions lie where the map says to concentrate, far from its lines."""
    rows = results["regression"]["priorities"]
    for row in rows:
        row |= {"importance": 0.1, "performance": 80.0, "quadrant": "possible_overkill"}
        if row["term"] in scales:
            row |= {"importance": 0.4, "performance": 50.0, "quadrant": "concentrate"}
    for term in results["regression"]["terms"]:
        term |= {"estimate": 0.3, "p_value_holm": 0.001}


def lower_item(results: dict, scale: str, item: str) -> dict:
    """Let one item of a dimension be important and rated low, far from both lines; gives its row."""
    one = next(one for one in results["priorities"]["items"]["maps"] if one["scale"] == scale)
    for row in one["items"]:
        row |= {"importance": 0.3, "importance_low": 0.2, "performance": 75.0, "quadrant": None}
        row |= {"quadrant_of_everyone": None, "p_worst": 0.0}
    row = next(row for row in one["items"] if row["term"] == item)
    row |= {"importance": 0.6, "performance": 50.0, "quadrant": "concentrate", "quadrant_of_everyone": "concentrate"}
    for term in results["regression"]["terms"]:
        term |= {"estimate": 0.3, "p_value_holm": 0.001}
    for place in results["regression"]["priorities"]:
        place["quadrant"] = None
    return row


def reading(results: dict, scale: str, item: str) -> tuple[str, list[str]]:
    rows = item_claims.placed_items(typed(results))[scale]
    return next((row.reading, row.reasons) for row in rows if row.term == item)


def test_the_first_advice_takes_the_strongest_of_each_kind_in_turn(results):
    made = given(results)
    assert made[:4] == [("improve", "aftersales"), ("relieve", "handover"), ("mend", "SOL7"), ("move", "refund_days")]
    assert [subject for name, subject in made if name == "relieve"][:2] == ["handover", "process"]
    assert len(advice.first(typed(results))) == advice.MOST == 3
    assert given(without_evidence(results)) == []


@pytest.mark.parametrize(
    ("n_advice", "n_shown", "verdict"), [(0, 0, "none"), (3, 3, "all_shown"), (4, 3, "some_shown")]
)
def test_how_much_advice_there_is(results, n_advice, n_shown, verdict):
    claim = advice.overview(typed(results), n_advice, n_shown)
    assert claim.verdict == verdict and claim.values["has_groups"]
    assert not advice.overview(typed(results | {"groups": None}), n_advice, n_shown).values["has_groups"]


def test_without_grounds_nothing_is_said(results):
    for name in ("priorities", "pain_points"):
        results[name] = None
    results["regression"]["priorities"] = []
    assert not advice.has_grounds(typed(results)) and advice.claims(typed(results)) == []
    assert advice.has_grounds(typed(example() | {"regression": samples.missing("no_outcome")}))


# Items


def test_an_item_is_read_where_all_conditions_hold(results):
    lower_item(results, "resolution", "SOL1")
    assert reading(results, "resolution", "SOL1") == ("concentrate", [])
    assert reading(results, "resolution", "SOL2") == ("undecided", [])
    assert of_kind(results, "mend")[0] == "SOL1"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"importance_low": 0.0}, "relation_open"),
        ({"importance_low": 0.001}, None),
        ({"quadrant_of_everyone": "keep_up"}, "exclusions_flip"),
        ({"quadrant_of_everyone": None}, "exclusions_flip"),
        ({"performance": 75.0 - 2.24}, "near_a_line"),
        ({"performance": 75.0 - 2.26}, None),
        ({"importance": 0.3 + 0.0224}, "near_a_line"),
        ({"importance": 0.3 + 0.0226}, None),
    ],
)
def test_each_condition_of_an_item(results, changed, reason):
    lower_item(results, "resolution", "SOL1").update(changed)  # nine items: a line moves by a ninth of a distance
    assert reading(results, "resolution", "SOL1") == (("withheld", [reason]) if reason else ("concentrate", []))
    assert ("SOL1" in of_kind(results, "mend")) is (reason is None)


def test_no_item_of_a_dimension_without_a_slope_or_that_can_wait_or_that_cannot_be_read(results):
    lower_item(results, "resolution", "SOL1")
    term = next(term for term in results["regression"]["terms"] if term["term"] == "resolution")
    term["p_value_holm"] = 0.06
    assert reading(results, "resolution", "SOL1") == ("withheld", ["slope_open"])
    term["p_value_holm"] = 0.04
    place = next(row for row in results["regression"]["priorities"] if row["term"] == "resolution")
    for quadrant, reasons in (("low_priority", ["can_wait"]), ("possible_overkill", ["can_wait"]), (None, [])):
        place |= {"quadrant": quadrant, "importance": 0.9, "performance": 10.0}
        assert reading(results, "resolution", "SOL1")[1] == reasons
    place |= {"quadrant": "concentrate"}
    assert reading(results, "resolution", "SOL1")[1] == []
    results["reliability"]["scales"]["resolution"]["alpha"] |= {"conf_low": 0.4, "conf_high": 0.6}
    assert reading(results, "resolution", "SOL1") == ("withheld", ["unreliable"])


@pytest.mark.parametrize(("worst", "n_low", "verdict"), [("SOL1", 2, "worst"), (None, 2, "several"), (None, 1, "one")])
def test_an_item_is_called_the_worst_only_where_resamples_agree(results, worst, n_low, verdict):
    row = lower_item(results, "resolution", "SOL1")
    one = next(one for one in results["priorities"]["items"]["maps"] if one["scale"] == "resolution")
    one["worst"] = worst
    if n_low == 2:
        one["items"][1] |= {key: row[key] for key in row if key != "term"}
    claims = {claim.subject: claim for claim in item_claims.claims(typed(results))}
    assert claims["resolution"].verdict == verdict and claims["resolution"].values["item"] == "SOL1"
    assert item_claims.overview(typed(results))[0].values["n_low"] == len([*item_lows(results)])
    assert item_claims.overview(typed(without_evidence(results)))[0].verdict == "none"


@pytest.mark.parametrize(("worst", "verdict"), [("SOL1", "worst"), ("SOL2", "open"), (None, "open")])
def test_an_item_to_improve_is_the_worst_or_that_is_open(results, worst, verdict):
    lower_item(results, "resolution", "SOL1")
    next(one for one in results["priorities"]["items"]["maps"] if one["scale"] == "resolution")["worst"] = worst
    [one] = [one for one in advice.advice(typed(results)) if one.evidence.subject == "SOL1"]
    assert one.evidence.verdict == verdict
    said = Writer(typed(results), "en").sentence(advice.in_brief(one))
    assert ("rated lowest is open" in said) is (verdict == "open")


def item_lows(results: dict) -> list[str]:
    found = item_claims.placed_items(typed(results))
    return [row.term for rows in found.values() for row in rows if row.reading == "concentrate"]


def test_items_to_begin_with_a_dimension(results):
    def begun() -> Claim:
        return next(one.evidence for one in advice.advice(typed(results)) if one.evidence.name == "improve")

    concentrate_on(results, "aftersales")
    assert (begun().verdict, begun().values["item"]) == ("lowest", "AFT6")
    lower_item(results, "aftersales", "AFT1")
    concentrate_on(results, "aftersales")
    assert (begun().verdict, begun().values["item"]) == ("item", "AFT1")
    results["priorities"] = None
    scale = next(scale for scale in results["study"]["scales"] if scale["name"] == "aftersales")
    scale["items"] = scale["items"][:1]
    assert begun().verdict == "scale"


# Pain points


@pytest.mark.parametrize(
    ("low", "p_holm", "estimate", "is_told"),
    [(0.001, 0.04, -0.3, True), (0.0, 0.04, -0.3, False), (0.001, 0.06, -0.3, False), (0.001, 0.04, 0.3, False)],
)
def test_a_pain_point_needs_a_cost_and_a_loss(results, low, p_holm, estimate, is_told):
    for row in results["pain_points"]["expected_loss"]["terms"]:
        row["conf_low"] = low
    for row in results["pain_points"]["joint"]:
        row |= {"estimate": estimate, "p_value_holm": p_holm}
    assert bool(of_kind(results, "relieve")) is is_told


def test_a_pain_point_of_which_only_severity_was_asked(results):
    assert {claim.verdict for claim, _ in evidence.reliefs(typed(results))} == {"met"}
    results["pain_points"]["prevalence"] = []
    assert {claim.verdict for claim, _ in evidence.reliefs(typed(results))} == {"rated"}


@pytest.mark.parametrize(
    ("estimate", "p_holm", "said"),
    [
        (-0.3, 0.04, "a difference remains"),
        (-0.3, 0.06, "no difference is shown"),
        (0.3, 0.04, "no difference is shown"),
    ],
)
def test_what_remains_of_a_pain_point_with_equal_ratings_is_told(results, estimate, p_holm, said):
    for row in results["pain_points"]["beyond_dimensions"]:
        row |= {"estimate": estimate, "p_value_holm": p_holm}
    read = typed(results)
    one = next(one for one in advice.advice(read) if one.evidence.name == "relieve")
    for claim in (one.evidence, advice.in_brief(one)):
        assert f"With the ratings of the dimensions equal as well, {said}" in Writer(read, "en").sentence(claim)
        assert ("差距仍然存在" in Writer(read, "zh").sentence(claim)) is ("remains" in said)
    results["pain_points"]["beyond_dimensions"] = samples.missing("no_complete_rows")
    one = next(one for one in advice.advice(typed(results)) if one.evidence.name == "relieve")
    assert one.evidence.values["beyond"] is None and "ratings" not in Writer(read, "en").sentence(one.evidence)


def test_the_first_page_says_of_which_pain_points_the_order_is_open(results):
    def said() -> str:
        read = typed(results)
        one = next(one for one in advice.advice(read) if one.evidence.name == "relieve")
        return Writer(read, "en").sentence(advice.in_brief(one))

    assert "whether this is more with another pain point is open" in said()
    results["pain_points"]["expected_loss"]["pairs"][0]["is_ordered"] = True
    assert "more with front line without authority" in said() and "repeated steps" not in said()
    for pair in results["pain_points"]["expected_loss"]["pairs"]:
        pair["is_ordered"] = True
    assert "lower still" not in said()


def test_a_place_without_a_reading_has_its_reason_in_the_table(results):
    rows = results["regression"]["priorities"]
    concentrate_on(results, "aftersales")
    for language, reasons in (("en", "no reading: near a line"), ("zh", "不予判断：近分界线")):
        read = typed(results)
        shown = {row["cells"]["reading"] for row in tables.priorities(Writer(read, language), read)["rows"]}
        assert reasons not in shown
        near = results | {
            "regression": results["regression"] | {"priorities": [*rows[:-1], rows[-1] | {"performance": 79.0}]}
        }
        for row in near["regression"]["priorities"]:
            row |= {"importance": 0.1}
        read = typed(near)
        shown = {row["cells"]["reading"] for row in tables.priorities(Writer(read, language), read)["rows"]}
        assert shown == {reasons}
        assert reasons in str(levels(Writer(read, language), read))


def test_the_rank_of_a_loss_is_told_only_where_resamples_order_it(results):
    def ranks() -> list[str]:
        return [rank.verdict for _, rank in evidence.reliefs(typed(results))]

    losses = results["pain_points"]["expected_loss"]
    assert ranks() == ["open_to_all"] * 5
    for pair in losses["pairs"]:
        pair["is_ordered"] = "handover" in (pair["a"], pair["b"])
    assert ranks() == ["first", *["open_to_some"] * 4]
    for pair in losses["pairs"]:
        pair["is_ordered"] = True
    assert ranks() == ["first", *["ranked"] * 4]
    losses["terms"], losses["pairs"] = losses["terms"][:1], []
    assert ranks() == ["only"]


# Indicators


@pytest.mark.parametrize(
    ("rank", "gap", "verdict"),
    [
        ((-0.5, -0.4, -0.3), (-1.2, -1.0, -0.8), "quantity_negative"),
        ((0.3, 0.4, 0.5), (0.8, 1.0, 1.2), "quantity_positive"),
        ((-0.1, 0.1, 0.3), (0.8, 1.0, 1.2), None),
        ((0.3, 0.4, 0.5), (-0.1, 1.0, 1.2), None),
        ((0.3, 0.4, 0.5), (-1.2, -1.0, -0.8), None),
        ((0.3, 0.4, 0.5), (0.01, 0.0799, 0.2), None),
        ((0.3, 0.4, 0.5), (0.01, 0.0801, 0.2), "quantity_positive"),
    ],
)
def test_an_indicator_needs_a_relation_and_a_difference_beyond_the_margin(results, rank, gap, verdict):
    relation = results["indicators"]["refund_days"]["relation"]
    names = ("conf_low", "estimate", "conf_high")
    relation["spearman"] |= dict(zip(names, rank, strict=True))
    relation["difference"] |= dict(zip(names, gap, strict=True))
    made = [claim for claim in evidence.moves(typed(results)) if claim.subject == "refund_days"]
    assert [claim.verdict for claim in made] == ([verdict] if verdict else [])
    if verdict:
        values = made[0].values
        assert 0 < values["low"] <= values["gap"] <= values["high"]
        assert (values["worst"]["high"] is None) is (verdict == "quantity_negative")  # the ends are single people's


def test_an_indicator_of_a_yes_or_no(results):
    made = {claim.subject: claim.verdict for claim in evidence.moves(typed(results))}
    assert made["solved_first"] == "yes_no_positive"
    relation = results["indicators"]["solved_first"]["relation"]
    for part in (relation["spearman"], relation["difference"]):
        part |= {"estimate": -part["estimate"], "conf_low": -part["conf_high"], "conf_high": -part["conf_low"]}
    made = {claim.subject: claim.verdict for claim in evidence.moves(typed(results))}
    assert made["solved_first"] == "yes_no_negative"


def test_an_indicator_is_told_only_of_a_dimension_that_matters(results):
    assert "n_contacts" in of_kind(results, "move")
    term = next(term for term in results["regression"]["terms"] if term["term"] == "resolution")
    term["p_value_holm"] = 0.06
    assert "n_contacts" not in of_kind(results, "move")
    term["p_value_holm"] = 0.001
    place = next(row for row in results["regression"]["priorities"] if row["term"] == "resolution")
    place |= {"quadrant": "possible_overkill", "importance": 0.01, "performance": 95.0}
    assert "n_contacts" not in of_kind(results, "move")
    results["indicators"]["n_contacts"]["relation"] = None
    place["quadrant"] = None
    assert "n_contacts" not in of_kind(results, "move")


# Groups


def differ(results: dict, group: str, scale: str, p_holm: float = 0.01, estimate: float = -0.5) -> dict:
    """Let the first two levels of a group differ on a scale; gives the pair."""
    found = results["groups"][group][scale]
    found["test"] |= {"p_value_holm": p_holm}
    for pair in found["pairs"]:
        pair["p_value_holm"] = 1.0
    pair = found["pairs"][0]
    ends = sorted((estimate - 0.2, estimate + 0.2))
    pair["difference"] |= {"estimate": estimate, "conf_low": ends[0], "conf_high": ends[1]}
    pair["p_value_holm"] = 0.01
    return pair


@pytest.mark.parametrize(("p_holm", "p_pair", "estimate", "is_told"), [
    (0.04, 0.04, -0.5, True), (0.06, 0.04, -0.5, False), (0.04, 0.06, -0.5, False),
    (0.04, 0.04, -0.0799, False), (0.04, 0.04, -0.0801, True),
])  # fmt: skip
def test_a_group_needs_both_tests_and_the_margin(results, p_holm, p_pair, estimate, is_told):
    pair = differ(results, "reason", "satisfaction", p_holm, estimate)
    pair["p_value_holm"] = p_pair
    assert of_kind(results, "reach") == (["reason"] if is_told else [])


def test_a_group_names_its_lower_level_and_what_else_is_lower_there(results):
    pair = differ(results, "reason", "satisfaction")
    [claim] = evidence.reaches(typed(results))
    assert (claim.verdict, claim.values["level"], claim.values["difference"]) == ("alone", pair["a"], 0.5)
    assert (claim.values["low"], claim.values["high"]) == pytest.approx((0.3, 0.7))
    differ(results, "reason", "aftersales")
    differ(results, "reason", "attitude", estimate=0.5)
    [claim] = evidence.reaches(typed(results))
    assert (claim.verdict, claim.values["scales"], claim.values["most"]) == ("with_scales", ["aftersales"], None)
    [reached] = [one for one in advice.advice(typed(results)) if one.evidence.name == "reach"]
    assert [one.name for one in reached.strategies] == ["fair_aftersales"]
    differ(results, "reason", "channels", estimate=-0.7)
    [claim] = evidence.reaches(typed(results))
    assert set(claim.values["scales"]) == {"aftersales", "channels"}
    assert (claim.values["most"]["scale"], claim.values["most"]["difference"]) == ("channels", 0.7)
    assert claim.values["is_everywhere"] is False
    for scale in ("responsiveness", "resolution", "attitude"):
        differ(results, "reason", scale)
    [claim] = evidence.reaches(typed(results))
    assert claim.values["is_everywhere"] is True
    differ(results, "reason", "satisfaction", estimate=0.5)
    [claim] = evidence.reaches(typed(results))
    assert (claim.values["level"], claim.values["low"]) == (pair["b"], pytest.approx(0.3))


def test_for_whom_a_dimension_or_a_pain_point_is_worst(results):
    assert whom.for_whom(typed(results), "aftersales") == []
    pair = differ(results, "reason", "aftersales")
    [claim] = whom.for_whom(typed(results), "aftersales")
    assert (claim.values["level"], claim.values["other"], claim.values["group"]) == (pair["a"], pair["b"], "reason")
    tests = results["pain_points"]["groups"]
    for of in tests.values():
        if "p_value_holm" in of["handover"].get("test", {}):  # not refused
            of["handover"]["test"]["p_value_holm"] = 0.06
    assert whom.pain_for_whom(typed(results), "handover") == []
    tests["reason"]["handover"]["test"]["p_value_holm"] = 0.04
    [claim] = whom.pain_for_whom(typed(results), "handover")
    assert claim.values["share"] == max(row["estimate"] for row in tests["reason"]["handover"]["levels"])


# What would show that it worked


@pytest.mark.parametrize(
    ("kind", "term", "verdict"),
    [
        ("scale", "aftersales", "scale"),
        ("item", "SOL7", "item"),
        ("pain_point", "handover", "pain_point"),
        ("indicator", "refund_days", "quantity"),
        ("indicator", "solved_first", "yes_no"),
    ],
)
def test_what_to_measure_again(results, kind, term, verdict):
    [claim] = shown_by(typed(results), kind, term)
    assert claim.verdict == verdict and claim.values["change"] > 0 and claim.values["power"] == 0.8
    assert shown_by(typed(results), kind, "unknown") == []
    assert shown_by(typed(results | {"priorities": None}), kind, term) == []


def test_all_advice_says_what_would_show_that_it_worked(results):
    differ(results, "reason", "satisfaction")
    made = advice.advice(typed(results))
    assert {one.evidence.name for one in made} == {"improve", "mend", "relieve", "move", "reach"}
    assert all("shown_by" in [claim.name for claim in one.beside] for one in made)


# Strategies


def test_every_strategy_is_printed_where_its_evidence_is_and_only_there(results, language):
    strategies = results["study"]["strategies"]
    assert len(strategies) >= 8
    silent = printed(without_evidence(results), language)
    assert all(one["label"][language] not in silent for one in strategies)
    for strategy in strategies:
        made = without_evidence(example())
        arouse(made, strategy)
        read = typed(made)
        asked = [one.name for one in advice.strategies(advice.advice(read))]
        assert strategy["name"] in asked and len(asked) <= 2
        text = str(list(page.blocks(Writer(read, language), read)))
        assert all((one["label"][language] in text) is (one["name"] in asked) for one in strategies)


def arouse(results: dict, strategy: dict) -> None:
    """Give one strategy its evidence."""
    if strategy["pain_points"]:
        row = next(
            row for row in results["pain_points"]["expected_loss"]["terms"] if row["term"] in strategy["pain_points"]
        )
        row["conf_low"] = 0.05
    else:
        concentrate_on(results, strategy["scales"][0])


def printed(results: dict, language: str) -> str:
    """What the first page, the paper and the supplement say of priorities."""
    read = typed(results)
    write = Writer(read, language)
    blocks = [block for part in (summary, paper, page) for block in part.blocks(write, read)]
    return re.sub(r"<[^>]+>", "", str(blocks))


@pytest.fixture(params=["en", "zh"])
def language(request) -> str:
    return request.param


def test_an_item_has_strategies_of_its_own_or_none(results):
    lower_item(results, "resolution", "SOL6")
    [one] = [one for one in advice.advice(typed(results)) if one.evidence.subject == "SOL6"]
    assert [strategy.name for strategy in one.strategies] == ["people_first", "empowerment"]
    lower_item(results, "resolution", "SOL9")
    [one] = [one for one in advice.advice(typed(results)) if one.evidence.subject == "SOL9"]
    assert one.strategies == []


def test_the_paper_names_an_item_once(results):
    def paragraphs() -> str:
        read = typed(results)
        return str([block for block in paper.blocks(Writer(read, "en"), read) if block["kind"] == "paragraph"])

    lower_item(results, "resolution", "SOL9")
    assert [subject for name, subject in given(results)[:3] if name == "mend"] == ["SOL9"]
    assert "SOL9" not in paragraphs()
    two = next(one for one in results["priorities"]["items"]["maps"] if one["scale"] == "resolution")["items"]
    row = next(row for row in two if row["term"] == "SOL9")
    next(row for row in two if row["term"] == "SOL8").update({key: row[key] for key in row if key != "term"})
    assert "SOL8" in paragraphs() and "SOL9" in paragraphs()


def test_without_strategies_the_evidence_stands_alone(results, language):
    labels = [one["label"][language] for one in results["study"]["strategies"]]
    results["study"]["strategies"] = []
    text = printed(results, language)
    assert not any(label in text for label in labels)
    assert len(advice.advice(typed(results))) > 3 and {"en": "of resamples", "zh": "重抽样"}[language] in text


@pytest.mark.parametrize(("rivals", "is_told"), [(["SOL6"], True), ([], False)])
def test_an_item_of_which_it_is_open_whether_it_is_the_worst_names_the_others(results, rivals, is_told):
    found = typed(results)
    [row] = [row for rows in item_claims.placed_items(found).values() for row in rows if row.reading == "concentrate"]
    claim = evidence.mend(row, rivals, is_worst=False)
    for language, words in (("en", "so is SOL6;"), ("zh", "SOL6亦然；")):
        assert (words in Writer(found, language).sentence(claim)) is is_told
        worst = Writer(found, language).sentence(evidence.mend(row, rivals, is_worst=True))
        assert "SOL6" not in worst


@pytest.mark.parametrize("gone", ["pain_points", "indicators"])
def test_the_conditions_of_advice_are_those_of_what_the_study_asked(results, gone):
    def told() -> str:
        blocks = list(page.blocks(Writer(typed(results), "en", samples.FIGURES), typed(results)))
        return next(block["html"] for block in blocks if "Advice is given on" in str(block.get("html")))

    words = {"pain_points": "a pain point of which", "indicators": "a recorded indicator whose"}
    assert all(each in told() for each in words.values())
    results.pop(gone)
    results["study"][gone] = []
    assert [each in told() for each in words.values()] == [key != gone for key in words]
