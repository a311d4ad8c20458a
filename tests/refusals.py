"""Refusals, as tests expect them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from analysis.statistics.foundation.errors import EstimationError


@contextmanager
def refused(code: str, **values) -> Iterator[None]:
    """Within it an estimator refuses with this code and, among others, these values."""
    with pytest.raises(EstimationError) as caught:
        yield
    assert caught.value.code == code, caught.value
    assert {key: caught.value.values.get(key) for key in values} == values
