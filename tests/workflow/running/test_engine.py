"""Both ways of running a notebook leave the same page, and neither calls an unfinished run finished."""

import errno

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.report.safeguards.tracebacks import is_disk_full
from analysis.workflow.running import engine

KERNEL = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def notebook(path, *sources):
    parameters = new_code_cell("word = 'none'", metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# A page"), parameters, *map(new_code_cell, sources)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    made = new_notebook(cells=cells, metadata=KERNEL)
    nbformat.write(made, path)
    return path


def executed(folder, *sources, in_process, **parameters):
    source, output = notebook(folder / "page.ipynb", *sources), folder / f"done-{in_process}.ipynb"
    engine.execute(source, output, parameters, in_process=in_process)
    return nbformat.read(output, 4)


PAGE = (
    "print('a'); print('b')",
    "import sys; print('warned', file=sys.stderr)",
    "import pandas as pd\npd.DataFrame({'x': [1, 2]})",
    "from IPython.display import display, Markdown\ndisplay(Markdown('**bold**'))\n1 + 1",
    "word",
)


def test_in_process_and_kernel_leave_the_same_outputs(tmp_path):
    pages = [executed(tmp_path, *PAGE, in_process=in_process, word="said") for in_process in (True, False)]
    ours, theirs = ([cell.get("outputs") for cell in page.cells] for page in pages)
    assert ours == theirs
    assert ours[-1][0].data["text/plain"] == "'said'"


@pytest.mark.parametrize("in_process", [True, False])
def test_failing_cell_is_named_with_its_error(tmp_path, in_process):
    with pytest.raises(engine.NotebookError) as caught:
        executed(tmp_path, "1 / 0", "print('never')", in_process=in_process)
    assert (caught.value.name, caught.value.value) == ("ZeroDivisionError", "division by zero")
    left = nbformat.read(tmp_path / f"done-{in_process}.ipynb", 4)  # as far as it came
    assert any(output.output_type == "error" for cell in left.cells for output in cell.get("outputs", []))


@pytest.mark.parametrize("in_process", [True, False])
def test_a_full_disk_is_told_from_a_fault(tmp_path, in_process):
    with pytest.raises(engine.NotebookError) as caught:
        executed(tmp_path, f"raise OSError({errno.ENOSPC}, 'No space left on device')", in_process=in_process)
    assert is_disk_full(caught.value)
    with pytest.raises(engine.NotebookError) as caught:
        executed(tmp_path, f"raise OSError({errno.EACCES}, 'Permission denied')", in_process=in_process)
    assert not is_disk_full(caught.value)


def test_leaving_early_without_an_error_is_not_success(tmp_path):
    with pytest.raises(engine.NotebookError):
        executed(tmp_path, "import sys; sys.exit(0)", "print('never')", in_process=True)


def test_unknown_parameter_is_refused(tmp_path):
    with pytest.raises(ValueError, match="declares no parameter wrod; it has word"):
        executed(tmp_path, "word", in_process=True, wrod="x")


def test_parameter_that_is_no_plain_scalar_is_refused(tmp_path):
    import numpy as np

    with pytest.raises(ValueError, match="parameter word must be a plain scalar, not float64"):
        executed(tmp_path, "word", in_process=True, word=np.float64(1))


def test_two_runs_leave_the_same_bytes(tmp_path):
    first = nbformat.writes(executed(tmp_path, *PAGE, in_process=True, word="x"))
    assert nbformat.writes(executed(tmp_path, *PAGE, in_process=True, word="x")) == first


def test_kernels_started_at_once_do_not_share_sockets():
    with engine._kernel() as first, engine._kernel() as second:
        sockets = [how["config"].KernelManager.ip for how in (first, second) if "config" in how]
    assert len(set(sockets)) == len(sockets)
