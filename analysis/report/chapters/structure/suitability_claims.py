"""Section 4: whether the answers suit a factor analysis at all."""

from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either
from analysis.report.document.rules import is_rejected
from analysis.statistics.exploratory.structure import FactorStructure
from analysis.statistics.foundation.attempts import had


def kmo(efa: FactorStructure) -> list[Claim]:
    """Sampling adequacy of the whole correlation matrix."""
    found = had(efa.kmo)
    if not found or found.overall is None:
        return []
    return [
        Claim(
            id="structure.kmo",
            verdict=thresholds.KMO.verdict(found.overall),
            verdicts=thresholds.KMO.labels,
            values={"kmo": found.overall, "n_obs": efa.n_obs, "n_items": len(found.items)},
        )
    ]


def kmo_items(efa: FactorStructure) -> list[Claim]:
    """Sampling adequacy of the worst item."""
    found = had(efa.kmo)
    items = {name: value for name, value in found.items.items() if value is not None} if found else {}
    if not items:
        return []
    worst = min(items, key=lambda name: items[name])
    unfit = [name for name, value in items.items() if thresholds.KMO.verdict(value) == "unacceptable"]
    return [
        Claim(
            id="structure.kmo_items",
            verdict=either(bool(unfit), "some_unacceptable", "all_acceptable"),
            verdicts=("all_acceptable", "some_unacceptable"),
            values={
                "item": worst,
                "kmo": items[worst],
                "items": unfit,
                "n_unfit": len(unfit),
                "edge": thresholds.KMO.edges[0],
            },
        )
    ]


def bartlett(efa: FactorStructure, conf_level: float) -> list[Claim]:
    """Test of the null that no two items are correlated."""
    found = had(efa.bartlett)
    if not found:
        return []
    return [
        Claim(
            id="structure.bartlett",
            verdict=either(is_rejected(found.p_value, conf_level), "rejected", "not_rejected"),
            verdicts=("rejected", "not_rejected"),
            values={**vars(found), "n_obs": efa.n_obs},
        )
    ]
