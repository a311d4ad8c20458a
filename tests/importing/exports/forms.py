"""Google Forms, Microsoft Forms and SurveyMonkey."""

import numpy as np

from tests.importing.exports.files import delimited, xlsx
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import dated, form_sheet, picked, times
from tests.importing.exports.sheets import Export, Sheet, chosen, numbers, words

SUBJECT_OF_MATRIX = {"speed": "Speed", "skill": "Competence", "care": "Manners"}


def google_english(seed: int, n: int, name: str) -> Export:
    """Google Forms, English: grids repeat their question, items in brackets; age as a number."""
    who = subject(name, "en")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.03, inapplicable=0.03))
    coded, true = words(who, "agreement5")
    sheet.add("Timestamp", times(sheet, "/"))
    sheet.personal("Email Address", "e_mail")
    sheet.personal("Name", "name")
    sheet.add("Age", np.random.default_rng(seed).integers(18, 70, n).tolist(), role="age")
    text, *options = who.words["group"]
    sheet.add(text, picked(options, sheet.answers.group), role="group", text=text)
    for scale in DIMENSIONS:
        sheet.items(scale, lambda _, text: f"{who.words['stem']} [{text}]", coded, **true)
    sheet.items("outcome", lambda _, text: text, coded, **true)
    text = who.words["multi"][0]
    sheet.add(text, chosen(who, sheet.answers, ";"), role="multi", text=text)
    text = who.words["recommend"]
    sheet.add(text, sheet.answers.recommend.tolist(), role="recommend", text=text, low=0, high=10)
    sheet.add(who.words["open"], sheet.answers.wishes, role="free_text")
    return sheet.export("google_english", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))


def google_korean_sheet(seed: int, n: int, name: str, in_words: bool) -> Sheet:
    """Google Forms, Korean: numbered statements, linear scales as numbers or choices in words."""
    who = subject(name, "ko")
    sheet = Sheet(who=who, answers=answered(who, seed, n, 5 if in_words else 7, skipped=0.01))
    coded, true = words(who, "agreement5") if in_words else numbers(7)
    sheet.add("타임스탬프", [dated(row, "/") for row in range(n)])
    sheet.personal(who.asked("name"), "name")
    sheet.personal(who.asked("phone"), "phone")
    text, *options = who.words["group"]
    sheet.add(text, picked(options, sheet.answers.group), role="group", text=text)
    for number, scale in enumerate((*DIMENSIONS, "outcome"), start=1):
        sheet.items(scale, lambda place, text, number=number: f"{number}-{place + 1}. {text}", coded, **true)
    text = who.words["multi"][0]
    sheet.add(text, chosen(who, sheet.answers, ", "), role="multi", text=text)
    return sheet


def google_korean_utf8(seed: int, n: int, name: str) -> Export:
    """Seven-point linear scales, UTF-8."""
    sheet = google_korean_sheet(seed, n, name, in_words=False)
    blank = [["" if cell is None else cell for cell in row] for row in sheet.rows()]
    return sheet.export("google_korean_utf8", ".csv", delimited([*sheet.heading_rows(), *blank], "utf-8"))


def google_korean_cp949(seed: int, n: int, name: str) -> Export:
    """Answers in words, CP949."""
    sheet = google_korean_sheet(seed, n, name, in_words=True)
    return sheet.export("google_korean_cp949", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "cp949"))


def google_traditional(seed: int, n: int, name: str) -> Export:
    """Google Forms, traditional Chinese: grids with items in brackets."""
    who = subject("clinic", "zh-Hant")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02))
    coded, true = words(who, "agreement5")
    sheet.add("時間戳記", times(sheet, "/"))
    for kind in ("name", "phone", "id_card"):
        sheet.personal(who.asked(kind), kind, who.asked(kind))
    text, *options = who.words["group"]
    sheet.add(text, picked(options, sheet.answers.group), role="group", text=text)
    for number, scale in enumerate((*DIMENSIONS, "outcome"), start=1):
        sheet.items(scale, lambda _, text, number=number: f"{number}. {who.words['stem']} [{text}]", coded, **true)
    return sheet.export("google_traditional", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))


def google_anchored(seed: int, n: int, name: str) -> Export:
    """Bare statements whose ends alone have words: "1 - Strongly disagree", 2, 3, 4, "5 - Strongly agree"."""
    who = subject(name, "en")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02))
    coded, true = words(who, "anchored5")
    sheet.add("Timestamp", times(sheet, "/"))
    sheet.personal("Username", "e_mail")
    sheet.personal("Remarks of the interviewer", "phone")
    for scale in (*DIMENSIONS, "outcome"):
        sheet.items(scale, lambda _, text: text, coded, **true)
    return sheet.export("google_anchored", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))


FAMILIES = {"speed": "satisfaction5", "skill": "quality5", "care": "importance5", "outcome": "satisfaction5"}


