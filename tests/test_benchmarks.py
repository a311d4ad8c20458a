"""The benchmarks run, and write what they found where it belongs; how fast anything is, is asserted nowhere."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.report.chapters.limits import claims as limits
from analysis.report.chapters.summary import claims as summary
from analysis.report.findings import finding as findings
from analysis.report.findings.build import build
from analysis.report.language.writer import Writer
from analysis.survey import load
from benchmarks import figure, importing, large, readme, rerun, speed, truth
from benchmarks.coverage import row, simulated
from benchmarks.designs import DESIGNS
from benchmarks.faulty import DESIGNS as FAULTY
from benchmarks.faulty import sample as faulty_sample
from benchmarks.faulty import studied
from benchmarks.findings import SOUGHT, drawn
from benchmarks.findings import row as counted
from benchmarks.jobs import JOBS
from benchmarks.populations import EQUAL, UNEQUAL
from benchmarks.samples import sample
from benchmarks.timing import comparison, largest_difference
from tests.importing.exports.verdicts import Verdict


@pytest.mark.parametrize("job", [job for job in JOBS if "bootstrap" not in job.name], ids=lambda job: job.name)
def test_every_job_gives_finite_key_numbers(job):
    assert np.isfinite(job.run(sample("500"))).all()


def test_a_comparison_without_r_times_our_side():
    found = comparison(JOBS[0], sample("500"), None, n_rounds=1, clock="processor")
    assert found.seconds > 0
    assert found.peers == {}
    assert "not run" in readme.speed_row(JOBS[0], vars(found))


def test_a_row_says_whether_goal_and_equality_are_met():
    found = {"job": "alpha", "sample": "bfi", "seconds": 0.001, "peers": {"psych": 0.019}, "share": 1.0}
    missed = readme.speed_row(JOBS[0], found | {"difference": 1e-3})
    assert missed[-4:] == ["19", "20", "**no**", "1e-03 (!)"]
    met = readme.speed_row(JOBS[0], found | {"peers": {"psych": 0.021}, "difference": 1e-12})
    assert met[-4:] == ["21", "20", "yes", "1e-12"]


def test_difference_is_infinite_where_only_one_has_a_number():
    assert largest_difference(np.array([1.0, np.nan]), [1.0, None]) == 0
    assert largest_difference(np.array([1.0, 2.0]), [1.0, None]) == np.inf
    assert largest_difference(np.array([1.0]), [1.0, 2.0]) == np.inf


@pytest.mark.parametrize("design", DESIGNS.values(), ids=lambda design: design.name)
def test_every_design_tries_something(design):
    rows = simulated(design, 2)
    assert rows
    assert all(0 <= found["share"] <= 1 for found in rows)


def test_outcomes_of_a_test_are_p_values():
    found = row(DESIGNS["normal"], "a test", np.array([0.04, 0.5, 0.01, 0.9]), 0)
    assert (found["kind"], found["share"]) == ("test", 0.5)


def test_truths_agree_with_large_samples():
    answers = UNEQUAL.ordered(200_000, np.random.default_rng(1))
    again = np.random.default_rng(2)
    factor = again.standard_normal(200_000)
    halves = [_sum_of_answers(factor, again) for _ in range(2)]
    assert np.corrcoef(*halves)[0, 1] == pytest.approx(UNEQUAL.ordered_omega, abs=0.003)
    assert answers.iloc[:, :4].sum(axis=1).var() == pytest.approx(halves[0].var(), rel=0.02)
    assert EQUAL.alpha == pytest.approx(EQUAL.omega)


def _sum_of_answers(factor, rng):
    """Sum of a scale's cut answers by people with these factor scores."""
    from benchmarks.populations import THRESHOLDS

    noise = rng.standard_normal((len(factor), len(UNEQUAL.loadings)))
    latent = factor[:, None] * UNEQUAL.loadings + np.sqrt(1 - UNEQUAL.loadings**2) * noise
    return np.digitize(latent, THRESHOLDS).sum(axis=1)


def test_text_is_replaced_between_its_markers_only():
    text = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n"
    assert readme.replaced(text, "x", "new") == "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n"
    with pytest.raises(ValueError, match="no pair of markers"):
        readme.replaced(text, "y", "new")


def test_the_figure_is_the_same_every_time(tmp_path):
    found = [{"job": "alpha", "sample": "bfi", "seconds": 0.001, "peers": {"psych": 0.03}}]
    files = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for file in files:
        figure.draw_speed(found, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_sample_that_is_absent_is_named_with_the_reason(monkeypatch, tmp_path):
    monkeypatch.setattr("benchmarks.samples.REFERENCE", tmp_path)
    assert "not on this machine" in speed.run(["bfi"], [], 1, "wall")["skipped"]["bfi"]


STRONG = [name for name in FAULTY if not name.startswith("slight")]


@pytest.mark.parametrize("name", STRONG)
def test_what_is_wrong_with_a_sample_is_said_and_nothing_of_the_kind_where_nothing_is(name):
    for draw in range(2):
        said = drawn(name, 400, draw) & set(SOUGHT)
        assert said >= {FAULTY[name].finding} if FAULTY[name].finding else said == set()


def test_draws_are_counted_by_what_is_sought():
    found = counted("inseparable", 250, [{"inseparable"}, {"misfit", "inseparable"}, {"misfit"}, set()])
    assert (found["n_said"], found["n_anything"], found["n_draws"]) == (2, 3, 4)
    assert found["n_by_code"] == {"inseparable": 2, "misfit": 2}
    assert readme.findings_row(found)[1:] == ["250", "4", "50.0", "25.0", "misfit 50.0"]
    assert counted("clean", 250, [{"misfit"}, {"non_linear"}, set()])["n_said"] == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in STRONG if FAULTY[name].finding])
