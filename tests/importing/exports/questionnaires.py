"""Made-up questionnaires and made-up answers to them: what a platform is told, before it lays anything out."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

SUBJECTS = ("shop", "hospital", "bank", "school", "gym")
DIMENSIONS = ("speed", "skill", "care")
SKIPPED, INAPPLICABLE = -1, -2

LEVELS = {
    "zh": {
        "agreement5": ("非常不同意", "不同意", "一般", "同意", "非常同意"),
        "agreement5b": ("完全不同意", "比较不同意", "不确定", "比较同意", "完全同意"),
        "agreement7": ("非常不同意", "不同意", "有点不同意", "中立", "有点同意", "同意", "非常同意"),
        "conformity5": ("非常不符合", "比较不符合", "一般", "比较符合", "非常符合"),
        "frequency5": ("从不", "很少", "有时", "经常", "总是"),
        "satisfaction5": ("非常不满意", "不满意", "一般", "满意", "非常满意"),
        "quality5": ("很差", "较差", "一般", "较好", "很好"),
        "importance5": ("非常不重要", "不重要", "一般", "重要", "非常重要"),
    },
    "zh-Hant": {
        "agreement5": ("非常不同意", "不同意", "普通", "同意", "非常同意"),
        "frequency5": ("從不", "很少", "有時", "經常", "總是"),
    },
    "en": {
        "agreement5": ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
        "agreement7": (
            *("Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree"),
            *("Somewhat agree", "Agree", "Strongly agree"),
        ),
        "frequency5": ("Never", "Rarely", "Sometimes", "Often", "Always"),
        "satisfaction5": ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
        "quality5": ("Very poor", "Poor", "Fair", "Good", "Excellent"),
        "importance5": (
            *("Not at all important", "Slightly important", "Moderately important"),
            *("Very important", "Extremely important"),
        ),
        "anchored5": ("1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree"),
    },
    "ko": {
        "agreement5": ("전혀 그렇지 않다", "그렇지 않다", "보통이다", "그렇다", "매우 그렇다"),
        "frequency5": ("전혀 없음", "거의 없음", "가끔", "자주", "항상"),
    },
    "de": {
        "agreement5": (
            *("Stimme überhaupt nicht zu", "Stimme eher nicht zu", "Teils, teils"),
            *("Stimme eher zu", "Stimme voll und ganz zu"),
        ),
        "frequency5": ("Nie", "Selten", "Manchmal", "Oft", "Immer"),
    },
}
NOT_APPLICABLE = {
    "zh": "不适用",
    "zh-Hant": "不適用",
    "en": "Not applicable",
    "ko": "해당 없음",
    "de": "Trifft nicht zu",
}
NAMES = {
    "zh": ("欧阳 司徒 诸葛 慕容 皇甫 尉迟", "", "明 雨 子 思 佳 浩 梓 若 嘉 俊", "轩 桐 涵 远 怡 然 萱 曦 琪 豪"),
    "zh-Hant": ("歐陽 司徒 諸葛 慕容 皇甫 尉遲", "", "宥 品 承 語 睿 詩 柏 芷", "廷 妤 恩 彤 哲 涵 翰 晴"),
    "en": (
        "Whit Ash Thack Lind Bramb Carl Dun",
        "combe grove ery well ham ford berg",
        "Har Des Pris Row Ed",
        "riet mond cilla an gar",
    ),
    "ko": ("남궁 황보 선우 제갈 독고 사공", "", "서 도 지 하 민 예 준 시", "연 윤 호 은 서 준 아 우"),
    "de": (
        "Hagen Ober Falken Zwirn Brink Lich",
        "buch länder stein er mann feld",
        "Ott Ger Wolf Det",
        "ilie linde ram lef",
    ),
}
"""The beginnings and ends of family names and of given names."""
STREETS = {
    "zh": "上海市徐汇区桂林路{}号",
    "zh-Hant": "臺北市大安區和平東路{}號",
    "en": "{} Larkspur Lane",
    "ko": "서울시 마포구 월드컵로 {}",
    "de": "Lindenallee {}",
}
ASKED = {
    "zh-Hant": {
        "name": "您的姓名",
        "phone": "您的手機號碼",
        "e_mail": "電子郵件",
        "id_card": "身分證字號",
        "address": "通訊地址",
        "check": "本題請選擇「{}」。",
        "often": ("每天", "每週", "每月", "更少"),
    },
    "zh": {
        "name": "您的姓名：",
        "phone": "您的手机号码：",
        "e_mail": "您的电子邮箱：",
        "id_card": "您的身份证号：",
        "address": "您的家庭住址：",
        "check": "为确认您在认真作答，本题请选择“{}”。",
        "often": ("每天", "每周", "每月", "更少"),
    },
    "en": {
        "name": "What is your full name?",
        "phone": "Your mobile phone number",
        "e_mail": "Your e-mail address",
        "id_card": "Your membership card number",
        "address": "Your home address",
        "check": 'To show that you are reading carefully, please choose "{}" here.',
        "often": ("Daily", "Weekly", "Monthly", "Less often"),
    },
    "ko": {
        "name": "성함을 적어 주십시오.",
        "phone": "휴대폰 번호",
        "e_mail": "이메일 주소",
        "id_card": "회원 번호",
        "address": "집 주소",
        "check": "주의 깊게 읽고 계신지 확인하기 위한 문항입니다. ‘{}’를 선택해 주십시오.",
        "often": ("매일", "매주", "매월", "더 드물게"),
    },
    "de": {
        "name": "Ihr vollständiger Name",
        "phone": "Ihre Telefonnummer",
        "e_mail": "Ihre E-Mail-Adresse",
        "id_card": "Ihre Kundennummer",
        "address": "Ihre Anschrift",
        "check": "Zur Kontrolle wählen Sie hier bitte „{}“.",
        "often": ("Täglich", "Wöchentlich", "Monatlich", "Seltener"),
    },
}


@dataclass(frozen=True)
class Item:
    """One statement of a scale, and whether it is worded the other way."""

    text: str
    is_reversed: bool


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A questionnaire in one language."""

    name: str
    language: str
    words: dict = field(repr=False)

    def items(self, scale: str) -> list[Item]:
        """The statements of a dimension, or of the outcome."""
        return [Item(text.removeprefix("-"), text.startswith("-")) for text in self.words[scale]]

    def levels(self, family: str) -> tuple[str, ...]:
        """The answers of a family, from little to much."""
        return LEVELS[self.language][family]

    def asked(self, what: str) -> str:
        """The wording of a question that every questionnaire has."""
        return ASKED[self.language][what]


