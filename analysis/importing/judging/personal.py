"""What may tell who a respondent is: recognised by the heading and by what stands in the column."""

import re

from analysis.importing.reading.questions import Question
from analysis.survey.answers.privacy import kind_of_name, patterns
from analysis.survey.declared.codings import plain
from analysis.survey.declared.names import width
from analysis.survey.values import level_name

SHORT = 44  # columns of a typewriter: a longer heading that mentions a phone is a statement about it
MOSTLY_DISTINCT = 0.7
LEAST = 5  # answers by which contents are judged
LONG_NUMBER = 100_000
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許蘇盧蔣賈葉閻鍾薑鄒陸顧龍萬錢湯喬賀賴龔"
)
HAN_NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
HANGUL_NAME = re.compile(
    r"[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민][가-힣]{1,2}"
)
LATIN_NAME = re.compile(
    r"[A-ZÄÖÜÉÁÍÓÚÑÇ][\w'’-]+( [A-Z]\.)?( (de|la|del|von|van|der|da|dos))*( [A-ZÄÖÜÉÁÍÓÚÑÇ][\w'’-]+){1,3}"
)
COORDINATE = re.compile(r"-?\d{1,3}\.\d{4,}")
BIRTH = re.compile(r"(19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def personal_kind(question: Question, is_rating: bool) -> str:
    """
    What personal thing a column holds: a kind of `privacy`; empty where it holds none.

    A rating is never one by its heading if that is a sentence: "my phone number is kept safe" is a statement.
    """
    values = [level_name(value) for value in question.counts]
    headings = (question.wording, question.name, question.asked)
    named = next((kind for heading in headings if (kind := kind_of_name(plain(heading)))), "")
    if named and not is_rating and (width(question.wording) <= SHORT or mostly_distinct(question)):
        return named
    if named and is_rating and width(question.wording) <= 8:
        return named
    for kind, pattern in patterns("contents").items():
        if any(pattern.fullmatch(value.strip()) for value in values):
            return kind
    return "" if is_rating else kind_of_values(question, values)


def mostly_distinct(question: Question) -> bool:
    """Whether hardly any value occurs twice."""
    return question.n >= LEAST and len(question.counts) >= MOSTLY_DISTINCT * question.n


def kind_of_values(question: Question, values: list[str]) -> str:
    """Names, coordinates, long numbers: what can be told only of a column in which hardly any value recurs."""
    if not mostly_distinct(question):
        return ""

    def share(pattern: re.Pattern) -> float:
        return sum(bool(pattern.fullmatch(value.strip())) for value in values) / len(values)

    if max(map(share, (HAN_NAME, HANGUL_NAME, LATIN_NAME))) > MOSTLY_DISTINCT:
        return "name"
    if share(COORDINATE) > MOSTLY_DISTINCT:
        return "address"
    if share(BIRTH) == 1 and all(int(value[:4]) < 2015 for value in values):
        return "birth"
    numbers = question.numbers
    if len(numbers) == len(values) and min(map(abs, numbers)) >= LONG_NUMBER and all(map(float.is_integer, numbers)):
        return "account"
    return ""
