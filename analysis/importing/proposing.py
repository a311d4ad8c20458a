"""From an export to a proposal: what each column is, why, and what of it is a guess."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis import ROOT
from analysis.importing.judging.answers import answer_scales, code_labels
from analysis.importing.judging.directions import Keying, keyings
from analysis.importing.judging.filters import screen_outs, screened, silent_rows
from analysis.importing.judging.kinds import Sorted, sorted_columns
from analysis.importing.judging.membership import Block, blocks
from analysis.importing.judging.naming import (
    OUTCOMES,
    distinct_constructs,
    key_of,
    label_of,
    own_parts,
    short_names,
    wordings,
)
from analysis.importing.judging.quantities import codes_in, unit_of
from analysis.importing.judging.scale import OPEN, AnswerScale, absent
from analysis.importing.proposal import Column, Proposal, Scale
from analysis.importing.reading.layouts import Export, read_export
from analysis.importing.reading.questions import Question
from analysis.importing.said import said
from analysis.survey.declared.declarations import HALF_WIDTH, both_languages

STEPS = ("reading", "answers", "columns", "scales")
MOST_PASS = 0.6  # of the respondents, an attention check that is one
COULD_RATE = ("unknown_answers", "inexpressible")  # why columns are left out that may hold ratings all the same
UNSURE = ("not_all_answers", "codes", "entries")  # doubts that make a row a guess


def propose(
    path: str | Path, keep: Sequence[str] = (), language: str = "en", step: Callable[[str], None] = lambda name: None
) -> Proposal:
    """
    The study that an export most likely is.

    Parameters
    ----------
    path : str or Path
        The export, in any format and layout that can be read. A relative one is taken from the working directory, or
        else from the project's folder.
    keep : sequence of str
        Columns that are not left out as personal.
    language : str
        Of the notes, "en" or "zh".
    step : callable
        Told each of `STEPS` as it begins.

    Returns
    -------
    Proposal

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    path = Path(path) if Path(path).exists() else ROOT / path
    step("reading")
    export = read_export(path)
    step("answers")
    scales = answer_scales(export.questions)
    step("columns")
    found = sorted_columns(export, scales, keep)
    scales, found = expressible(widened(scales, found), found)
    answers = pd.DataFrame({q.name: q.answers(scales[q.name].numbers, scales[q.name].missing) for q in found.ratings})
    step("scales")
    reasons = dict(found.left_out)
    others = [q for q in export.questions if reasons.get(q.name) in COULD_RATE]
    filters = screen_outs([*found.consents, *found.groups], silent_rows(answers, others)) if found.ratings else {}
    n_silent = screened(found, filters)
    grouped = blocks(found.ratings, scales, answers)
    named, short = named_scales(grouped, language), short_names(grouped)
    items = [
        column
        for block, scale in zip(grouped, named, strict=True)
        for column in item_columns(block, scale, scales, answers, short, language)
    ]
    return Proposal(
        path=path,
        language=language,
        platform=export.platform,
        n_rows=int(export.kept.sum()) - n_silent,
        columns=(*other_columns(found, scales, language), *items),
        scales=(*in_report_order(named), *multi_scales(found, named, language)),
        left_out=tuple(found.left_out),
        settings=settings_of(export, filters),
    )


def settings_of(export: Export, filters: Mapping[str, list]) -> dict:
    """What study.toml must say for the export to be read as it came."""
    settings: dict = {"responses": export.path.name}
    if export.table.sheet and any(found.code == "workbook.passed_over" for found in export.table.warnings):
        settings["sheet"] = export.table.sheet
    if export.header_rows > 1:
        settings["header_rows"] = export.header_rows
    if export.keep or filters:
        settings["keep"] = export.keep | filters
    return settings


