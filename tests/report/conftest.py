"""Results and pages that the report's tests share."""

import pytest

from analysis.report.document import composer as document
from tests.report import samples


@pytest.fixture(params=list(samples.ALL))
def results(request) -> dict:
    return samples.ALL[request.param]()


@pytest.fixture(params=["en", "zh"])
def language(request) -> str:
    return request.param


@pytest.fixture
def page(results, language, request) -> document.Page:
    return samples.page(request.node.callspec.params["results"], language)
