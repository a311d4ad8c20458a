"""
Groups of people compared on the scales, and how large the differences are.

- `adjusted`: groups compared as if they were alike in the other groupings
- `differences`: every declared grouping on every scale
- `effect_sizes`: omega squared and Hedges' g, with variances that need not be equal
- `tests`: whether groups differ, and which pairs of them do
"""
