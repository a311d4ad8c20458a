"""Questions as more than one platform lays them out."""

from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.sheets import Sheet, chosen, words


def dated(row: int, sign: str = "-", seconds: bool = True) -> str:
    """A time of a day, later from row to row."""
    day, hour, minute = 1 + row // 200 % 28, 8 + row // 20 % 12, row % 60
    return sign.join(("2025", "03", f"{day:02}")) + f" {hour:02}:{minute:02}" + (":07" if seconds else "")


def times(sheet: Sheet, sign: str = "-") -> list[str]:
    """A time for every row."""
    return [dated(row, sign) for row in range(sheet.answers.n)]


def ticked_check(sheet: Sheet, coded) -> list:
    """The cells of an attention check: the second highest level where somebody is attentive."""
    top = sheet.answers.scales["speed"].max()
    return [coded(int(top - 1)) if attentive else coded(1) for attentive in sheet.answers.attentive]


def picked(options, places) -> list:
    """The option at each place."""
    return [options[int(place)] for place in places]


def form_sheet(seed: int, n: int, name: str, language: str, before, heading, joined: str, **answers_in) -> Sheet:
    """A form that asks every statement by itself: metadata by `before`, what stands above a question by `heading`."""
    who = subject(name, language)
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.03, inapplicable=0.04))
    coded, true = words(who, **answers_in)
    before(sheet)
    text, *options = who.words["group"]
    sheet.add(heading(text), picked(options, sheet.answers.group), role="group", text=text)
    for scale in (*DIMENSIONS, "outcome"):
        sheet.items(scale, lambda _, text: heading(text), coded, **true)
    text = who.words["multi"][0]
    sheet.add(heading(text), chosen(who, sheet.answers, joined), role="multi", text=text)
    text = who.words["recommend"]
    sheet.add(heading(text), sheet.answers.recommend.tolist(), role="recommend", text=text, low=0, high=10)
    sheet.personal(heading(who.asked("address")), "address", who.asked("address"))
    sheet.add(heading(who.words["open"]), sheet.answers.wishes, role="free_text", text=who.words["open"])
    return sheet
