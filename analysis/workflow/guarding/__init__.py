"""
What is about to be published, looked through before it is.

- `published`: the texts of every published file, each with its place
- `raw_rows`: rows of answers, told from the numbers of a report
- `scan`: personal data and rows of answers in published files: what is found stops the switch-in and is named
"""
