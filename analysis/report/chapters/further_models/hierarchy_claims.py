"""Controls, dimensions and pain points in turn: what each block adds, and what remains of the others beside it."""

from dataclasses import replace

from analysis.report.chapters.pain_points import together_claims as pain_points
from analysis.report.document import thresholds
from analysis.report.document.claim import Claim, either, refused, rejections
from analysis.report.document.contents import Results
from analysis.report.document.rules import is_rejected, tested
from analysis.report.findings import finding as findings
from analysis.report.findings.build import of
from analysis.statistics.foundation.attempts import Unavailable, had, needed
from analysis.statistics.regression.blocks.hierarchy import BlockRows, BlockTerm, RegressionBlock
from analysis.statistics.regression.drivers import DriverRegression

LEFT_OUT = ("costs_rows", "one_level", "rare", "small_level", "determined", "few_rows")


def claims(results: Results) -> list[Claim]:
    regression = needed(results.drivers)
    rows, blocks = regression.block_rows, regression.blocks
    if isinstance(rows, Unavailable):
        return [refused("further_models.blocks_refused", rows)]
    if rows is None or not (len(blocks) > 1 or rows.left_out):
        return []
    return [
        *controls(blocks),
        hierarchy_rows(results, rows),
        *(added(block, blocks, regression.conf_level) for block in blocks if len(blocks) > 1),
        *counted_as_not_met(results, blocks),
        *remains(results, regression),
        *beyond(regression),
        *per_coefficient(blocks[-1]),
        *left_out(rows, results.study.min_group),
    ]


def controls(blocks: list[RegressionBlock]) -> list[Claim]:
    """How many variables are held equal besides the dimensions and pain points; nothing without any."""
    terms = [term for term in blocks[-1].terms if term.block == "controls"] if blocks else []
    groups = {term.term for term in terms if term.level is not None}
    indicators = {term.term for term in terms} - groups
    if not terms:
        return []
    one_kind = either(bool(groups), "groups", "indicators")
    return [
        Claim(
            id="further_models.controls",
            verdict="both" if groups and indicators else one_kind,
            verdicts=("groups", "indicators", "both"),
            values={"n_groups": len(groups), "n_indicators": len(indicators)},
        )
    ]


def has_controls(regression: DriverRegression) -> bool:
    """Whether controls are held equal in the last model."""
    return model_of(regression, "controls") is not None


def hierarchy_rows(results: Results, rows: BlockRows) -> Claim:
    """Whose answers the models share, and how many of the regression's they do not have."""
    return Claim(
        id="further_models.hierarchy_rows",
        verdict="few" if rows.n_lost is None else either(rows.n_lost > 0, "lost", "all"),
        verdicts=("all", "lost", "few"),
        values={
            "n_obs": rows.n_obs,
            "n_lost": rows.n_lost,
            "has_controls": "controls" in asked_for(results),
            "has_pain_points": "pain_points" in asked_for(results),
        },
    )


def asked_for(results: Results) -> list[str]:
    """The blocks that the study has predictors for, in turn."""
    study = results.study
    there = {"controls": study.groups or study.indicators, "dimensions": True, "pain_points": study.pain_points}
    return [name for name, are_there in there.items() if are_there]


def added(block: RegressionBlock, blocks: list[RegressionBlock], conf_level: float) -> Claim:
    """What a block adds to the variance explained, with its test."""
    test = block.test
    values = {
        "block": block.name,
        "is_first": block is blocks[0],
        "delta": block.delta_r_squared,
        "r_squared": block.r_squared,
    }
    if test is None:
        return Claim(
            id="further_models.added_untested",
            subject=block.name,
            verdict="untested",
            verdicts=("untested",),
            values=values,
        )
    return Claim(
        id="further_models.added",
        subject=block.name,
        verdict=either(is_rejected(test.p_value, conf_level), "rejected", "not_rejected"),
        verdicts=("rejected", "not_rejected"),
        values={**values, "test": test, "df": [test.df, test.df_resid]},
    )


