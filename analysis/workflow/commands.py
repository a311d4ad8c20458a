"""
The commands, as `python -m analysis <command>` and as `make <command>`.

Exit codes: 0 it is done; 1 it could not be done, and there is no new report; 2 a person is needed: the study folder or
the command needs mending, or the report is there but something in it failed. What the data do not allow is no failure.
Of `verify` and `diff`: 0 nothing differs, 1 something does, 2 it could not be found out.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from analysis import FILES, ROOT, __version__
from analysis.workflow.answering import answering
from analysis.workflow.environment import interpreter

EXAMPLE = FILES / "data" / "example"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    asked = parser().parse_args(arguments)
    return asked.run(asked)


def parser() -> argparse.ArgumentParser:
    """The command line's grammar and its help."""
    top = argparse.ArgumentParser(prog="python -m analysis", description="From a survey folder to a written report.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, metavar="command")
    command = _adder(commands)
    _study_commands(command)
    diff = command("diff", diff_command, "say what is another in one run or wave than in another")
    for name in ("a", "b"):
        diff.add_argument(name, type=Path, help="a study folder, a report's folder, or its results.json")
    _language(diff, "to answer in")
    new = command("new", new_command, "make a commented study folder that runs")
    new.add_argument("name", help="its name; the folder will be data/<name>")
    take = command("import", import_command, "make a study folder from the export of a survey platform")
    take.add_argument("file", type=Path, help="the export, as it came: it is copied and never changed")
    take.add_argument("name", help="the study's name; the folder will be data/<name>. If it is there, its edits stay")
    take.add_argument("--yes", action="store_true", help="ask nothing: take what is proposed")
    take.add_argument("--keep", action="append", default=[], metavar="COLUMN", help="use it though it looks personal")
    take.add_argument("--data", type=Path, metavar="FOLDER", help="where the study folder goes (default: data)")
    _language(take, "of notes")
    command("lab", lab_command, "open the notebooks in JupyterLab")
    command("schema", schema_command, "write the JSON Schema of results.json anew, after a change of what it holds")
    test = command("test", test_command, "run the tests")
    test.add_argument("pytest", nargs=argparse.REMAINDER, help="what to hand on to pytest")
    command("clean", clean_command, "remove reports, cached chapters and the environment; never data")
    return top


def _study_commands(command: Any) -> None:
    """The commands that take a study folder."""

    def of_study(name: Any, run: Any, help_text: Any) -> Any:
        made = command(name, run, help_text)
        made.add_argument("study", nargs="?", type=Path, default=EXAMPLE, help="the study (default: data/example)")
        return made

    report = of_study(
        "report", report_command, "make the report of a study: HTML, PDF and Word, in English and Chinese"
    )
    report.add_argument("--force", action="store_true", help="make everything again, whatever is there already")
    report.add_argument("--out", type=Path, metavar="FOLDER", help="put the report there, leave reports/ alone")
    report.add_argument("--kernels", action="store_true", help="run every notebook in a Jupyter kernel of its own")
    verify = of_study("verify", verify_command, "rerun a study in a clean folder and compare every number")
    verify.add_argument("--report", type=Path, metavar="PLACE", help="the report: its folder or a document")
    verify.add_argument(
        "--at", metavar="VERSION", help="by a version of the project of its own: a tag, a commit, or 'recorded'"
    )
    verify.add_argument("--out", type=Path, metavar="FOLDER", help="for the record (default: verifications/<study>)")
    _language(verify, "to answer in")
    bundle = of_study(
        "bundle", bundle_command, "make an archive of a study and its report, for Zenodo, OSF and the like"
    )
    bundle.add_argument("--out", type=Path, metavar="FILE", help="the zip (default: bundles/<study>.zip)")
    check = of_study("check", check_command, "say whether a study folder is sound, without running anything")
    _language(check, "to answer in")
    check.add_argument("--json", action="store_true", help="answer for programs: codes, values and texts as JSON")
    claims = of_study(
        "claims", claims_command, "list every claim of a report: what makes it true, its values and its sentences"
    )
    _language(claims, "of the sentences, instead of both")
    export = of_study(
        "export", export_command, "write the analysed answers for SPSS, Stata, jamovi or R, and the model"
    )
    export.add_argument("--format", choices=("sav", "dta", "csv"), default="csv", help="of the answers (default: csv)")
    export.add_argument("--out", type=Path, metavar="FOLDER", help="where the files go (default: exports/<study>)")
    export.add_argument("--raw", action="store_true", help="leave reversed items as answered (default: turned round)")
    _language(export, "of the labels")


def _language(command: argparse.ArgumentParser, of: str) -> None:
    command.add_argument("--language", choices=("en", "zh"), help=f"the language {of} (default: the locale's)")


def _adder(commands: Any) -> Any:
    def add(name: Any, run: Any, help_text: Any) -> Any:
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=run)
        return command

    return add


def report_command(asked: argparse.Namespace) -> int:
    """Make a report; a study folder that is not sound, or a report in which something failed, ends in exit code 2."""
    from analysis.workflow.running import run

    made = []

    def make() -> str:
        made.append(run.report(asked.study, kernels=asked.kernels, force=asked.force, out=asked.out))
        return made[0].text()

    code = answering(make)
    for line in made[0].failed if made else ():
        print(line, file=sys.stderr)
    return 2 if made and made[0].failed else code


