"""
What each column is: its answer scale, its direction, the scale it belongs to, or that it is none.

- `answers`: answer scales: which numbers the answers of a column stand for, from where to where, and which way they
  run
- `directions`: which items are worded against their scale: by how they correlate with it, and by their wording
- `filters`: questions that end the questionnaire for some: who gave such an answer was asked no more, and is no
  response
- `kinds`: what a column is for: a rating, a group, options, the platform's own, a person's, a free text
- `membership`: which ratings belong to one scale: by the question they are rows of, by their codes, or by how they
  correlate
- `multi`: questions with several answers: options joined in one column, or a column for each option
- `naming`: what a scale is called, in both languages, and whether it is what the study explains
- `numbers`: answer scales of columns that hold numbers, or texts that hold their number
- `personal`: what may tell who a respondent is: recognised by the heading and by what stands in the column
- `quantities`: measured quantities: columns of numbers whose heading says that they count minutes, hours, days or
  contacts
- `scale`: the answer scale of a column: from where to where it runs, which way, and what that goes by
"""
