"""Common-method bias: how much of the answers may be due to the questionnaire itself."""

from analysis.report.document.claim import Claim, either, refused
from analysis.report.document.contents import Results
from analysis.report.document.rules import agreement
from analysis.statistics.foundation.attempts import Unavailable, had
from analysis.statistics.measurement.method_bias import LatentMethod, OneFactorCheck

VERDICTS = ("improper", "not_shown", "weaker_than_typical", "typical_or_stronger")


def claims(results: Results) -> list[Claim]:
    found = results.method_bias
    if found is None:
        return []
    if isinstance(found, Unavailable):
        return [refused("method_bias.refused", found)]
    latent, check = found.method_factor, had(found.one_factor)
    if isinstance(latent, Unavailable):
        checks = [refused("method_bias.refused", latent)]
    else:
        checks = [method_factor(latent, found.n_obs), *starts(latent)]
    return [*checks, *([one_factor(check)] if check else [])]


def method_factor(latent: LatentMethod, n_obs: int) -> Claim:
    """The share of a latent method factor with equal loadings."""
    return Claim(
        id="method_bias.method_factor",
        verdict=latent.verdict,
        verdicts=VERDICTS,
        values={
            "share": latent.share,
            "low": latent.conf_low,
            "is_cut": latent.conf_low == 0,
            "excludes_zero": (latent.conf_low or 0) > 0,
            "high": None if latent.conf_high is None else min(latent.conf_high, 1.0),
            "is_cut_above": (latent.conf_high or 0) > 1,
            "p_value": latent.p_value_boundary,
            "typical": latent.typical_share,
            "includes_typical": includes(latent.conf_low, latent.conf_high, latent.typical_share),
            "largest_change": latent.largest_change,
            "mean_change": latent.mean_change,
            "n_obs": n_obs,
        },
    )


def includes(low: float | None, high: float | None, value: float) -> bool:
    """Whether an interval, where there is one, includes a value."""
    return low is not None and high is not None and low <= value <= high


def starts(latent: LatentMethod) -> list[Claim]:
    """How many starts of the search agree: the likelihood of such a model can have several maxima."""
    searched = latent.convergence
    if searched.n_starts == 1:
        return []
    return [
        Claim(
            id="method_bias.starts",
            verdict=agreement(searched),
            verdicts=("all_agree", "most_agree", "few_agree"),
            values={"n_starts": searched.n_starts, "n_agreeing": searched.n_agreeing},
        )
    ]


def one_factor(check: OneFactorCheck) -> Claim:
    """Harman's check, with the caveat that goes with it."""
    return Claim(
        id="method_bias.one_factor",
        verdict=either(check.exceeds, "exceeds", "below"),
        verdicts=("below", "exceeds"),
        values={"share": check.share, "edge": check.edge, "n_obs": check.n_obs},
    )
