"""Other rules of screening: each one step from the study's."""

from dataclasses import replace

from analysis.survey.declared.settings import ScreeningSettings
from analysis.survey.screening.alternatives import other_rules

OWN = ScreeningSettings()


def test_one_step_in_each_direction():
    rules = other_rules(OWN)
    assert list(rules) == ["everyone", "fewer_flags", "more_flags", "stricter", "looser"]
    assert not rules["everyone"].exclude
    assert [rules[name].min_flags for name in ("fewer_flags", "more_flags")] == [1, 3]
    stricter, looser = rules["stricter"], rules["looser"]
    assert looser.min_seconds_per_item < OWN.min_seconds_per_item < stricter.min_seconds_per_item
    assert stricter.max_missing_share < OWN.max_missing_share < looser.max_missing_share == 1.0
    assert stricter.max_longstring_share < OWN.max_longstring_share < looser.max_longstring_share == 1.0
    assert looser.mahalanobis_p < OWN.mahalanobis_p < stricter.mahalanobis_p
    assert looser.min_consistency < OWN.min_consistency < stricter.min_consistency
    assert all(rule.min_flags == OWN.min_flags and rule.exclude for rule in (stricter, looser))


def test_a_study_that_keeps_everyone_is_screened_once():
    rules = other_rules(replace(OWN, exclude=False))
    assert next(iter(rules)) == "screened" and all(rule.exclude for rule in rules.values())


def test_consistency_stays_a_correlation():
    assert other_rules(replace(OWN, min_consistency=-0.9))["looser"].min_consistency == -1.0
