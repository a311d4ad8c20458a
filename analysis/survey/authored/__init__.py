"""
What only the author of a study can say: it is printed as theirs, and nothing is computed from it.

- `author`: what study.toml says of the paper, of how the answers were collected and where the scales come from
- `section`: the author's half as a section of results.json
- `texts`: the texts that an author writes beside the study, and what they call by name: numbers and works
- `works`: the works that an author cites, from references.bib or references.json
"""
