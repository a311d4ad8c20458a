"""Tencent Wenjuan, WPS forms, Feishu and Credamo."""

from itertools import count

from tests.importing.exports.files import delimited, xlsx
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import form_sheet, picked, times
from tests.importing.exports.sheets import Export, Sheet, chosen, numbers, words


def tencent_texts(seed: int, n: int, name: str) -> Export:
    """Tencent Wenjuan, options in words, XLSX: the stem of a matrix before each of its items."""
    who = subject(name, "zh")
    sheet = Sheet(who=who, answers=answered(who, seed, n, skipped=0.03))
    coded, true = words(who, "agreement5")
    number = count(1)
    sheet.add("编号", range(1, n + 1), role="respondent_id")
    sheet.add("开始答题时间", times(sheet))
    sheet.add("结束答题时间", times(sheet))
    sheet.add("答题时长", sheet.answers.seconds.tolist(), role="duration_seconds")
    for header, cell in (
        ("语言", "简体中文"),
        ("清洗数据结果", "正常"),
        ("地理位置省", "上海市"),
        ("用户类型", "微信用户"),
    ):
        sheet.add(header, [cell] * n)
    sheet.personal("用户标识", "device")
    sheet.personal("昵称", "name")
    sheet.personal("IP", "ip")
    sheet.add("UA", ["Mozilla/5.0 (Linux; Android 14)"] * n)
    text, *options = who.words["group"]
    sheet.add(f"{next(number)}.{text}", picked(options, sheet.answers.group), role="group", text=text)
    for scale in (*DIMENSIONS, "outcome"):
        place = next(number)
        sheet.items(scale, lambda _, text, place=place: f"{place}.{who.words['stem']}:{text}", coded, **true)
    text = who.words["multi"][0]
    sheet.add(f"{next(number)}.{text}", chosen(who, sheet.answers, ","), role="multi", text=text)
    sheet.personal(f"{next(number)}.{who.asked('phone')}", "phone", who.asked("phone"))
    return sheet.export("tencent_texts", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def tencent_codes(seed: int, n: int, name: str) -> Export:
    """Tencent Wenjuan, codes of questions and numbers of options, CSV: nothing says what was asked."""
    who = subject(name, "zh")
    sheet = Sheet(who=who, answers=answered(who, seed, n))
    coded, true = numbers(5, skipped="")
    number = count(1)
    sheet.add("seq", range(1, n + 1), role="respondent_id")
    sheet.add("source", ["link"] * n)
    sheet.add(f"Q{next(number)}", (sheet.answers.group + 1).tolist(), role="group")
    sheet.personal(f"Q{next(number)}|A1|open", "name")
    for scale in (*DIMENSIONS, "outcome"):
        place = next(number)
        sheet.items(scale, lambda row, _, place=place: f"Q{place}|R{row + 1}", coded, **true)
    sheet.add(f"Q{next(number)}|A1|open", sheet.answers.wishes, role="free_text")
    sheet.add("start", times(sheet))
    sheet.add("finish", times(sheet))
    sheet.add("time_used", sheet.answers.seconds.tolist(), role="duration_seconds")
    sheet.add("ip_province", ["上海"] * n)
    sheet.add("ip_city", ["上海"] * n)
    sheet.personal("ip", "ip")
    sheet.add("browser", ["Chrome"] * n)
    sheet.add("os", ["Android"] * n)
    return sheet.export("tencent_codes", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()]))


def wps(seed: int, n: int, name: str) -> Export:
    """WPS (Jinshan) forms, XLSX: numbered questions, marks of required ones."""
    number = count(1)

    def before(sheet: Sheet) -> None:
        sheet.add("编号", range(1, n + 1), role="respondent_id")
        sheet.personal("提交人", "name")
        sheet.add("提交时间", times(sheet))
        sheet.personal(f"{next(number)}. {sheet.who.asked('id_card')}（必填）", "id_card")

    sheet = form_sheet(
        seed, n, name, "zh", before, lambda text: f"{next(number)}. {text}（必填）", "；", family="conformity5"
    )
    return sheet.export("wps", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def feishu(seed: int, n: int, name: str) -> Export:
    """Feishu forms, XLSX: the bare question above each column."""

    def before(sheet: Sheet) -> None:
        sheet.add("提交时间", times(sheet, "/"))
        sheet.personal("提交人", "name")
        sheet.personal("手机号", "phone")

    sheet = form_sheet(seed, n, name, "zh", before, lambda text: text, ",", family="agreement5")
    return sheet.export("feishu", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def credamo(seed: int, n: int, name: str) -> Export:
    """Credamo, seven-point numbers, UTF-8 CSV: code and question above each column, coordinates among the metadata."""
    who = subject(name, "zh")
    sheet = Sheet(who=who, answers=answered(who, seed, n, 7, skipped=0.0))
    coded, true = numbers(7)
    sheet.add("作答ID", range(100_001, 100_001 + n), role="respondent_id")
    sheet.personal("用户ID", "device")
    sheet.add("开始时间", times(sheet))
    sheet.add("提交时间", times(sheet))
    sheet.add("作答总时长(秒)", sheet.answers.seconds.tolist(), role="duration_seconds")
    sheet.personal("IP地址", "ip")
    sheet.personal("纬度", "latitude")
    sheet.personal("经度", "longitude")
    text = who.words["group"][0]
    sheet.add(f"Q1 {text}", (sheet.answers.group + 1).tolist(), role="group", text=text)
    for number, scale in enumerate((*DIMENSIONS, "outcome"), start=2):
        sheet.items(scale, lambda place, text, number=number: f"Q{number}_{place + 1} {text}", coded, **true)
    return sheet.export("credamo", ".csv", delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8"))
