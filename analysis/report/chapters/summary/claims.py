"""The summary: what was asked, who answered, three findings, one caution."""

from analysis.report.chapters.drivers import claims as drivers
from analysis.report.chapters.findings import claims as found_claims
from analysis.report.chapters.logistic import claims as logistic
from analysis.report.chapters.pain_points import claims as pain_points
from analysis.report.chapters.priorities import claims as priorities
from analysis.report.chapters.reliability import claims as reliability
from analysis.report.chapters.sample import claims as sample
from analysis.report.chapters.structure import claims as structure
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.lookups import available, dimensions, outcomes
from analysis.report.findings import finding as about
from analysis.report.findings.build import of

N_FINDINGS = 3


def claims(results: dict) -> list[Claim]:
    return [
        asked(results),
        *also_asked(results),
        answered(results),
        *findings(results),
        *cautions(results),
        caution(results),
    ]


def asked(results: dict) -> Claim:
    """The question of the study."""
    scales = dimensions(results)
    return Claim(
        id="summary.asked",
        verdict=either(bool(outcomes(results)), "explain", "describe"),
        verdicts=("explain", "describe"),
        values={
            "scales": [scale["name"] for scale in scales],
            "n_dimensions": len(scales),
            "n_items": sum(len(scale["items"]) for scale in scales),
        },
    )


def also_asked(results: dict) -> list[Claim]:
    """Which pain points were asked about; that there are none is said where the measures are described."""
    n_pain_points = len(results["study"].get("pain_points") or [])
    if not n_pain_points:
        return []
    values = {"n_pain_points": n_pain_points}
    return [Claim(id="summary.also_asked", verdict="pain_points", verdicts=("pain_points",), values=values)]


def answered(results: dict) -> Claim:
    """Who answered."""
    study = results["study"]
    return Claim(
        id="summary.answered",
        verdict=either(study["n_analysed"] < study["n_received"], "some_excluded", "all_kept"),
        verdicts=("some_excluded", "all_kept"),
        values={key: study[key] for key in ("n_received", "n_analysed")},
    )


def findings(results: dict) -> list[Claim]:
    """The three findings that matter most among those that these results allow."""
    made = [
        *(odds_finding(results) or driver_finding(results)),
        *priority_finding(results),
        *pain_point_finding(results),
        *structure_finding(results),
        *reliability_finding(results),
        *level_finding(results),
    ]
    return made[:N_FINDINGS]


def odds_finding(results: dict) -> list[Claim]:
    """Of an outcome of two values: which dimensions go with its probability, and the one that does most."""
    model = logistic.fitted(available(results, "regression") or {})
    if not model:
        return []
    found, top = logistic.odds_overview(model), max(model["terms"], key=lambda term: abs(term["marginal_effect"]))
    ends = {f"effect{end}": top[f"marginal_effect{end}"] for end in ("", "_low", "_high")}
    sizes = {"n_events": model["n_events"], "n_obs": model["n_obs"]}
    values = {**found.values, "scale": top["term"], **ends, **sizes}
    return [Claim(id="summary.odds", verdict=found.verdict, verdicts=found.verdicts, values=values)]


def driver_finding(results: dict) -> list[Claim]:
    regression = available(results, "regression")
    if not regression or any(term.get("importance") is None for term in regression["terms"]):
        return []
    first = drivers.first_driver(results)
    values = {**first.values, "r_squared": regression["r_squared"], "n_obs": regression["n_obs"]}
    return [Claim(id="summary.drivers", verdict=first.verdict, verdicts=first.verdicts, values=values)]


def priority_finding(results: dict) -> list[Claim]:
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


def pain_point_finding(results: dict) -> list[Claim]:
    most_met = [claim for claim in pain_points.claims(results) if claim.name == "most_met"]
    return [Claim(id="summary.pain_points", verdict=c.verdict, verdicts=c.verdicts, values=c.values) for c in most_met]


def structure_finding(results: dict) -> list[Claim]:
    efa = available(results, "efa")
    if not efa or not structure.counted(efa):
        return []
    found = structure.factor_number(efa)
    return [Claim(id="summary.structure", verdict=found.verdict, verdicts=found.verdicts, values=found.values)]


def reliability_finding(results: dict) -> list[Claim]:
    if not available(results, "reliability"):
        return []
    scales = reliability.estimated(results)
    if not scales:
        return []
    found = reliability.alpha_overview(scales)
    return [Claim(id="summary.reliability", verdict=found.verdict, verdicts=found.verdicts, values=found.values)]


def level_finding(results: dict) -> list[Claim]:
    found = sample.scale_levels(results)
    return [Claim(id="summary.levels", verdict=c.verdict, verdicts=c.verdicts, values=c.values) for c in found]


def cautions(results: dict) -> list[Claim]:
    """What was found about the analysis itself, the most serious first."""
    return [found_claims.in_brief(finding) for finding in about.cautions(of(results))]


def caution(results: dict) -> Claim:
    """What must not be read into any of it."""
    verdict = "simulated" if results["study"].get("simulated") else "describes_only"
    if verdict != "simulated" and outcomes(results):
        verdict = "not_causal"
    return Claim(id="summary.caution", verdict=verdict, verdicts=("simulated", "not_causal", "describes_only"))
