"""
What was asked: settings and codebook of a study, read and checked.

- `codebook`: codebook.csv: what each column of the responses is
- `codings`: answers in words: which number a text most likely stands for
- `conditions`: conditions: to whom a question could be put, as the column `asked_if` of codebook.csv says
- `declarations`: one row of codebook.csv: what is declared about one column of the responses
- `hypotheses`: hypotheses: what an author expects, as one line of [hypotheses] in study.toml
- `least_counts`: how many respondents something needs to be published, where the study says nothing else
- `names`: short names of items for tables and figures: declared, or a short code, or made from scale and position
- `references`: what study.toml expects and asks for, by names of codebook.csv: is all of it declared?
- `row_checks`: whether a row of codebook.csv makes sense: its role, its range, its labels, the scale it belongs to
- `rules`: what study.toml may say: every table and key, with what is wrong where a study says something else
- `settings`: study.toml: the few things a study decides for itself
- `titles`: titles and labels of study.toml as pages print them: what of them is text, too long, not given or not
  printable
- `toml_file`: the tables of a TOML file, or the reason why there are none
- `wordings`: the texts that readers will see: are they there, in every language of the report?
"""
