"""A document that uses every kind of block, in both languages, as an executed notebook holds it."""

import nbformat
import pytest

MIMETYPE = "application/vnd.report.block+json"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="420pt" height="180pt" '
    'viewBox="0 0 420 180" version="1.1"><defs><style type="text/css">*{stroke-linejoin: round}</style>'
    '<clipPath id="box"><rect x="0" y="0" width="420" height="180"/></clipPath>'
    '<path id="mark" d="M-4 0H4M0 -4V4" style="stroke: #1a1a1a"/></defs>'
    '<g clip-path="url(#box)"><path d="M40 20V150H400" style="fill: none; stroke: #1a1a1a"/>'
    '<path d="M40 60H400M40 105H400" style="fill: none; stroke: #d4d4d4"/>'
    '<rect x="70" y="80" width="60" height="70" style="fill: #4c78a8; stroke: #ffffff"/>'
    '<rect x="170" y="50" width="60" height="100" style="fill: #4c78a8; stroke: #ffffff"/>'
    '<rect x="270" y="30" width="60" height="120" style="fill: #4c78a8; stroke: #ffffff"/>'
    '<use xlink:href="#mark" x="100" y="80"/><use xlink:href="#mark" x="200" y="50"/></g></svg>'
)

WORDS = {
    "en": {
        "title": "What drives satisfaction with customer service",
        "subtitle": "A questionnaire among shoppers’ own words",
        "meta": ["Example study", "n = 587"],
        "caution": "These answers are <strong>simulated</strong>; they describe nobody’s customers.",
        "info": "The interval of <em>α</em> follows Feldt (1965).",
        "lost": "Figure 3 is not available.",
        "summary": "Summary",
        "first": "1 The five dimensions and how they were measured",
        "second": "2 Reliability",
        "inner": "2.1 Items that weaken their scale",
        "deep": "Reading the table",
        "appendix": "A Items and their wording",
        "text": (
            'Internal consistency is summarised in <a href="#tbl-alpha">Table 2</a> and drawn in '
            '<a href="#fig-bars">Figure 1</a>. It doesn’t rest on one coefficient: '
            "<em>α</em> = .84, 95% CI [.82, .86], "
            "ω<sub>total</sub> = .85, <em>β</em> = −0.12, <em>χ</em>²(5) = 11.3, <em>R</em>² = .41, "
            "<em>p</em> &lt; .001, "
            'where 1 ≥ <em>r</em> ≥ −1 (<a href="#ref-cronbach1951">Cronbach, 1951</a>; '
            '<a href="#ref-wen">温忠麟 &amp; 叶宝娟, 2011</a>), as <code>results.json</code> records.'
        ),
        "items": ["Resolution comes first, <em>B</em> = 0.38.", "Aftersales is next; “mediation” hurts most."],
        "label": ("Table {}", "Figure {}"),
        "alpha": "Reliability of the scales, with 95% intervals",
        "wide": "Loadings of every item on every factor",
        "long": "Items, their wording and the answers’ distribution",
        "bars": "Reliability of the scales",
        "alt": "Bar chart: alpha is .78 for responsiveness, .84 for resolution & care and .91 for attitude.",
        "scale": "Scale",
        "item": "Item",
        "wording": "Wording",
        "section": "Outcomes",
        "note": "<em>M</em> is on the scale of the answers, 1–5. Dashes: not estimated.",
        "scales": ["Responsiveness", "Problem solving and competence", "Attitude and care", "Overall satisfaction"],
        "wordings": "The agent understood what I asked for, and didn’t make me say it twice to somebody else.",
    },
    "zh": {
        "title": "客户服务满意度的驱动因素",
        "subtitle": "一项面向电商购物者的问卷研究",
        "meta": ["示例研究", "n = 587"],
        "caution": "本研究的答案是<strong>模拟</strong>生成的，不代表任何真实客户。",
        "info": "<em>α</em> 的置信区间依据 Feldt（1965）。",
        "lost": "图3未能生成。",
        "summary": "摘要",
        "first": "1 五个维度及其测量",
        "second": "2 信度",
        "inner": "2.1 拉低信度的题项",
        "deep": "如何读这张表",
        "appendix": "A 题项与措辞",
        "text": (
            '内部一致性见<a href="#tbl-alpha">表2</a>和<a href="#fig-bars">图1</a>。结论并不只依赖一个系数'
            "（don’t rely on one number）：Cronbach’s <em>α</em> = .84，95% CI [.82, .86]，"
            "ω<sub>total</sub> = .85，<em>β</em> = −0.12，"
            "<em>χ</em>²(5) = 11.3，<em>R</em>² = .41，<em>p</em> &lt; .001，其中 1 ≥ <em>r</em> ≥ −1"
            '（<a href="#ref-cronbach1951">Cronbach, 1951</a>；<a href="#ref-wen">温忠麟、叶宝娟，2011</a>）。'
            "受访者所说的“找不到人”"
            "——也就是转人工难——在<strong>所有平台</strong>都出现过……详见 <code>results.json</code>。"
        ),
        "items": ["问题解决能力居首，<em>B</em> = 0.38。", "售后保障次之；“纠纷调解”最让人不满。"],
        "label": ("表{}", "图{}"),
        "alpha": "各量表的信度及其 95% 置信区间",
        "wide": "全部题项在各因子上的载荷",
        "long": "题项、措辞与答案分布",
        "bars": "各量表的信度",
        "alt": "柱状图：响应效率的 alpha 为 .78，问题解决能力与关怀为 .84，沟通态度为 .91。",
        "scale": "量表",
        "item": "题项",
        "wording": "措辞",
        "section": "结果变量",
        "note": "<em>M</em> 以答案的量尺（1–5）为单位。短横线表示未估计。",
        "scales": ["响应效率与及时性", "问题解决能力与专业性", "沟通态度与人文关怀", "总体满意度"],
        "wordings": "客服听懂了我要解决的问题，并且没有让我对另一个人再讲一遍。",
    },
}


