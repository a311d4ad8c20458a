"""Forms full of what is easily taken for something else: counts for ratings, few words for many, people for groups."""

import numpy as np

from tests.importing.exports.files import delimited, xlsx
from tests.importing.exports.questionnaires import DIMENSIONS, answered, subject
from tests.importing.exports.questions import picked, times
from tests.importing.exports.sheets import Export, Sheet, chosen, numbers, words

FACTS = {
    "zh": {
        "age": "您的年龄（岁）",
        "years": "您使用该服务多少年了？",
        "children": "您有几个孩子？",
        "yes_no": ("您最近半年投诉过吗？", "是", "否"),
        "city": "您所在的城市",
        "birthday": "您的出生日期",
        "wechat": "您的微信号",
        "plate": "您的车牌号",
        "card": "银行卡号（用于发放礼金）",
        "contact": "如愿意接受访谈，请留下联系方式",
        "employer": "您的工作单位",
        "anchors": "（1=非常同意，5=非常不同意）",
        "times": "您上个月联系过几次客服？",
    },
    "en": {
        "age": "How old are you?",
        "years": "For how many years have you been a customer?",
        "children": "How many children do you have?",
        "yes_no": ("Have you complained during the last six months?", "Yes", "No"),
        "city": "City",
        "birthday": "Date of birth",
        "wechat": "Instagram account",
        "plate": "Licence plate",
        "card": "IBAN for the voucher",
        "contact": "If you are willing to be interviewed, how can we reach you?",
        "employer": "Name of your employer",
        "anchors": " (1 = strongly agree, 5 = strongly disagree)",
        "times": "How many times did you call last month?",
    },
}
CITIES = {"zh": ("上海", "南京", "杭州", "合肥"), "en": ("Leeds", "York", "Hull", "Bath")}
FORCED = {
    "zh": ("完全不符合", "不太符合", "比较符合", "完全符合"),
    "en": ("strongly disagree", "disagree", "agree", "STRONGLY AGREE "),
}
"""Four answers without a middle; in English in the letters of people who type them."""


def hazards(seed: int, n: int, name: str, language: str) -> Sheet:
    """A form with counts, facts and people, one scale without a middle and one that runs down by its own heading."""
    who, said = subject(name, language), FACTS[language]
    rng = np.random.default_rng([seed, 97])
    four = answered(who, seed, n, 4, skipped=0.02)
    sheet = Sheet(who=who, answers=answered(who, seed, n, 5, skipped=0.02))
    sheet.add({"zh": "提交时间", "en": "Submitted"}[language], times(sheet))
    sheet.add(said["age"], rng.integers(18, 66, n).tolist(), role="fact")
    sheet.add(said["years"], rng.integers(1, 6, n).tolist(), role="fact")
    sheet.add(said["children"], rng.choice([0, 1, 2, 3], n, p=[0.5, 0.25, 0.2, 0.05]).tolist(), role="fact")
    text, *options = said["yes_no"]
    sheet.add(text, picked(options, rng.integers(0, 2, n)), role="group", text=text)
    sheet.add(said["city"], picked(CITIES[language], rng.integers(0, 4, n)), role="group", text=said["city"])
    people(sheet, said, rng)
    for scale in DIMENSIONS:
        if scale == "skill":
            forced_items(sheet, four, FORCED[language])
        elif scale == "care":
            coded, true = numbers(5, skipped="", runs_down=True)
            sheet.items(scale, lambda _, text: f"{text}{said['anchors']}", coded, **true | {"missing": ()})
        else:
            coded, true = words(who, "agreement5")
            sheet.items(scale, lambda _, text: text, coded, **true)
    sheet.items("outcome", lambda _, text: text, *words(who, "agreement5")[:1], **words(who, "agreement5")[1])
    sheet.add(said["times"], rng.poisson(2, n).clip(0, 9).tolist(), role="fact")
    text = who.words["multi"][0]
    sheet.add(text, chosen(who, sheet.answers, "、" if language == "zh" else ", "), role="multi", text=text)
    return sheet


def forced_items(sheet: Sheet, four, levels: tuple[str, ...]) -> None:
    """The second dimension on four answers."""
    for place, item in enumerate(sheet.who.items("skill")):
        ticked = tuple(map(int, four.scales["skill"][:, place]))
        cells = [levels[level] if level >= 0 else "" for level in ticked]
        about = {"text": item.text, "role": "item", "scale": "skill", "is_reversed": item.is_reversed}
        sheet.add(item.text, cells, ticked=ticked, levels=levels, low=1, high=4, **about)


def people(sheet: Sheet, said: dict, rng: np.random.Generator) -> None:
    """What gives people away, under headings of all kinds; few leave an address for interviews."""
    given = sheet.answers.people
    months, firm = rng.integers(1, 13, len(given)), {"zh": "公司", "en": "Ltd"}[sheet.who.language]
    secrets = {
        "birthday": [f"{rng.integers(1960, 2004)}-{month:02}-{rng.integers(10, 29)}" for month in months],
        "wechat": [f"wx_{one['e_mail'][1:9]}" for one in given],
        "plate": [f"沪A{rng.integers(10_000, 99_999)}" for _ in given],
        "card": [f"622848{rng.integers(10**12, 10**13)}" for _ in given],
        "contact": [one["e_mail"] if rng.random() < 0.08 else "" for one in given],
        "employer": [f"{one['last']}{rng.integers(10, 99)} {firm}" for one in given],
    }
    for kind, cells in secrets.items():
        sheet.secrets |= set(filter(None, cells))
        sheet.add(said[kind], cells, role="personal", kind=kind, text=said[kind])


def hazards_zh(seed: int, n: int, name: str) -> Export:
    """Chinese, XLSX."""
    sheet = hazards(seed, n, name, "zh")
    return sheet.export("hazards_zh", ".xlsx", xlsx([*sheet.heading_rows(), *sheet.rows()]))


def hazards_en(seed: int, n: int, name: str) -> Export:
    """English, semicolon-separated."""
    sheet = hazards(seed, n, name, "en")
    content = delimited([*sheet.heading_rows(), *sheet.rows()], "utf-8", ";")
    return sheet.export("hazards_en", ".csv", content)