def widened(scales: Mapping[str, AnswerScale], found: Sorted) -> dict[str, AnswerScale]:
    """Scales of bare numbers whose ends nobody chose, as wide as those of most ratings that begin alike."""
    bare = [scales[q.name] for q in found.ratings if not scales[q.name].labels and not scales[q.name].step]
    ends = [(scale.low, scale.high) for scale in bare]
    wide = dict(scales)
    for question in found.ratings:
        scale = scales[question.name]
        if scale not in bare:
            continue
        common = [(low, high) for low, high in ends if low == scale.low and high > scale.high and low + high <= 12]
        if len(common) > ends.count((scale.low, scale.high)):
            wide[question.name] = replace(scale, high=max(set(common), key=common.count)[1])
    return wide


def expressible(scales: dict[str, AnswerScale], found: Sorted) -> tuple[dict[str, AnswerScale], Sorted]:
    """The ratings whose answers the codebook can name; others are left out, and told."""
    signs = {";", *(chr(sign) for sign in HALF_WIDTH)}
    odd = {q.name for q in found.ratings if any(signs & set(text) for text in scales[q.name].numbers)}
    found.left_out += [(name, "inexpressible") for name in sorted(odd)]
    found.ratings = [question for question in found.ratings if question.name not in odd]
    for name, scale in scales.items():
        if len(set(scale.labels.values())) < len(scale.labels):
            scales[name] = replace(scale, labels={})
    return scales, found


def named_scales(grouped: Sequence[Block], language: str) -> list[Scale]:
    """The scales that blocks make up, named; those that are outcomes, marked so."""
    abouts = distinct_constructs(grouped)
    ranks = [about.outcome if about else 0 for about in abouts]
    best = min(filter(None, ranks), default=0)
    outcomes = [bool(rank) and (rank <= OUTCOMES or rank == best) for rank in ranks]
    if all(outcomes) and outcomes:
        outcomes = [rank == best and place == ranks.index(best) for place, rank in enumerate(ranks)]
        outcomes = outcomes if len(outcomes) > 1 else [False]
    own = own_parts([block.stem for block in grouped if block.because == "rows"])
    taken: list[str] = []
    labels: list[dict[str, str]] = []
    scales = []
    for block, about, is_outcome in zip(grouped, abouts, outcomes, strict=True):
        taken.append(key_of(block, about, taken))
        label = label_of(block, about, own.get(block.stem, ""))
        labels.append(label)
        counts = {tongue: [other[tongue] for other in labels].count(text) for tongue, text in label.items()}
        label = {tongue: f"{text} {counts[tongue]}" if counts[tongue] > 1 else text for tongue, text in label.items()}
        note = said("names.because_construct" if about else "names.because_question", language, n=len(block.members))
        kind = "outcome" if is_outcome else "item"
        scales.append(
            Scale(name=taken[-1], label=label, kind=kind, note=note, better=about.better if about else "high")
        )
    return scales


def in_report_order(scales: Sequence[Scale]) -> list[Scale]:
    """Dimensions, then outcomes, satisfaction first."""
    return sorted(scales, key=lambda scale: (scale.kind == "outcome", not scale.name.startswith("satisfaction")))


def item_columns(
    block: Block,
    scale: Scale,
    scales: Mapping[str, AnswerScale],
    answers: pd.DataFrame,
    short: Mapping[str, str],
    language: str,
) -> list[Column]:
    """The rows of a scale."""
    keyed = keyings(block, scales, answers)
    columns = []
    for question in block.members:
        own = scales[question.name]
        doubts, reasons = reasons_of(block, question, own, keyed[question.name], language)
        text_en, text_zh = wordings(question.wording)
        columns.append(
            Column(
                variable=question.name,
                role=scale.kind,
                scale=scale.name,
                low=own.low,
                high=own.high,
                reversed=keyed[question.name].reversed,
                missing=own.missing,
                label=short.get(question.name, ""),
                step=own.step,
                labels=own.labels,
                text_en=text_en,
                text_zh=text_zh,
                doubts=doubts,
                reasons=reasons,
            )
        )
    return columns


