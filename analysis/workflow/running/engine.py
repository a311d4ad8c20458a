"""
Notebooks, executed by papermill: in this very process, which has nothing else to do, or in a kernel of their own.

Both ways leave the same outputs, cell by cell. papermill's own word that all went well is not taken: a run counts only
if every code cell has an execution count and none an error.
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbconvert.filters import strip_ansi
from nbformat.v4 import new_output
from papermill import execute_notebook, inspect_notebook
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from analysis import ROOT

STREAMS = ("stdout", "stderr")


class NotebookError(RuntimeError):
    """A notebook that did not run to its end: which cell, which error; its cause where it is at hand."""

    def __init__(self, notebook: str, name: str, value: str, traceback: str = "") -> None:
        super().__init__(f"{notebook}: {name}: {value}")
        self.name, self.value, self.traceback = name, value, strip_ansi(traceback)
        number = re.match(r"\[Errno (\d+)\]", value)  # of an OSError in a kernel, no more than its words come back
        self.errno = int(number[1]) if number else None

    @property
    def report(self) -> str:
        """The traceback where there is one, else the one line."""
        return self.traceback or str(self)


def execute(notebook: Path, output: Path, parameters: dict[str, str | int | float | bool], *, in_process: bool) -> None:
    """
    Run `notebook` with `parameters` (plain scalars) and write it to `output`: to its end, or as far as it came.

    Raises NotebookError where a cell fails or is left unrun, ValueError for a parameter the notebook does not declare.
    """
    require_parameters(notebook, parameters)
    way = contextlib.nullcontext({"engine_name": "in-process"}) if in_process else _kernel()
    quiet = {"progress_bar": False, "log_output": False, "request_save_on_cell_execute": False}
    InProcessEngine.error = None
    try:
        with way as how:
            executed = execute_notebook(notebook, output, parameters, cwd=ROOT, **quiet, **how)
    except PapermillExecutionError as error:
        lines = "\n".join(error.traceback)
        raise NotebookError(notebook.name, error.ename, error.evalue, lines) from InProcessEngine.error
    require_complete(executed, notebook.name)
    nbformat.write(tidied(executed), output)


@contextlib.contextmanager
def _kernel() -> Iterator[dict]:
    """
    How papermill starts a kernel: on sockets in the file system where there are any, not on TCP ports open to others.

    Each kernel has a folder for them: of two that start at once in one folder, both would take the same names.
    """
    from traitlets.config import Config

    how = {"kernel_name": "python3", "start_timeout": 120}
    if os.name == "nt":
        yield how
        return
    with tempfile.TemporaryDirectory(prefix="kernel-", ignore_cleanup_errors=True) as folder:
        yield how | {"config": Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/socket"}})}


def require_parameters(notebook: Path, parameters: dict) -> None:
    """Refuse parameters that the notebook's `parameters` cell does not assign, or that are not plain scalars."""
    declared = inspect_notebook(notebook)
    unknown = sorted(set(parameters) - set(declared))
    if unknown:
        known = ", ".join(sorted(declared))
        raise ValueError(f"{notebook.name} declares no parameter {', '.join(unknown)}; it has {known}")
    for name, value in parameters.items():
        if type(value) not in (str, int, float, bool):
            raise ValueError(f"{notebook.name}: parameter {name} must be a plain scalar, not {type(value).__name__}")


def require_complete(executed: nbformat.NotebookNode, name: str) -> None:
    """Refuse an executed notebook in which a code cell was not run or ended in an error."""
    for number, cell in enumerate(executed.cells, start=1):
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                raise NotebookError(name, output.ename, output.evalue, "\n".join(output.traceback))
        if cell.source.strip() and cell.execution_count is None:
            raise NotebookError(name, "NotRun", f"cell {number} was not executed")


def tidied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs between two equal runs: times, notes on how it ran, the injected cell's id."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = nbformat.from_dict({"name": "python"})  # a kernel tells more than none
    for number, cell in enumerate(notebook.cells):
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
    return notebook


class _Recorder:
    """What one cell showed, as notebook outputs, in order."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.outputs: list = []

    def write(self, stream: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == stream:
            last["text"] += text
        elif text:
            self.outputs.append(new_output("stream", name=stream, text=text))


class _Stream:
    """A stand-in for stdout or stderr that writes to the recorder."""

    encoding = "utf-8"

    def __init__(self, recorder: _Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        self._recorder.write(self._name, text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


class _Publisher(DisplayPublisher):
    recorder: _Recorder

    def publish(self, data: Any, metadata: Any = None, **kwargs: Any) -> None:
        self.recorder.outputs.append(new_output("display_data", data=data, metadata=metadata or {}))


class _Hook(DisplayHook):
    recorder: _Recorder

    def write_output_prompt(self) -> None:
        """A notebook shows no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        count = self.recorder.count
        output = new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)
        self.recorder.outputs.append(output)


class InProcessEngine(Engine):
    """papermill engine that runs the cells in this very process; `error` is what the last cell raised."""

    error: BaseException | None = None

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: Any, **kwargs: Any) -> None:
        os.chdir(ROOT)
        InteractiveShell.clear_instance()
        shell = InteractiveShell.instance(displayhook_class=_Hook, display_pub_class=_Publisher)
        shell.history_manager.enabled = False
        pandas.set_option("display.max_columns", 20)  # as in a kernel, not as many as the terminal is wide
        shell.showtraceback = lambda *args, **kwargs: None  # the error goes into the notebook, not to the terminal
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            recorder = _Recorder(shell.execution_count)
            shell.displayhook.recorder = shell.display_pub.recorder = recorder
            nb_man.cell_start(cell, index)
            out, err = (_Stream(recorder, name) for name in STREAMS)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                result = shell.run_cell(cell.source, store_history=True)
            cell.outputs, cell.execution_count = recorder.outputs, recorder.count
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                cls.error = error
                cell.outputs.append(_error_output(shell, error))
                nb_man.cell_exception(cell, index, exception=error)
                return
            nb_man.cell_complete(cell, index)


def _error_output(shell: Any, error: BaseException) -> Any:
    """An exception as the notebook output a kernel would have left."""
    lines = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    return new_output("error", ename=type(error).__name__, evalue=str(error), traceback=lines)


papermill_engines.register("in-process", InProcessEngine)
