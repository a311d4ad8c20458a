"""
Is a study folder sound, and how that is told.

- `authored`: what is suspicious about the author's texts, beside the results of the last report
- `check`: is this study folder sound? What was read of it, what is wrong, what is suspicious, and what its report
  will lack
- `outlook`: what the report of a sound study will lack, and which of its models will be too large or too small for
  the data
- `telling`: how problems are told: equal ones in one line, the worst first, and no more than a screenful
"""