def verify_command(asked: argparse.Namespace) -> int:
    """Compare a report with a rerun: 0 if it holds, 1 if anything differs, 2 if the study could not be rerun."""
    from analysis.workflow.checking.telling import language_of_the_user

    found = []
    language = asked.language or language_of_the_user()
    if asked.at:
        return verify_at(asked, language)

    def verify() -> str:
        from analysis.workflow.verify import told, verified

        found.append(verified(asked.study, asked.report, asked.out))
        return told(*found[0], language)

    if answering(verify):
        return 2
    return 0 if found[0][0].is_equal else 1


def verify_at(asked: argparse.Namespace, language: str) -> int:
    """The same by another version of the project: the exit code that it ends with, or 2 where it cannot be had."""
    ended = []

    def verify() -> str:
        from analysis.workflow.verify import at

        ended.append(at(asked.at, asked.study, asked.report, asked.out, language))
        return f"By version {asked.at}."

    return 2 if answering(verify) else ended[0]


def diff_command(asked: argparse.Namespace) -> int:
    """Say what is another in B than in A: 0 if nothing is, 1 if something, 2 if it cannot be found out."""
    from analysis.workflow.checking.telling import language_of_the_user

    found = []

    def diff() -> str:
        from analysis.workflow.diff import changed, told

        found.append(changed(asked.a, asked.b))
        return told(*found[0], asked.language or language_of_the_user())

    if answering(diff):
        return 2
    return 0 if found[0][0].is_none else 1


def bundle_command(asked: argparse.Namespace) -> int:
    """Make an archive of a study and its report."""

    def make() -> str:
        from analysis.workflow.bundle import bundled
        from analysis.workflow.keeping.places import portable

        return f"{portable(bundled(asked.study, asked.out))} is ready."

    return answering(make)


def check_command(asked: argparse.Namespace) -> int:
    """Say what is in a study folder, what is wrong with it and what is suspicious; 2 if it is not sound."""
    from analysis.workflow.checking.check import checked
    from analysis.workflow.checking.telling import language_of_the_user, spoken

    language = asked.language or language_of_the_user()
    found = []

    def check() -> str:
        found.append(checked(asked.study))
        return found[0].json(language) if asked.json else spoken(found[0].screenful(language))

    return answering(check) or (0 if found[0].is_sound else 2)


def claims_command(asked: argparse.Namespace) -> int:
    """List the claims of a study's last report."""
    from analysis.workflow.claims import listed

    return answering(lambda: listed(asked.study, ROOT / "reports", asked.language))


def export_command(asked: argparse.Namespace) -> int:
    """Write the analysed answers of a study, their codebook and its models."""
    from analysis.workflow.checking.telling import gathered, language_of_the_user

    language = asked.language or language_of_the_user()

    def export() -> str:
        from analysis.workflow.export import exported

        told = exported(asked.study, asked.format, out=asked.out, raw=asked.raw, language=language)
        return "\n".join(gathered(told, language))

    return answering(export)


def new_command(asked: argparse.Namespace) -> int:
    """Make a new study folder below data/."""
    from analysis.survey import DataError
    from analysis.survey.problems import problem
    from analysis.workflow.new import new_study

    def make() -> str:
        name = asked.name.removeprefix("data/").rstrip("/")
        if Path(name).name != name:
            raise DataError(problem("new.no_place", folder=str(Path(name).parent)))
        new_study(ROOT / "data" / name)
        return f"data/{name}/ is ready. Try it: make report STUDY=data/{name}"

    return answering(make)


def import_command(asked: argparse.Namespace) -> int:
    """Make a study folder from an export, or put a newer export into one."""
    from analysis.workflow.intake import imported

    name = asked.name.removeprefix("data/").rstrip("/")
    return answering(lambda: imported(asked.file, name, asked.data or ROOT / "data", asked))


def lab_command(asked: argparse.Namespace) -> int:
    """Open JupyterLab on the notebooks."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "jupyter", "lab", f"--notebook-dir={FILES / 'notebooks'}"]
    return subprocess.run(command, env=environment, cwd=ROOT).returncode


def schema_command(asked: argparse.Namespace) -> int:
    """Write the JSON Schema of results.json anew."""
    from analysis.report.document import results, schema

    def make() -> str:
        results.SCHEMA.write_text(schema.text(), encoding="utf-8")
        return f"{results.SCHEMA.relative_to(ROOT).as_posix()} is up to date."

    return answering(make)


def test_command(asked: argparse.Namespace) -> int:
    """Run the tests on every core, neighbours on the same one: they share what they need."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *asked.pytest]
    return subprocess.run(command, cwd=ROOT).returncode


def clean_command(asked: argparse.Namespace) -> int:
    """Remove all that can be made again."""
    for place in (ROOT / ".cache", interpreter().parent.parent):
        shutil.rmtree(place, ignore_errors=True)
    reports = ROOT / "reports"
    for made in reports.iterdir() if reports.is_dir() else ():
        if made.is_dir():
            shutil.rmtree(made)
        elif made.name.endswith(".check.txt"):
            made.unlink()
    return 0
