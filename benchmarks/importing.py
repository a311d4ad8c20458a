"""
What an import makes of exports whose truth is known, and how long a large one takes.

    python -m benchmarks.importing                  generated layouts, known studies, real exports, 100,000 rows
    python -m benchmarks.importing --seeds 2        two exports of every layout and subject
    python -m benchmarks.importing --write-only     the table from the last run's numbers

Layouts are generated with seeds that no test uses. Of known studies (../shared, where they are beside the project) the
author's codebook is the truth; of real exports it is, for every column, whether it is personal, and for every answer
in words, whether more of it is a higher number. The numbers are kept in importing.json and written into README.md.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from analysis import ROOT
from analysis.importing import propose, write
from tests.importing.exports.known_studies import judged_study
from tests.importing.exports.layouts import LAYOUTS
from tests.importing.exports.questionnaires import LEVELS, SUBJECTS
from tests.importing.exports.verdicts import Verdict, judged

from .machine import description
from .readme import importing_section, write_section

RESULTS = Path(__file__).with_name("importing.json")
SHARED = ROOT.parent / "shared"
FIRST_SEED = 5_000
N_RESPONDENTS = 240
N_LARGE = 100_000
PERSONAL = {
    "wenjuanxing_text_layout_120.csv": [],
    "google_forms_english_first5.csv": [],
    "google_forms_korean_utf8_first5.csv": [],
    "google_forms_korean_cp949_first5.csv": [],
    "qualtrics_3header_de.csv": ["IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail"],
}
PERSONAL["qualtrics_3header_de.csv"] += ["LocationLatitude", "LocationLongitude"]
REAL_ANSWERS = (
    ("完全不同意", "不同意", "一般", "同意", "完全同意"),
    ("完全不认同", "不认同", "一般", "认同", "非常认同"),
    ("非常负面", "比较负面", "中立", "比较正向", "非常正向"),
)
"""Lists of answers of the real exports that the generator does not know, from little to much."""

COUNTS = ("n_items", "n_lost", "n_marked", "direction_right", "direction_marked")
COUNTS += ("membership_right", "membership_marked", "personal_read")


def layout_verdicts(n_seeds: int) -> Iterator[tuple[str, Verdict]]:
    """Every layout on every subject."""
    for name, layout in LAYOUTS.items():
        for subject in SUBJECTS:
            for seed in range(FIRST_SEED, FIRST_SEED + n_seeds):
                with tempfile.TemporaryDirectory() as place:
                    yield name, judged(layout(seed, N_RESPONDENTS, subject), Path(place))


def study_verdicts(folder: Path) -> Iterator[Verdict]:
    """The studies in a folder; none where it is not on this machine."""
    for study in sorted(folder.glob("*/study.toml")):
        with tempfile.TemporaryDirectory() as place:
            yield judged_study(study.parent, Path(place))


def export_verdicts() -> Iterator[Verdict]:
    """The real exports that hold answers: directions of answers in words, and personal columns."""
    for name, personal in PERSONAL.items():
        path = SHARED / "exports" / name
        if path.exists():
            verdict = Verdict(name=name)
            proposal = propose(path)
            verdict.personal_read = sum(row.variable in personal for row in proposal.columns)
            for row in proposal.columns:
                if row.role in ("item", "outcome") and (known := known_order(row.labels)) is not None:
                    verdict.n_items += 1
                    verdict.n_marked += row.uncertain
                    verdict.direction_right += known
                    verdict.direction_marked += row.uncertain and not known
            yield verdict


def known_order(labels) -> bool | None:
    """Whether labels rise with a known list of answers that holds them all, None where none does."""
    texts = [text for _, text in sorted(labels.items())]
    for levels in (*REAL_ANSWERS, *(levels for families in LEVELS.values() for levels in families.values())):
        if len(texts) > 1 and set(texts) <= set(levels):
            places = [levels.index(text) for text in texts]
            return places == sorted(places)
    return None


def counted(name: str, verdicts: list[Verdict]) -> dict:
    """The sums of some verdicts, and what was neither right nor marked."""
    sums = {count: sum(getattr(verdict, count) for verdict in verdicts) for count in COUNTS}
    faults = [f"{verdict.name}: {fault}" for verdict in verdicts for fault in verdict.faults]
    return {"name": name, "n_files": len(verdicts), **sums, "faults": faults}


def large_import(n: int = N_LARGE) -> dict:
    """Seconds in which a large Wenjuanxing workbook becomes a study folder."""
    export = LAYOUTS["wenjuanxing_texts_xlsx"](FIRST_SEED, n, "shop")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"export{export.suffix}"
        path.write_bytes(export.content)
        started, begun = time.perf_counter(), time.process_time()
        write(propose(path), Path(place) / "study")
        seconds = {"seconds": time.perf_counter() - started, "processor_seconds": time.process_time() - begun}
    return {"n_rows": n, "n_columns": len(export.columns), "megabytes": len(export.content) / 1e6} | seconds


def run(n_seeds: int) -> dict:
    """Everything that is kept."""
    by_layout: dict[str, list[Verdict]] = {}
    for name, verdict in layout_verdicts(n_seeds):
        by_layout.setdefault(name, []).append(verdict)
        print(name, verdict.faults or "", flush=True)
    rows = [counted(name, verdicts) for name, verdicts in by_layout.items()]
    for name, folder in (("studies", SHARED / "studies"), ("cases", SHARED / "review" / "cases")):
        rows += [counted(name, found)] if (found := list(study_verdicts(folder))) else []
    rows += [counted("exports", found)] if (found := list(export_verdicts())) else []
    return {"machine": description(), "rows": rows, "large": large_import()}


def main() -> None:
    """Read the command line, import, keep, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description="Accuracy of imports.")
    parser.add_argument("--seeds", type=int, default=1, help="exports of every layout and subject (default: 1)")
    parser.add_argument("--write-only", action="store_true", help="write the table again, import nothing")
    chosen = parser.parse_args()
    if not chosen.write_only:
        RESULTS.write_text(json.dumps(run(chosen.seeds), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_section("importing", importing_section(json.loads(RESULTS.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
