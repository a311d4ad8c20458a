"""The table of all hypotheses."""

from collections.abc import Sequence

from analysis.report.chapters.hypotheses.claims import tested, verdict_of
from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, interval_cell, table
from analysis.report.document.contents import Results
from analysis.report.findings.build import of
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.paths.hypotheses import HypothesisResult
from analysis.survey.declared.hypotheses import Hypothesis

COLUMNS = [Column("name", "left"), Column("relation", "left"), Column("estimate"), Column("ci", "center")]
COLUMNS += [Column("beta"), Column("p_value_holm"), Column("verdict", "left")]


def hypotheses(write: Writer, results: Results) -> Block:
    """A row per hypothesis; one that could not be tested has no numbers."""
    rows: list[dict[str, Cell | str]] = []
    declared = {entry.name: entry for entry in results.study.hypotheses}
    for row in needed(results.hypotheses).rows:
        if not isinstance(row, HypothesisResult):
            verdict = write.plain("verdicts", "refused")
            rows.append({"name": row.name, "relation": relation(write, declared[row.name]), "verdict": verdict})
            continue
        rows.append(
            {
                "name": row.name,
                "relation": relation(write, declared[row.name], row.levels),
                "estimate": cells.number(row.estimate),
                "ci": interval_cell(row.conf_low, row.conf_high),
                "beta": cells.number(row.beta),
                "p_value_holm": cells.p_value(row.p_value_holm),
                "verdict": write.plain("verdicts", verdict_of(row, of(results))),
            }
        )
    n_obs = sorted({row.n_obs for row in tested(results)})
    ends = {"low": numbers.count(n_obs[0]), "high": numbers.count(n_obs[-1])} if n_obs else {"low": "", "high": ""}
    return table(write, "hypotheses", COLUMNS, rows, wide=True, **ends, **families(results))


def families(results: Results) -> dict[str, str]:
    """Over how many tests each of two adjustments is made, where the same slope has both and they differ."""
    rows, regression = tested(results), had(results.regression)
    slopes = {term.term for term in regression.terms} if regression else set()
    shared = any(row.model == "slope" and row.predictor in slopes for row in rows)
    differ = shared and len(slopes) != len(rows)
    return {"n_tests": numbers.count(len(rows)), "n_slopes": numbers.count(len(slopes)) if differ else ""}


def relation(write: Writer, entry: Hypothesis, levels: Sequence[str] = ()) -> str:
    """What was expected, in the names of the questionnaire; of two slopes that were compared, at which levels."""
    named = {key: write.names.any(getattr(entry, key)) for key in ("predictor", "outcome", "mediator", "moderator")}
    kind = "indirect" if entry.mediator else "interaction" if entry.moderator else "slope"
    return write.plain("relations", kind, **named, sign=entry.sign, levels=[write.names.level(one) for one in levels])
