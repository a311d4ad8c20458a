"""
What the HTML page is made of.

- `figures`: drawings for a page: in its colours and its fonts, named and described
- `fonts`: CSS that carries the letters a page needs
- `passports`: of printed numbers: full precision, number of respondents, meaning, and the notebook cell that made them
"""
