"""What is said of other choices of analysis: how many verdicts never change, which do, and what moves them."""

from collections import Counter

from analysis.report.chapters.sensitivity.tallies import KINDS, by_choice
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.findings.build import of
from analysis.report.findings.finding import grouped, named
from analysis.report.findings.readings import UNDECIDED
from analysis.statistics.foundation.attempts import had
from analysis.statistics.sensitivity.estimates import Choices, SpecificationCurve

BOTH = {True, False}
FULL_INFORMATION = ("fiml", "fiml_mlr")  # methods that use all answers where others use complete respondents
OVERALL = ("r_squared", "cfi")
"""Coefficients of a whole model, of which the report has one."""


def claims(results: Results) -> list[Claim]:
    curve = had(results.sensitivity)
    if not curve or not sensitivity.stated(results):
        return []
    return [
        varied(curve),
        *refused(curve),
        rule(curve),
        overview(results),
        *changed(results),
        *moved(results),
        *extreme(results),
    ]


def varied(curve: SpecificationCurve) -> Claim:
    """The choices of which more than one was made."""
    choices = [one.choices for one in sensitivity.asked(curve)]
    return Claim(
        id="sensitivity.varied",
        verdict="some",
        verdicts=("some",),
        values={"n_specifications": len(choices), "varied": [kind for kind in KINDS if is_varied(kind, choices)]},
    )


def is_varied(kind: str, choices: list[Choices]) -> bool:
    """Whether two specifications of one part of the report make this choice differently."""
    if kind == "missing" and {choice.method in FULL_INFORMATION for choice in choices if choice.part == "fit"} == BOTH:
        return True
    made = {(choice.part, getattr(choice, kind)) for choice in choices if getattr(choice, kind)}
    return len(made) > len({part for part, _ in made})


def rule(curve: SpecificationCurve) -> Claim:
    """When a verdict is not robust, and whether the exclusions are among the reasons."""
    choices = [one.choices for one in curve.specifications]
    return Claim(
        id="sensitivity.rule",
        verdict=either(is_varied("respondents", choices), "exclusions", "no_exclusions"),
        verdicts=("exclusions", "no_exclusions"),
        values={"agree": thresholds.SPECIFICATIONS_AGREE},
    )


def refused(curve: SpecificationCurve) -> list[Claim]:
    """How many specifications could not be estimated, and the commonest reason."""
    found = sensitivity.refused(curve)
    if not found:
        return []
    code, _ = Counter(reason.code for _, reason in found).most_common(1)[0]
    reason = next(reason for _, reason in found if reason.code == code)
    return [
        Claim(
            id="sensitivity.refused",
            verdict=either(len({r.code for _, r in found}) > 1, "several_reasons", "one_reason"),
            verdicts=("one_reason", "several_reasons"),
            values={"n_refused": len(found), "n_specifications": len(sensitivity.asked(curve)), "refusal": reason},
        )
    ]


def overview(results: Results) -> Claim:
    """How many verdicts are the same in every specification, of which kinds all are, and which are open in all."""
    rows = sensitivity.stated(results)
    n_flips = sum(row.flips for row in rows)
    flipping = {row.key.quantity for row in rows if row.flips}
    decided = {row.key.quantity for row in rows if row.own.verdict not in UNDECIDED}
    whole = [kind for kind in dict.fromkeys(row.key.quantity for row in rows) if kind not in flipping]
    undecided = [kind for kind in whole if kind not in decided]
    return Claim(
        id="sensitivity.overview",
        verdict="steady" if not n_flips else either(n_flips == len(rows), "none_steady", "some_change"),
        verdicts=("steady", "some_change", "none_steady"),
        values={
            "n_verdicts": len(rows),
            "n_steady": len(rows) - n_flips,
            "wholly": [kind for kind in whole if kind in decided],
            "open": grouped(row.told() for row in rows if row.key.quantity in undecided),
        },
    )


def changed(results: Results) -> list[Claim]:
    """Which verdicts are not robust, and which are others under some specifications."""
    finding = named(of(results), "specifications_flip")
    if not finding:
        return []
    withdrawn = finding.values["withdrawn"]
    qualified = [flip for flip in finding.values["flips"] if flip not in withdrawn]
    verdict = "both" if withdrawn and qualified else either(bool(withdrawn), "withdrawn", "qualified")
    return [
        Claim(
            id="sensitivity.changed",
            verdict=verdict,
            verdicts=("withdrawn", "qualified", "both"),
            values={
                "withdrawn": grouped(withdrawn),
                "qualified": grouped(qualified),
                "n_withdrawn": len(withdrawn),
                "n_qualified": len(qualified),
                "n_flips": len(finding.values["flips"]),
                "n_steady": finding.values["n_steady"],
            },
        )
    ]


def moved(results: Results) -> list[Claim]:
    """The choice under which the largest share of verdicts is another, of those under which enough were read."""
    enough = [tally for tally in by_choice(results) if tally.n_read >= thresholds.FEWEST_READ]
    tallies = [tally for tally in enough if not tally.is_report and tally.n_differing]
    if not tallies:
        return []
    most = max(tallies, key=lambda tally: tally.share)
    return [
        Claim(
            id="sensitivity.moved",
            verdict="some",
            verdicts=("some",),
            values={
                "kind": most.kind,
                "choice": most.choice,
                "n_differing": most.n_differing,
                "n_read": most.n_read,
                "share": most.share,
            },
        )
    ]


def extreme(results: Results) -> list[Claim]:
    """Of the coefficients of a whole model, those of which the report has the highest or lowest of all."""
    made = []
    for row in sensitivity.stated(results):
        values = [round(other.value, 3) for _, other in row.others if other.value is not None]
        if row.key.quantity not in OVERALL or row.own.value is None or not values:
            continue
        own = round(row.own.value, 3)
        end = "highest" if own > max(values) else either(own < min(values), "lowest", "")
        if end:
            made.append(
                Claim(
                    id="sensitivity.extreme",
                    subject=row.key.quantity,
                    verdict=end,
                    verdicts=("highest", "lowest"),
                    values={
                        "kind": row.key.quantity,
                        "n": len(values) + 1,
                        "low": min(own, *values),
                        "high": max(own, *values),
                    },
                )
            )
    return made
