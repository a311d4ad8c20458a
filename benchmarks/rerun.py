"""
How long `verify` of the example takes beside its report: processor and wall-clock seconds, made one after the other.

    python -m benchmarks.rerun      writes rerun.json and its section of README.md: about two minutes
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis import ROOT

from .machine import description
from .readme import table, write_section

RESULTS = Path(__file__).with_name("rerun.json")
STUDY = "data/example"
MOST = 1.5


def timed(*arguments: str) -> dict:
    """Seconds of a command of the project, with all processes that it starts; raises where it fails."""
    begun, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-m", "analysis", *arguments], cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return {"processor": processor, "wall": time.perf_counter() - begun}


def measured() -> dict:
    """The seconds of a report and of its verification."""
    with tempfile.TemporaryDirectory() as place:
        report = timed("report", STUDY, "--force", "--out", f"{place}/report")
        return {
            "report": report,
            "verify": timed("verify", STUDY, "--report", f"{place}/report", "--out", f"{place}/v"),
        }


def section(results: dict) -> str:
    """What README.md shows."""
    machine = results["machine"]
    clocks = ("processor", "wall")
    ratios = [results["verify"][clock] / results["report"][clock] for clock in clocks]
    rows = [[name, *(f"{results[name][clock]:.1f}" for clock in clocks)] for name in ("report", "verify")]
    rows.append(["ratio", *(f"{ratio:.2f}" for ratio in ratios)])
    rows.append([f"below {MOST}", *("yes" if ratio < MOST else "**no**" for ratio in ratios)])
    line = f"{machine['cores']} cores of {machine['processor']}, Python {machine['python']}."
    return line + "\n\n" + table(("the example", "processor, s", "wall clock, s"), rows, 1)


def main() -> None:
    """Measure, keep, write."""
    results = {"machine": description(), **measured()}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    write_section("rerun", section(results))


if __name__ == "__main__":
    main()
