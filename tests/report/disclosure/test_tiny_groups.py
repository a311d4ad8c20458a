"""A study with levels, answers, options and pain points of few people: nothing published tells of them."""

import json
import re
import zipfile

import numpy as np
import pandas as pd
import pytest

from analysis.report.document import composer
from analysis.report.document.schema import taken
from analysis.survey.declared.rules import LANGUAGES
from analysis.workflow import commands
from analysis.workflow.guarding.published import numbers, texts
from analysis.workflow.keeping import cache
from analysis.workflow.running import chapter_runs, chapters, run
from tests.studies import COLUMNS, SETTINGS, sound_codebook, sound_responses, write_study

N = 130
SECRETS = ("Lighthouse", "Ferry", "Signal box", "0.013779", "987.65")
"""Levels of one, three and four people, the lowest and the highest of a quantity."""
RUN = ("01_sample", "04_regression", "05_measurement", "06_groups", "07_pain_points")
COUNTS = {"n", "n_met", "n_not_met", "n_people", "n_both", "n_inapplicable", "n_large", "n_events", "n_complete"}
EXTRA = """
[pain_points.queue]
label.en = "Queue"

[pain_points.noise]
label.en = "Noise"

[multi.ways]
label.en = "Ways"
"""


def codebook() -> pd.DataFrame:
    rows = [("queue_met", "pain_point", "queue", 0, 1), ("noise_met", "pain_point", "noise", 0, 1)]
    rows += [("town", "group", "", "", ""), ("post", "group", "", "", ""), ("minutes", "indicator", "speed", 0, "")]
    rows += [("solved", "indicator", "speed", 0, 1), ("paid", "indicator", "speed", 0, 1)]
    rows += [("by_phone", "multi", "ways", 0, 1), ("by_mail", "multi", "ways", 0, 1)]
    more = pd.DataFrame(rows, columns=COLUMNS[:5]).reindex(columns=COLUMNS, fill_value="").astype(str)
    return pd.concat([sound_codebook(), more.set_index("variable", drop=False)])


def responses() -> pd.DataFrame:
    rng, place = np.random.default_rng(3), np.arange(N)
    table = sound_responses(N)
    table["queue_met"] = (place < 3).astype(int).astype(str)
    table["noise_met"] = ((place % 4 == 0) | (place < 3)).astype(int).astype(str)
    table["town"] = np.select([place < 1, place < 4, place < 60], ["Lighthouse", "Ferry", "East"], "West")
    table["post"] = np.select([place < 4, place < 90], ["Signal box", "Desk"], "Till")
    minutes = rng.uniform(1, 90, N).round(2)
    minutes[:2] = (0.013779, 987.65)
    table["minutes"] = minutes.astype(str)
    table["solved"] = (place % 3 == 0).astype(int).astype(str)
    table["paid"] = (place < 2).astype(int).astype(str)
    table["by_phone"], table["by_mail"] = (place % 2).astype(str), (place < 2).astype(int).astype(str)
    table["SKI1"] = np.where(place < 2, "1", np.where(table["SKI1"] == "1", "2", table["SKI1"]))
    table.loc[5, ["SKI2", "CAR1"]] = ""
    table.loc[7:9, ["seconds"]] = "3"
    return table


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The results, and what is published of them as one text."""
    place = tmp_path_factory.mktemp("tiny")
    settings = SETTINGS.replace("[analysis]", '[report]\nlanguages = ["en"]\n\n[analysis]') + EXTRA
    study = write_study(place / "tiny", settings=settings, codebook=codebook(), responses=responses())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "CACHE", place / "cache")
        patch.setattr(run, "REPORTS", place / "reports")
        patch.setattr(chapter_runs, "CHAPTERS", [c for c in chapters.CHAPTERS if c.name in RUN])
        assert commands.main(["report", str(study)]) == 0
        assert commands.main(["bundle", str(study), "--out", str(place / "tiny.zip")]) == 0
    with zipfile.ZipFile(place / "tiny.zip") as archive:
        archive.extractall(place / "unpacked", [name for name in archive.namelist() if name.startswith("tiny/data/")])
    report = place / "reports" / "tiny"
    results = json.loads((report / "results.json").read_text(encoding="utf-8"))
    results["study"]["languages"] = list(LANGUAGES)
    pages = [json.dumps(drafts(results, language), ensure_ascii=False, default=str) for language in LANGUAGES]
    return results, {"drafts": "\n".join(pages)} | written(report) | written(place / "unpacked")


def written(folder):
    """What stands in the files of a folder, each of them whole."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent.name != "private"]
    return {path.name: "\n".join([*(text for _, text in texts(path)), numbers(path, texts(path))]) for path in files}


def drafts(results, language):
    """Every table and sentence of the report, and what the figures' alternative texts say."""
    return [section.blocks for section in composer.Page(taken(results), language).sections()]


def cells(part, place=""):
    """Every count in results, with its place."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        inside = f"{place}/{key}"
        is_cell = key in COUNTS or re.search(r"/(counts|asked|not_applicable)/[^/]+$", inside)
        if is_cell and isinstance(value, int) and not isinstance(value, bool):
            yield inside, value
        yield from cells(value, inside)


def test_no_count_of_few_people_is_published(told):
    results, _ = told
    other = ("/flow/", "/dose/0/n_met", "/dose/1/n_met", "/dose/2/n_met", "/values/n_large")  # steps, numbers, groups
    found = [(place, n) for place, n in cells(results) if not any(part in place for part in other)]
    assert len(found) > 60 and [pair for pair in found if 0 < pair[1] < 5] == []


def test_no_name_of_a_small_level_and_no_extreme_value_stands_in_any_file(told):
    _, files = told
    kinds = {name.rpartition(".")[2] for name in files}
    assert kinds >= {"html", "pdf", "docx", "csv", "xlsx", "tex", "svg", "json", "ipynb", "toml"} and len(files) > 80
    for name, text in files.items():
        assert [secret for secret in SECRETS if secret in text] == [], name
    for kind in ("html", "pdf", "docx", "csv", "xlsx", "tex", "ipynb", "json"):
        assert any("East" in text for name, text in files.items() if name.endswith(kind)), kind


def test_nothing_published_tells_how_many_a_small_level_has(told):
    results, _ = told
    for group, rows in results["sample"]["groups"].items():
        assert sum(row["n"] is None for row in rows) == {"platform": 0, "town": 3, "post": 2}[group]
        for scale in results["groups"][group].values():
            sizes = [row["n_obs"] for row in [*scale["levels"], *scale["suppressed"]]]
            assert sizes.count(None) > 1 or None not in sizes


def test_what_few_met_or_few_did_not_is_withheld_by_name(told):
    results, files = told
    assert results["study"]["withheld"] == ["queue", "paid"]
    assert results["sample"]["pain_points"]["queue"]["code"] == results["indicators"]["paid"]["code"] == "small_cells"
    assert [row["term"] for row in results["pain_points"]["prevalence"]] == ["maze", "noise"]
    assert "Nothing is told of" in files["drafts"] and "Nothing is told of" in files["supplement.en.html"]


def test_answers_options_flags_and_patterns_of_few_are_not_told(told):
    results, _ = told
    sample = results["sample"]
    assert next(iter(sample["items"]["SKI1"]["counts"])).startswith("1, ") and sample["items"]["SKI1"]["floor"] is None
    assert [row["n"] for row in sample["multi"]["ways"]] == [65, None]
    assert sample["missingness"]["patterns"] == []
    assert {row["flag"]: row["n"] for row in sample["flags"]}["speed"] is None
    assert all(set(row) == {"flag", "n"} for row in sample["excluded"])
