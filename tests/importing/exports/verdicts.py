"""What an importer makes of an export, the proposal and the study folder that it writes, held against the truth."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from analysis import survey
from analysis.importing import propose, write
from analysis.survey import DataError
from tests.importing.exports.questionnaires import INAPPLICABLE
from tests.importing.exports.sheets import Export, Told

NO_ANSWERS = ("group", "free_text", "metadata", "respondent_id", "age", "fact", "personal", "duration_seconds", "multi")
"""Columns that are no answers to a scale."""

SCREENING = ("duration_seconds", "attention_check")


@dataclass(kw_only=True)
class Verdict:
    """
    What an importer made of an export.

    Counts are of items and outcomes. Marked ones, right or not, begin their note with a question mark (`n_marked`);
    `direction_marked` and `membership_marked` are those of them that are not right. Lost ones are proposed as no item
    at all. `faults` says everything that is neither right nor marked.
    """

    name: str
    n_items: int = 0
    n_lost: int = 0
    n_marked: int = 0
    direction_right: int = 0
    direction_marked: int = 0
    membership_right: int = 0
    membership_marked: int = 0
    personal_read: int = 0
    faults: list[str] = field(default_factory=list)


def judged(export: Export, folder: Path, language: str = "en") -> Verdict:
    """Import an export below a folder and hold everything against the truth."""
    path = folder / f"export{export.suffix}"
    path.write_bytes(export.content)
    verdict = Verdict(name=export.name)
    proposal = propose(path, language=language)
    write(proposal, folder / "study")
    rows = {told: row for told in export.columns if (row := row_of(told, proposal.columns))}
    judge_personal(verdict, export, proposal, rows, folder / "study")
    judge_roles(verdict, export, rows)
    judge_membership(verdict, export, rows)
    try:
        study = survey.load(folder / "study")
    except DataError as error:
        verdict.faults += [f"not sound: {problem.text()}" for problem in error.problems[:6]]
        return verdict
    judge_answers(verdict, export, rows, study)
    return verdict


def row_of(told: Told, columns):
    """The proposed row of a column: by its heading, or where that has several rows by the item in it; None if none."""
    own = [column for column in columns if plain(column.variable) == plain(told.headers[0])]
    if len(told.headers) == 1 or own:
        return own[0] if own else None
    about = plain(told.text or told.headers[0])
    worded = [c for c in columns if about and about in plain(f"{c.variable} | {c.text_en} | {c.text_zh}")]
    return worded[0] if len(worded) == 1 else None


def plain(text: str) -> str:
    """A text without spaces and byte order mark."""
    return re.sub(r"[\s\ufeff]+", "", text)


def judge_personal(verdict: Verdict, export: Export, proposal, rows: dict, folder: Path) -> None:
    """No personal column is read, each is named, and none of its cells stands in the study's own files."""
    left = {plain(name) for name, _ in proposal.left_out}
    for told in export.with_role("personal"):
        if told in rows:
            verdict.personal_read += 1
            verdict.faults.append(f"personal column read: {told.headers} ({told.kind}) as {rows[told].role}")
        elif not any(plain(head) in left for head in told.headers if head):
            verdict.faults.append(f"personal column not named as left out: {told.headers} ({told.kind})")
    written = "".join((folder / name).read_text(encoding="utf-8-sig") for name in ("study.toml", "codebook.csv"))
    found = sorted(secret for secret in export.secrets if str(secret) in written)
    verdict.faults += [f"in the study's files: {secret}" for secret in found[:3]]
    verdict.faults += [
        f"free text read: {t.headers} as {rows[t].role}" for t in export.with_role("free_text") if t in rows
    ]


def judge_roles(verdict: Verdict, export: Export, rows: dict) -> None:
    """Columns of every kind are what they are, or marked."""
    for told in export.columns:
        row = rows.get(told)
        verdict.faults += role_faults(told, row)


def role_faults(told: Told, row) -> Iterator[str]:
    """What is wrong with the role of a column."""
    said = f"{told.headers[0] or told.headers[-1]!r}"
    if row is None or row.uncertain:
        if row is None and told.role in ("item", "outcome", "recommend", "multi", *SCREENING):
            yield f"{told.role} lost: {said}"
        return
    answers = ("item", "outcome")
    if told.role in NO_ANSWERS and row.role in answers:
        yield f"{told.role} taken for {row.role}, unmarked: {said}"
    if told.role in ("item", "outcome", "recommend") and row.role not in answers:
        yield f"{told.role} taken for {row.role}, unmarked: {said}"
    if told.role in ("multi", *SCREENING) and row.role != told.role:
        yield f"{told.role} taken for {row.role}, unmarked: {said}"
    if told.role == "outcome" and row.role == "item":
        yield f"outcome taken for a dimension, unmarked: {said}"
    if told.role == "attention_check" and row.role == told.role and (row.low, row.high) != (told.low, told.low):
        yield f"attention check with the wrong answer {row.low}-{row.high}, not {told.low}: {said}"
    if told.role in ("item", "outcome", "recommend") and (row.low, row.high) != (told.low, told.high):
        yield f"range {row.low}-{row.high} instead of {told.low}-{told.high}: {said}"


