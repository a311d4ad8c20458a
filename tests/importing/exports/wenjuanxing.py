"""Wenjuanxing: options in words or by number, the stem of a matrix before its first item only."""

from itertools import count

import numpy as np

from tests.importing.exports.files import delimited, labelled, xls, xlsx
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import picked, ticked_check, times
from tests.importing.exports.sheets import Export, Sheet, all_items, chosen, numbers, words


def wenjuanxing_sheet(seed: int, n: int, name: str, coded_words, family: str, together: bool = False, **drawn) -> Sheet:
    """
    The columns of a Wenjuanxing export: a matrix has its stem before its first item only.

    `coded_words` is None for options in words, or the signs for what was skipped, as a number, for their numbers;
    `together` puts all dimensions into one matrix, their items taking turns.
    """
    who = subject(name, "zh")
    n_levels = len(who.levels(family))
    sheet = Sheet(who=who, answers=answered(who, seed, n, n_levels, **drawn))
    said, number, in_words = who.words, count(1), coded_words is None
    coded, true = words(who, family, "(空)") if in_words else numbers(n_levels, skipped=coded_words)
    true = true | ({"missing": ("(空)", "(跳过)")} if in_words else {"inapplicable": ()})
    sheet.add("序号", range(1, n + 1), role="respondent_id")
    sheet.add("提交答卷时间", times(sheet, "/"))
    sheet.add("所用时间", [f"{second}秒" for second in sheet.answers.seconds], role="duration_seconds")
    sheet.add("来源", ["微信"] * n)
    sheet.add("来源详情", ["N/A"] * n)
    sheet.secrets |= {person["ip"] for person in sheet.answers.people}
    ips = [f"{person['ip']}(上海-上海)" for person in sheet.answers.people]
    sheet.add("来自IP", ips, role="personal", kind="ip")
    for kind in ("name", "phone"):
        sheet.personal(f"{next(number)}、{who.asked(kind)}", kind, who.asked(kind))
    text, *options = said["group"]
    marks = options if in_words else range(1, 4)
    sheet.add(f"{next(number)}、{text}", picked(marks, sheet.answers.group), role="group", text=text)
    often = who.asked("often") if in_words else range(1, 5)
    sheet.add(f"{next(number)}、{said['frequency']}", picked(often, sheet.answers.often), role="group")
    if together:
        one_matrix(sheet, next(number), coded, true)
    else:
        for scale in DIMENSIONS:
            matrix(sheet, scale, next(number), coded, true)
    levels = who.levels(family)
    text = who.asked("check").format(levels[-2])
    sheet.add(
        f"{next(number)}、{text}", ticked_check(sheet, coded), role="attention_check", text=text, low=n_levels - 1
    )
    matrix(sheet, "outcome", next(number), coded, true)
    multi_columns(sheet, next(number), in_words)
    sheet.add(
        f"{next(number)}、{said['recommend']}", sheet.answers.recommend.tolist(), role="recommend", low=0, high=10
    )
    blank = "(空)" if in_words else ""
    wishes = [wish or blank for wish in sheet.answers.wishes]
    sheet.add(f"{next(number)}、{said['open']}", wishes, role="free_text", text=said["open"])
    return sheet


def matrix(sheet: Sheet, scale: str, number: int, coded, true: dict) -> None:
    """A scale as a matrix question."""
    stem = sheet.who.words["stem"]
    sheet.items(
        scale, lambda place, text: f"{number}、{stem}—{text}" if place == 0 else f"{number}、{text}", coded, **true
    )


def one_matrix(sheet: Sheet, number: int, coded, true: dict) -> None:
    """All dimensions in one matrix, their items taking turns."""
    for position, (scale, place) in enumerate(all_items(sheet.who)):
        item = sheet.who.items(scale)[place]
        stem = f"{sheet.who.words['stem']}—" if position == 0 else ""
        ticked = tuple(map(int, sheet.answers.scales[scale][:, place]))
        cells = [coded(level) for level in ticked]
        about = {"ticked": ticked} | {
            "text": item.text,
            "role": "item",
            "scale": scale,
            "is_reversed": item.is_reversed,
        }
        sheet.add(f"{number}、{stem}{item.text}", cells, **about, **true)


