"""The shipped fonts: what they draw, and what stands for a character that none of them draws."""

import subprocess
import sys
import time

import pytest
from fontTools.ttLib import TTFont

from analysis.report.fonts import coverage as fonts

SCRIPTS = {
    "traditional": "顧客滿意度與服務質量的關係",
    "Japanese": "顧客満足度とサービス品質、〜です。々",
    "Korean": "고객 만족도와 서비스 품질",
    "rare hanzi": "龘靐齉爩㗎䶮",
    "Cyrillic": "Удовлетворённость Ґанок їжак ђћџ",
    "Greek": "Ικανοποίηση πελατών ᾳ ὦ",
    "Arabic": "رضا العملاء وجودة الخدمة؟",
    "Hebrew": "שביעות רצון הלקוחות",
    "Thai": "ความพึงพอใจของลูกค้า",
    "Devanagari": "ग्राहक संतुष्टि क्षेत्र",
    "Vietnamese": "Sự hài lòng của khách hàng",
    "signs": "✔ ✓ ☑ ✗ ➜ ⇒ ↔ ★ ☎ €",
    "emoji": "🙂👍🏽👩‍💻🎉🧿❤",
    "further": "ქართული Հայերեն አማርኛ বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ລາວ ខ្មែរ မြန်မာ བོད་ཡིག",
}


def test_chinese_faces_draw_the_same_characters():
    chinese = [path for path in fonts.font_files() if path.name.startswith("Noto")]
    assert len(chinese) == 4
    assert len({fonts.coverage(path) for path in chinese}) == 1


def test_every_character_of_gb2312_is_drawn():
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    assert len(characters) == 7445
    assert fonts.undrawable(characters) == []


def test_statistics_and_names_are_drawn():
    text = "α ω β χ² R² ≥ ≤ ≠ − × ± ½ → “” ‘’ … — – Šidák Jöreskog Gréville Łukasz, 表１ ★ ①\u200b\n\u00a0"
    assert fonts.undrawable(text) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_any_script_is_drawn(script):
    assert fonts.undrawable(SCRIPTS[script]) == []
    assert fonts.printed(SCRIPTS[script]).strip(fonts.ISOLATE + fonts.END) == SCRIPTS[script]


def test_all_hangul_and_all_unified_hanzi_of_the_first_plane_are_drawn():
    codes = [*range(0xAC00, 0xD7A4), *range(0x3400, 0x4DB6), *range(0x4E00, 0x9FA6)]
    assert fonts.undrawable("".join(map(chr, codes))) == []


def test_the_list_of_what_is_drawn_is_that_of_the_fonts():
    for path in [*fonts.font_files(), *fonts.script_files()]:
        with TTFont(path, lazy=True) as font:
            assert fonts.coverage(path) == set(font.getBestCmap()), path.name


def test_undrawable_names_what_is_replaced_and_what_is_left_out():
    assert fonts.undrawable("a\x07 评价 \ue000 🙂 \U00020006\ufeff") == ["\x07", "\ue000", "\U00020006"]


def test_a_text_is_looked_through_quickly_and_without_drawing():
    code = "import sys; from analysis.report.fonts.coverage import undrawable;"
    code += "undrawable(chr(0x20006) + 'a 汉字 한' * 1000);"
    code += "assert not {'matplotlib', 'fontTools'} & set(sys.modules)"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    assert time.perf_counter() - began < 2  # with the start of Python, on a busy machine


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A \U00020006 B", "A [U+20006] B"),
        ("\ue000\ue001", "[U+E000][U+E001]"),
        ("\ue000\ue001\ue002!", "[U+E000][… ×2]!"),
        ("a\x00b\x1bc", "abc"),
        ("a\nb\t c\r\nd\u2028e", "a b c d e"),
        ("\ufeffa\u200bb\u200ec\u202ed\u2066e", "abcde"),
        ("a\u200db", "ab"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("\ud800", "[U+D800]"),
        ("رضا", "\u2068رضا\u2069"),
        ("\u202bרצון\u202c", "\u2068רצון\u2069"),
    ],
)
def test_a_text_is_printed_without_what_has_no_shape(text, shown):
    assert fonts.printed(text) == shown
    assert fonts.printed(shown) == shown


def test_a_picture_that_no_font_draws_stands_by_its_name(monkeypatch):
    monkeypatch.setattr(fonts, "is_drawn", lambda character: character != "🧿")
    assert fonts.drawable("x 🧿") == "x [nazar amulet]"


def test_a_long_text_ends_in_an_ellipsis_and_no_letter_loses_its_mark():
    assert fonts.printed("a" * 12, 10) == "a" * 9 + "…"
    assert fonts.printed("a" * 10, 10) == "a" * 10
    assert fonts.printed("กิ" * 5, 6) == "กิ" * 2 + "…"
    assert len(fonts.printed("题" * 100_000, 160)) == 160


def test_fonts_of_further_scripts_are_asked_for_only_where_a_text_needs_them():
    usual = frozenset().union(*map(fonts.coverage, fonts.font_files()))
    assert fonts.scripts_needed("Plain text, 中文, α = .84", usual) == []
    assert [path.stem for path in fonts.scripts_needed("한 רצון", usual)] == [
        "NotoSansHangul-Regular",
        "NotoSansHebrew-Regular",
    ]


def test_a_font_put_in_the_folder_counts(tmp_path, monkeypatch):
    one = next(path for path in fonts.font_files() if path.name == "LibertinusSerif-Regular.ttf")
    (tmp_path / "added.ttf").write_bytes(one.read_bytes())
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    monkeypatch.setattr(fonts, "SCRIPTS", tmp_path / "scripts")
    assert [path.name for path in fonts.font_files()] == ["added.ttf"]
    assert fonts.undrawable("α题") == ["题"]


def test_web_fonts_are_small():
    letters = (*range(0x20, 0x7F), *range(0x3B1, 0x3CA))
    assert sum(len(fonts.part(fonts.FOLDER / name, letters)) for name in fonts.WEB.values()) < 50_000


def test_a_part_of_a_font_for_the_web_is_small():
    hangul = next(path for path in fonts.script_files() if "Hangul" in path.name)
    assert len(fonts.part(hangul, (ord("한"), ord("국")))) < 4_000
