"""Tables of the section on other models of the outcome."""

from collections.abc import Iterator
from itertools import groupby

from analysis.report.document import cells
from analysis.report.document.blocks import Block, Cell, Column, interval_cell, section_row, table
from analysis.report.document.contents import Results
from analysis.report.language import numbers
from analysis.report.language.writer import Writer
from analysis.statistics.foundation.attempts import had, needed
from analysis.statistics.paths.mediation import MediatedOutcome
from analysis.statistics.regression.blocks.hierarchy import BlockTerm, RegressionBlock
from analysis.statistics.reliability.coefficients import Bounds

Row = dict[str, Cell | str]


def in_blocks(write: Writer, results: Results) -> Block:
    """Every coefficient of all models, side by side, and what each block adds."""
    blocks = needed(results.drivers).blocks
    columns = [Column("term", "left")]
    for block in blocks:
        columns += [Column(f"{key}_{block.name}", group=block.name) for key in ("estimate", "error", "p")]
    rows: list[dict] = []
    for name in [block.name for block in blocks]:
        rows.append(section_row(columns, write.plain("blocks", name)))
        rows += block_rows(write, columns, [term for term in blocks[-1].terms if term.block == name], blocks)
    rows.append(section_row(columns, write.plain("terms", "model")))
    rows += list(model_rows(write, blocks))
    return table(write, "blocks", columns, rows, wide=True, n_obs=numbers.count(blocks[-1].n_obs))


def block_rows(
    write: Writer, columns: list[Column], terms: list[BlockTerm], blocks: list[RegressionBlock]
) -> Iterator[dict]:
    """The predictors of a block; the levels of a group under its name and what they are compared with."""
    for name, own in groupby(terms, key=lambda term: term.term):
        several = list(own)
        if several[0].reference is not None:
            against = write.names.level(several[0].reference)
            yield section_row(columns, write.plain("terms", "against", group=write.names.group(name), level=against))
        yield from (term_row(write, term, blocks) for term in several)


def term_row(write: Writer, term: BlockTerm, blocks: list[RegressionBlock]) -> Row:
    """One predictor in every model that has it."""
    row: Row = {"term": term_name(write, term)}
    for block in blocks:
        own = [other for other in block.terms if (other.term, other.level) == (term.term, term.level)]
        for found in own:
            row[f"estimate_{block.name}"] = cells.number(found.estimate)
            row[f"error_{block.name}"] = cells.number(found.std_error_hc3)
            row[f"p_{block.name}"] = cells.p_value(found.p_value_holm)
    return row


def term_name(write: Writer, term: BlockTerm) -> str:
    """A dimension, a pain point, an indicator, or a level of a group."""
    return write.names.any(term.term) if term.level is None else write.names.level(term.level)


def model_rows(write: Writer, blocks: list[RegressionBlock]) -> Iterator[Row]:
    """The variance explained, what the block adds to it, and the test of that."""
    for key in ("r_squared", "delta_r_squared"):
        yield {"term": write.plain("terms", key)} | {
            f"estimate_{block.name}": cells.bounded(getattr(block, key), 3) for block in blocks
        }
    tested = [(block, block.test) for block in blocks if block.test]
    yield {"term": write.plain("terms", "block_test")} | {
        key: cell
        for block, test in tested
        for key, cell in (
            (f"estimate_{block.name}", cells.number(test.statistic)),
            (f"error_{block.name}", Cell(f"({numbers.degrees([test.df, test.df_resid])})")),
            (f"p_{block.name}", cells.p_value(test.p_value)),
        )
    }


ORDERED = [Column("term", "left"), Column("odds_ratio"), Column("odds_ci", "center"), Column("score_effect")]
ORDERED += [Column("score_ci", "center"), Column("top"), Column("p_value"), Column("p_value_adjusted")]


def ordered(write: Writer, results: Results) -> Block:
    """Odds ratios, and average marginal effects on the answer and on the probability of the highest one."""
    model = needed(had(needed(results.drivers).ordered))
    rows = [
        {
            "term": write.names.scale(term.term),
            **cells.odds(term),
            "score_effect": cells.number(term.score_effect),
            "score_ci": interval_cell(term.score_effect_low, term.score_effect_high),
            "top": cells.points(term.effects[-1].estimate),
        }
        for term in model.terms
    ]
    pseudo = numbers.bounded(model.pseudo_r_squared)
    return table(write, "ordered", ORDERED, rows, n_obs=numbers.count(model.n_obs), pseudo_r_squared=pseudo)


LATENT = [Column("term", "left"), Column("beta"), Column("ci", "center"), Column("p_value"), Column("p_value_holm")]
LATENT += [Column("beta_observed")]