def counted_as_not_met(results: Results, blocks: list[RegressionBlock]) -> list[Claim]:
    """
    Pain points of the models that could not happen to everyone, with how many they could not happen to.

    These count as not having met it: nothing is lost to what cannot happen, and no respondent is lost to the models.
    """
    found = had(results.pain_points)
    modelled = {term.term for term in blocks[-1].terms if term.block == "pain_points"} if blocks else set()
    everywhere = pain_points.spared(found) if found else {}
    spared = {name: n for name, n in everywhere.items() if name in modelled}
    return pain_points.counted_as_not_met(spared, "further_models")


def model_of(regression: DriverRegression, name: str) -> RegressionBlock | None:
    """The model in which a block came in."""
    return next((block for block in regression.blocks if block.name == name), None)


def verdict_of(term: BlockTerm, conf_level: float) -> str:
    """What the test of one coefficient says after Holm's correction within its block."""
    return tested(term.estimate, term.p_value, term.p_value_holm, conf_level)


def shown(block: RegressionBlock, conf_level: float) -> list[str]:
    """The dimensions whose slopes are shown to differ from zero."""
    return [
        term.term
        for term in block.terms
        if term.block == "dimensions" and verdict_of(term, conf_level) in ("positive", "negative")
    ]


def remains(results: Results, regression: DriverRegression) -> list[Claim]:
    """Which slopes of the dimensions are still shown once the pain points are held equal too."""
    before, after = model_of(regression, "dimensions"), model_of(regression, "pain_points")
    if not (before and after):
        return []
    first, last = shown(before, regression.conf_level), shown(after, regression.conf_level)
    gone = [name for name in first if name not in last]
    blurred = findings.scales_with(of(results), "inseparable")
    kept = either(bool(gone), either(len(gone) < len(first), "some", "none"), "all")
    return [
        Claim(
            id="further_models.remains",
            verdict="inseparable" if blurred else either(bool(first), kept, "none_before"),
            verdicts=("all", "some", "none", "none_before", "inseparable"),
            values={
                "scales": last,
                "gone": gone,
                "inseparable": list(blurred),
                "n_first": len(first),
                "has_controls": has_controls(regression),
                "depending": depending(results, first) if not blurred else [],
            },
        )
    ]


def depending(results: Results, scales: list[str]) -> list[str]:
    """Of these dimensions, those whose slope in the report's own model is judged otherwise under other choices."""
    withdrawn = findings.withdrawn(of(results), "slope")
    return [name for name in scales if name in withdrawn]


def beyond(regression: DriverRegression) -> list[Claim]:
    """Which pain points are related to the outcome beyond the ratings of the dimensions."""
    model = model_of(regression, "pain_points")
    if not model or not model_of(regression, "dimensions"):
        return []
    own = {term.term: verdict_of(term, regression.conf_level) for term in model.terms if term.block == "pain_points"}
    claim = rejections("further_models.beyond", own)
    return [replace(claim, values={**claim.values, "has_controls": has_controls(regression)})]


def per_coefficient(block: RegressionBlock) -> list[Claim]:
    """A warning where there are few respondents for each coefficient of the largest model."""
    each = block.n_obs / len(block.terms)
    verdict = thresholds.RESPONDENTS_PER_COEFFICIENT.verdict(each)
    if verdict == "enough":
        return []
    return [
        Claim(
            id="further_models.per_coefficient",
            verdict=verdict,
            verdicts=("few",),
            values={
                "each": each,
                "n_terms": len(block.terms),
                "n_obs": block.n_obs,
                "edge": thresholds.RESPONDENTS_PER_COEFFICIENT.edges[0],
            },
        )
    ]


def left_out(rows: BlockRows, min_group: int) -> list[Claim]:
    """What is not in the models, one by one, and why."""
    return [
        Claim(
            id="further_models.left_out",
            subject=f"{entry.term} {entry.level or ''}".strip(),
            verdict=entry.code,
            verdicts=LEFT_OUT,
            values={**vars(entry), "min_group": min_group},
        )
        for entry in rows.left_out
    ]
