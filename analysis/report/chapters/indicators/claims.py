"""Measured indicators and ratings: the level of each indicator, and how its dimension is related to it."""

from collections.abc import Iterable

from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.statistics.description.indicators import HIGH, Indicator, IndicatorRelation, Spread
from analysis.statistics.foundation.attempts import Unavailable, sound
from analysis.statistics.foundation.intervals import Interval


def claims(results: Results) -> list[Claim]:
    made = [claim for name, one in indicators(results).items() for claim in of_indicator(results, name, one)]
    return [*sources(results), *made, *lost(results)]


def indicators(results: Results) -> dict[str, Indicator]:
    """The indicators that could be described, in the order of the codebook."""
    return sound(results.indicators or {})


def sources(results: Results) -> list[Claim]:
    """Where the indicators come from, in the order of the codebook; nothing where it does not say so of them all."""
    said = [entry.source for entry in results.study.indicators if entry.variable in indicators(results)]
    if not said or not all(any(source.values()) for source in said):
        return []
    distinct = [source for place, source in enumerate(said) if source not in said[:place]]
    return [
        Claim(
            id="indicators.sources",
            verdict="named",
            verdicts=("named",),
            values={"sources": distinct},
        )
    ]


def of_indicator(results: Results, name: str, one: Indicator) -> list[Claim]:
    """How large it is, and whether its dimension is related to it."""
    return [level(results, name, one), *related(name, one)]


def form_of(values: Iterable[float | None]) -> str:
    """The form that numbers of one quantity have in common: whole where all are, else with a decimal."""
    return either(all(float(value).is_integer() for value in values if value is not None), "whole", "one_decimal")


def printed(spread: Spread) -> list[float | None]:
    """The numbers by which a spread is told."""
    centre = spread.centre
    ends = [centre.estimate, centre.conf_low, centre.conf_high]
    return [*ends, spread.lower_quartile, spread.upper_quartile, spread.ninetieth]


def spared(results: Results, name: str) -> int | None:
    """How many have a value that stands for none; None where so few that it is not published."""
    n_analysed = results.study.n_analysed
    without, asked = results.sample.not_applicable.get(name, 0), results.sample.asked.get(name, n_analysed)
    return None if without is None or asked is None else without - (n_analysed - asked)


def level(results: Results, name: str, one: Indicator) -> Claim:
    """Its median, quartiles and a high value, or the share of yes; and who is not counted."""
    spread = one.spread
    labels = next(entry.not_applicable for entry in results.study.indicators if entry.variable == name)
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
            "percentile": 100 * HIGH,
            "form": form_of(printed(spread)),
            "labels": labels if spared(results, name) != 0 else [],
            "n_spared": spared(results, name),
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
                "form": form_of((first.high, last.low)),
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