@cache
def subject(name: str, language: str) -> Subject:
    """The questionnaire on a subject; where it does not exist in the language, the one on shops or on banks."""
    known = tomllib.loads((Path(__file__).parent / "subjects.toml").read_text(encoding="utf-8"))
    name = next(n for n in (name, "shop", "bank") if language in known.get(n, {}))
    return Subject(name=name, language=language, words=known[name][language])


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """
    What made-up people answered.

    `scales` hold levels from 0 as they were ticked, (n, items), with `SKIPPED` and `INAPPLICABLE`; `people` what would
    give them away, by kind.
    """

    n: int
    scales: dict[str, np.ndarray]
    recommend: np.ndarray
    group: np.ndarray
    multi: np.ndarray
    often: np.ndarray
    seconds: np.ndarray
    attentive: np.ndarray
    wishes: list[str]
    people: list[dict[str, str]]


def answered(
    who: Subject, seed: int, n: int, n_levels: int = 5, skipped: float = 0.02, inapplicable: float = 0.0
) -> Answers:
    """
    Answers to a questionnaire: a factor behind each scale, one behind all.

    Parameters
    ----------
    who : Subject
    seed, n : int
    n_levels : int
        How many answers an item offers.
    skipped, inapplicable : float
        Shares of items left out, and of items of the second dimension that are said not to apply.
    """
    rng = np.random.default_rng([seed, n, n_levels])
    people = [person(who.language, rng) for _ in range(n)]
    general, scales = rng.normal(size=n), {}
    for scale in (*DIMENSIONS, "outcome"):
        factor = 0.6 * general + 0.8 * rng.normal(size=n)
        columns = [0.85 * factor + 0.53 * rng.normal(size=n) for _ in who.items(scale)]
        ticked = np.column_stack([level(column, n_levels) for column in columns])
        turned = [item.is_reversed for item in who.items(scale)]
        ticked[:, turned] = n_levels - 1 - ticked[:, turned]
        ticked[rng.random(ticked.shape) < skipped] = SKIPPED
        if scale == "skill":
            ticked[rng.random(ticked.shape) < inapplicable] = INAPPLICABLE
        scales[scale] = ticked
    return Answers(
        n=n,
        scales=scales,
        recommend=level(general + rng.normal(size=n), 11),
        group=rng.integers(0, 3, n),
        multi=rng.random((n, 4)) < (0.6, 0.4, 0.5, 0.3),
        often=rng.integers(0, 4, n),
        seconds=rng.integers(90, 900, n),
        attentive=rng.random(n) > 0.03,
        wishes=wishes(who, rng, people),
        people=people,
    )


def wishes(who: Subject, rng: np.random.Generator, people: list[dict[str, str]]) -> list[str]:
    """What people wrote of their own accord: some nothing, hardly two the same, some leave their number."""
    written = []
    for one in people:
        first, second = rng.choice(who.words["wishes"], 2, replace=False)
        text = f"{first} ({rng.integers(1, 400)}); {second}" if rng.random() < 0.7 else str(first)
        written.append("" if rng.random() < 0.4 else f"{text}: {one['phone']}" if rng.random() < 0.1 else text)
    return written


def level(latent: np.ndarray, n_levels: int) -> np.ndarray:
    """Latent values as levels from 0, somewhat above the middle."""
    share = np.clip((latent + 0.4 + 2.5) / 5, 0, 0.999)
    return (share * n_levels).astype(int)


def person(language: str, rng: np.random.Generator) -> dict[str, str]:
    """What would give a made-up person away."""
    parts = [str(rng.choice(part.split() or [""])) for part in NAMES[language]]
    family, given = parts[0] + parts[1], parts[2] + parts[3]
    area = {"zh": "139", "de": "+49 171 "}.get(language, "+1 555 ")
    number = int(rng.integers(10**7, 10**8))
    born = f"19{rng.integers(60, 99)}0{rng.integers(1, 9)}1{rng.integers(0, 9)}"
    return {
        "name": f"{family}{given}" if language in ("zh", "zh-Hant", "ko") else f"{given} {family}",
        "first": given,
        "last": family,
        "phone": f"{area}{number}",
        "e_mail": f"u{number}@mail.example.com",
        "id_card": f"310104{born}{rng.integers(100, 999)}X"[:18] if language == "zh" else f"C{number}{born}",
        "address": STREETS[language].format(rng.integers(1000, 9999)),
        "ip": f"203.0.{rng.integers(0, 255)}.{rng.integers(1, 255)}",
        "device": f"o{number:x}T{born}",
        "latitude": f"{rng.uniform(31, 32):.6f}",
        "longitude": f"{rng.uniform(121, 122):.6f}",
    }
