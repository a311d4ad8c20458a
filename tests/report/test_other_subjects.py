"""A study of a hospital: no sentence speaks of customers, platforms or shops, and no strategy that it did not name."""

import json
import re
from importlib import import_module

import pytest

from analysis.report.chapters.priorities import advice
from analysis.report.document.claim import Claim
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.survey.strategies.declared import seed
from tests.report import samples

CHAPTERS = ("sample", "description", "drivers", "further_models", "hypotheses", "pain_points")
CHAPTERS += ("groups", "indicators", "priorities", "sensitivity")
FOREIGN = {
    "en": r"\b(?:customer|client|platform|shop|shopp|purchas|e-?commerce|chatbot|agent|online|retail|merchant|refund)",
    "zh": "客户|顾客|消费者|平台|客服|网购|购物|商家|电商|售后|退款|复购",
}


def renamed(part, names: list[dict]):
    """The same with every wording exchanged for one of a ward's."""
    if isinstance(part, dict) and set(part) == {"en", "zh"} and all(isinstance(text, str) for text in part.values()):
        names.append({"en": f"Ward question {len(names)}", "zh": f"病房问题{len(names)}"} if part["en"] else part)
        return names[-1]
    if isinstance(part, dict):
        return {key: renamed(value, names) for key, value in part.items()}
    return [renamed(value, names) for value in part] if isinstance(part, list) else part


@pytest.fixture(scope="module")
def hospital() -> dict:
    """The example's numbers as those of a hospital that names no strategy."""
    results = samples.example()
    levels = {row["level"] for rows in results["sample"]["groups"].values() for row in rows}
    written = json.dumps(results, ensure_ascii=False)
    for place, level in enumerate(sorted(levels, key=len, reverse=True)):
        written = written.replace(json.dumps(level, ensure_ascii=False), json.dumps(f"Bay {place} / 病区{place}"))
    results = json.loads(written.replace("refund_days", "days"))
    results["study"] = renamed(results["study"], []) | {"strategies": []}
    for item in results["study"]["items"]:
        item["label"] = item["variable"]
    return results


def said(block: dict) -> str:
    """All words of a block."""
    cells = [cell for row in block.get("rows", []) for cell in row["cells"].values()]
    parts = [block.get("html", ""), block.get("caption", ""), *block.get("notes", []), *block.get("items", []), *cells]
    return " ".join(re.sub("<[^>]+>", "", str(getattr(part, "text", part))) for part in parts)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sentence_speaks_of_another_subject(hospital, language):
    read = samples.typed(hospital)
    write, found = Writer(read, language, ("flow", "answers", "importance", "residuals")), []
    with numbers.printed_in(language):
        for chapter in CHAPTERS:
            made = import_module(f"analysis.report.chapters.{chapter}.page").blocks(write, read)
            found += [said(block) for block in made]
    text = "\n".join(found)
    assert "Ward question" in text or "病房问题" in text
    assert re.findall(f".{{0,60}}(?:{FOREIGN[language]}).{{0,30}}", text, re.I) == []


def test_no_strategy_is_recommended_that_the_study_did_not_name(hospital):
    made = advice.advice(samples.typed(hospital))
    assert made and advice.strategies(made) == []
    assert all(isinstance(claim, Claim) for one in made for claim in one.claims)
    named = advice.strategies(advice.advice(samples.typed(samples.example())))
    assert named and {one.name for one in named} <= set(seed())
