"""The chapter on pain points: every verdict reached, at its edge and beyond it."""

import re

import pytest

from analysis.report.chapters.pain_points import claims as pain_points
from analysis.report.chapters.pain_points import tables
from analysis.report.chapters.pain_points.figures import pain_point_dose
from analysis.report.document.blocks import figure, paragraph
from analysis.report.document.claim import Claim
from analysis.report.drawing.wording import Wording
from analysis.report.language import numbers
from analysis.report.language.numbered import numbered
from analysis.report.language.writer import Writer
from analysis.statistics.description.comparison import PainPointComparison
from tests.report import samples


def row(name="a", *, p=0.9, holm=0.9, difference=-0.5, g=-0.5) -> PainPointComparison:
    ends = {"estimate": difference, "conf_low": difference - 1, "conf_high": difference + 1}
    tested = {"p_value": p, "p_value_holm": holm, "difference": ends, "hedges_g": g}
    return samples.completed(PainPointComparison, {"name": name, "n_met": 50, "n_not_met": 50} | tested)


def told(results: dict) -> dict[str, Claim]:
    """The chapter's claims by name."""
    return {claim.name: claim for claim in pain_points.claims(samples.typed(results))}


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (row(p=0.01, holm=0.049), "lower"),
        (row(p=0.01, holm=0.049, difference=0.5), "higher"),
        (row(p=0.01, holm=0.049, difference=0.0), "higher"),
        (row(p=0.049, holm=0.051), "unadjusted_only"),
        (row(p=0.051, holm=0.051), "not_rejected"),
    ],
)
def test_a_difference_in_satisfaction(made, verdict):
    assert pain_points.gap(made, 0.95).verdict == verdict


@pytest.mark.parametrize(
    ("g", "verdict"),
    [
        (-0.194, "negligible"),
        (-0.2, "small"),
        (0.494, "small"),
        (0.5, "medium"),
        (-0.794, "medium"),
        (-0.8, "large"),
        (None, "negligible"),
    ],
)
def test_size_of_the_largest_difference(g, verdict):
    claim = pain_points.largest_gap([row("b", g=0.01), row(g=g)])
    assert (claim.verdict, claim.values["name"]) == (verdict, "b" if g is None else "a")
    assert claim.verdict != "negligible" or g is None or claim.values["g"] == g


@pytest.mark.parametrize(("adjusted", "verdict"), [((0.01, 0.02), "all"), ((0.01, 0.2), "some"), ((0.1, 0.2), "none")])
def test_for_how_many_satisfaction_differs(adjusted, verdict):
    rows = [row(str(k), p=0.01, holm=p) for k, p in enumerate(adjusted)]
    claim = pain_points.overview(rows, 0.95)
    assert claim.verdict == verdict and claim.values["n_rejected"] == sum(p < 0.05 for p in adjusted)


def test_differences_are_told_of_those_that_could_be_tested():
    results = samples.example()
    found = results["regression"]["pain_points"]
    assert len(pain_points.differences(samples.typed(results))) == len(found) + 2
    found[0]["p_value"] = None
    assert len(pain_points.differences(samples.typed(results))) == len(found) + 1
    for one in found:
        one["p_value"] = None
    assert pain_points.differences(samples.typed(results)) == []
    del results["regression"]
    assert pain_points.differences(samples.typed(results)) == []


def test_what_was_not_measured_is_not_ranked():
    results = samples.example()
    claim = told(results)["most_severe"]
    severity = {name: point["severity"] for name, point in results["sample"]["pain_points"].items()}
    worst = max(severity, key=lambda name: severity[name]["estimate"])
    assert claim.values["top"] == worst and claim.values["n_obs"] == severity[worst]["n_obs"]
    for one in list(results["sample"]["pain_points"].values())[1:]:
        one["severity"] = None
    assert "most_severe" not in told(results)
    results["sample"]["comparisons"] = samples.missing("no_answers")
    assert told(results)["most_met"].verdict == "uncompared"


