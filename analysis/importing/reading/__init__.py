"""
An export as it came: where it is from, which rows are no answers, what its columns and their headings hold.

- `layouts`: which platform an export is from, which rows are no answers, and the columns with their headings
- `questions`: the columns, each looked at once: what stands in it, how often, and how its heading is put together
- `syntax`: labels that a syntax file beside an export gives: for SPSS or for R
"""
