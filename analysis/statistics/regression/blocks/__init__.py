"""
Regression in blocks, and slopes that differ between groups.

- `design`: the columns of a model: groups as differences from a reference level, and what had to be left out of it
- `hierarchy`: controls, then the dimensions, then the pain points, all on the same rows
- `moderation`: whether a dimension's slope differs between the levels of a group
"""
