"""The works cited, in the form of each language's standard."""

import re

import pytest

from analysis.report.language import bibliography


def test_apa():
    assert bibliography.apa(bibliography.entry("feldt1987")) == (
        "Feldt, L. S., Woodruff, D. J., &amp; Salih, F. A. (1987). Statistical inference for coefficient alpha. "
        "<em>Applied Psychological Measurement</em>, <em>11</em>(1), 93–103. https://doi.org/10.1177/014662168701100107"
    )
    assert bibliography.apa(bibliography.entry("cohen1988")) == (
        "Cohen, J. (1988). <em>Statistical power analysis for the behavioral sciences</em> (2nd ed.). "
        "Lawrence Erlbaum Associates."
    )


def test_gb_t_7714():
    assert bibliography.gb_t_7714(bibliography.entry("fabrigar1999")) == (
        "FABRIGAR L R, WEGENER D T, MACCALLUM R C, et al., 1999. Evaluating the use of exploratory factor analysis in "
        "psychological research[J]. Psychological Methods, 4(3): 272-299. DOI:10.1037/1082-989X.4.3.272."
    )
    assert bibliography.gb_t_7714(bibliography.entry("wen2011")).startswith("温忠麟, 叶宝娟, 2011. 测验信度估计")


def test_citations_in_the_text():
    assert bibliography.cite(("breusch1979", "feldt1987"), "en") == (
        '(<a href="#ref-breusch1979">Breusch &amp; Pagan, 1979</a>; <a href="#ref-feldt1987">Feldt et al., 1987</a>)'
    )
    assert bibliography.cite(("breusch1979",), "zh") == "（" + '<a href="#ref-breusch1979">Breusch和Pagan，1979</a>）'
    assert bibliography.cited("ronkko2022", "en") == '<a href="#ref-ronkko2022">Rönkkö and Cho (2022)</a>'
    assert bibliography.cited("ronkko2022", "zh") == '<a href="#ref-ronkko2022">Rönkkö和Cho（2022）</a>'
    assert bibliography.cited("wen2011", "zh") == '<a href="#ref-wen2011">温忠麟和叶宝娟（2011）</a>'


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_holds_only_what_is_cited_in_order(language):
    keys = [
        entry["id"]
        for entry in bibliography.listed({"wilson1927", "wen2011", "bentler1980", "ronkko2022"}, language, {})
    ]
    last = ["ref-bentler1980", "ref-ronkko2022", "ref-wen2011", "ref-wilson1927"]
    chinese_first = ["ref-wen2011", "ref-bentler1980", "ref-ronkko2022", "ref-wilson1927"]
    assert keys == (chinese_first if language == "zh" else last)


def test_works_of_the_same_authors_share_their_names():
    assert bibliography.within(("satorra2001", "satorra2010"), "en") == (
        '<a href="#ref-satorra2001">Satorra &amp; Bentler, 2001</a>, <a href="#ref-satorra2010">2010</a>'
    )


def test_three_authors_in_a_chinese_sentence():
    assert bibliography.cited("feldt1987", "zh") == '<a href="#ref-feldt1987">Feldt等（1987）</a>'
    assert "Feldt等，1987" in bibliography.cite(("feldt1987",), "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_goes_by_the_second_author_before_the_year(language):
    cited = {"maccallum1992", "maccallum1996", "podsakoff1986", "podsakoff2003", "bentler1980", "bentler1987"}
    keys = [entry["id"].removeprefix("ref-") for entry in bibliography.listed(cited, language, {})]
    order = ["bentler1980", "bentler1987", "maccallum1996", "maccallum1992", "podsakoff2003", "podsakoff1986"]
    assert keys == order


def test_every_work_is_cited_somewhere():
    sources = [path for kind in ("jinja", "toml", "py") for path in bibliography.PATH.parents[2].rglob(f"*.{kind}")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [key for key in bibliography.entries() if f'"{key}"' not in text and f"'{key}'" not in text] == []


@pytest.mark.parametrize("work", bibliography.entries().values(), ids=lambda work: work["id"])
def test_every_entry_is_whole(work):
    assert work["id"].endswith(str(work["issued"]))
    assert work["author"] and all(author["family"] and author["given"] for author in work["author"])
    if work["type"] == "book":
        assert work["publisher"] and work["publisher-place"]
    elif work["type"] == "chapter":
        assert work["container-title"] and work["publisher"] and work["publisher-place"]
        assert all(editor["family"] and editor["given"] for editor in work["editor"])
        assert re.fullmatch(r"\d+–\d+", work["page"])
    else:
        assert work["container-title"] and work["volume"] and work["issue"]
        assert re.fullmatch(r"\d+–\d+", work["page"])
    assert "DOI" not in work or work["DOI"].startswith("10.")


def test_an_unknown_key_is_named():
    with pytest.raises(KeyError, match="nobody1900"):
        bibliography.entry("nobody1900")


def test_a_chapter_is_listed_with_its_book_and_editor():
    [apa] = bibliography.listed({"mcfadden1974"}, "en", {})
    assert "choice behavior. In P. Zarembka (Ed.), <em>Frontiers in econometrics</em> (pp. 105–142)." in apa["html"]
    [gb] = bibliography.listed({"mcfadden1974"}, "zh", {})
    assert "[M]//ZAREMBKA P. Frontiers in econometrics. New York: Academic Press: 105-142." in gb["html"]
