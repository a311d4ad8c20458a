"""The shipped fonts: what they draw, how a character outside them is refused."""

import pytest

from analysis.report import fonts


def test_chinese_faces_draw_the_same_characters():
    chinese = [path for path in fonts.font_files() if path.name.startswith("Noto")]
    assert len(chinese) == 4
    assert len({fonts.coverage(path) for path in chinese}) == 1


def test_every_character_of_gb2312_is_drawn():
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    assert len(characters) == 7445
    fonts.require_glyphs(characters)


def test_statistics_and_names_are_drawn():
    fonts.require_glyphs(
        "α ω β χ² R² ≥ ≤ ≠ − × ± ½ → “” ‘’ … — – Šidák Jöreskog Gréville Łukasz, 表１ ★ ①\u200b\n\u00a0"
    )


def test_missing_glyph_is_named_with_its_place_and_a_way_out():
    with pytest.raises(fonts.MissingGlyph) as refusal:
        fonts.require_glyphs("受访者的评价是 🙂 以及 𰻝 面", where="table tbl-items")
    message = str(refusal.value)
    assert message.startswith("table tbl-items: no font of the project draws '🙂' (U+1F642), '𰻝' (U+30EDD)")
    assert "评价是 🙂 以及" in message
    assert "analysis/report/fonts/" in message


def test_a_font_put_in_the_folder_counts(tmp_path, monkeypatch):
    one = next(path for path in fonts.font_files() if path.name == "LibertinusSerif-Regular.ttf")
    (tmp_path / "added.ttf").write_bytes(one.read_bytes())
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    assert [path.name for path in fonts.font_files()] == ["added.ttf"]
    fonts.require_glyphs("α")
    with pytest.raises(fonts.MissingGlyph, match="题"):
        fonts.require_glyphs("题")


def test_web_fonts_are_small():
    assert sum((fonts.FOLDER / name).stat().st_size for name in fonts.WEB.values()) < 100_000
