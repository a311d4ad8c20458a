"""The answers described: the items at both ends of each dimension, and the correlations of the scores."""

from itertools import combinations

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import apartness
from analysis.statistics.description.agreement import Agreement, ItemAgreement, ItemOrder
from analysis.statistics.description.paired import PairedDifference
from analysis.statistics.description.score_correlations import ScoreCorrelations
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.foundation.intervals import Interval
from analysis.survey.description import ScaleSection

APART = ("apart", "open", "uncompared")


def claims(results: Results) -> list[Claim]:
    return [*correlations(results), *items(results)]


def correlations(results: Results) -> list[Claim]:
    """How strongly the scores go together, and which pairs may not at all."""
    found = had(results.correlations)
    pairs = known_pairs(found) if found else []
    if not found or not pairs:
        return []
    open_pairs = [pair for pair in pairs if pair["conf_low"] <= 0 <= pair["conf_high"]]
    verdict = "all_apart" if not open_pairs else either(len(open_pairs) < len(pairs), "some_open", "none_apart")
    return [
        Claim(
            id="description.correlations",
            verdict="one_pair" if len(pairs) == 1 else verdict,
            verdicts=("one_pair", "all_apart", "some_open", "none_apart"),
            values={
                "n_obs": found.n_obs,
                "n_pairs": len(pairs),
                "n_open": len(open_pairs),
                "open": [pair["pair"] for pair in open_pairs],
                "lowest": min(pairs, key=lambda pair: pair["estimate"]),
                "highest": max(pairs, key=lambda pair: pair["estimate"]),
            },
        )
    ]


def known_pairs(found: ScoreCorrelations) -> list[dict]:
    """Every two scores that have a correlation, with its interval."""
    places = combinations(range(len(found.terms)), 2)
    cells = [
        {
            "pair": [found.terms[i], found.terms[j]],
            "estimate": found.matrix[i][j],
            "conf_low": found.conf_low[i][j],
            "conf_high": found.conf_high[i][j],
        }
        for i, j in places
    ]
    return [cell for cell in cells if cell["estimate"] is not None]


def items(results: Results) -> list[Claim]:
    """For every dimension of two items or more, its worst and its best item."""
    found = had(results.agreement)
    if not found:
        return []
    orders = sound(found.scales)
    scales = [scale for scale in results.study.dimensions if scale.name in orders]
    return [claim for scale in scales for claim in of_scale(results, found, scale, orders[scale.name])]


def of_scale(results: Results, found: Agreement, scale: ScaleSection, order: ItemOrder) -> list[Claim]:
    """
    The worst item of a dimension, and the best; of two items the worst says it all.

    Where no end of the dimension is better, they are the item with the lowest mean and the one with the highest.
    """
    ends = {"worst": order.lowest, "best": order.highest}
    if scale.better == "low":
        ends = {"worst": order.highest, "best": order.lowest}
    chosen = ends if len(order.items) > 2 else {"worst": ends["worst"]}
    shares = sound(found.items)
    return [
        end(results, name, scale, compared, shares[compared.a])
        for name, compared in chosen.items()
        if compared and compared.a in shares
    ]


def end(results: Results, name: str, scale: ScaleSection, compared: PairedDifference, share: ItemAgreement) -> Claim:
    """One end of a dimension: the item, its mean, its share of high answers, and whether it is apart from the next."""
    difference, described = compared.difference, sound(results.sample.items).get(compared.a)
    asked = results.study.by_variable[compared.a]
    return Claim(
        id=f"description.{name}",
        subject=scale.name,
        verdict=apartness(compared, "apart", "open"),
        verdicts=APART,
        values={
            "scale": scale.name,
            "item": compared.a,
            "second": compared.b,
            "is_reversed": asked.reversed,
            "is_lowest": (name == "worst") is (scale.better != "low"),
            "mean": described.mean if described else None,
            "answered": share.agree and vars(share.agree),
            "answer": share.agree_from,
            "is_highest_answer": share.agree_from >= asked.high,
            "n_obs": share.n_obs,
            "difference": difference and upward(difference),
        },
    )


def upward(difference: Interval) -> dict[str, float]:
    """A difference as it is said: its size, and the ends of its interval the same way round."""
    sign = -1 if difference.estimate < 0 else 1
    low, high = sorted((sign * difference.conf_low, sign * difference.conf_high))
    return {"size": abs(difference.estimate), "conf_low": low, "conf_high": high}
