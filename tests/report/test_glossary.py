"""One Chinese word for one thing: renderings that no Chinese text may hold, each with the term of the field."""

import re
from pathlib import Path

import pytest

import analysis
from analysis.report.language.texts import files

ROOT = Path(analysis.__file__).parent
FILES = sorted([*files("zh"), ROOT / "survey" / "words" / "zh.toml"])
# A pattern, what the field says instead, and a text that the pattern must catch.
FORBIDDEN = (
    (r"解(?:不)?可能成立|可能的解|可接受的解", "恰当解、不恰当解", "下列模型的解不可能成立："),
    (r"(?<!一阶)相关维度模型", "一阶相关因子模型", "相关维度模型（ML）"),
    (r"重复抽样|再抽样", "重抽样（自助法）", "在重复抽样中居首"),
    (r"备选模型|各种看法|其他看法", "竞争模型", "维度分离的备选模型"),
    (r"再现得最差|模型最欠缺", "残差相关绝对值最大的是、修正指数最大的参数", "模型再现得最差的是RES1与CHA5的相关"),
    (r"敷衍作答|胡乱作答", "不认真作答", "敷衍作答者"),
    (r"标准化了|规范化", "标准化", "作规范化处理"),
    (
        r"检验(?:结果为|均|均未能|未能)?拒绝|系数拒绝|痛点(?:均)?拒绝|差异(?:均)?(?:未能)?拒绝",
        "原假设被拒绝",
        "有4项的检验拒绝原假设",
    ),
    (r"检验结果(?:同样)?为(?:未能)?拒绝", "拒绝原假设", "检验结果为未能拒绝（"),
    (r"校正后<em>p</em>", "Holm校正<em>p</em>", "校正后<em>p</em> = 0.02"),
    (r"为校正值|(?<!尺度)校正的卡方差异", "尺度校正", "校正的卡方差异检验"),
    (r"取样适切性", "抽样适切性", "KMO取样适切性量数"),
    (r"单因子检[验查]|Harman单因子", "Harman单因素检验", "Harman单因子检验"),
    (r"Heywood个案", "Heywood现象", "残差方差为负（Heywood个案）"),
    (r"逻辑回归|逻辑斯", "Logistic回归", "以逻辑回归估计"),
    (r"多分相关", "多分格相关", "多分相关"),
    (r"遇到者|遇到该痛点|遇到某痛点", "遭遇", "遇到者与未遭遇者"),
    (r"最低答案|最高答案|缺失答案", "最低分、最高分、缺失作答", "有缺失答案"),
    (
        r"(?:大于|小于|达到|超过|高于|低于|等于|固定为)一(?![一-鿿]*[致般定半成步])",
        "统计量用阿拉伯数字：大于1",
        "没有超过一的相关",
    ),
    (r"百分之百|百分之[一二三四五六七八九]", "阿拉伯数字与百分号", "合计为百分之百"),
    (r"一锤定音|美化了模型|读者常有此期待|同一侧|不可能的估计值", "平实的学术表述", "也没有不可能的估计值"),
    (r"漏答", "有缺失作答", "漏答了某些题项"),
    (r"份缺失|份完整个案", "人缺失、个完整个案", "449份完整个案"),
    (r"收敛效度", "聚合效度", "收敛效度"),
    (r"信赖区间", "置信区间", "信赖区间"),
    (r"显著地|极其显著|非常显著", "原假设被拒绝", "非常显著"),
)


def test_there_are_files():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_forbidden_rendering(path):
    text = path.read_text(encoding="utf-8")
    found = [f"{match[0]}: {right}" for wrong, right, _ in FORBIDDEN for match in re.finditer(wrong, text)]
    assert not found


@pytest.mark.parametrize(("wrong", "right", "example"), FORBIDDEN)
def test_every_pattern_catches_what_it_is_for(wrong, right, example):
    assert re.search(wrong, example)
    assert not re.search(wrong, right)


def test_other_words_are_let_through():
    said = "未能拒绝原假设；全部20组均收敛；大于1；达到一致；恰当解；一阶相关因子模型（ML）；尺度校正的卡方差异检验"
    assert not [wrong for wrong, *_ in FORBIDDEN if re.search(wrong, said)]
