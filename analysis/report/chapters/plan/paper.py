"""What the paper says of how the answers were analysed: estimators, rules, level and software, and no result."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from analysis import __version__
from analysis.report.document import thresholds
from analysis.report.document.blocks import Block, heading, paragraph
from analysis.report.document.contents import Results
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had

LIBRARIES = {"numpy": "NumPy", "scipy": "SciPy", "pandas": "pandas", "statsmodels": "statsmodels"}


def blocks(write: Writer, results: Results) -> Iterator[Block]:
    said = steps(results)
    yield heading(write, 2, "plan")
    if measuring := [f"plan.{name}" for name in ("reliability", "factors", "model", "invariance") if said[name]]:
        yield paragraph(write, *measuring, **values(results))
    explaining = ("regression", "logistic", "importance", "priorities", "pain_points", "groups", "hypotheses")
    if relating := [f"plan.{name}" for name in explaining if said[name]]:
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
        "invariance": bool(results.invariance),
        "regression": bool(drivers) and not is_logistic,
        "logistic": is_logistic,
        "importance": bool(drivers and drivers.weighed),
        "priorities": bool(drivers.priorities if drivers else None),
        "pain_points": bool(results.sample.pain_points),
        "groups": had(results.groups) is not None,
        "hypotheses": bool(results.hypotheses),
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
        "has_validity": had(results.validity) is not None,
        "advice": thresholds.ADVICE_PROBABILITY,
        "margin": study.margin,
        "min_group": study.min_group,
        "seed": study.seed,
        "version": __version__,
        "python": platform.python_version(),
        "libraries": [f"{name} {version(key)}" for key, name in LIBRARIES.items()],
    }
