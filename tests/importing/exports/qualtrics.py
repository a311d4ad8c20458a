"""Qualtrics: three rows of headings or two, choice texts or numbers, previews and unfinished rows."""

import numpy as np

from tests.importing.exports.files import delimited, xlsx
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import picked, times
from tests.importing.exports.sheets import Export, Sheet, numbers, words

QUALTRICS = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name",
    "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference",
    "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}
PERSONAL_OF_QUALTRICS = {
    "IPAddress": "ip",
    "RecipientLastName": "last",
    "RecipientFirstName": "first",
    "RecipientEmail": "e_mail",
    "LocationLatitude": "latitude",
    "LocationLongitude": "longitude",
}


def qualtrics_sheet(seed: int, n: int, name: str, language: str, in_words: bool) -> Sheet:
    """Columns of Qualtrics with three headings each; some rows are previews, some unfinished."""
    who = subject(name, language)
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.02, inapplicable=0.03 if in_words else 0.0))
    rng = np.random.default_rng([seed, 99])
    preview, stopped = rng.random(n) < 0.02, rng.random(n) < 0.04
    preview[0] = stopped[1] = True
    sheet.unfinished = np.flatnonzero(preview | stopped).tolist()
    texts = in_words
    cells = {
        "Status": [("Survey Preview" if p else "IP Address") if texts else int(p) for p in preview],
        "Finished": [str(not s) if texts else int(not s) for s in stopped],
        "Progress": [45 if s else 100 for s in stopped],
        "Duration (in seconds)": sheet.answers.seconds.tolist(),
        "ResponseId": [f"R_{rng.integers(10**9, 10**10):x}" for _ in range(n)],
        "ExternalReference": [""] * n,
        "DistributionChannel": ["preview" if p else "anonymous" for p in preview],
        "UserLanguage": [language.upper()] * n,
    }
    roles = {"Duration (in seconds)": "duration_seconds", "ResponseId": "respondent_id"}
    for header, text in QUALTRICS.items():
        heads = (header, text, f'{{"ImportId":"{header[0].lower()}{header[1:]}"}}')
        if header in PERSONAL_OF_QUALTRICS:
            sheet.personal(heads, PERSONAL_OF_QUALTRICS[header])
        else:
            sheet.add(heads, cells.get(header) or times(sheet), role=roles.get(header, "metadata"))
    questions_of_qualtrics(sheet, in_words)
    for cut in np.flatnonzero(stopped):  # whoever stopped has no answers in the last half
        for place in range(len(sheet.columns) - 10, len(sheet.columns)):
            sheet.cells[place][cut] = ""
    return sheet


def questions_of_qualtrics(sheet: Sheet, in_words: bool) -> None:
    """Group, matrices, a set, the recommendation and a comment."""
    who, said = sheet.who, sheet.who.words
    coded, true = words(who, "agreement5") if in_words else numbers(5)
    text, *options = said["group"]
    marks = options if in_words else range(1, 4)
    sheet.add(("Q1", text, '{"ImportId":"QID1"}'), picked(marks, sheet.answers.group), role="group", text=text)
    for q, scale in enumerate((*DIMENSIONS, "outcome"), start=2):
        sheet.items(
            scale,
            lambda place, text, q=q: (
                f"Q{q}_{place + 1}",
                f"{said['stem']} - {text}",
                f'{{"ImportId":"QID{q}_{place + 1}"}}',
            ),
            (lambda level: "" if coded(level) is None else coded(level)),
            **true,
        )
    text, *options = said["multi"]
    for place, option in enumerate(options):
        marks = [(option if in_words else 1) if c else "" for c in sheet.answers.multi[:, place]]
        heads = (f"Q6_{place + 1}", f"{text} - Selected Choice - {option}", f'{{"ImportId":"QID6_{place + 1}"}}')
        sheet.add(heads, marks, role="multi", text=option)
    heads = ("Q7", said["recommend"], '{"ImportId":"QID7"}')
    sheet.add(heads, sheet.answers.recommend.tolist(), role="recommend", text=said["recommend"], low=0, high=10)
    sheet.personal(("Q8", who.asked("phone"), '{"ImportId":"QID8_TEXT"}'), "phone", who.asked("phone"))
    sheet.add(("Q9", said["open"], '{"ImportId":"QID9_TEXT"}'), sheet.answers.wishes, role="free_text")


def qualtrics_texts(seed: int, n: int, name: str) -> Export:
    """Three rows of headings, choice texts, English."""
    sheet = qualtrics_sheet(seed, n, name, "en", in_words=True)
    content = delimited([*sheet.heading_rows(), *sheet.rows()])
    return sheet.export("qualtrics_texts", ".csv", content)


def qualtrics_numbers(seed: int, n: int, name: str) -> Export:
    """Three rows of headings, numbers, German questions, XLSX."""
    sheet = qualtrics_sheet(seed, n, name, "de", in_words=False)
    return sheet.export("qualtrics_numbers", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def qualtrics_legacy(seed: int, n: int, name: str) -> Export:
    """The older layout of two rows of headings: V1 to V10, then the questions."""
    modern = qualtrics_sheet(seed, n, name, "en", in_words=False)
    sheet = Sheet(who=modern.who, answers=modern.answers, unfinished=modern.unfinished)
    by_name = {told.headers[0]: cells for told, cells in zip(modern.columns, modern.cells, strict=True)}
    metadata = {"ResponseID": by_name["ResponseId"], "ResponseSet": ["Default Response Set"] * n}
    metadata |= {"Name": None, "ExternalDataReference": [""] * n, "EmailAddress": None, "IPAddress": None}
    metadata |= {"Status": by_name["Status"], "StartDate": times(sheet), "EndDate": times(sheet)}
    metadata |= {"Finished": by_name["Finished"]}
    kinds = {"Name": "name", "EmailAddress": "e_mail", "IPAddress": "ip"}
    for place, (text, cells) in enumerate(metadata.items(), start=1):
        if text in kinds:
            sheet.personal((f"V{place}", text), kinds[text])
        else:
            sheet.add((f"V{place}", text), cells, role="respondent_id" if place == 1 else "metadata")
    for told, cells in zip(modern.columns, modern.cells, strict=True):
        if told.headers[0].startswith("Q"):
            sheet.columns.append(told.__class__(**vars(told) | {"headers": told.headers[:2]}))
            sheet.cells.append(cells)
            sheet.secrets |= set(cells) if told.role == "personal" else set()
    sheet.secrets -= {""}
    content = delimited([*sheet.heading_rows(), *sheet.rows()])
    return sheet.export("qualtrics_legacy", ".csv", content)
