"""
What was answered: from cells to numbers, groups and options, and what looks wrong among them.

- `asked`: to whom each question could be put, as the conditions of the column `asked_if` say
- `columns`: a column of the responses, its distinct values apart from where they stand
- `filters`: which rows of the response file are responses at all: the filter that a study declares, and marks of
  platforms
- `groups`: groups: the levels of a column by name, and levels that are most likely not meant as they stand
- `headings`: rows below the header that are no answers, as some platforms write them
- `keyed`: answers keyed: items and outcomes of everyone, reversed ones turned round, and what is wrong with those
  analysed
- `level_order`: in which order levels without labels stand: as numbers do where they are written with numbers, else as
  texts do
- `multi`: questions to which several answers may be given: which options each respondent chose
- `numeric`: answers that are numbers: read from cells, labels and texts that hold their number, and held against
  their scale
- `pain_points`: answers about pain points: who met each, how much it hurt, and to whom it could happen at all
- `privacy`: columns that may tell who a respondent is: by their name, and by what stands in them
- `responses`: from cells to answers: numbers and group levels, exactly as the codebook declares them
- `suspicions`: answers that are sound and still look wrong: items against their scale, columns pasted twice, items
  without variance
"""