def latent(write: Writer, results: Results) -> Block:
    """Standardised paths between factors, and the slopes of the scores."""
    found = needed(had(results.latent_regression))
    rows: list[Row] = [
        {
            "term": write.names.scale(term.term),
            "beta": cells.number(term.beta),
            "ci": interval_cell(term.beta_low, term.beta_high),
            "p_value": cells.p_value(term.p_value),
            "p_value_holm": cells.p_value(term.p_value_holm),
            "beta_observed": cells.number(term.beta_observed),
        }
        for term in found.terms
    ]
    shares: Row = {"term": write.plain("terms", "r_squared"), "beta": cells.bounded(found.r_squared)}
    shares |= {"ci": interval_cell(found.r_squared_low, found.r_squared_high, numbers.bounded)}
    rows.append(shares | {"beta_observed": cells.bounded(found.r_squared_observed)})
    counts = {"n_obs": numbers.count(found.n_obs), "n_observed": numbers.count(found.n_observed)}
    return table(write, "latent", LATENT, rows, estimator=write.word("estimators", found.estimator), **counts)


OUTCOMES = [Column("term", "left"), Column("omega"), Column("omega_ci", "center"), Column("cr"), Column("ave")]
OUTCOMES += [Column("ave_ci", "center")]


def outcomes(write: Writer, results: Results) -> Block:
    """Reliability and convergence of the outcomes, in one measurement model with the dimensions."""
    found = needed(had(results.outcome_validity))
    ends = {key: found.intervals.get(key) or {} for key in ("omega", "ave")}
    rows = [
        {
            "term": write.names.scale(name),
            "omega": cells.bounded(found.omega.get(name)),
            "omega_ci": ends_of(ends["omega"].get(name)),
            "cr": cells.bounded(found.cr.get(name)),
            "ave": cells.bounded(value),
            "ave_ci": ends_of(ends["ave"].get(name)),
        }
        for name, value in found.ave.items()
    ]
    return table(write, "outcomes", OUTCOMES, rows, n_obs=numbers.count(found.n_obs), n_outcomes=len(found.ave))


def ends_of(bounds: Bounds | None) -> Cell | str:
    """An interval of a coefficient between 0 and 1, where it has one."""
    return interval_cell(bounds.conf_low, bounds.conf_high, numbers.bounded) if bounds else ""


PAIRS = [Column("pair", "left"), Column("r"), Column("r_ci", "center"), Column("htmt"), Column("htmt_ci", "center")]


def outcome_pairs(write: Writer, results: Results) -> Block:
    """How close each outcome is to the dimensions and to the other outcomes."""
    found = needed(had(results.outcome_validity))
    ratios = {(row.a, row.b): row for row in found.htmt}
    rows = []
    for row in found.latent_correlations:
        ratio = ratios.get((row.a, row.b))
        rows.append(
            {
                "pair": f"{write.names.scale(row.a)} – {write.names.scale(row.b)}",
                "r": cells.bounded(row.estimate),
                "r_ci": interval_cell(row.conf_low, row.conf_high, numbers.bounded),
                "htmt": cells.bounded(ratio.estimate if ratio else None),
                "htmt_ci": interval_cell(ratio.conf_low, ratio.conf_high, numbers.bounded) if ratio else "",
            }
        )
    return table(write, "outcome-pairs", PAIRS, rows, n_outcomes=len(found.ave))


SLOPES = [Column("level", "left"), Column("n_obs"), Column("estimate"), Column("std_error_hc3"), Column("ci", "center")]


def slopes_by_group(write: Writer, results: Results) -> Block:
    """The slope of each dimension at each level of each moderator, and the test that they are the same."""
    rows: list[dict] = []
    for entry in needed(needed(results.drivers).moderation).interactions:
        named = {"group": write.names.group(entry.moderator), "scale": write.names.scale(entry.term)}
        test = entry.test
        values = {"test": test, "df": [test.df, test.df_resid] if test else None, "p_holm": entry.p_value_holm}
        rows.append(section_row(SLOPES, write.plain("tables", "slopes-by-group", "head", **named, **values)))
        rows += [
            {
                "level": write.names.level(slope.level),
                "n_obs": cells.count(slope.n_obs),
                "estimate": cells.number(slope.estimate),
                "std_error_hc3": cells.number(slope.std_error_hc3),
                "ci": interval_cell(slope.conf_low, slope.conf_high),
            }
            for slope in entry.slopes
        ]
    return table(write, "slopes-by-group", SLOPES, rows)


EFFECTS = [Column("term", "left")]
EFFECTS += [
    column
    for kind in ("indirect", "direct", "total")
    for column in (Column(kind, group=kind), Column(f"{kind}_ci", "center", group=kind))
]


def indirect_effects(write: Writer, results: Results) -> Block:
    """Indirect, direct and total effects of the dimensions on each further outcome."""
    found, rows = needed(results.mediation), []
    for outcome in found.outcomes:
        if not isinstance(outcome, MediatedOutcome):
            continue
        named = {"scale": write.names.scale(outcome.outcome), "n_obs": numbers.count(outcome.n_obs)}
        rows.append(section_row(EFFECTS, write.plain("tables", "indirect-effects", "head", **named)))
        for term in outcome.terms:
            row: Row = {"term": write.names.scale(term.term)}
            for effect in term.effects:
                row[effect.kind] = cells.number(effect.estimate)
                row[f"{effect.kind}_ci"] = interval_cell(effect.conf_low, effect.conf_high)
            rows.append(row)
    drawn = numbers.count(found.n_resamples)
    return table(write, "indirect-effects", EFFECTS, rows, wide=True, n_resamples=drawn)
