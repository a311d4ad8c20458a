"""
The report as plain data: results looked up, claims, blocks, and the document that they make.

- `blocks`: blocks: the document as plain data, before any format
- `cells`: cells in the forms of `numbers`, so that a table and a sentence never disagree
- `claim`: a Claim: one thing the report says
- `composer`: the composer: results and a language in, the report's blocks out, numbered and cross-referenced
- `contents`: what results.json holds: its sections by name, each of the type that an estimator, or the study, gives
- `loose`: plain data that do not keep to their type, as objects of it all the same
- `missing`: what could not be computed inside a section, said once
- `numbering`: numbers and links: headings, tables, figures and cited works of the paper, and of its supplement, each
  by itself
- `preview`: a plain HTML view of blocks, for reading a section inside Jupyter
- `results`: results as plain data: what a chapter saves, and `results.json`, which is all the report ever reads
- `rules`: rules that several chapters judge by: one rule per question, whoever asks
- `schema`: the JSON Schema of results.json, made from its declaration in `contents`
- `shown`: a chapter's tables as the report will print them, for the chapter's own notebook
- `thresholds`: published benchmarks: what the report's adjectives rest on
"""
