"""Cells in the forms of `numbers`, so that a table and a sentence never disagree."""

from functools import partial

from analysis.report.document.blocks import formed
from analysis.report.language import numbers

number = partial(formed, numbers.number)
bounded = partial(formed, numbers.bounded)
count = partial(formed, numbers.count)
percent = partial(formed, numbers.percent)
points = partial(formed, numbers.points)
ratio = partial(formed, numbers.ratio)
p_value = partial(formed, numbers.p_value)
