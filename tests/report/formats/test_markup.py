"""Inline XML becomes runs; anything else is refused."""

import pytest

from analysis.report.formats.markup import MarkupError, Run, inline_runs, kept_together, plain_text


def test_marks_nest_and_links_carry_them():
    runs = inline_runs('a <strong>b <em>c</em></strong> <a href="#tbl-x">Table <em>3</em></a> &lt; &amp;')
    assert runs == [
        Run("a "),
        Run("b ", frozenset({"strong"})),
        Run("c", frozenset({"strong", "em"})),
        Run(" "),
        Run("Table\u00a0", frozenset(), "#tbl-x"),
        Run("3", frozenset({"em"}), "#tbl-x"),
        Run(" < &"),
    ]


def test_plain_text_keeps_the_words():
    assert plain_text("<em>R</em><sup>2</sup> &gt; .40") == "R2 > .40"


@pytest.mark.parametrize(
    "fragment",
    [
        "a < b",
        "<b>bold</b>",
        "<em>open",
        '<em class="x">e</em>',
        '<a href="https://example.org">out</a>',
        '<a href="#x" onclick="y()">z</a>',
        '<a href="#x"><a href="#y">two</a></a>',
        "<script>x</script>",
        "&nbsp;",
    ],
)
def test_other_markup_is_refused(fragment):
    with pytest.raises(MarkupError):
        inline_runs(fragment)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("n = 449, p < .001", "n~=~449, p~<~.001"),
        (" = −.12 and more", "~=~−.12 and more"),
        ("F(5, 443) = 108.28", "F(5,~443)~=~108.28"),
        ("α = .80, 95% CI [.77, .82]", "α~=~.80, 95%~CI~[.77,~.82]"),
        ("Table 8", "Table~8"),
        ("see Table 8 and 9 of 10, 11", "see Table~8 and 9 of 10, 11"),
        ("a = b, 5 of 6 (3, then 4)", "a = b, 5 of 6 (3, then 4)"),
    ],
)
def test_no_line_ends_inside_a_statistic(text, kept):
    assert kept_together(text) == kept.replace("~", "\u00a0")


def test_no_line_ends_between_a_sign_and_a_number_that_leads_back():
    numbers = [f'<data value="{place}">{text}</data>' for place, text in (("n", "449"), ("a.0", ".77"), ("a.1", ".82"))]
    runs = inline_runs("<em>n</em> = {} and [{}, {}]".format(*numbers))
    assert "".join(run.text for run in runs) == "n\u00a0=\u00a0449 and [.77,\u00a0.82]"
    assert [(run.text, run.place) for run in runs if run.place] == [("449", "n"), (".77", "a.0"), (".82", "a.1")]
