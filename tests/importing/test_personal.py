"""What may tell who a respondent is, by heading and by content, in several languages, and what only sounds so."""

import numpy as np
import pytest

from analysis.importing.judging.personal import personal_kind
from analysis.importing.reading.questions import Question
from analysis.survey.answers.columns import column_of


def kind(heading, cells, is_rating=False) -> str:
    cells = list(cells)
    column = column_of(np.arange(len(cells)) + 2, cells)
    return personal_kind(Question(name=heading, place=0, column=column, wording=heading), is_rating)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("您的姓名：", "name"),
        ("What is your name?", "name"),
        ("Ihr Name", "name"),
        ("Nombre y apellidos", "name"),
        ("성함", "name"),
        ("お名前", "name"),
        ("手机号码", "phone"),
        ("Phone number", "phone"),
        ("Telefonnummer", "phone"),
        ("Número de teléfono", "phone"),
        ("電話番号", "phone"),
        ("电子邮箱", "e_mail"),
        ("Courriel", "e_mail"),
        ("IP Address", "ip"),
        ("身份证号", "id_card"),
        ("學號", "id_card"),
        ("Student ID", "id_card"),
        ("Matrikelnummer", "id_card"),
        ("微信号", "account"),
        ("IBAN", "account"),
        ("Kundennummer", "account"),
        ("家庭住址", "address"),
        ("Postleitzahl", "address"),
        ("Latitude", "address"),
        ("출생일자 / 생년월일", "birth"),
        ("Date of birth", "birth"),
        ("Device ID", "device"),
    ],
)
def test_a_short_heading_tells_it(heading, expected):
    assert kind(heading, ["a", "b", "a", "b"]) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["u1@mail.example.com", "none"], "e_mail"),
        (["13912345678", "13812345678", "x"], "phone"),
        (["+49 171 1234567", "no"], "phone"),
        (["203.0.113.7", "203.0.113.9"], "ip"),
        (["31010419800101123X", "-"], "id_card"),
        (["王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆"], "name"),
        (["Ada Lovelace", "Alan Turing", "Grace Hopper", "Kurt Gödel", "Emmy Noether"], "name"),
        (["김서연", "이도윤", "박지호", "최하은", "정민서"], "name"),
        (["31.23041", "30.57281", "39.90421", "22.54311", "23.12911"], "address"),
        (["上海市徐汇区桂林路1234号", "北京市朝阳区建国路77号"], "address"),
        (["1980-01-31", "1990-02-11", "1975-06-01", "1988-09-09", "1999-12-24"], "birth"),
        (["600123456", "600765432", "601111111", "602222222", "603333333"], "phone"),
        (["5123456", "6123457", "7123458", "8123459", "9123450"], "account"),
        (["DE89 3704 0044 0532 0130 00", ""], "account"),
        (["550e8400-e29b-41d4-a716-446655440000", "x"], "device"),
    ],
)
def test_what_stands_in_a_column_tells_it_whatever_the_heading(cells, expected):
    assert kind("Q7", cells) == expected


@pytest.mark.parametrize(
    ("heading", "cells", "is_rating"),
    [
        ("My phone number and address are kept safe by the kiosk, whoever stands behind me", [1, 2, 3, 4, 5] * 5, True),
        (
            "키오스크는 개인정보(계좌번호, 핸드폰 번호 등)를 안전하게 보호해 준다.",
            [1, 2, 7] * 5,
            True,
        ),
        ("Which platform do you use?", ["A", "B", "A", "B", "C", "C"], False),
        ("您的年级", ["大一", "大二", "大一", "大三", "大二"], False),
        ("Departments", ["Sales", "Sales", "Law", "Law", "Law"], False),
        ("How was the reply by e-mail, compared with what you expected of it beforehand?", [1, 2, 3, 1, 2], True),
        ("Years", [1990.0, 1991.0, 1990.0, 1990.0, 1991.0], False),
    ],
)
def test_what_only_sounds_personal_is_not(heading, cells, is_rating):
    assert kind(heading, cells, is_rating) == ""


def test_names_are_told_only_where_hardly_any_recurs():
    names = ["Grace Hopper", "Alan Turing"]
    assert kind("Team", names * 10) == ""
