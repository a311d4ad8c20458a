"""The first page: what was asked, three findings, what follows from them, one caution."""

from typing import Any

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.findings import claims as found_claims
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.chapters.pain_points import claims as pain_points
from analysis.report.chapters.pain_points.together_claims import dose_values
from analysis.report.chapters.priorities import advice
from analysis.report.chapters.priorities import places as priorities
from analysis.report.chapters.reliability import claims as reliability
from analysis.report.chapters.structure import claims as structure
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected
from analysis.report.findings import finding as about
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import had, sound
from analysis.statistics.regression.drivers import DriverRegression

N_FINDINGS = 3


def claims(results: Results) -> list[Claim]:
    return [
        asked(results),
        *findings(results),
        *follows(results),
        *(advice.in_brief(one) for one in advice.first(results) if advice.is_long(one)),
        *cautions(results),
        caution(results),
    ]


def asked(results: Results) -> Claim:
    """The question of the study."""
    scales = results.study.dimensions
    return Claim(
        id="summary.asked",
        verdict=either(bool(results.study.outcomes), "explain", "describe"),
        verdicts=("explain", "describe"),
        values={
            "n_dimensions": len(scales),
            "n_items": sum(len(scale.items) for scale in scales),
        },
    )


def findings(results: Results) -> list[Claim]:
    """The three findings that matter most among those that these results allow."""
    made = [
        *worst_item(results),
        *(odds_finding(results) or driver_finding(results)),
        *(dose_finding(results) or pain_point_finding(results)),
        *structure_finding(results),
        *reliability_finding(results),
    ]
    return made[:N_FINDINGS]


def worst_item(results: Results) -> list[Claim]:
    """
    Of all items of the dimensions, the one rated least favourably, as far as it lies along its answer scale.

    Nothing where the study does not say which end of a dimension is the better one.
    """
    found = [
        (place(claim, results), claim)
        for scale in results.study.dimensions
        if scale.better
        for claim in priorities.weakest_item(results, scale)
    ]
    if not found:
        return []
    turned = any(claim.values["less_is_better"] for _, claim in found)
    _, worst = min(found, key=lambda pair: pair[0])
    name = worst.values["item"]
    asked, described = results.study.by_variable[name], sound(results.sample.items)
    conf_low, conf_high = priorities.mean_limits(described[name], results.study.conf_level)
    values = {**worst.values, "scale": worst.subject, "low": asked.low, "high": asked.high, "is_turned": turned}
    values |= {"conf_low": conf_low, "conf_high": conf_high, "next": runner_up(results, found, name)}
    return [Claim(id="summary.worst_item", verdict=worst.verdict, verdicts=worst.verdicts, values=values)]


def runner_up(results: Results, found: list[tuple[float, Claim]], worst: str) -> dict[str, Any] | None:
    """The item rated least favourably after the worst, of the dimensions that were looked at, and its mean."""
    scales = [results.study.scale(claim.subject) for _, claim in found]
    described = sound(results.sample.items)
    rated = [
        (favour(results, name, described[name].mean, less_is_better=scale.better == "low"), name)
        for scale in scales
        for name in scale.items
        if name in described and name != worst
    ]
    return {"item": min(rated)[1], "mean": described[min(rated)[1]].mean} if rated else None


def place(claim: Claim, results: Results) -> float:
    """How favourably a dimension's least favourable item was rated."""
    values = claim.values
    return favour(results, values["item"], values["mean"], less_is_better=values["less_is_better"])


def favour(results: Results, item: str, mean: float, *, less_is_better: bool) -> float:
    """How favourably an item was rated: 0 the worst answer that could be given, 1 the best."""
    asked = results.study.by_variable[item]
    share = (mean - asked.low) / (asked.high - asked.low)
    return 1 - share if less_is_better else share


def dose_finding(results: Results) -> list[Claim]:
    """How the outcome differs with the number of pain points met, from the least to the most that are shown."""
    found = had(results.pain_points)
    levels, trend = (had(found.dose) or [], had(found.trend)) if found else ([], None)
    shown = [level for level in levels if level.mean is not None]
    if not found or not trend or len(shown) < 2:
        return []
    first, last = shown[0], shown[-1]
    rejected = is_rejected(trend.p_value, results.study.conf_level)
    return [
        Claim(
            id="summary.dose",
            verdict=either(trend.estimate < 0, "falls", "rises") if rejected else "not_rejected",
            verdicts=("falls", "rises", "not_rejected"),
            values={
                "first": dose_values(first, len(found.prevalence)),
                "last": dose_values(last, len(found.prevalence)),
                "slope": trend.estimate,
                "low": trend.conf_low,
                "high": trend.conf_high,
            },
        )
    ]


