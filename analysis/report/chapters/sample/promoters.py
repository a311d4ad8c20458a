"""What is said of a question on recommending: promoters, detractors, and the first less the second."""

from analysis.report.document.claim import Claim
from analysis.report.document.contents import Results
from analysis.statistics.description.promoters import LEAST_PROMOTER, MOST_DETRACTOR, NetPromoterScore
from analysis.statistics.foundation.intervals import Interval

VERDICTS = ("more_promoters", "more_detractors", "open")


def claims(results: Results) -> list[Claim]:
    """The net promoter score of each question that has one."""
    found = results.promoters or {}
    return [promoters(scale, score) for scale, score in found.items() if isinstance(score, NetPromoterScore)]


def promoters(scale: str, found: NetPromoterScore) -> Claim:
    """Promoters less detractors, in percentage points, and whether there are more of either."""
    low, high = found.score.conf_low, found.score.conf_high
    return Claim(
        id="sample.promoters",
        verdict="more_promoters" if low > 0 else "more_detractors" if high < 0 else "open",
        verdicts=VERDICTS,
        values={
            "scale": scale,
            "n_obs": found.n_obs,
            "promoters": found.promoters,
            "detractors": found.detractors,
            "score": in_points(found.score),
            "least_promoter": LEAST_PROMOTER,
            "most_detractor": MOST_DETRACTOR,
        },
        subject=scale,
    )


def in_points(share: Interval) -> dict[str, float]:
    """A difference of proportions in percentage points."""
    return {name: 100 * getattr(share, name) for name in ("estimate", "conf_low", "conf_high")}
