"""What was altered is what is named, and nothing else."""

import copy

import pytest

from analysis.verifying import said
from analysis.verifying.causes import ORDER, Cause, altered, causes, same_draws


def with_file(record, name):
    record["study"][name] = "another"


def one_answer(old, new, before, after):
    with_file(new, "responses.csv")
    after["rows"][2][1], after["columns"]["B"] = "x", "x"


def two_answers(old, new, before, after):
    one_answer(old, new, before, after)
    after["rows"][4][1], after["columns"]["C"] = "y", "y"


def row_added(old, new, before, after):
    with_file(new, "responses.csv")
    after["rows"].append([8, "new"])
    after["columns"] = dict.fromkeys(after["columns"], "x")


def row_removed(old, new, before, after):
    with_file(new, "responses.csv")
    del after["rows"][1]
    after["columns"] = dict.fromkeys(after["columns"], "x")


def column_gone(old, new, before, after):
    with_file(new, "responses.csv")
    del after["columns"]["C"]


def column_come(old, new, before, after):
    with_file(new, "responses.csv")
    after["columns"]["D"] = "x"


def only_bytes(old, new, before, after):
    with_file(new, "responses.csv")


def renamed(old, new, before, after):
    new["study"]["export.xlsx"] = new["study"].pop("responses.csv")


def wording(old, new, before, after):
    with_file(new, "codebook.csv")
    new["codebook"]["RES1"]["text_en"] = "They answer."


def reversed_item(old, new, before, after):
    with_file(new, "codebook.csv")
    new["codebook"]["RES1"]["reversed"] = "yes"


def codebook_spelling(old, new, before, after):
    with_file(new, "codebook.csv")


def seed(old, new, before, after):
    with_file(new, "study.toml")
    new["settings"]["analysis.seed"] = 7


def setting_added(old, new, before, after):
    with_file(new, "study.toml")
    new["settings"]["analysis.efa_method"] = "ml"


def exclusion(old, new, before, after):
    with_file(new, "study.toml")
    new["settings"]["screening.exclude"] = False


def label(old, new, before, after):
    with_file(new, "study.toml")
    new["settings"]["scales.attitude.label.en"] = "Manners"


def comment(old, new, before, after):
    with_file(new, "study.toml")


def text_changed(old, new, before, after):
    old["study"]["text/discussion.en.md"] = "before"
    with_file(new, "text/discussion.en.md")


def text_come(old, new, before, after):
    with_file(new, "text/introduction.zh.md")


def works_gone(old, new, before, after):
    with_file(old, "references.bib")


def estimator(old, new, before, after):
    new["sources"]["analysis/statistics/reliability/alpha.py"] = "another"
    new["program"]["statistics"] = "another"


def version(old, new, before, after):
    old["version"] = "0.0.9"


def package(old, new, before, after):
    old["versions"]["numpy"] = "1.0"


def lock(old, new, before, after):
    old["program"]["lock"] = "another"


def processor(old, new, before, after):
    old["machine"]["processor"] = "another"


