"""
Who answered carelessly, by which signs, and who is left.

- `alternatives`: other rules of screening that a careful analyst could have chosen
- `flags`: the flags: who shows which sign of careless answering, each a function of the respondents
- `indices`: indices of careless answering, as pure functions of a matrix of answers
- `screening`: screening: who answered carelessly, by which signs, and who is left
- `settings`: [screening] of study.toml: which rows are responses, and what is a sign of careless answering
"""
