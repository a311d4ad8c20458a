"""LimeSurvey: codes, or codes with questions; rows that were never submitted."""

import numpy as np

from tests.importing.exports.files import delimited
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import picked, times
from tests.importing.exports.sheets import Export, Sheet, words


def limesurvey_sheet(seed: int, n: int, name: str, head, coded, true: dict, yes: str, no: str) -> Sheet:
    """Columns of LimeSurvey; `head` makes a heading of a code and a question. Some rows were never submitted."""
    who = subject(name, "en")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02))
    stopped = np.random.default_rng([seed, 98]).random(n) < 0.05
    stopped[2] = True
    sheet.unfinished = np.flatnonzero(stopped).tolist()
    sheet.add(head("id", "Response ID"), range(1, n + 1), role="respondent_id")
    dates = ["" if s else date for s, date in zip(stopped, times(sheet), strict=True)]
    sheet.add(head("submitdate", "Date submitted"), dates)
    sheet.add(head("lastpage", "Last page"), [2 if s else 6 for s in stopped])
    sheet.add(head("startlanguage", "Start language"), ["en"] * n)
    sheet.add(head("seed", "Seed"), np.random.default_rng(seed).integers(10**8, 2 * 10**9, n).tolist())
    sheet.add(head("startdate", "Date started"), times(sheet))
    sheet.add(head("datestamp", "Date last action"), times(sheet))
    sheet.personal(head("ipaddr", "IP address"), "ip")
    text, *options = who.words["group"]
    sheet.add(head("G01Q01", text), picked(options, sheet.answers.group), role="group", text=text)
    sheet.personal(head("G01Q02", who.asked("e_mail")), "e_mail", who.asked("e_mail"))
    for g, scale in enumerate((*DIMENSIONS, "outcome"), start=2):
        sheet.items(
            scale,
            lambda place, text, g=g: head(f"G0{g}Q03[SQ00{place + 1}]", f"{who.words['stem']} [{text}]"),
            coded,
            **true,
        )
    text, *options = who.words["multi"]
    for place, option in enumerate(options):
        cells = [yes if c else no for c in sheet.answers.multi[:, place]]
        sheet.add(head(f"G06Q09[SQ00{place + 1}]", f"{text} [{option}]"), cells, role="multi", text=option)
    sheet.add(head("interviewtime", "Total time"), (sheet.answers.seconds + 0.37).tolist(), role="duration_seconds")
    for cut in sheet.unfinished:
        for place in range(len(sheet.columns) - 9, len(sheet.columns) - 1):
            sheet.cells[place][cut] = ""
    return sheet


def limesurvey_codes(seed: int, n: int, name: str) -> Export:
    """Codes of questions and of answers (A1 to A5): nothing says what was asked."""

    def coded(level: int) -> str:
        return f"A{level + 1}" if level >= 0 else ""

    true = {"levels": tuple(f"A{k}" for k in range(1, 6)), "low": 1, "high": 5}
    sheet = limesurvey_sheet(seed, n, name, lambda code, _: code, coded, true, "Y", "N")
    return sheet.export("limesurvey_codes", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))


def limesurvey_texts(seed: int, n: int, name: str) -> Export:
    """Headings of code and question, full answers."""
    coded, true = words(subject(name, "en"), "agreement5")
    sheet = limesurvey_sheet(seed, n, name, lambda code, text: f"{code}. {text}", coded, true, "Yes", "No")
    return sheet.export("limesurvey_texts", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))