def odds_finding(results: Results) -> list[Claim]:
    """Of an outcome of two values: which dimensions go with its probability, and the one that does most."""
    model = logistic.fitted(results.regression)
    if not model:
        return []
    found, top = logistic.odds_overview(model), max(model.terms, key=lambda term: abs(term.marginal_effect))
    values = {
        **found.values,
        "scale": top.term,
        "effect": top.marginal_effect,
        "effect_low": top.marginal_effect_low,
        "effect_high": top.marginal_effect_high,
        "n_events": model.n_events,
        "n_obs": model.n_obs,
    }
    return [Claim(id="summary.odds", verdict=found.verdict, verdicts=found.verdicts, values=values)]


def driver_finding(results: Results) -> list[Claim]:
    regression = results.drivers
    if regression and len(regression.terms) == 1:
        return [explained_alone(regression)]
    if not regression or not regression.weighed:
        return []
    first = drivers.first_driver(results)
    values = {**first.values, "r_squared": regression.r_squared, "n_obs": regression.n_obs}
    return [Claim(id="summary.drivers", verdict=first.verdict, verdicts=first.verdicts, values=values)]


def explained_alone(regression: DriverRegression) -> Claim:
    """What the only dimension accounts for."""
    found = drivers.explained(regression)
    values = {"scale": regression.terms[0].term, "n_obs": regression.n_obs, **found.values}
    return Claim(id="summary.explained", verdict=found.verdict, verdicts=found.verdicts, values=values)


def priority_finding(results: Results) -> list[Claim]:
    rows = priorities.placed(results)
    if not rows:
        return []
    concentrate = [row.term for row in rows if row.reading == "concentrate"]
    decided = [row.term for row in rows if row.reading in priorities.QUADRANTS]
    verdict = "concentrate" if concentrate else either(bool(decided), "nothing_to_concentrate_on", "undecided")
    return [
        Claim(
            id="summary.priorities",
            verdict=verdict,
            verdicts=("concentrate", "nothing_to_concentrate_on", "undecided"),
            values={
                "scales": concentrate,
                "n_decided": len(decided),
                "n_terms": len(rows),
                "threshold": thresholds.ADVICE_PROBABILITY,
            },
        )
    ]


def pain_point_finding(results: Results) -> list[Claim]:
    most_met = [claim for claim in pain_points.claims(results) if claim.name == "most_met"]
    return [Claim(id="summary.pain_points", verdict=c.verdict, verdicts=c.verdicts, values=c.values) for c in most_met]


def structure_finding(results: Results) -> list[Claim]:
    efa = had(results.efa)
    if not efa or not structure.counted(efa):
        return []
    found = structure.factor_number(efa)
    return [Claim(id="summary.structure", verdict=found.verdict, verdicts=found.verdicts, values=found.values)]


def reliability_finding(results: Results) -> list[Claim]:
    if not had(results.reliability):
        return []
    scales = reliability.estimated(results)
    if not scales:
        return []
    found = reliability.alpha_overview(scales)
    return [Claim(id="summary.reliability", verdict=found.verdict, verdicts=found.verdicts, values=found.values)]


def follows(results: Results) -> list[Claim]:
    """How the map of importance and performance reads, where it calls for nothing in particular."""
    return [] if advice.first(results) else priority_finding(results)


def cautions(results: Results) -> list[Claim]:
    """
    The most serious of what was found about the analysis itself, misfit in places last, and what else there is.

    Conclusions that are not drawn are always named: a reader of this page alone cannot look them up.
    """
    found = sorted(about.cautions(of(results)), key=is_local_misfit)
    told = [finding for finding in found if finding is found[0] or finding.code == "specifications_flip"]
    codes = [finding.code for finding in found if finding not in told]
    more = Claim(id="summary.more_cautions", verdict="limits", verdicts=("limits",), values={"codes": codes})
    return [*map(found_claims.in_brief, told), *([more] if codes else [])]


def is_local_misfit(finding: about.Finding) -> bool:
    """Whether a finding is that a model fits as a whole, but not in every place."""
    return finding.code == "misfit" and bool(finding.values["is_local"])


def caution(results: Results) -> Claim:
    """What must not be read into any of it."""
    verdict = either(bool(results.study.outcomes), "not_causal", "describes_only")
    return Claim(id="summary.caution", verdict=verdict, verdicts=("not_causal", "describes_only"))
