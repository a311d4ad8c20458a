"""
Do the tests notice a wrong verdict: conditions, cut-offs, verdicts and cache keys made wrong, one at a time.

    python -m benchmarks.mutants                      every mutant: about half an hour on one core
    python -m benchmarks.mutants --share .1           a tenth of them, the table left alone
    python -m benchmarks.mutants --areas thresholds findings
    python -m benchmarks.mutants --survivors          only what the last run left, after tests were added
    python -m benchmarks.mutants --write-only         the table from the last run's numbers

mutmut 3 leaves constants at the top of a module alone and cosmic-ray starts pytest anew for every mutant; neither knows
verdicts or keys. What survives and is no fault (an equivalent mutant) is listed with its reason in equivalent.toml.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .machine import description
from .mutations import Mutant, mutants
from .readme import mutants_section, write_section
from .trials import SLOW, SLOW_ESTIMATOR, tried

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("mutants.json")
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
SEED = 20_261_126


@dataclass(frozen=True, kw_only=True)
class Area:
    """
    Modules, as patterns below analysis/, and the test files that must notice what is wrong with them.

    Tests that take `slow` seconds of processor or more are left out.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    slow: float = SLOW


CLAIMS = ("report/chapters",)
FINDINGS = ("report/findings", "report/test_findings.py")
AREAS = {
    "claims": Area(modules=("report/chapters/*/claims.py", "report/chapters/*/*_claims.py"), tests=CLAIMS),
    "thresholds": Area(
        modules=("report/document/thresholds.py", "report/document/rules.py"),
        tests=("report/document", *CLAIMS, *FINDINGS),
    ),
    "findings": Area(modules=("report/findings/*.py",), tests=FINDINGS),
    "advice": Area(
        modules=(
            *(f"report/chapters/priorities/{name}.py" for name in ("advice", "evidence", "places", "sizes", "whom")),
            *(f"report/chapters/groups/{name}.py" for name in ("comparability", "compared", "shown_levels")),
            *(f"report/chapters/sensitivity/{name}.py" for name in ("shown_panels", "tallies")),
        ),
        tests=(*CLAIMS, "report/test_sensitivity.py"),
    ),
    "small cells": Area(
        modules=("report/disclosure/*.py", "statistics/foundation/small_cells.py"),
        tests=("report/disclosure", "statistics/foundation", "workflow/guarding"),
    ),
    "choices": Area(
        modules=("statistics/sensitivity/*.py",),
        tests=("statistics/test_sensitivity.py", "statistics/test_specification_parts.py"),
        slow=SLOW_ESTIMATOR,
    ),
    "priorities": Area(
        modules=("statistics/priorities/*.py", "statistics/regression/priorities.py"),
        tests=("statistics/priorities", "statistics/regression/test_priorities.py"),
        slow=SLOW_ESTIMATOR,
    ),
    "losses and groups": Area(
        modules=(
            "statistics/pain_points/*.py",
            "statistics/groups/*.py",
            *(
                f"statistics/description/{name}.py"
                for name in ("completeness", "indicators", "level_shares", "missingness")
            ),
            "statistics/paths/hypotheses.py",
        ),
        tests=("statistics/pain_points", "statistics/groups", "statistics/description", "statistics/paths"),
        slow=SLOW_ESTIMATOR,
    ),
    "strategies": Area(modules=("survey/strategies/*.py",), tests=("survey/strategies",)),
    "screening": Area(modules=("survey/screening/*.py",), tests=("survey/screening",)),
    "headline": Area(
        modules=("statistics/measurement/headline.py",), tests=("statistics/measurement/test_headline.py",)
    ),
    "invariance": Area(
        modules=("statistics/cfa/groups/climb.py", "statistics/cfa/groups/cutoffs.py"), tests=("statistics/cfa/groups",)
    ),
    "fit verdict": Area(modules=("statistics/cfa/after/fit_verdict.py",), tests=("statistics/cfa/after",)),
    "keys": Area(
        modules=("workflow/keeping/fingerprints.py", "workflow/keeping/cache.py", "workflow/keeping/places.py"),
        tests=("workflow/keeping",),
    ),
}


def equivalent() -> dict[str, str]:
    """The mutants that change nothing, by their keys, each with its reason."""
    return {row["mutant"]: row["reason"] for row in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutants"]}


def of_area(area: Area) -> list[Mutant]:
    """The mutants of an area's modules, without those that change nothing."""
    files = sorted({path for pattern in area.modules for path in (ROOT / "analysis").glob(pattern)})
    known = equivalent()
    return [mutant for path in files for mutant in mutants(path, ROOT) if mutant.key not in known]


def rows(name: str, share: float, survivors: set[str] | None) -> list[dict]:
    """A row per module of an area: its mutants, how many were noticed, and which not; of `survivors` alone if given."""
    found = of_area(AREAS[name])
    asked = found if survivors is None else [m for m in found if f"{m.module} {label(m)}" in survivors]
    chosen = random.Random(SEED).sample(asked, round(share * len(asked)))
    area = AREAS[name]
    killed = tried(chosen, [str(ROOT / "tests" / test) for test in area.tests], area.slow) if chosen else {}
    counted = chosen if survivors is None else found
    lost = [mutant for mutant in chosen if not killed[mutant]]
    return [
        {
            "area": name,
            "module": module,
            "n": sum(mutant.module == module for mutant in counted),
            "survivors": [label(mutant) for mutant in sorted(lost, key=by_line) if mutant.module == module],
        }
        for module in sorted({mutant.module for mutant in counted})
    ]


def label(mutant: Mutant) -> str:
    """How the table calls a mutant: by its function, which outlives a line added above it."""
    return f"{mutant.place or mutant.name}: {mutant.change}"


def by_line(mutant: Mutant) -> tuple[str, int]:
    return mutant.module, mutant.line


def main() -> None:
    """Read the command line, try, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description="Mutants noticed and not.")
    parser.add_argument("--areas", nargs="+", choices=list(AREAS), default=list(AREAS))
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants, drawn by a seed (default: all)")
    parser.add_argument("--survivors", action="store_true", help="only those that the last run left; tests were added")
    parser.add_argument("--write-only", action="store_true", help="write the table again, try nothing")
    chosen = parser.parse_args()
    if not chosen.write_only:
        known = json.loads(RESULTS.read_text())["rows"] if RESULTS.exists() else []
        alive = {f"{row['module']} {survivor}" for row in known for survivor in row["survivors"]}
        before = {row["area"] for row in known} if chosen.survivors else set()
        made = [row for name in chosen.areas for row in rows(name, chosen.share, alive if name in before else None)]
        n, n_alive = sum(row["n"] for row in made), sum(len(row["survivors"]) for row in made)
        print(f"\n{n - n_alive} of {n} mutants noticed")
        if chosen.share < 1:
            return
        kept = [row for row in known if row["area"] not in chosen.areas and row["area"] in AREAS]
        kept = sorted([*kept, *made], key=lambda row: (list(AREAS).index(row["area"]), row["module"]))
        RESULTS.write_text(json.dumps({"machine": description(), "rows": kept}, indent=1, ensure_ascii=False) + "\n")
    write_section("mutants", mutants_section(json.loads(RESULTS.read_text()), equivalent()))


if __name__ == "__main__":
    main()
