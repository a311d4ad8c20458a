"""
Text tables: encoding, separator, quotes.

- `characters`: the characters of languages: everyday ones in the order of their frequency, encodings, and what
  alphabets have besides
- `delimited`: text tables: which separator, which cells
- `encoding`: the encoding of a text: UTF-8 where it is, another where that can be told for sure, else in doubt
- `languages`: how likely a run of characters is in a language, so that a text read in the wrong encoding shows
- `quoting`: quoted cells that swallow the rows after them: a quote left open that a later quote happens to close
"""
