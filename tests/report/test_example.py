"""The results that the report's tests start from have everything that the chapters save today."""

from analysis.report.document import results
from tests.report import samples
from tests.report.remake_example import EXAMPLE, key_paths


def test_the_kept_results_have_the_places_of_a_fresh_run(ran):
    kept, fresh = set(key_paths(samples.example())), set(key_paths(results.read(ran(EXAMPLE) / "results.json")))
    assert not kept ^ fresh, "run python -m tests.report.remake_example"


def test_a_place_that_is_missing_anywhere_is_found():
    results = samples.example()
    whole = set(key_paths(results))
    del results["study"]["items"][-1]["reversed"], results["invariance"]["gender"]["strict"]["fit"]["cfi"]
    assert whole - set(key_paths(results)) == {"/invariance/gender/strict/fit/cfi"}  # other items have it
