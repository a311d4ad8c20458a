"""Scrubbed chapters name no folder of this machine, show no row of answers, and run as they lie."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis import ROOT
from analysis.workflow.running import scrubbed
from tests.studies import sound_responses, write_study

RUN = {"study": ".cache/small-1/study/small", "out": "/tmp/elsewhere/01_sample/ab.part"}


def executed(*outputs):
    parameters = 'study: str = "data/example"  # the study folder\nout: str = "reports/.lab"  # where'
    injected = "# Parameters\n" + "\n".join(f'{name} = "{value}"' for name, value in RUN.items())
    return new_notebook(
        cells=[
            new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            new_code_cell(injected, metadata={"tags": ["injected-parameters"]}),
            new_code_cell("show()", outputs=list(outputs), execution_count=2),
        ]
    )


def scrub(*outputs, is_raw=lambda text: "raw" in text):
    return scrubbed.scrubbed(executed(*outputs), {"study": "data/small"}, is_raw)


def test_parameters_name_the_study_where_any_copy_of_the_project_has_it():
    first, shown = scrub().cells
    assert first.source == 'study: str = "data/small"  # the study folder\nout: str = "reports/.lab"  # where'
    assert shown.source == "show()" and shown.execution_count == 2


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"Saved to {RUN['out']}/sample.json.", "Saved to sample.json."),
        (f"read {RUN['study']} and {ROOT}/data/x", "read small and data/x"),
        ("File '/srv/li/private/small/codebook.csv' (C:\\Users\\li\\a.csv)", "File 'codebook.csv' (a.csv)"),
        ("either/or, 3/4, https://doi.org/10.1/2, </td></tr>", "either/or, 3/4, https://doi.org/10.1/2, </td></tr>"),
    ],
)
def test_folders_of_this_machine_are_not_named(said, left):
    outputs = [
        new_output("execute_result", data={"text/plain": said}),
        new_output("stream", text=said),
        new_output("error", ename="KeyError", evalue=said, traceback=[said, said]),
    ]
    plain, stream, error = scrub(*outputs).cells[1].outputs
    assert (plain.data["text/plain"], stream.text, error.evalue) == (left, left, left)
    assert error.traceback == [f"KeyError: {left}"]


def test_rows_of_answers_are_left_out_and_nothing_else():
    table = new_output("execute_result", data={"text/plain": "raw", "text/html": "<b>raw</b>"})
    kept = new_output("display_data", data={"text/html": "<p>alpha</p>", "image/png": "iVBO"})
    left_out, shown, stream = scrub(table, kept, new_output("stream", text="raw")).cells[1].outputs
    assert left_out.data == {"text/plain": scrubbed.LEFT_OUT} and stream.text == scrubbed.LEFT_OUT
    assert shown.data == {"text/html": "<p>alpha</p>", "image/png": "iVBO"}


CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a study and every chapter, as a report of it has them beside it, to be run anew into the folder."""
    place = tmp_path_factory.mktemp("lies") / "else where é"
    study = write_study(place / "small", responses=sound_responses(80))
    for name in CHAPTERS:
        notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)
        parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
        parameters.source = parameters.source.replace("reports/.lab", str(place / "out"))
        copied = scrubbed.scrubbed(notebook, {"study": str(study)}, lambda text: False)
        nbformat.write(copied, place / f"{name}.ipynb")
    return place


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_from_any_folder_by_the_readers_own_program(name, place):
    commands = [
        ("papermill", f"{name}.ipynb", "again.ipynb", "-p", "study", str(place / "small")),
        ("nbconvert", "--to", "notebook", "--execute", f"{name}.ipynb", "--output", "again.ipynb"),
    ]
    command = commands[CHAPTERS.index(name) % 2]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    before = set(place.glob("out/*.json"))
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=place, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert set(place.glob("out/*.json")) > before
    shown = nbformat.read(place / "again.ipynb", 4)
    assert all(cell.execution_count for cell in shown.cells if cell.cell_type == "code")


def test_papermill_tells_what_the_parameters_are(place):
    command = [sys.executable, "-m", "papermill", "--help-notebook", "02_reliability.ipynb"]
    told = subprocess.run(command, cwd=place, capture_output=True, text=True).stdout
    assert 'study: str (default "' in told and "the study folder" in told
