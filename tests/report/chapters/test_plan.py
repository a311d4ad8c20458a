"""What the plan of analysis announces: each step that the study has, and none that it has not."""

import pytest

from analysis.report.chapters.plan import paper
from analysis.report.language.writer import Writer
from tests.report import samples
from tests.report.samples import typed


def announced(results: dict, language: str = "en") -> str:
    """The text of the plan."""
    made = typed(results)
    return " ".join(block.get("html", "") for block in paper.blocks(Writer(made, language), made))


def of_hypotheses(*kinds: str) -> dict:
    """The example with one hypothesis of each of these kinds."""
    results = samples.example()
    row = next(row for row in results["hypotheses"]["rows"] if "estimate" in row)
    trivial = {"slope": 0.05, "interaction": 0.05, "indirect": 0.01}
    results["hypotheses"]["rows"] = [row | {"model": kind, "trivial": trivial[kind]} for kind in kinds]
    return results


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (("method_bias",), ["Common-method bias", "共同方法偏差"]),
        (("agreement",), ["rated by the same respondents", "同一批受访者"]),
        (("latent_regression",), ["as latent variables", "潜变量形式"]),
        (("indicators",), ["Spearman", "Spearman"]),
        (("hypotheses",), ["counts as trivial", "视为可忽略"]),
        (("groups",), ["Games and Howell", "Games-Howell"]),
        (("regression", "blocks"), ["entered in blocks", "分块进入"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_step_is_announced_where_it_was_taken(gone, words, language):
    said = words[language == "zh"]
    results = samples.example()
    assert said in announced(results, language)
    part = results
    for name in gone[:-1]:
        part = part[name]
    part[gone[-1]] = [] if gone[-1] == "blocks" else None
    assert said not in announced(results, language)


@pytest.mark.parametrize(
    ("kinds", "there", "absent"),
    [
        (["slope"], ["one by one. A standardised effect below .05 counts"], ["product", "moderation"]),
        (["indirect"], ["mediation by the product", "effect below .01 counts"], [".05 counts", "moderation"]),
        (["slope", "interaction"], ["slopes with all dimensions held equal, moderation"], ["product"]),
        (["slope", "interaction", "indirect"], ["slopes, mediation", "below .05 (a product: below .01)"], []),
    ],
)
def test_hypotheses_are_tested_by_what_they_claim(kinds, there, absent):
    text = announced(of_hypotheses(*kinds))
    assert all(words in text for words in there) and not any(words in text for words in absent)
    assert ("两个回归系数之积" in announced(of_hypotheses(*kinds), "zh")) is ("indirect" in kinds)


@pytest.mark.parametrize("reason", ["few_categories", "missing_answers", "five_categories_skewed", "many_categories"])
def test_the_reason_for_the_estimator_is_given(reason):
    results = samples.example()
    results["cfa"]["rule"]["reason"] = reason
    texts = {announced(results, language) for language in ("en", "zh")}
    assert not any(reason in text for text in texts) and not any("first of the suitable" in text for text in texts)
    results["cfa"]["rule"]["preferred"] = "wlsmv"
    assert "first of the suitable" in announced(results) and "首个得出结果" in announced(results, "zh")