def reasons_of(
    block: Block, question: Question, own: AnswerScale, keying: Keying, language: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What of an item's row is a guess, by kind, and why the rest of it is so."""
    doubt = block.doubts.get(question.name)
    told = {
        "direction": (own.direction == OPEN, said(f"direction.{own.because}", language)),
        "reversal": (keying.uncertain, said(f"reversal.{keying.because}", language)),
        "membership": (
            bool(doubt),
            said(f"membership.{doubt or block.because}", language, stem=short_stem(block), n=len(block.members)),
        ),
        "answers": (
            any(key in UNSURE for key in own.doubts),
            "; ".join(said(f"doubts.{key}", language) for key in own.doubts),
        ),
    }
    doubts = {kind: text for kind, (unsure, text) in told.items() if unsure}
    return doubts, tuple(text for unsure, text in told.values() if not unsure)


def short_stem(block: Block) -> str:
    """What the members of a block share, as far as a note has room for it."""
    stem = block.stem
    return stem if len(stem) <= 30 else stem[:29] + "…"


def other_columns(found: Sorted, scales: Mapping[str, AnswerScale], language: str) -> list[Column]:
    """The rows of everything but ratings: duration, attention checks, groups, options."""
    rows = []
    if found.duration:
        rows.append(row(found.duration, "duration_seconds", said("roles.duration", language)))
    for question, right in found.checks:
        only = AnswerScale(low=right, high=right, labels=dict(zip([right], question.texts, strict=False)))
        own = scales.get(question.name, only)
        passed = sum(n for value, n in question.counts.items() if own.numbers.get(value, value) == right)
        unsure = passed < MOST_PASS * question.n
        checked = row(question, "attention_check", said("roles.attention", language), guess=unsure)
        rows.append(replace(checked, low=right, high=right, labels=own.labels, missing=own.missing))
    for question in found.groups:
        missing = tuple(text for text in question.texts if absent(text))
        because = said("roles.group", language, n=len(question.counts))
        rows.append(replace(row(question, "group", because), missing=missing, labels=code_labels(question)))
    rows += [quantity_row(question, language) for question in found.quantities]
    for place, (key, members) in enumerate(found.multi.items(), start=1):
        sign = found.separators.get(key, "")
        because = "joined" if sign else "options"
        for question in members:
            made = row(question, "multi", said(f"roles.{because}", language, sign=sign))
            label = question.wording if len(members) > 1 else ""
            rows.append(replace(made, scale=multi_name(place, members), label=label))
    return rows


def quantity_row(question: Question, language: str) -> Column:
    """A measured quantity, always as a guess: only who knows the question can tell that it is no opinion."""
    unit, codes = unit_of(question), codes_in(question)
    note = said("roles.indicator", language, unit=both_languages(unit)[language])
    doubts = {"role": note} | ({"answers": said("doubts.codes", language)} if codes else {})
    return replace(row(question, "indicator", note, guess=True), unit=unit, missing=codes, doubts=doubts)


def multi_name(place: int, members: Sequence[Question]) -> str:
    """The name of a question with several answers in study.toml."""
    number = members[0].number
    return f"q{number.replace('-', '_').replace('.', '_')}" if number else f"several_{place}"


def multi_scales(found: Sorted, named: Sequence[Scale], language: str) -> list[Scale]:
    """The questions with several answers."""
    scales = []
    for place, (key, members) in enumerate(found.multi.items(), start=1):
        text = members[0].stem or (
            members[0].wording if len(members) == 1 else said("names.several", language, n=place)
        )
        scales.append(
            Scale(
                name=multi_name(place, members),
                label={"en": text, "zh": text},
                kind="multi",
                note=said("roles.multi", language, n=len(members)),
                separator=found.separators.get(key, ""),
            )
        )
    return scales


def row(question: Question, role: str, note: str, guess: bool = False) -> Column:
    """A row of a column that is no rating."""
    text_en, text_zh = wordings(question.wording if question.wording != question.name else "")
    doubts, reasons = ({"role": note}, ()) if guess else ({}, (note,))
    return Column(variable=question.name, role=role, text_en=text_en, text_zh=text_zh, doubts=doubts, reasons=reasons)
