"""The mutants that the tests are tried with: what is made wrong, and that a wrong module is put in place."""

from types import SimpleNamespace

import pytest

from analysis.report.document import rules, thresholds
from benchmarks import readme, trials
from benchmarks.mutants import AREAS, ROOT, equivalent
from benchmarks.mutations import mutants


def changes(tmp_path, source: str, name: str = "module.py") -> set[str]:
    (tmp_path / name).write_text(source)
    return {mutant.change for mutant in mutants(tmp_path / name, tmp_path)}


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("return a < b", {"a < b -> a <= b", "a < b -> a >= b"}),
        ("return a == b", {"a == b -> a != b"}),
        ("return a in b", {"a in b -> a not in b"}),
        ("return a is None", {"a is None -> a is not None"}),
        ("return a and b", {"a and b -> a or b"}),
        ("return not a", {"not a -> a"}),
        ("return 1 if a else 2", {"1 if a else 2 -> 1 if not a else 2"}),
        ("return either(a, 'x', 'y')", {"either(a, 'x', 'y') -> either(a, 'y', 'x')"}),
        ("return a > 0.5", {f"a > 0.5 -> a {other}" for other in (">= 0.5", "<= 0.5", "> 0.49", "> 0.51")}),
        ("return [a, 2]", set()),
    ],
)
def test_what_is_made_wrong_in_a_function(tmp_path, source, wrong):
    assert changes(tmp_path, f"def f(a, b):\n    {source}\n") == wrong


def test_cutoffs_are_moved_to_both_sides_and_keys_left_out(tmp_path):
    assert changes(tmp_path, "EDGE = 0.7\nMOST = 7\n") == {"0.7 -> 0.69", "0.7 -> 0.71", "7 -> 6", "7 -> 8"}
    assert changes(tmp_path, "EDGE = 0.566\nVIF = 4.0\n") == {"0.566 -> 0.565", "0.566 -> 0.567"} | {
        "4.0 -> 3.9",
        "4.0 -> 4.1",
    }
    source = "def f(a, b):\n    return [a, b]\n"
    assert changes(tmp_path, source, "cache.py") == {"[a, b] -> [b]", "[a, b] -> [a]"}


@pytest.fixture
def undone():
    """The modules as they were, whatever a test puts into them."""
    code, edges = rules.is_rejected.__code__, thresholds.ALPHA.edges
    yield
    rules.is_rejected.__code__ = code
    thresholds.ALPHA.__dict__["edges"] = edges


def mutant_of(path: str, change: str):
    [found] = [mutant for mutant in mutants(ROOT / path, ROOT) if mutant.change == change]
    return found


def test_a_wrong_function_and_a_wrong_cutoff_take_the_place_of_the_right_ones(undone):
    from analysis.report.chapters.drivers import claims

    assert claims.is_rejected(0.01, 0.95) and thresholds.ALPHA.verdict(0.95) == "individual_desirable"
    trials.put(mutant_of("analysis/report/document/rules.py", "p < 1 - conf_level -> p >= 1 - conf_level"))
    assert not claims.is_rejected(0.01, 0.95)
    file = ROOT / "analysis/report/document/thresholds.py"
    [moved] = [m for m in mutants(file, ROOT) if (m.name, m.change) == ("ALPHA", "0.95 -> 0.96")]
    trials.put(moved)
    assert thresholds.ALPHA.verdict(0.95) == "individual_minimum"


def test_what_a_child_says_is_heard_and_its_death_is_none():
    assert trials.told_by_child(lambda: {"a": 1}) == {"a": 1}
    assert trials.told_by_child(lambda: 1 / 0) is None


def test_tests_are_chosen_by_what_they_reach_and_ordered_by_their_time():
    items = [SimpleNamespace(nodeid=name) for name in ("slow", "late", "soon", "other")]
    tried = trials.Trials([])
    tried.took = {"slow": 9.0, "late": 0.2, "soon": 0.1, "other": 0.0}
    tried.reached = {name: {("m.py", "f"), "m.py", "EDGE"} for name in ("slow", "late", "soon")} | {"other": set()}
    for mutant in ({"place": "f", "name": ""}, {"place": "", "name": "EDGE"}):
        chosen = tried.ordered(items, SimpleNamespace(module="m.py", **mutant))
        assert [item.nodeid for item in chosen] == ["soon", "late"]


def test_every_area_has_its_modules_and_tests():
    for area in AREAS.values():
        assert all(list((ROOT / "analysis").glob(pattern)) for pattern in area.modules)
        assert all((ROOT / "tests" / test).exists() for test in area.tests)


def test_what_is_listed_as_equivalent_is_still_a_mutant_and_says_why():
    files = {path for area in AREAS.values() for pattern in area.modules for path in (ROOT / "analysis").glob(pattern)}
    keys = {mutant.key for path in files for mutant in mutants(path, ROOT)}
    known = equivalent()
    assert set(known) <= keys and all(len(reason) > 10 for reason in known.values())


def test_the_table_names_survivors():
    row = {"module": "analysis/a.py", "n": 3, "survivors": ["f: a or b -> a and b"]}
    assert readme.mutants_row(row) == ["a.py", "3", "2", "66.7"]
    section = readme.mutants_section({"machine": {"python": "3"}, "rows": [row]}, {"a.py: f: x -> y": "no matter"})
    assert "| **all modules** | 3 | 2 | 66.7 |" in section and "no matter" in section
    assert "- a.py, `f: a or b -> a and b`" in section
