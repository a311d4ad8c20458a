"""Results and records of the example study, to be altered in one thing."""

import copy
import json

import pytest

from analysis import ROOT
from analysis.workflow.keeping import fingerprints, provenance
from tests.report import samples

EXAMPLE = ROOT / "data" / "example"


@pytest.fixture(scope="session")
def origin_of_example():
    files = {name: fingerprints.of_file(EXAMPLE / name) for name in ("codebook.csv", "responses.csv", "study.toml")}
    return json.loads(json.dumps(provenance.origin(EXAMPLE, files, fingerprints.code())))


@pytest.fixture
def origin(origin_of_example):
    return copy.deepcopy(origin_of_example)


@pytest.fixture
def results():
    return samples.example()


@pytest.fixture
def answers():
    """Fingerprints of six rows of three columns."""
    return {
        "rows": [[row, f"r{row}"] for row in range(2, 8)],
        "columns": {name: f"c{name}" for name in ("A", "B", "C")},
    }