def test_summary_and_limits_say_it_in_words(name, language):
    rng = np.random.default_rng(3)
    results = studied(faulty_sample(FAULTY[name], 400, rng), rng)
    serious = findings.cautions(build(results))
    assert FAULTY[name].finding in {finding.code for finding in serious}
    write = Writer(results, language)
    for part, told in ((summary, serious[:1]), (limits, serious)):
        sentences = [write.sentence(claim) for claim in part.claims(results) if claim.section == "findings"]
        for finding in told:
            named = [write.names.scale(scale) for scale in finding.scales]
            assert any(all(name.lower() in sentence.lower() for name in named) for sentence in sentences)
        assert len(sentences) >= len(told)


def test_imports_are_counted_and_shown():
    verdict = Verdict(name="a", n_items=10, n_lost=1, n_marked=3, direction_right=7, direction_marked=1)
    verdict.membership_right, verdict.personal_read = 9, 2
    found = importing.counted("layout", [verdict, Verdict(name="b", n_items=5, direction_right=5, membership_marked=5)])
    assert found["n_files"] == 2 and found["n_items"] == 15
    assert readme.importing_row(found) == ["layout", "2", "15", "3", "12", "1", "1", "9", "5", "0", "1", "2"]
    large = importing.large_import(60)
    section = readme.importing_section({"machine": importing.description(), "rows": [found], "large": large})
    assert "60 rows of 29 columns" in section and "| **all layouts** | 2 | 15 | 3 |" in section


@pytest.mark.parametrize(
    ("labels", "rises"),
    [({1: "Disagree", 2: "Agree"}, True), ({1: "Agree", 2: "Disagree"}, False), ({1: "Red", 2: "Green"}, None)],
)
def test_the_order_of_answers_in_words_is_known_or_not(labels, rises):
    assert importing.known_order(labels) is rises


@pytest.mark.parametrize("name", truth.DESIGNS)
def test_every_known_truth_is_tried(name):
    rows = truth.simulated(name, 2)
    assert {row["is_interval"] for row in rows} == {True, False} and all(0 <= row["share"] <= 1 for row in rows)


def test_a_group_that_differs_would_be_told():
    answers = faulty_sample(truth.ALIKE, 300, np.random.default_rng(1))
    levels = pd.DataFrame({"shop": np.repeat(["A", "B"], 150)})
    _, alike = truth.compared_groups(answers, levels)
    assert not any(map(any, truth.said_of_groups(alike).values()))
    lower = {name: frame.where(levels["shop"] == "A", (frame - 1).clip(lower=1)) for name, frame in answers.items()}
    _, apart = truth.compared_groups(lower, levels)
    assert all(map(any, truth.said_of_groups(apart).values()))


def test_what_should_not_be_said_may_be_said_in_a_twentieth_of_the_draws():
    made = truth.row("zero", "recommends the null one", [[True], *[[False]] * 19])
    assert (made["share"], made["is_interval"]) == (0.05, False) and readme.truth_row(made)[-1] == "yes"
    assert readme.truth_row(made | {"share": 0.051})[-1] == "**no**"
    held = truth.row("zero", "intervals of LMG", [[True, False]] * 4)
    assert (held["share"], held["is_interval"]) == (0.5, True) and readme.truth_row(held)[-1] == "**no**"
    assert readme.truth_row(held | {"share": 0.93})[-1] == "yes"


def test_what_runs_left_of_other_samples_stays(monkeypatch, tmp_path):
    monkeypatch.setattr(speed, "RESULTS", tmp_path / "speed.json")
    old = {"job": "alpha", "sample": "bfi", "seconds": 1.0}
    speed.RESULTS.write_text(json.dumps({"comparisons": [old, old | {"job": "importance"}], "memory": {"alpha": 1}}))
    new = {"job": "importance", "sample": "1469", "seconds": 2.0}
    found = speed.with_others({"comparisons": [new], "memory": {"importance": 2}})
    assert [(c["job"], c["sample"]) for c in found["comparisons"]] == [
        ("alpha", "bfi"),
        ("importance", "bfi"),
        ("importance", "1469"),
    ]
    assert found["memory"] == {"alpha": 1, "importance": 2}


def test_a_large_study_is_summed_up_and_held_against_its_bounds():
    rows = [
        {"chapter": "01_sample", "seconds": 4.0, "megabytes": 400},
        {"chapter": "04", "seconds": 15, "megabytes": 599},
    ]
    found = {"machine": importing.description(), "rows": rows, "peer": 38.0}
    text = large.section(found)
    assert "below 20 s: yes; below 600 MB: yes." in text and "2 times all chapters" in text
    assert "| **all** | 19.0 | 599 |" in text
    rows[1] |= {"seconds": 16.0, "megabytes": 600}
    text = large.section(found | {"peer": None})
    assert "below 20 s: **no**; below 600 MB: **no**." in text and "sitting" not in text


def test_a_large_study_is_a_study_of_25_items(tmp_path):
    made = load(large.study(60, tmp_path / "large"))
    assert len(made.answers.columns) == 25 and len(made.received) == 60 and len(made.scales) == 4
    assert list(made.pain_points) == ["p1", "p2", "p3"] and list(made.indicators) == ["minutes"]


def test_a_verification_is_held_against_its_report():
    seconds = {"report": {"processor": 50.0, "wall": 30.0}, "verify": {"processor": 74.0, "wall": 45.0}}
    text = rerun.section({"machine": importing.description(), **seconds})
    assert "| ratio | 1.48 | 1.50 |" in text and "| below 1.5 | yes | **no** |" in text
