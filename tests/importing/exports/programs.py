"""Files of statistics programs: SPSS, Stata, Parquet."""

import numpy as np

from tests.importing.exports.files import labelled, parquet
from tests.importing.exports.questionnaires import DIMENSIONS, NOT_APPLICABLE, answered, subject
from tests.importing.exports.questions import picked
from tests.importing.exports.sheets import Export, Sheet, numbers


def labelled_export(
    seed: int, n: int, name: str, language: str, suffix: str, runs_down: bool = False
) -> tuple[Sheet, bytes]:
    """Short names, wordings and value labels; in SPSS 9 means no answer and 8 that the question does not apply."""
    who = subject(name, language)
    is_spss = suffix == ".sav"
    shares = {"skipped": 0.03, "inapplicable": 0.04} if is_spss else {"skipped": 0.03}
    sheet = Sheet(who=who, answers=answered(who, seed, n, **shares))
    coded, true = numbers(5, skipped=9 if is_spss else None, inapplicable=8 if is_spss else None, runs_down=runs_down)
    sheet.add("id", range(1, n + 1), role="respondent_id", text="Respondent")
    sheet.personal("name", "name", who.asked("name"))
    sheet.personal("tel", "phone", who.asked("phone"))
    sheet.add("grp", (sheet.answers.group + 1).tolist(), role="group", text=who.words["group"][0])
    for scale in (*DIMENSIONS, "outcome"):
        stem = {"outcome": "sat"}.get(scale, scale[:3])
        sheet.items(scale, lambda place, _, stem=stem: f"{stem}{place + 1}", coded, **true)
    sheet.add("nps", sheet.answers.recommend.tolist(), role="recommend", text=who.words["recommend"], low=0, high=10)
    levels = who.levels("agreement5")
    texts = {1.0 + k: text for k, text in enumerate(reversed(levels) if runs_down else levels)}
    special = {8.0: NOT_APPLICABLE[language], 9.0: {"zh": "未回答", "en": "No answer"}[language]} if is_spss else {}
    items = [told.headers[0] for told in sheet.columns if told.role in ("item", "outcome")]
    labels = dict.fromkeys(items, texts | special)
    labels["grp"] = {1.0 + k: text for k, text in enumerate(who.words["group"][1:])}
    rows = [[c if isinstance(c, str) else np.nan if c is None else float(c) for c in row] for row in sheet.rows()]
    missing = {item: [8.0, 9.0] for item in items}
    wordings = [told.text for told in sheet.columns]
    names = [told.headers[0] for told in sheet.columns]
    return sheet, labelled(suffix, names, rows, wordings, labels, missing)


def spss(seed: int, n: int, name: str) -> Export:
    """SPSS with labels and codes of missing answers, Chinese."""
    sheet, content = labelled_export(seed, n, name, "zh", ".sav")
    return sheet.export("spss", ".sav", content)


def spss_running_down(seed: int, n: int, name: str) -> Export:
    """SPSS in which 1 means strongly agree, English."""
    sheet, content = labelled_export(seed, n, name, "en", ".sav", runs_down=True)
    return sheet.export("spss_running_down", ".sav", content)


def stata(seed: int, n: int, name: str) -> Export:
    """Stata with labels, English."""
    sheet, content = labelled_export(seed, n, name, "en", ".dta")
    return sheet.export("stata", ".dta", content)


def parquet_file(seed: int, n: int, name: str) -> Export:
    """Parquet: questions for names, numbers."""
    who = subject(name, "en")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02))
    coded, true = numbers(5)
    sheet.personal("e_mail", "e_mail")
    sheet.add(who.words["group"][0], picked(who.words["group"][1:], sheet.answers.group), role="group")
    for scale in (*DIMENSIONS, "outcome"):
        sheet.items(scale, lambda _, text: text, coded, **true)
    names = [told.headers[0] for told in sheet.columns]
    return sheet.export("parquet_file", ".parquet", parquet(names, sheet.rows()))
