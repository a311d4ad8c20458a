"""The door of the statistics: every public name is there, and costs nothing until it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis import ROOT, statistics


@pytest.mark.parametrize("name", statistics.__all__)
def test_every_name_is_there(name):
    assert getattr(statistics, name).__module__.startswith("analysis.statistics")


def test_no_name_is_a_module_too():
    modules = {path.stem for path in Path(statistics.__path__[0]).iterdir()}
    assert modules.isdisjoint(statistics.__all__)


def test_an_unknown_name_is_said_to_be_unknown():
    with pytest.raises(AttributeError, match="has no 'cronbach'"):
        statistics.cronbach  # noqa: B018


def test_a_caller_pays_only_for_what_it_asks_for():
    code = (
        "import sys; heavy = ('numpy', 'pandas', 'scipy.stats', 'statsmodels', 'pingouin'); "
        "import analysis.statistics as s; door = [m for m in heavy if m in sys.modules]; "
        "s.cronbach_alpha, s.efa, s.parallel_analysis, s.shapley_importance, s.driver_regression, s.kmo; "
        "print(door, [m for m in heavy[2:] if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[] []"
