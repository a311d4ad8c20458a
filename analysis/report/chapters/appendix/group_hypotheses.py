"""The tests of groups: equal means, ranks and adjusted means of every scale, and the pairs where means are apart."""

from collections.abc import Iterator
from typing import Any

from analysis.report.chapters.appendix.tested import Test
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.groups.differences import GroupDifference
from analysis.statistics.groups.tests import LevelPair, MeansTest


def tests(results: Results) -> list[Test]:
    """Every test, by grouping and scale."""
    level = results.study.conf_level
    return [
        Test(**({"section": "groups", "subject": scale, "words": {"group": group}} | fields))
        for group, scale, found in comparisons(results)
        for fields in (*of_scale(found), *(of_pair(pair, group) for pair in listed_pairs(found, level)))
    ]


def comparisons(results: Results) -> Iterator[tuple[str, str, GroupDifference]]:
    """Every scale by every grouping."""
    for group, scales in (had(results.groups) or {}).items():
        for scale, found in sound(scales).items():
            yield group, scale, found


def of_scale(found: GroupDifference) -> list[dict[str, Any]]:
    """The tests of one scale by one grouping."""
    symbol = "t" if isinstance(found.test, MeansTest) and found.test.test == "welch_t" else "F"
    made = {
        ("equal_group_means", symbol): had(found.test),
        ("equal_group_ranks", "χ²"): had(found.rank_test),
        ("equal_adjusted_means", "F"): had(found.adjusted),
    }
    return [
        {
            "null": null,
            "symbol": sign,
            "statistic": test.statistic,
            "df": test.df[0] if isinstance(test.df, list) and len(test.df) == 1 else test.df,
            "p_value": test.p_value,
            "p_adjusted": test.p_value_holm,
        }
        for (null, sign), test in made.items()
        if test
    ]


def of_pair(pair: LevelPair, group: str) -> dict[str, Any]:
    """The test of one pair of levels."""
    return {
        "null": "equal_pair_means",
        "symbol": "t",
        "statistic": pair.statistic,
        "df": pair.df,
        "p_value": pair.p_value,
        "p_adjusted": pair.p_value_holm,
        "words": {"group": group, "level": pair.a, "reference": pair.b},
    }


def listed_pairs(found: GroupDifference, conf_level: float) -> list[LevelPair]:
    """The pairs of a scale whose means are told apart; of two levels the pair is that very test."""
    test, pairs = had(found.test), had(found.pairs) or []
    return pairs if test and len(pairs) > 1 and is_rejected(test.p_value_holm, conf_level) else []


def n_unlisted_pairs(results: Results) -> int:
    """Pairs that were compared though the means of their scale are not told apart."""
    level = results.study.conf_level
    several = [found for *_, found in comparisons(results) if len(had(found.pairs) or []) > 1]
    return sum(len(had(found.pairs) or []) - len(listed_pairs(found, level)) for found in several)
