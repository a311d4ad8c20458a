"""The chapters of a report: which notebook, what it saves, and for which studies it applies."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis import FILES

NOTEBOOKS = FILES / "notebooks"
REPORT_NOTEBOOK = NOTEBOOKS / "report.ipynb"


def _always(study: dict) -> bool:
    return True


def _has_outcome(study: dict) -> bool:
    return any(scale["kind"] == "outcome" for scale in study["scales"])


def _has_groups(study: dict) -> bool:
    return bool(study["groups"] or study["indicators"])


def _has_pain_points(study: dict) -> bool:
    return bool(study["pain_points"])


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One notebook and the file of results it leaves behind."""

    name: str
    section: str  # names its file, and its place in results.json
    applies: Callable[[dict], bool] = _always  # asked with the section `study` of results.json
    may_be_missing: bool = True  # whether the rest of the report can do without it when its estimator refuses

    @property
    def notebook(self) -> Path:
        """The notebook's file."""
        return NOTEBOOKS / f"{self.name}.ipynb"


CHAPTERS = (
    Chapter(name="01_sample", section="sample", may_be_missing=False),
    Chapter(name="02_reliability", section="reliability"),
    Chapter(name="03_factors", section="efa"),
    Chapter(name="04_regression", section="regression", applies=_has_outcome),
    Chapter(name="05_measurement", section="measurement"),
    Chapter(name="06_groups", section="groups", applies=_has_groups),
    Chapter(name="07_pain_points", section="pain_points", applies=_has_pain_points),
)
