"""
What was asked: settings and codebook of a study, read and checked.

- `codebook`: codebook.csv: what each column of the responses is
- `codings`: answers in words: which number a text most likely stands for
- `declarations`: one row of codebook.csv: what is declared about one column of the responses
- `names`: short names of items for tables and figures: declared, or a short code, or made from scale and position
- `row_checks`: whether a row of codebook.csv makes sense: its role, its range, its labels, the scale it belongs to
- `rules`: what study.toml may say: every table and key, with what is wrong where a study says something else
- `settings`: study.toml: the few things a study decides for itself
- `wordings`: the texts that readers will see: are they there, in every language of the report?
"""
