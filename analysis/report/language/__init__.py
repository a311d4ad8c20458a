"""
Words and numbers of a language: sentences, names, forms of numbers, references.

- `bibliography`: the works a report cites: APA 7 in English, GB/T 7714-2015
- `days`: days as each language prints them
- `names`: what scales, items, pain points and groups are called in one language; the other language where it is
  silent
- `numbered`: numbers that know where they stand in results.json
- `numbers`: numbers as a reader sees them: one set of functions for tables and sentences, so that they cannot
  disagree
- `own_works`: the works of an author's own references, beside those of the report
- `texts`: the words of the report in one language: a file in each chapter's folder, and one beside this module that
  all share
- `traced`: numbers in words that lead back to their place in results.json
- `writer`: sentences: a claim in, words out, in the words of `texts`
"""