@pytest.mark.parametrize(("n_both", "is_part"), [(257, True), (579, False)])
def test_a_difference_among_a_part_of_the_respondents_says_so(n_both, is_part):
    """Two shares of different respondents and their difference among those who could meet both do not contradict."""
    results = samples.example()
    points = results["sample"]["pain_points"]
    rated = sorted(points, key=lambda name: points[name]["prevalence"]["estimate"])[-2:]
    for row in results["sample"]["comparisons"]["prevalence"]:
        if {row["a"], row["b"]} == set(rated):
            row |= {"n_both": n_both, "difference": {"estimate": 0.07, "conf_low": -0.01, "conf_high": 0.15}}
    for name in rated:
        points[name]["n_obs"] = 579
    claim = told(results)["most_met"]
    assert (claim.values["is_part"], claim.values["second_n"]) == (is_part, 579)
    for language, words, unit in (
        ("en", "who could meet both", "percentage points"),
        ("zh", "二者均可能遭遇的", "个百分点"),
    ):
        said = Writer(samples.typed(results), language, ()).sentence(claim)
        assert (words in said) is is_part and unit in said and "7.0%" not in said


def test_means_and_shares_of_other_respondents_have_their_bases_beside_them():
    results = samples.example()
    made = numbered(samples.typed(results))
    bases = pain_point_dose.bases(made)
    assert bases["n_obs"] == sum(level["n_obs"] for level in results["pain_points"]["dose"]) < bases["n_all"]
    assert (bases["is_part"], bases["has_spared"]) == (False, True)
    for row in results["pain_points"]["prevalence"]:
        row["n_inapplicable"] = 0
    results["study"]["n_analysed"] += 1
    other = pain_point_dose.bases(samples.typed(results))
    assert (other["is_part"], other["has_spared"]) == (True, False)
    for language in ("en", "zh"):
        wording = Wording(made.study, language)
        with numbers.printed_in(language):
            notes = [pain_point_dose.note(found, wording) for found in (made, samples.typed(results))]
        assert not re.search("<|value=", "".join(notes))
        assert str(bases["n_obs"]) in notes[0] and str(bases["n_all"]) in notes[0]
        words = {"en": ("answered for every", "not having met"), "zh": ("对全部痛点均作答", "未遭遇")}[language]
        assert [word in note for note in notes for word in words] == [False, True, True, False]


@pytest.mark.parametrize(("n_points", "n_told"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_two_pain_points_are_needed_to_be_ranked(n_points, n_told):
    results = samples.example()
    points = results["sample"]["pain_points"]
    results["sample"]["pain_points"] = dict(list(points.items())[:n_points])
    assert ("most_met" in told(results)) is bool(n_told)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("asked", [("prevalence",), ("severity",), ("prevalence", "severity")])
def test_what_was_not_asked_has_no_column_and_no_word(asked, language):
    """Of pain points that were only met, or only rated, nothing is said of the other."""
    results = samples.example()
    for point in results["sample"]["pain_points"].values():
        point |= dict.fromkeys({"prevalence", "severity"} - set(asked))
    write, known = Writer(samples.typed(results), language, samples.FIGURES), pain_points.asked(samples.typed(results))
    made = tables.met(write, samples.typed(results))
    [drawn] = figure(write, "pain_points", **known)
    said = paragraph(write, "pain_points.how_to_read", **known)["html"]
    words = {"en": (r"\bmet\b|share", "hurt|severity"), "zh": ("遭遇|比例", "困扰")}[language]
    keys = {column["key"] for column in made["columns"]}
    for kind, word in zip(("prevalence", "severity"), words, strict=True):
        assert (kind in keys) is (kind in asked)
        for text in (made["caption"], *made["notes"], drawn["caption"], said):
            assert bool(re.search(word, text, re.IGNORECASE)) is (kind in asked), text