ALTERED = [
    (one_answer, "data", "changed", {"rows": [4], "names": ["B"]}),
    (two_answers, "data", "changed", {"rows": [4, 6], "names": ["B", "C"]}),
    (row_added, "data", "rows_added", {"rows": [8]}),
    (row_removed, "data", "rows_removed", {"rows": [3]}),
    (column_gone, "data", "columns_gone", {"names": ["C"]}),
    (column_come, "data", "columns_come", {"names": ["D"]}),
    (only_bytes, "data", "same_answers", {"file": "responses.csv"}),
    (renamed, "data", "renamed", {"old": "responses.csv", "new": "export.xlsx"}),
    (wording, "codebook", "cell", {"variable": "RES1", "column": "text_en", "new": "They answer."}),
    (reversed_item, "codebook", "cell", {"variable": "RES1", "column": "reversed", "old": "", "new": "yes"}),
    (codebook_spelling, "codebook", "spelling", {}),
    (seed, "settings", "setting", {"name": "analysis.seed", "old": "20261123", "new": "7"}),
    (setting_added, "settings", "setting", {"name": "analysis.efa_method", "old": "", "new": "ml"}),
    (exclusion, "settings", "setting", {"name": "screening.exclude", "old": "true", "new": "false"}),
    (label, "texts", "setting", {"name": "scales.attitude.label.en", "new": "Manners"}),
    (comment, "settings", "spelling", {}),
    (text_changed, "texts", "text", {"file": "text/discussion.en.md"}),
    (text_come, "texts", "text_come", {"file": "text/introduction.zh.md"}),
    (works_gone, "texts", "text_gone", {"file": "references.bib"}),
    (estimator, "code", "sources", {"names": ["analysis/statistics/reliability/alpha.py"]}),
    (version, "code", "project", {"old": "0.0.9"}),
    (package, "versions", "version", {"name": "numpy", "old": "1.0"}),
    (lock, "versions", "lock", {}),
    (processor, "machine", "machine", {"name": "processor", "old": "another"}),
]


@pytest.mark.parametrize(("alter", "kind", "code", "values"), ALTERED, ids=lambda p: getattr(p, "__name__", ""))
def test_exactly_what_was_altered_is_named(alter, kind, code, values, origin, answers):
    old, new, before, after = origin, copy.deepcopy(origin), answers, copy.deepcopy(answers)
    alter(old, new, before, after)
    found = causes(old, new, before, after)
    assert [(cause.kind, cause.code) for cause in found] == [(kind, code)]
    assert values.items() <= found[0].values.items()
    for language in ("en", "zh"):
        assert all(str(part) in said.cause(found[0], language) for part in values.values() if isinstance(part, str))


def test_nothing_altered_names_nothing(origin, answers):
    assert causes(origin, copy.deepcopy(origin), answers, copy.deepcopy(answers)) == []


def test_of_an_unknown_origin_nothing_is_said(origin, answers):
    assert causes({}, origin, None, answers) == []


def test_causes_stand_in_order_of_proof(origin, answers):
    old, new, after = origin, copy.deepcopy(origin), copy.deepcopy(answers)
    for alter in (processor, package, estimator, label, seed, wording, one_answer):
        alter(old, new, answers, after)
    assert [cause.kind for cause in causes(old, new, answers, after)] == list(ORDER[1:])


def test_without_fingerprints_of_rows_the_file_is_named(origin, answers):
    new = copy.deepcopy(origin)
    with_file(new, "responses.csv")
    assert [(cause.kind, cause.code) for cause in causes(origin, new, None, answers)] == [("data", "data")]


def test_an_older_record_without_values_names_files(origin, answers):
    new = copy.deepcopy(origin)
    for name in ("codebook.csv", "study.toml"):
        with_file(new, name)
    new["program"]["statistics"] = "another"
    for key in ("codebook", "settings", "sources", "machine"):
        del origin[key]
    found = causes(origin, new, None, answers)
    assert [(cause.kind, cause.code) for cause in found] == [
        ("codebook", "file"),
        ("settings", "file"),
        ("code", "sources"),
    ]
    assert found[2].values == {"names": ["statistics"]}


def test_an_altered_and_a_lost_file_of_the_report_are_named():
    record = {"files": {"results.json": "a", "report.en.html": "b", "tables/alpha.csv": "c"}}
    found = altered(record, {"results.json": "x", "report.en.html": "b"})
    assert found == [
        Cause(kind="report", code="altered", values={"file": "results.json"}),
        Cause(kind="report", code="gone", values={"file": "tables/alpha.csv"}),
    ]
    assert altered(record, record["files"]) == []


@pytest.mark.parametrize(("alter", "same"), [(label, True), (seed, False), (package, False), (estimator, False)])
def test_draws_are_the_same_only_by_the_same_seed_packages_and_estimators(alter, same, origin, answers):
    new = copy.deepcopy(origin)
    alter(origin, new, answers, answers)
    assert same_draws(origin, new) is same
