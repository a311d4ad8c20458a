"""
All chapters of a study of 100,000 respondents and 25 items: processor time and peak memory of each, beside R.

    python -m benchmarks.large                    writes large.json and its section of README.md
    python -m benchmarks.large --rows 2000 --only 04_regression

Each chapter runs in a forked child of this warm process, as in a run of a report. The peer, asked in the same sitting,
is lavaan with one robust factor model of as many answers.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: as every run has it

import argparse
import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.survey import once
from analysis.workflow.keeping import fingerprints
from analysis.workflow.running import chapter_runs
from analysis.workflow.running.chapter_runs import Job
from analysis.workflow.running.snapshot import taken

from .machine import description
from .memory import high_water_mark
from .readme import table, write_section
from .samples import Sample, sample, simulated
from .samples import write as written
from .timing import Peer

RESULTS = Path(__file__).with_name("large.json")
N_ROWS = 100_000
LIMIT_SECONDS, LIMIT_MB = 20, 600
PEER = "cfa_mlr"
READING = "reading, with all imports"

SETTINGS = """\
[study]
title.en = "A large study"
responses = "responses.csv"

[report]
languages = ["en"]

[analysis]
seed = 1

[scales]
f1.label.en = "First"
f2.label.en = "Second"
f3.label.en = "Third"
f4.label.en = "Fourth"
f5.label.en = "Outcome"

[pain_points]
p1.label.en = "Waiting"
p2.label.en = "Repeating"
p3.label.en = "Searching"
"""


def study(n_rows: int, folder: Path) -> Path:
    """A study folder: four dimensions and an outcome of five items each, three pain points, a group, an indicator."""
    answers, rng = simulated(n_rows).answers, np.random.default_rng(n_rows)
    met = rng.random((n_rows, 3)) < (0.1, 0.2, 0.4)
    table = answers.astype("Int64").assign(
        p1=met[:, 0].astype(int),
        p2=met[:, 1].astype(int),
        p3=met[:, 2].astype(int),
        shop=rng.choice(["East", "West", "North"], n_rows),
        minutes=np.round(rng.gamma(2, 5, n_rows), 1),
    )
    roles = {"f5": "outcome", "p": "pain_point"}
    rows = [(name, roles.get(name[:2], "item"), name[:2], 1, 5) for name in answers]
    rows += [(name, "pain_point", name, 0, 1) for name in ("p1", "p2", "p3")]
    rows += [("shop", "group", "", "", ""), ("minutes", "indicator", "f1", 0, "")]
    folder.mkdir()
    (folder / "study.toml").write_text(SETTINGS, encoding="utf-8")
    codebook = pd.DataFrame(rows, columns=["variable", "role", "scale", "low", "high"])
    codebook.to_csv(folder / "codebook.csv", index=False)
    table.to_csv(folder / "responses.csv", index=False)
    return folder


def measured(n_rows: int, only: str = "") -> list[dict]:
    """Processor seconds and peak memory of each chapter."""
    with tempfile.TemporaryDirectory() as place:
        snapshot = taken(study(n_rows, Path(place) / "large"), Path(place) / "snapshot")
        with once(snapshot.folder):
            begun = time.process_time()
            jobs = chapter_runs.planned(snapshot, fingerprints.code(), Path(place) / "cache")
            chapter_runs.warm_up(snapshot.folder)
            rows = [{"chapter": READING, "seconds": time.process_time() - begun, "megabytes": high_water_mark()}]
            print(rows[0], flush=True)
            return rows + [of_chapter(job, snapshot.folder) for job in jobs if only in job.chapter.name]


def of_chapter(job: Job, folder: Path) -> dict:
    """One chapter, in a child of its own."""
    reader, writer = os.pipe()
    begun = time.perf_counter()
    if not (child := os.fork()):
        chapter_runs.run_chapter(job, str(folder), kernels=False)
        os.write(writer, f"{high_water_mark()}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        peak = float(said.read())
    used = os.wait4(child, 0)[2]
    seconds = used.ru_utime + used.ru_stime
    found = {"chapter": job.chapter.name, "seconds": seconds, "wall": time.perf_counter() - begun, "megabytes": peak}
    print(found, flush=True)
    return found


def peer_seconds(answers: Sample) -> float | None:
    """Processor seconds that lavaan takes for one robust model of the complete rows; None without R."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        written(answers, folder)
        try:
            return stack.enter_context(Peer(folder)).ask(PEER, "processor")["lavaan"]["seconds"]
        except FileNotFoundError:
            return None


def section(results: dict) -> str:
    """What README.md shows."""
    rows = results["rows"]
    total, peak = sum(row["seconds"] for row in rows), max(row["megabytes"] for row in rows)
    cells = [[row["chapter"], f"{row['seconds']:.1f}", f"{row['megabytes']:,.0f}"] for row in rows]
    cells.append(["**all**", f"{total:.1f}", f"{peak:,.0f}"])
    goals = [
        f"below {limit} {unit}: {'yes' if value < limit else '**no**'}"
        for value, limit, unit in ((total, LIMIT_SECONDS, "s"), (peak, LIMIT_MB, "MB"))
    ]
    peer = results["peer"] and (
        f" In the same sitting lavaan took {results['peer']:.1f} s for one robust factor model of as many answers: "
        f"{results['peer'] / total:.2g} times all chapters."
    )
    machine = results["machine"]
    line = f"{machine['processor']}, Python {machine['python']}, NumPy {machine['numpy']}, one BLAS thread; "
    said = f"{'; '.join(goals)}.{peer or ''}"
    return "\n\n".join((line + said, table(("chapter", "processor, s", "peak, MB"), cells, 1)))


def main() -> None:
    """Measure, keep, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=N_ROWS)
    parser.add_argument("--only", default="", help="a chapter; nothing is kept")
    asked = parser.parse_args()
    rows = measured(asked.rows, asked.only)
    if asked.only or asked.rows != N_ROWS:
        return
    results = {"machine": description(), "rows": rows, "peer": peer_seconds(sample(str(N_ROWS)))}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    write_section("large", section(results))


if __name__ == "__main__":
    main()
