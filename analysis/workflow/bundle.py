"""An archive of a study and its report for Zenodo, OSF and the like: of a current report, looked through, zipped."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from analysis import FILES, PACKAGE, ROOT, __version__
from analysis.bundling import answers, archive, crate, toml, twin
from analysis.survey import DataError, Study, load
from analysis.survey.declared.settings import tables_of
from analysis.survey.problems import problem
from analysis.workflow.keeping import provenance
from analysis.workflow.keeping.places import portable

BUNDLES = ROOT / "bundles"
PROGRAM = ("Makefile", "pyproject.toml", "environment.yml", "requirements.lock", "notebooks")
LICENCE = "LICENSE-program"


def bundled(folder: Path, out: Path | None) -> Path:
    """
    Write the archive of a study.

    Parameters
    ----------
    folder : Path
        The study folder. Its report is made first, where it is not up to date.
    out : Path or None
        The zip; None for bundles/<study>.zip.

    Returns
    -------
    Path
        The zip.

    Raises
    ------
    DataError
        For a study that is not sound, a report in which something failed, answers that would tell who somebody is.
    RunError
        For a run without report.
    """
    from analysis.report.document import results
    from analysis.workflow.guarding import scan
    from analysis.workflow.running import run

    made = run.report(folder)
    if made.failed:
        raise DataError(problem("bundle.failed", folder=portable(made.folder)))
    target = (out or BUNDLES / f"{folder.resolve().name}.zip").resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    study = load(folder.resolve())
    with tempfile.TemporaryDirectory(prefix="bundle-") as place:
        stage = Path(place)
        copied_report(made.folder, stage / "reports" / study.name)
        data = study_in(stage / "data", study, results.read(made.folder / "results.json"))
        record = provenance.read(made.folder)
        described(stage, study, record["study"], f"data/{data.name}")
        scan.require_clean(stage, study, of_rows=False)
        members = dict(files(stage)) | program()
        archive.write(target, {f"{study.name}/{name}": content for name, content in members.items()})
    return target


def copied_report(report: Path, place: Path) -> None:
    """What a report leaves for others."""
    shutil.copytree(report, place, ignore=shutil.ignore_patterns(provenance.PRIVATE))


def study_in(data: Path, study: Study, found: dict) -> Path:
    """Put the study into `data`, its answers or a twin's; gives the folder that runs."""
    if study.settings.share_data:
        answers.write(study, data / study.name)
        return data / study.name
    from analysis.statistics import random_stream

    tables, _ = tables_of(study.folder / "study.toml")
    whole, made = data / study.name, data / f"{study.name}-synthetic"
    for place in (whole, made):
        place.mkdir(parents=True)
    answers.copy_authored(study.folder, whole)
    answers.copy_declared(study.folder, whole)
    answers.copy_declared(study.folder, made)
    (made / "codebook.csv").write_text(answers.codebook_text(study), encoding="utf-8-sig")
    label = f"Synthetic twin of {study.name}: no answer is anybody's, no number is a result. 合成数据，并非真实作答。"
    (made / "study.toml").write_text(toml.settings_text(twin.settings(tables), label), encoding="utf-8")
    rows = twin.twin(study, found, random_stream(study.settings.seed, "twin"))
    (made / answers.RESPONSES).write_text(rows, encoding="utf-8")
    return made


def described(stage: Path, study: Study, fingerprints: dict[str, str], data: str) -> None:
    """Write what the archive says of itself."""
    of = crate.Archive(
        study=study.name,
        title=study.settings.title[study.settings.languages[0]],
        version=__version__,
        date=datetime.now(UTC).date().isoformat(),
        members=dict(files(stage)),
        program=sorted({f"{name.split('/')[0]}/" if "/" in name else name for name in program()}),
        fingerprints=fingerprints,
        data=data,
        is_shared=study.settings.share_data,
    )
    texts = {
        "README.md": crate.readme(of),
        "CITATION.cff": crate.citation(of),
        "codecheck.yml": crate.codecheck(of),
        "ro-crate-metadata.json": crate.metadata(of),
    }
    for name, text in texts.items():
        (stage / name).write_text(text, encoding="utf-8")


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their place in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def program() -> dict[str, Path]:
    """The program's own files, as a clone has them, without what is made on the way."""
    found = {f"analysis/{name}": path for name, path in files(PACKAGE) if not name.startswith("_project/")}
    for name in PROGRAM:
        place = FILES / name
        found |= {name: place} if place.is_file() else {f"{name}/{inner}": path for inner, path in files(place)}
    found |= {LICENCE: ROOT / "LICENSE"} if (ROOT / "LICENSE").is_file() else {}
    left_out = ("__pycache__", ".ipynb_checkpoints")
    return {name: path for name, path in found.items() if not set(left_out) & set(name.split("/"))}