def ratings(seed: int, n: int, language: str) -> Sheet:
    """Ratings of nouns, another family of answers for each scale: satisfaction, quality, importance."""
    who = subject("hotel", language)
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02))
    sheet.personal(who.asked("e_mail"), "e_mail", who.asked("e_mail"))
    text, *options = who.words["group"]
    sheet.add(text, picked(options, sheet.answers.group), role="group", text=text)
    for scale, family in FAMILIES.items():
        coded, true = words(who, family)
        sheet.items(scale, lambda _, text: text, coded, **true)
    return sheet


def ratings_en(seed: int, n: int, name: str) -> Export:
    """English, CSV."""
    sheet = ratings(seed, n, "en")
    return sheet.export("ratings_en", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))


def ratings_zh(seed: int, n: int, name: str) -> Export:
    """Chinese, XLSX."""
    sheet = ratings(seed, n, "zh")
    return sheet.export("ratings_zh", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def eleven_points(seed: int, n: int, name: str) -> Export:
    """Every statement answered by a number from 0 to 10, phone numbers as numbers, XLSX."""
    who = subject(name, "zh")
    sheet = Sheet(who=who, answers=answered(who, seed, n, 11, skipped=0.02))
    coded, true = numbers(11, first=0)
    sheet.personal("编号（学号）", "id_card")
    sheet.personal("联系方式", "phone")
    sheet.cells[-1] = [int(cell) for cell in sheet.cells[-1]]
    for scale in (*DIMENSIONS, "outcome"):
        sheet.items(scale, lambda _, text: text, coded, **true)
    return sheet.export("eleven_points", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


MICROSOFT = {
    "en": ("ID", "Start time", "Completion time", "Email", "Name"),
    "zh": ("ID", "开始时间", "完成时间", "电子邮件", "名称"),
}


def microsoft_forms(seed: int, n: int, name: str, language: str, family: str) -> Export:
    """Microsoft Forms, XLSX: every statement by itself; several answers end in a semicolon each."""

    def before(sheet: Sheet) -> None:
        number, begun, done, e_mail, person = MICROSOFT[language]
        sheet.add(number, range(1, n + 1), role="respondent_id")
        sheet.add(begun, times(sheet))
        sheet.add(done, times(sheet))
        sheet.personal(e_mail, "e_mail")
        sheet.personal(person, "name")

    sheet = form_sheet(seed, n, name, language, before, lambda text: text, ";", family=family)
    place = next(p for p, told in enumerate(sheet.columns) if told.role == "multi")
    sheet.cells[place] = [f"{cell};" if cell else "" for cell in sheet.cells[place]]
    content = xlsx([*sheet.heading_rows(), *sheet.rows()])
    return sheet.export(f"microsoft_forms_{language}", ".xlsx", content)


def microsoft_forms_en(seed: int, n: int, name: str) -> Export:
    """English, answered by how often."""
    return microsoft_forms(seed, n, name, "en", "frequency5")


def microsoft_forms_zh(seed: int, n: int, name: str) -> Export:
    """Chinese."""
    return microsoft_forms(seed, n, name, "zh", "agreement5b")


def surveymonkey(seed: int, n: int, name: str) -> Export:
    """SurveyMonkey: the question once in the first row of headings, its items in the second."""
    who = subject(name, "en")
    sheet = Sheet(who=who, answers=answered(who, seed, n, 7, skipped=0.03, inapplicable=0.03))
    coded, true = words(who, "agreement7", inapplicable="N/A")
    ids = range(118_000_000_000, 118_000_000_000 + n)
    sheet.add(("Respondent ID", ""), ids, role="respondent_id")
    sheet.add(("Collector ID", ""), [446_000_000] * n)
    sheet.add(("Start Date", ""), times(sheet, "/"))
    sheet.add(("End Date", ""), times(sheet, "/"))
    people = (("IP Address", "ip"), ("Email Address", "e_mail"), ("First Name", "first"), ("Last Name", "last"))
    for header, kind in people:
        sheet.personal((header, ""), kind)
    sheet.add(("Custom Data 1", ""), [""] * n)
    text, *options = who.words["group"]
    sheet.add((text, "Response"), picked(options, sheet.answers.group), role="group", text=text)
    for scale in (*DIMENSIONS, "outcome"):
        stem = {"outcome": "And all in all?"}.get(scale, f"{SUBJECT_OF_MATRIX.get(scale)}: {who.words['stem']}")
        sheet.items(scale, lambda place, text, stem=stem: (stem if place == 0 else "", text), coded, **true)
    text, *options = who.words["multi"]
    for place, option in enumerate(options):
        cells = [option if c else "" for c in sheet.answers.multi[:, place]]
        sheet.add((text if place == 0 else "", option), cells, role="multi", text=option)
    text = who.words["open"]
    sheet.add((text, "Open-Ended Response"), sheet.answers.wishes, role="free_text", text=text)
    return sheet.export("surveymonkey", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))
