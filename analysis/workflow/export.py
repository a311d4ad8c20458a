"""The analysed answers of a study for co-authors, and its models as a script: one folder of files."""

from pathlib import Path
from typing import Any

from analysis import ROOT
from analysis.exporting.columns import Export
from analysis.exporting.files import write_answers, write_codebook
from analysis.exporting.lavaan import Measured, script
from analysis.survey import DataError, Study, load
from analysis.survey.problems import Problem, problem

SCRIPT = "model.lavaan.R"


def exported(folder: Path, kind: str, *, out: Path | None, raw: bool, language: str) -> list[Problem]:
    """
    Write the export of a study.

    Parameters
    ----------
    folder : Path
        The study folder.
    kind : str
        "sav", "dta" or "csv".
    out : Path or None
        Where the files go; None for exports/<study>/.
    raw : bool
        Whether reversed items are left as they were answered.
    language : str
        The language of the labels.

    Returns
    -------
    list of Problem
        What is to be told: who was left out and why, what was written, renamed or kept back.

    Raises
    ------
    DataError
        If the study is not sound, or if `out` is a study folder, whose codebook would be lost.
    """
    from analysis.statistics import scale_scores

    study = load(folder)
    place = out or ROOT / "exports" / study.name
    if (place / "study.toml").exists():
        raise DataError(problem("export.into_study", folder=str(place)))
    export = Export(study=study, scores=scale_scores(study.all_scales), raw=raw, language=language)
    place.mkdir(parents=True, exist_ok=True)
    files = [f"answers.{kind}", "codebook.csv"]
    write_answers(place / files[0], export)
    write_codebook(place / files[1], export)
    model = headline_model(study)
    if rerun := script(export, files[0], model):
        (place / SCRIPT).write_text(rerun, encoding="utf-8", newline="\n")
        files.append(SCRIPT)
    return [*told(export, place, files), *([] if model else [problem("export.no_model")])]


def told(export: Export, place: Path, files: list[str]) -> list[Problem]:
    """What was written, who was left out, what was renamed and what was kept back."""
    screening = export.study.screening
    counts = {step.step: step.n for step in screening.flow}
    shown = place.relative_to(ROOT) if place.is_relative_to(ROOT) else place
    lines = [problem("export.done", folder=shown.as_posix(), files=files, n=counts["analysed"])]
    if counts.get("not_kept"):
        lines.append(problem("export.not_kept", n=counts["not_kept"]))
    if screening.excluded:
        signs = [sign for left in screening.excluded for sign in left.flags]
        reasons = [[sign, signs.count(sign)] for sign in dict.fromkeys(signs)]
        lines.append(problem("export.excluded", n=len(screening.excluded), reasons=reasons))
    if export.renamed:
        lines.append(problem("export.renamed", names=[f"{old} → {new}" for old, new in export.renamed.items()]))
    lines += [problem("export.personal", name=name, kind=kind) for name, kind in export.personal.items()]
    return lines + [problem("export.free_texts", names=[name]) for name in export.free_texts]


def headline_model(study: Study) -> Measured | None:
    """The factor model that the report reads, by the most trusted estimator that fits; None where there is none."""
    from analysis.statistics.cfa import cfa, correlated_factors
    from analysis.statistics.foundation.attempts import Unavailable, attempted
    from analysis.statistics.foundation.requirements import complete_rows
    from analysis.statistics.measurement.factor_names import told_apart
    from analysis.statistics.measurement.headline import headline_rule
    from analysis.statistics.measurement.models import measured_scales

    def rule() -> Any:
        measured = measured_scales(study.scales)
        return measured, headline_rule(measured.items, study.ranges)

    ready = attempted(rule)
    if isinstance(ready, Unavailable):
        return None
    measured, found = ready
    dimensions = correlated_factors(told_apart(measured.scales, measured.items))
    for name in found.order:
        items = measured.items if name.startswith("fiml") else complete_rows(measured.items)
        fit = attempted(lambda name=name, items=items: cfa(items, dimensions, estimator=name))
        if not isinstance(fit, Unavailable):
            return Measured(scales=measured.scales, estimator=name)
    return None