def alpha_table(words: dict) -> dict:
    """A small table with a spanner, a sub-head, a dash and numbers of unlike length."""
    numbers = [
        ("587", ".78", ".75", ".81"),
        ("581", ".84", ".82", ".86"),
        ("1,204", ".91", ".90", "> .92"),
        ("9", "–", "−.10", "1.00"),
    ]
    rows = [
        {"cells": {"scale": scale, "n": n, "alpha": a, "low": low, "high": high}, "values": {}}
        for scale, (n, a, low, high) in zip(words["scales"], numbers, strict=True)
    ]
    rows.insert(3, {"cells": {"scale": words["section"]}, "values": {}, "section": True})
    return {
        "kind": "table",
        "id": "tbl-alpha",
        "number": 2,
        "label": words["label"][0].format(2),
        "caption": words["alpha"],
        "columns": [
            {"key": "scale", "label": words["scale"], "align": "left"},
            {"key": "n", "label": "<em>n</em>", "align": "decimal"},
            {"key": "alpha", "label": "<em>α</em>", "align": "decimal"},
            {"key": "low", "label": "LL", "align": "decimal", "group": "95% CI"},
            {"key": "high", "label": "UL", "align": "decimal", "group": "95% CI"},
        ],
        "rows": rows,
        "notes": [words["note"], "α ≥ .70 &amp; ω ≥ .70."],
    }


def wide_table(words: dict) -> dict:
    """A table of sixteen columns."""
    keys = [(f"F{number}", "−" if number % 3 else "") for number in range(1, 16)]
    rows = [
        {
            "cells": {"item": f"RES{row}"} | {key: f"{sign}.{row}{at % 10}" for at, (key, sign) in enumerate(keys)},
            "values": {},
        }
        for row in range(1, 9)
    ]
    return {
        "kind": "table",
        "id": "tbl-wide",
        "number": 1,
        "label": words["label"][0].format(1),
        "caption": words["wide"],
        "columns": [{"key": "item", "label": words["item"], "align": "left"}]
        + [{"key": key, "label": key, "align": "decimal"} for key, _ in keys],
        "rows": rows,
        "notes": [],
        "wide": True,
    }