def multi_columns(sheet: Sheet, number: int, in_words: bool) -> None:
    """A question with several answers: joined in one column, or a column of 1 and 0 per option."""
    text, *options = sheet.who.words["multi"]
    if in_words:
        cells = chosen(sheet.who, sheet.answers, "┋", "(跳过)")
        sheet.add(f"{number}、{text}", cells, role="multi", text=text)
        return
    for place, option in enumerate(options):
        cells = sheet.answers.multi[:, place].astype(int).tolist()
        sheet.add(f"{number}、({option})", cells, role="multi", text=option)


def wenjuanxing_texts(seed: int, n: int, name: str) -> Export:
    """Options in words, UTF-8 CSV."""
    sheet = wenjuanxing_sheet(seed, n, name, None, "agreement5")
    content = delimited([*sheet.heading_rows(), *sheet.rows()])
    return sheet.export("wenjuanxing_texts", ".csv", content)


def wenjuanxing_texts_xlsx(seed: int, n: int, name: str) -> Export:
    """Options in words, XLSX."""
    sheet = wenjuanxing_sheet(seed, n, name, None, "agreement5")
    return sheet.export("wenjuanxing_texts_xlsx", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def wenjuanxing_gb18030(seed: int, n: int, name: str) -> Export:
    """Options in words, among them one that says a question does not apply, GB18030 CSV."""
    sheet = wenjuanxing_sheet(seed, n, name, None, "conformity5", inapplicable=0.05)
    content = delimited([*sheet.heading_rows(), *sheet.rows()], "gb18030")
    return sheet.export("wenjuanxing_gb18030", ".csv", content)


def wenjuanxing_numbers(seed: int, n: int, name: str) -> Export:
    """Numbers of options, XLSX; -3 means skipped."""
    sheet = wenjuanxing_sheet(seed, n, name, -3, "agreement5")
    return sheet.export("wenjuanxing_numbers", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def wenjuanxing_one_matrix(seed: int, n: int, name: str) -> Export:
    """All dimensions in one matrix of seven-point answers, XLSX."""
    sheet = wenjuanxing_sheet(seed, n, name, None, "agreement7", together=True)
    return sheet.export("wenjuanxing_one_matrix", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def wenjuanxing_xls(seed: int, n: int, name: str) -> Export:
    """Options in words, old workbook."""
    sheet = wenjuanxing_sheet(seed, n, name, None, "agreement5b")
    return sheet.export("wenjuanxing_xls", ".xls", xls([*sheet.heading_rows(), *sheet.rows()]))


def wenjuanxing_sav(seed: int, n: int, name: str) -> Export:
    """The platform's SPSS file: codes for names, questions for labels, options for value labels, -3 for skipped."""
    source = wenjuanxing_sheet(seed, n, name, -3, "agreement5")
    names, places, labels = [], count(1), {}
    scales = {scale: f"Q{next(places) + 4}" for scale in (*DIMENSIONS, "outcome")}
    rank: dict[str, int] = {}
    for told in source.columns:
        if told.role in ("item", "outcome"):
            rank[told.scale] = rank.get(told.scale, 0) + 1
            names.append(f"{scales[told.scale]}_R{rank[told.scale]}")
            labels[names[-1]] = {1.0 + i: text for i, text in enumerate(source.who.levels("agreement5"))} | {
                -3.0: "跳过"
            }
        else:
            names.append(f"V{len(names) + 1}")
        if told.role == "group":
            options = source.who.words["group"][1:] if told.text else source.who.asked("often")
            labels[names[-1]] = {1.0 + i: text for i, text in enumerate(options)}
    wordings = [column.headers[0] for column in source.columns]
    rows = [[float(c) if isinstance(c, int | np.integer) else str(c) for c in row] for row in source.rows()]
    content = labelled(".sav", names, rows, wordings, labels)
    renamed = [
        told.__class__(**vars(told) | {"headers": (new,)}) for told, new in zip(source.columns, names, strict=True)
    ]
    source.columns = renamed
    return source.export("wenjuanxing_sav", ".sav", content)
