"""What the paper says of how the answers were analysed: estimators, rules, level and software, and no result."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from analysis import __version__
from analysis.report.chapters.hypotheses.claims import tested
from analysis.report.document import thresholds
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

LIBRARIES = {"numpy": "NumPy", "scipy": "SciPy", "pandas": "pandas", "statsmodels": "statsmodels"}
MEASURING = ("paired", "reliability", "factors", "model", "method", "invariance")
EXPLAINING = (
    *("regression", "logistic", "ordered", "blocks", "latent", "importance", "priorities"),
    *("pain_points", "indicators", "groups", "hypotheses"),
)


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    said = steps(results)
    yield heading(write, 2, "plan")
    if measuring := [f"plan.{name}" for name in MEASURING if said[name]]:
        yield paragraph(write, *measuring, **values(results))
    if relating := [f"plan.{name}" for name in EXPLAINING if said[name]]:
        yield paragraph(write, *relating, **values(results))
    yield paragraph(write, "plan.significance", "plan.software", **values(results))


def steps(results: Results) -> dict[str, bool]:
    """Which steps of an analysis there were."""
    drivers = results.drivers
    is_logistic = bool(drivers and had(drivers.logistic))
    return {
        "reliability": had(results.reliability) is not None,
        "factors": had(results.efa) is not None,
        "model": bool(results.cfa and results.cfa.headline),
        "method": had(results.method_bias) is not None,
        "paired": had(results.agreement) is not None,
        "invariance": bool(results.invariance),
        "regression": bool(drivers) and not is_logistic,
        "logistic": is_logistic,
        "ordered": bool(drivers and had(drivers.ordered)),
        "blocks": bool(drivers and len(drivers.blocks) > 1),
        "latent": had(results.latent_regression) is not None,
        "indicators": bool(results.indicators),
        "importance": bool(drivers and drivers.weighed),
        "priorities": bool(drivers.priorities if drivers else None),
        "pain_points": bool(results.sample.pain_points),
        "groups": had(results.groups) is not None,
        "hypotheses": bool(tested(results)),
    }


def values(results: Results) -> dict[str, Any]:
    """What the sentences name: settings of the study, conventions of the report, versions of the software."""
    efa, study = had(results.efa), results.study
    return {
        "alpha": 1 - study.conf_level,
        "method": efa.method if efa else "",
        "rotation": efa.rotation if efa else "",
        "is_rotated": bool(efa and efa.rotation != "none"),
        "headline": results.cfa.headline if results.cfa else None,
        "reason": results.cfa.rule.reason if results.cfa else "",
        "is_next": bool(results.cfa and results.cfa.headline != results.cfa.rule.preferred),
        **hypothesised(results),
        "has_validity": had(results.validity) is not None,
        "advice": thresholds.ADVICE_PROBABILITY,
        "margin": study.margin,
        "min_group": study.min_group,
        "seed": study.seed,
        "version": __version__,
        "python": platform.python_version(),
        "libraries": [f"{name} {version(key)}" for key, name in LIBRARIES.items()],
    }


def hypothesised(results: Results) -> dict[str, Any]:
    """Which kinds of hypotheses there were, and the sizes up to which an effect counts as none."""
    rows = tested(results)
    trivial = {row.model == "indirect": row.trivial for row in rows}
    kinds: dict[str, Any] = {
        kind: any(row.model == kind for row in rows) for kind in ("slope", "interaction", "indirect")
    }
    return kinds | {"trivial": trivial.get(False), "trivial_product": trivial.get(True)}