def judge_membership(verdict: Verdict, export: Export, rows: dict) -> None:
    """Items stand in one scale with those they belong to, and with no others; scales are matched by what they share."""
    told = [t for t in export.with_role("item", "outcome") if t in rows]
    match = matched_scales((t.scale, rows[t].scale) for t in told)
    for t in told:
        if match.get(t.scale) == rows[t].scale:
            verdict.membership_right += 1
        elif rows[t].uncertain:
            verdict.membership_marked += 1
        else:
            verdict.faults.append(f"membership: {t.text!r} of {t.scale} put into {rows[t].scale}, unmarked")
    items = export.with_role("item", "outcome")
    verdict.n_items = len(items)
    verdict.n_marked = sum(t in rows and rows[t].uncertain for t in items)
    verdict.n_lost = sum(t not in rows or rows[t].role not in ("item", "outcome") for t in items)


def matched_scales(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The proposed scale of each true one: those that share most items first, none twice."""
    match: dict[str, str] = {}
    for (true, found), _ in Counter(pairs).most_common():
        if true not in match and found not in match.values():
            match[true] = found
    return match


def judge_answers(verdict: Verdict, export: Export, rows: dict, study) -> None:
    """Respondents, answers, directions, gaps and groups as the written study reads them."""
    if len(study.received) != export.n:
        verdict.faults.append(f"{len(study.received)} respondents instead of {export.n}")
        return
    for told in export.with_role("item", "outcome"):
        if told in rows and rows[told].role in ("item", "outcome"):
            judge_item(verdict, export, told, rows[told], study)
    for told in export.with_role("group"):
        row = rows.get(told)
        if row is None or row.role != "group":
            if row is None or not row.uncertain:
                verdict.faults.append(f"group lost: {told.headers}")
            continue
        levels = [str(level) for level in study.groups[row.variable].cat.categories]
        if len(levels) != len(told.options):
            verdict.faults.append(f"group {told.headers}: levels {levels} instead of {told.options}")


def judge_item(verdict: Verdict, export: Export, told: Told, row, study) -> None:
    """Whether an item's answers come out as they were ticked, the right way round, with the right gaps."""
    ticked = np.array(told.ticked)[np.array(export.kept)].astype(float)
    truth = np.where(ticked < 0, np.nan, told.low + ticked)
    truth = told.low + told.high - truth if told.is_reversed else truth
    received = study.received[row.variable].to_numpy(dtype=float)
    keyed = row.low + row.high - received if row.reversed else received
    both = ~np.isnan(keyed) & ~np.isnan(truth)
    steps = [set(keyed[both & (truth == value)]) for value in np.unique(truth[both])]
    ordered = [step.pop() for step in steps if len(step) == 1]
    faults = [*gap_faults(told, row, study, np.isnan(truth), ticked == INAPPLICABLE)]
    if len(ordered) < len(steps) or not (is_rising(ordered) or is_rising(ordered[::-1])):
        faults.append(f"answers of {told.text!r} read wrong: {dict(row.labels)}")
    elif is_rising(ordered):
        verdict.direction_right += 1
        if ordered != [*np.unique(truth[both])]:
            faults.append(f"answers of {told.text!r} coded {ordered}: {dict(row.labels)}")
    elif {"direction", "reversal"} & set(row.doubts):
        verdict.direction_marked += 1
    else:
        verdict.faults.append(f"direction of {told.text!r} (reversed {told.is_reversed}) wrong, unmarked: {row.note}")
    verdict.faults += [] if row.uncertain else faults


def is_rising(values: list[float]) -> bool:
    """Whether each value is above the one before it."""
    return all(first < second for first, second in pairwise(values))


def gap_faults(told: Told, row, study, blank: np.ndarray, inapplicable: np.ndarray) -> Iterator[str]:
    """Answers where nothing was ticked, none where something was, and what does not apply taken for no answer."""
    read = study.received[row.variable].isna().to_numpy()
    if (read != blank).any():
        yield f"gaps of {told.text!r}: {read.sum()} read, {blank.sum()} true (missing {row.missing})"
        return
    known = study.read.received.not_applicable
    says = known[row.variable].to_numpy() if row.variable in known else np.zeros(len(blank), bool)
    if told.inapplicable and (says != inapplicable).any():
        yield f"'does not apply' of {told.text!r} not told from no answer (missing {row.missing})"
