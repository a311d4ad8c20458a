"""The script that leaves with the answers gives in R what the report says."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from analysis import statistics, survey
from analysis.workflow.export import exported, headline_model
from tests.studies import SETTINGS, sound_codebook, sound_responses, write_study

ASKED = """
cat("cfi", format(fitMeasures(fit)[["cfi"]], digits = 12), "\\n")
cat("n", nobs(fit), "\\n")
s <- standardizedSolution(fit)
for (i in which(s$op == "=~")) cat(s$rhs[i], format(s$est.std[i], digits = 12), "\\n")
cat("r2", format(summary(regression)$r.squared, digits = 12), "\\n")
"""


def study_of(folder, reason):
    """A study for which the rule takes the branch `reason`."""
    codebook, answers = sound_codebook(), sound_responses(260)
    codebook["variable"] = codebook["variable"].replace({"CAR1": "关怀一"})
    items = [name for name in answers if name[:3] in ("SPE", "SKI", "CAR", "REA")]
    if reason == "missing_answers":
        answers.loc[:9, "SKI1"] = ""
    if reason == "few_categories":
        answers[items] = answers[items].replace("1", "2")
        codebook.loc[items, "low"] = "2"
    return write_study(folder, codebook=codebook, responses=answers.rename(columns={"CAR1": "关怀一"}))


def in_r(folder, packages):
    """What R prints for `ASKED` after the script, by name."""
    if not shutil.which("Rscript"):
        pytest.skip("no Rscript on this machine: R is an oracle, not a dependency")
    needed = ", ".join(f"requireNamespace('{name}', quietly = TRUE)" for name in packages)
    if "FALSE" in subprocess.run(["Rscript", "-e", f"cat(c({needed}))"], capture_output=True, text=True).stdout:
        pytest.skip(f"R on this machine lacks one of {packages}")
    script = (folder / "model.lavaan.R").read_text(encoding="utf-8")
    (folder / "asked.R").write_text(script + ASKED, encoding="utf-8")
    done = subprocess.run(["Rscript", "asked.R"], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    last = done.stdout[done.stdout.rindex("\ncfi ") :]
    return {name: float(value) for name, value in (line.split() for line in last.split("\n") if line)}


@pytest.mark.parametrize(
    ("reason", "estimator", "kind", "raw"),
    [
        ("five_categories", "mlr", "csv", True),
        ("missing_answers", "fiml_mlr", "sav", False),
        ("few_categories", "wlsmv", "dta", False),
    ],
)
def test_r_finds_the_headline_and_the_regression_of_the_report(reason, estimator, kind, raw, tmp_path):
    folder = study_of(tmp_path / "study", reason)
    study, out = survey.load(folder), tmp_path / "out"
    exported(folder, kind, out=out, raw=raw, language="zh")
    theirs = in_r(out, ["lavaan"] if kind == "csv" else ["lavaan", "haven"])
    rng = np.random.default_rng(1)
    quality = statistics.measurement_quality(study.scales, ranges=study.ranges, rng=rng, n_resamples=20)
    headline = quality.cfa.models[quality.cfa.headline]
    assert quality.cfa.headline == estimator
    assert theirs["n"] == headline.n_obs
    assert theirs["cfi"] == pytest.approx(headline.fit.cfi, abs=2e-5)
    loadings = pd.DataFrame(headline.loadings).set_index("term")["std_estimate"].rename({"关怀一": "care_1"})
    np.testing.assert_allclose([theirs[term] for term in loadings.index], loadings, atol=2e-4)
    scores, outcome = statistics.scale_scores(study.scales), statistics.scale_scores(study.outcomes)["satisfaction"]
    assert theirs["r2"] == pytest.approx(statistics.ols(outcome, scores).r_squared, abs=1e-9)


def test_a_single_dimension_has_no_factor_model_but_a_regression(tmp_path):
    settings = SETTINGS
    for name in ("skill", "care", "reach"):
        settings = settings.replace(f'[scales.{name}]\nlabel.en = "{name.capitalize()}"\n\n', "")
    codebook = sound_codebook()
    folder = write_study(
        tmp_path / "one", settings=settings, codebook=codebook[~codebook["scale"].isin(["skill", "care", "reach"])]
    )
    told = exported(folder, "csv", out=tmp_path / "out", raw=False, language="en")
    script = (tmp_path / "out" / "model.lavaan.R").read_text()
    assert "export.no_model" in [line.code for line in told]
    assert "cfa(" not in script and "lm(satisfaction_mean ~ speed_mean, data = answers)" in script
    assert headline_model(survey.load(folder)) is None


@pytest.mark.parametrize(("answers", "is_logistic"), [(["0", "1"], True), (["1", "2", "3"], False)])
def test_an_outcome_of_two_answers_has_its_logistic_model(answers, is_logistic, tmp_path):
    codebook, responses = sound_codebook(), sound_responses()
    codebook = codebook[codebook["variable"] != "SAT2"]
    codebook.loc["SAT1", ["low", "high"]] = ["0", "5"]
    responses["SAT1"] = np.resize(answers, len(responses))
    folder = write_study(tmp_path / "two", codebook=codebook, responses=responses)
    exported(folder, "csv", out=tmp_path / "out", raw=False, language="en")
    script = (tmp_path / "out" / "model.lavaan.R").read_text()
    assert ("glm(I(satisfaction_mean == 1) ~ speed_mean" in script) is is_logistic


def test_a_study_without_outcome_has_no_regression(tmp_path):
    head, _, rest = SETTINGS.partition("[scales.satisfaction]")
    settings = head + rest[rest.index("[pain_points") :]
    codebook = sound_codebook()
    folder = write_study(tmp_path / "none", settings=settings, codebook=codebook[codebook["role"] != "outcome"])
    exported(folder, "csv", out=tmp_path / "out", raw=False, language="en")
    script = (tmp_path / "out" / "model.lavaan.R").read_text()
    assert "cfa(" in script and "lm(" not in script
