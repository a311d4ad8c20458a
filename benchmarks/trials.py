"""
Mutants tried against tests: pytest collects once, then every mutant has a forked child of its own.

A child puts the mutant into the modules that are loaded already, runs the tests that reach it, quickest first, and ends
at the first that fails. Imports are paid once for all.
"""

import contextlib
import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Sequence
from types import CodeType, FunctionType, ModuleType

import pytest

from .mutations import Mutant

SECONDS = 60  # processor time from which a child that neither fails nor ends counts as noticed
SLOW = 0.3  # seconds of processor from which a test is left out: claims must not need pages to be caught
SLOW_ESTIMATOR = 3.0  # the same where the tests are of estimators, which no page could catch


class Trials:
    """A plugin of pytest: instead of running what was collected once, it runs it once for every mutant."""

    def __init__(self, mutants: Sequence[Mutant], slow: float = SLOW) -> None:
        self.mutants, self.slow = mutants, slow
        self.killed: dict[Mutant, bool] = {}
        self.reached: dict[str, set] = {}
        self.took: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn what each test reaches, then try the mutants."""
        self.took, self.reached = told_by_child(lambda: examined(session.items, self.mutants), seconds=0)
        gc.freeze()
        for mutant in self.mutants:
            tests = self.ordered(session.items, mutant)
            alive = told_by_child(lambda mutant=mutant, tests=tests: survives(mutant, tests))
            self.killed[mutant] = alive is not True
            print(
                "." if alive is not True else f"\n{mutant.module}:{mutant.line} {mutant.change}\n", end="", flush=True
            )
        return True

    def ordered(self, items: Sequence[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach a mutant, by its function, its name or else its module; the quickest first."""
        wanted = {(mutant.module, mutant.place)} if mutant.place else {mutant.module, *mutant.name.split("+")}
        found = [item for item in items if self.took[item.nodeid] < self.slow and wanted & self.reached[item.nodeid]]
        return sorted(found, key=lambda item: self.took[item.nodeid])


def examined(items: Sequence[pytest.Item], mutants: Sequence[Mutant]) -> tuple[dict, dict]:
    """For every test the processor time it takes and what it reaches of the mutants' modules; all tests must pass."""
    modules, names = {mutant.module for mutant in mutants}, {part for m in mutants for part in m.name.split("+")}
    took: dict[str, float] = {}
    reached: dict[str, set] = {}
    for item in items:
        calls: set[CodeType] = set()

        def note(frame, event, _, calls=calls) -> None:
            if event == "call":
                calls.add(frame.f_code)

        began = time.process_time()
        sys.setprofile(note)
        passed = passes(item)
        sys.setprofile(None)
        if not passed:
            raise RuntimeError(f"{item.nodeid} fails without any mutant")
        took[item.nodeid] = time.process_time() - began
        reached[item.nodeid] = known(calls, modules, names)
    return took, reached


def known(calls: set[CodeType], modules: set[str], names: set[str]) -> set:
    """Of the functions that were called: those of `modules`, these themselves, and which of `names` are used in any."""
    ours = [(code, code.co_filename[code.co_filename.rindex("analysis/") :]) for code in calls if within(code)]
    functions = {(file, code.co_qualname.split(".<locals>")[0]) for code, file in ours if file in modules}
    used = {name for code, _ in ours for name in code.co_names}
    return functions | {file for _, file in ours if file in modules} | (used & names)


def within(code: CodeType) -> bool:
    return "/analysis/" in code.co_filename


def passes(item: pytest.Item) -> bool:
    """Whether a test passes or is skipped; its fixtures are set up and torn down with it."""
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def survives(mutant: Mutant, tests: Sequence[pytest.Item]) -> bool:
    """Whether every test passes with the mutant in place."""
    put(mutant)
    return all(passes(item) for item in tests)


def told_by_child(task, seconds: float = SECONDS) -> object:
    """What `task` returns in a forked child, or None where it dies, raises or takes `seconds` (of zero: any time)."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        if "MUTANTS_LOUD" not in os.environ:
            os.dup2(silence, 2)
        with contextlib.suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            pickle.dump(task(), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None


def put(mutant: Mutant) -> None:
    """Put a mutant into the loaded module: its function's code, or the value of its name wherever it is known."""
    module = sys.modules[mutant.module.removesuffix(".py").replace("/", ".")]
    code = compile(mutant.tree, module.__file__, "exec")
    if mutant.place:
        function_of(module, mutant.place).__code__ = code_of(code, mutant.place)
        return
    fresh = dict(module.__dict__)
    exec(code, fresh)
    for name in mutant.name.split("+"):
        replace(name, getattr(module, name), fresh[name])


def function_of(module: ModuleType, place: str) -> FunctionType:
    """The function of this qualified name, out of what decorates it."""
    found = module
    for name in place.split("."):
        found = found.__dict__[name]
    for inner in ("func", "fget", "__wrapped__"):
        found = getattr(found, inner, None) or found
    return found


def code_of(code: CodeType, place: str) -> CodeType:
    """The code of the function of this qualified name."""
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    exact = [part for part in inner if part.co_qualname == place]
    return exact[0] if exact else next(code_of(p, place) for p in inner if place.startswith(p.co_qualname + "."))


def replace(name: str, old: object, new: object) -> None:
    """Let the new value stand for the old one: in it where that can be changed, else wherever it is imported."""
    if isinstance(old, dict):
        old.clear()
        old.update(new)
    elif hasattr(old, "__dict__"):
        old.__dict__.update(new.__dict__)
    for module in [m for known, m in sys.modules.items() if known.startswith("analysis.")]:
        if vars(module).get(name) is old:
            setattr(module, name, new)


def tried(mutants: Sequence[Mutant], tests: Sequence[str], slow: float = SLOW) -> dict[Mutant, bool]:
    """Whether each mutant is killed by those tests of these files that take less than `slow` seconds."""
    trials = Trials(mutants, slow)
    arguments = [
        "-o",
        "addopts=--import-mode=importlib",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:terminal",
        *tests,
    ]
    pytest.main(arguments, plugins=[trials])
    if len(trials.killed) != len(mutants):
        raise RuntimeError(f"the tests could not be run: {' '.join(tests)}")
    return trials.killed
