"""Indirect effects by way of the first outcome: for which dimensions they are shown."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.statistics.paths.mediation import MediatedOutcome, MediatedTerm, RefusedOutcome


def claims(results: Results) -> list[Claim]:
    found = results.mediation
    if not found:
        return []
    return [
        refused("further_models.mediation_refused", entry, subject=entry.outcome, scale=entry.outcome)
        if isinstance(entry, RefusedOutcome)
        else indirect(entry, found.mediator)
        for entry in found.outcomes
    ]


def has_indirect(term: MediatedTerm) -> bool:
    """Whether the interval of the indirect effect leaves out zero."""
    (effect,) = (effect for effect in term.effects if effect.kind == "indirect")
    return not effect.conf_low <= 0 <= effect.conf_high


def indirect(entry: MediatedOutcome, mediator: str) -> Claim:
    """For which dimensions the product of slopes by way of the mediator differs from zero."""
    scales = [term.term for term in entry.terms if has_indirect(term)]
    others = [term.term for term in entry.terms if not has_indirect(term)]
    return Claim(
        id="further_models.indirect",
        subject=entry.outcome,
        verdict="all" if not others else either(bool(scales), "some", "none"),
        verdicts=("all", "some", "none"),
        values={
            "scale": entry.outcome,
            "mediator": mediator,
            "scales": scales,
            "others": others,
            "n_obs": entry.n_obs,
            "n_terms": len(entry.terms),
        },
    )
