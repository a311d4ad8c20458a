"""Columns that may tell who a respondent is: by their name, and by what stands in them."""

import re
from collections.abc import Iterable

import pandas as pd

from analysis.survey.codebook import Codebook
from analysis.survey.problems import Problem, problem

LOOKED_AT = 50  # distinct values by which a column is judged
SHARE = 0.5  # of which at least this proportion must look personal
NAMES = {
    "phone": re.compile(r"\b(tele)?phone|\bmobile\b|\btel\b|手机|电话|手機|電話|휴대폰|전화", re.IGNORECASE),
    "e_mail": re.compile(r"e-?mail|邮箱|郵箱|电子邮件|メール|이메일", re.IGNORECASE),
    "ip": re.compile(r"\bip\b|ip ?address|来自ip|ip地址", re.IGNORECASE),
    "id_card": re.compile(
        r"id ?card|passport|social security|\bssn\b|身份证|身分證|护照|學號|学号|工号", re.IGNORECASE
    ),
    "name": re.compile(r"^(full |first |last |your )?name$|surname|姓名|名字|お名前|氏名|이름", re.IGNORECASE),
    "account": re.compile(r"wechat|微信|\bqq\b|openid|\buser ?name\b|昵称|用户名", re.IGNORECASE),
    "address": re.compile(r"\baddress\b|postcode|zip ?code|latitude|longitude|地址|住址|邮编", re.IGNORECASE),
    "birth": re.compile(r"birth ?(day|date)|date of birth|出生日期|生日", re.IGNORECASE),
}
CONTENTS = {
    "e_mail": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "ip": re.compile(r"(\d{1,3}\.){3}\d{1,3}(\(.*\))?"),
    "id_card": re.compile(r"\d{17}[\dXx]"),
    "phone": re.compile(r"(\+?86[- ]?)?1[3-9]\d{9}|\+\d[\d\s()-]{8,16}|0\d{2,4}[- ]\d{6,8}"),
}


def personal_warnings(codebook: Codebook, received: pd.DataFrame) -> list[Problem]:
    """Declared groups and ids that look personal; a group's levels would stand in the report."""
    warnings = []
    for variable in codebook.with_role("group", "respondent_id"):
        values = received[variable.name].dropna().astype(str).unique()[:LOOKED_AT]
        named = kind_of_name(variable.name) if variable.role == "group" else None
        if kind := kind_of_content(values) or named:
            code = "privacy.printed" if variable.role == "group" else "privacy.read"
            warnings.append(problem(code, name=variable.name, kind=kind))
    return warnings


def kind_of_name(name: str) -> str | None:
    """What a column's name says that it holds, if that is personal."""
    return next((kind for kind, pattern in NAMES.items() if pattern.search(name.strip())), None)


def kind_of_content(values: Iterable[str]) -> str | None:
    """What most of the values look like, if that is personal."""
    values = list(values)
    for kind, pattern in CONTENTS.items():
        if values and sum(bool(pattern.fullmatch(value.strip())) for value in values) >= SHARE * len(values):
            return kind
    return None