def long_table(words: dict) -> dict:
    """A table that takes more than one page."""
    rows = [
        {
            "cells": {
                "item": f"ITEM{row}",
                "wording": words["wordings"],
                "mean": f"{1 + row / 17:.2f}",
                "share": f"{row}.5%",
                "interval": f"[.{row:02d}, .99]",
            },
            "values": {},
        }
        for row in range(1, 61)
    ]
    return {
        "kind": "table",
        "id": "tbl-items",
        "number": 3,
        "label": words["label"][0].format(3),
        "caption": words["long"],
        "columns": [
            {"key": "item", "label": words["item"], "align": "left"},
            {"key": "wording", "label": words["wording"], "align": "left"},
            {"key": "mean", "label": "<em>M</em>", "align": "decimal"},
            {"key": "share", "label": "%", "align": "decimal"},
            {"key": "interval", "label": "95% CI", "align": "center"},
        ],
        "rows": rows,
        "notes": [],
    }


def document(language: str) -> list[list[dict]]:
    """The blocks, as the cells of a notebook group them."""
    words = WORDS[language]
    figure = {
        "kind": "figure",
        "id": "fig-bars",
        "number": 1,
        "label": words["label"][1].format(1),
        "caption": words["bars"],
        "alt": words["alt"],
        "svg": SVG,
        "width_cm": 12.0,
    }
    references = [
        {
            "id": "ref-cronbach1951",
            "html": "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. "
            "<em>Psychometrika</em>, <em>16</em>, 297–334.",
        },
        {
            "id": "ref-wen",
            "html": "温忠麟, 叶宝娟. 测验信度估计：从 α 系数到内部一致性信度[J]. 心理学报, 2011, 43(7): 821–829.",
        },
    ]
    return [
        [
            {"kind": "title", "text": words["title"], "subtitle": words["subtitle"], "meta": words["meta"]},
            {"kind": "note", "tone": "caution", "html": words["caution"]},
        ],
        [
            {"kind": "heading", "level": 1, "id": "summary", "text": words["summary"], "number": None},
            {"kind": "paragraph", "html": words["text"], "claims": []},
            {"kind": "list", "ordered": False, "items": words["items"]},
            {"kind": "list", "ordered": True, "items": words["items"]},
        ],
        [
            {"kind": "heading", "level": 1, "id": "measures", "text": words["first"], "number": "1"},
            {"kind": "paragraph", "html": words["text"], "claims": []},
            wide_table(words),
            {"kind": "heading", "level": 1, "id": "reliability", "text": words["second"], "number": "2"},
            {"kind": "note", "tone": "info", "html": words["info"]},
            alpha_table(words),
            {"kind": "heading", "level": 2, "id": "weak", "text": words["inner"], "number": "2.1"},
            {"kind": "heading", "level": 3, "id": "deep", "text": words["deep"], "number": None},
            {"kind": "paragraph", "html": words["text"], "claims": []},
            figure,
            figure | {"id": "fig-again", "number": 2, "label": words["label"][1].format(2)},
            {"kind": "paragraph", "html": f'<a href="#fig-lost">{words["label"][1].format(3)}</a>.', "claims": []},
            {"kind": "note", "tone": "caution", "id": "fig-lost", "html": words["lost"], "claims": []},
        ],
        [
            {
                "kind": "heading",
                "level": 1,
                "id": "references",
                "text": "References" if language == "en" else "参考文献",
                "number": None,
            },
            {"kind": "references", "entries": references},
        ],
        [
            {"kind": "appendix"},
            {"kind": "heading", "level": 1, "id": "wording", "text": words["appendix"], "number": "A"},
            long_table(words),
        ],
    ]


def notebook_of(cells: list[list[dict]], language: str, simulated: bool = True) -> nbformat.NotebookNode:
    """An executed notebook whose cells gave these blocks."""
    words = WORDS[language]
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["report"] = {
        "language": language,
        "title": words["title"],
        "subtitle": words["subtitle"],
        "simulated": simulated,
        "notice": words["caution"],
    }
    for at, blocks in enumerate(cells):
        output = nbformat.v4.new_output("display_data", {MIMETYPE: blocks})
        notebook.cells.append(nbformat.v4.new_code_cell("page", outputs=[output], id=f"cell-{at}"))
    return notebook


@pytest.fixture(scope="session", params=["en", "zh"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def notebook(language) -> nbformat.NotebookNode:
    return notebook_of(document(language), language)
