"""What is said of other choices of analysis: how many verdicts never change, which do, and what moves them."""

from collections import Counter

from analysis.report.chapters.sensitivity.tallies import by_choice
from analysis.report.document.claim import Claim, either
from analysis.report.document.contents import Results
from analysis.report.findings import sensitivity
from analysis.report.findings.build import of
from analysis.report.findings.finding import grouped, named
from analysis.statistics.foundation.attempts import had
from analysis.statistics.sensitivity.estimates import Choices, SpecificationCurve

KINDS = ("respondents", "scores", "missing", "method")
BOTH = {True, False}
FULL_INFORMATION = ("fiml", "fiml_mlr")  # methods that use all answers where others use complete respondents


def claims(results: Results) -> list[Claim]:
    curve = had(results.sensitivity)
    if not curve or not sensitivity.compared(results):
        return []
    return [varied(curve), *refused(curve), overview(results), *changed(results), *moved(results)]


def varied(curve: SpecificationCurve) -> Claim:
    """What was varied, and what does not arise for the study."""
    choices = [one.choices for one in sensitivity.asked(curve)]
    present = [kind for kind in KINDS if is_varied(kind, choices)]
    absent = [kind for kind in KINDS if kind not in present]
    return Claim(
        id="sensitivity.varied",
        verdict=either(bool(absent), "some_absent", "all_varied"),
        verdicts=("all_varied", "some_absent"),
        values={"n_specifications": len(choices), "present": present, "absent": absent},
    )


def is_varied(kind: str, choices: list[Choices]) -> bool:
    """Whether two specifications of one part of the report make this choice differently."""
    if kind == "missing" and {choice.method in FULL_INFORMATION for choice in choices if choice.part == "fit"} == BOTH:
        return True
    made = {(choice.part, getattr(choice, kind)) for choice in choices if getattr(choice, kind)}
    return len(made) > len({part for part, _ in made})


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
    """How many verdicts are the same in every specification."""
    rows = sensitivity.compared(results)
    n_flips = len(sensitivity.flipped(results))
    kinds = list(dict.fromkeys(row.key.quantity for row in rows))
    flipping = {row.key.quantity for row in rows if row.flips}
    return Claim(
        id="sensitivity.overview",
        verdict="steady" if not n_flips else either(n_flips == len(rows), "none_steady", "some_change"),
        verdicts=("steady", "some_change", "none_steady"),
        values={
            "n_verdicts": len(rows),
            "n_steady": len(rows) - n_flips,
            "n_flips": n_flips,
            "wholly": [kind for kind in kinds if kind not in flipping],
        },
    )


def changed(results: Results) -> list[Claim]:
    """Which verdicts are withdrawn, and which only qualified."""
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
            },
        )
    ]


def moved(results: Results) -> list[Claim]:
    """The choice under which the largest share of verdicts is another, where any is."""
    tallies = [tally for tally in by_choice(results) if not tally.is_report and tally.n_differing]
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
