"""
Words and numbers of a language: sentences, names, forms of numbers, references.

- `bibliography`: the works a report cites: APA 7 in English, GB/T 7714-2015
- `names`: what scales, items, pain points and groups are called in one language; the other language where it is
  silent
- `numbers`: numbers as a reader sees them: one set of functions for tables and sentences, so that they cannot
  disagree
- `writer`: sentences: a claim in, words out
"""
