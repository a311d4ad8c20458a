"""What was measured, beside what was said: the level of each indicator, and how it goes with its dimension."""

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.description.indicators import Indicator, IndicatorRelation
from analysis.statistics.foundation.attempts import Unavailable, sound
from analysis.statistics.foundation.intervals import Interval


def claims(results: Results) -> list[Claim]:
    return [claim for name, one in indicators(results).items() for claim in of_indicator(name, one)] + lost(results)


def indicators(results: Results) -> dict[str, Indicator]:
    """The indicators that could be described, in the order of the codebook."""
    return sound(results.indicators or {})


def of_indicator(name: str, one: Indicator) -> list[Claim]:
    """How large it is, and whether its dimension goes with it."""
    return [level(name, one), *related(name, one)]


def level(name: str, one: Indicator) -> Claim:
    """Its median and slowest tenth, or the share of yes."""
    spread = one.spread
    return Claim(
        id="indicators.level",
        subject=name,
        verdict=one.kind,
        verdicts=("quantity", "yes_no"),
        values={
            "indicator": name,
            "n_obs": spread.n_obs,
            "centre": vars(spread.centre),
            "lower": spread.lower_quartile,
            "upper": spread.upper_quartile,
            "ninetieth": spread.ninetieth,
        },
    )


def related(name: str, one: Indicator) -> list[Claim]:
    """Whether the dimension is rated higher or lower where the indicator is higher."""
    found = one.relation
    if not isinstance(found, IndicatorRelation):
        return []
    first, last = found.parts[0], found.parts[-1]
    difference = None if isinstance(found.difference, Unavailable) else vars(found.difference)
    return [
        Claim(
            id=f"indicators.relation_{one.kind}",
            subject=name,
            verdict=direction(found.spearman),
            verdicts=("positive", "negative", "open"),
            values={
                "indicator": name,
                "scale": found.scale,
                "n_obs": found.n_obs,
                "rank": vars(found.spearman),
                "first": vars(first),
                "last": vars(last),
                "difference": difference,
                "is_split_in_four": len(found.parts) == 4,
            },
        )
    ]


def direction(correlation: Interval) -> str:
    """Where the interval of a correlation lies."""
    if correlation.conf_low <= 0 <= correlation.conf_high:
        return "open"
    return either(correlation.estimate > 0, "positive", "negative")


def lost(results: Results) -> list[Claim]:
    """Indicators that could not be described, or not be set beside their dimension, with the reason."""
    found = results.indicators or {}
    reasons = {name: one if isinstance(one, Unavailable) else one.relation for name, one in found.items()}
    return [
        Claim(
            id="indicators.lost",
            subject=name,
            verdict=either(isinstance(found[name], Unavailable), "itself", "relation"),
            verdicts=("itself", "relation"),
            values={"indicator": name, "refusal": reason},
        )
        for name, reason in reasons.items()
        if isinstance(reason, Unavailable)
    ]
