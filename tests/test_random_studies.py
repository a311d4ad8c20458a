"""Whatever can be read ends in a report: twenty small studies drawn at random, every chapter, both languages."""

import json

import pytest

from analysis import survey
from analysis.report.document import results, schema
from tests import random_studies
from tests.report import consistency

SEEDS = range(20)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_study_that_can_be_read_ends_in_a_report(seed, tmp_path):
    try:
        study = survey.load(random_studies.write(tmp_path, seed))
    except survey.DataError as unsound:
        assert unsound.problems  # not sound: said so before anything was analysed
        return
    found = random_studies.analysed(study)
    assert random_studies.unexpected(found) == []
    results.require_valid(found)
    made = schema.typed(found)
    read = results.plain(made)
    assert {name: part for name, part in read.items() if part is not None} == found
    json.dumps(found, allow_nan=False)
    assert list(consistency.every_sentence_suits_its_subject_and_its_grammar(found, [], None)) == []


def test_most_of_the_studies_can_be_read(tmp_path):
    """Else the test above would pass over what it is for."""
    sound = 0
    for seed in SEEDS:
        try:
            survey.load(random_studies.write(tmp_path / str(seed), seed))
            sound += 1
        except survey.DataError:
            continue
    assert sound >= 14


def test_an_unexpected_error_would_be_found():
    fault = {"unavailable": "...", "code": "unexpected_error", "values": {"error": "LinAlgError: x"}}
    assert random_studies.unexpected({"cfa": {"models": [{}, fault]}}) == ["cfa/models/1: {'error': 'LinAlgError: x'}"]
