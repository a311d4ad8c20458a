"""What is said of promoters and detractors: each verdict at its edge, in percentage points."""

import pytest

from analysis.report.chapters.sample import promoters
from tests.report import samples


def with_interval(low: float, high: float) -> dict:
    results = samples.example()
    results["promoters"]["recommendation"]["score"] |= {"conf_low": low, "conf_high": high}
    return results


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.001, 0.2, "more_promoters"),
        (0.0, 0.2, "open"),
        (-0.2, 0.0, "open"),
        (-0.2, -0.001, "more_detractors"),
    ],
)
def test_whether_there_are_more_promoters(low, high, verdict):
    [claim] = promoters.claims(samples.typed(with_interval(low, high)))
    assert claim.verdict == verdict
    assert claim.values["score"]["conf_high"] == pytest.approx(100 * high)


def test_nothing_is_said_where_there_is_no_score():
    results = samples.example()
    results["promoters"]["recommendation"] = samples.missing("no_promoter_scale", low=1.0, high=5.0)
    assert promoters.claims(samples.typed(results)) == []
    del results["promoters"]
    assert promoters.claims(samples.typed(results)) == []


@pytest.mark.parametrize(("language", "said"), [("en", "net promoter score"), ("zh", "净推荐值")])
def test_the_report_prints_it(language, said):
    page = samples.page("example", language)
    assert any(said in str(block) for section in page.sections() for block in section.drafts)
